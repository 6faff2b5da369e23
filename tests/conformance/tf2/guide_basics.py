"""A first page: tensors, variables, differentiation, functions, modules and training of a quadratic."""
x = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
print(x)
print(x.shape)
print(x.dtype)
print(repr(x + x))
print(repr(5 * x))
print(repr(x @ tf.transpose(x)))
print(repr(tf.concat([x, x, x], axis=0)))
print(repr(tf.reduce_sum(x)))
print(repr(tf.convert_to_tensor([1, 2, 3])))
print("TensorFlow **IS** using the GPU" if tf.config.list_physical_devices("GPU") else "TensorFlow **IS NOT** using the GPU")
var = tf.Variable([0.0, 0.0, 0.0])
print(repr(var.assign([1, 2, 3])))
print(repr(var.assign_add([1, 1, 1])))
x = tf.Variable(1.0)


def f(x):
    return x ** 2 + 2 * x - 5


print(repr(f(x)))
with tf.GradientTape() as tape:
    y = f(x)
print(repr(tape.gradient(y, x)))


@tf.function
def my_func(x):
    print("Tracing.\n")
    return tf.reduce_sum(x)


print(repr(my_func(tf.constant([1, 2, 3]))))
print(repr(my_func(tf.constant([10, 9, 8]))))
print(repr(my_func(tf.constant([10.0, 9.1, 8.2]))))


class MyModule(tf.Module):
    def __init__(self, value):
        self.weight = tf.Variable(value)

    @tf.function
    def multiply(self, x):
        return x * self.weight


mod = MyModule(3)
print(repr(mod.multiply(tf.constant([1, 2, 3]))))
xs = tf.cast(tf.linspace(-1, 1, 21), tf.float32)
ys = f(xs)


class Model(tf.Module):
    def __init__(self):
        self.w = tf.Variable([0.1, 0.2, 0.3])

    @tf.function
    def __call__(self, x):
        powers = tf.stack([tf.ones_like(x), x, x * x], axis=1)
        return tf.linalg.matvec(powers, self.w)


quad = Model()
for epoch in range(60):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((quad(xs) - ys) ** 2)
    grads = tape.gradient(loss, quad.variables)
    for g, v in zip(grads, quad.variables):
        v.assign_sub(0.2 * g)
    if epoch % 20 == 0:
        print(f"Mean squared error: {loss.numpy():0.3f}")
