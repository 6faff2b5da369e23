"""A traced tf.function goes on reading and writing the value of a variable whose Python object is gone; its .variables then fails."""
import gc
import weakref

gc.disable()
v = tf.Variable(1.0, name="counter")


@tf.function
def step():
    v.assign_add(1.0)
    return v.read_value()


print(step().numpy())
watch = weakref.ref(v)
concrete = step.get_concrete_function()
print([w.name for w in concrete.variables], [w.name for w in concrete.trainable_variables])
del v
print("alive:", watch() is not None)
print("goes on:", step().numpy(), step().numpy(), concrete().numpy())
try:
    print(concrete.variables)
except AssertionError as error:
    print(type(error).__name__ + ":", str(error).split(". ")[0])
