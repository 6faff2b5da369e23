"""A tf.function method holds its instance weakly, so calling it on a temporary, or after the instance is lost, fails in the trace."""
import gc
import weakref

gc.disable()


class Adder:
    def __init__(self):
        self.v = tf.Variable(1.0)

    @tf.function
    def add(self, x):
        return self.v + x


try:
    Adder().add(tf.constant(1.0))
    print("a temporary works")
except Exception as error:
    print("temporary:", type(error).__name__, "NoneType" in str(error))
a = Adder()
add = a.add
watch = weakref.ref(a)
print(add(tf.constant(1.0)).numpy())
del a
print("instance alive:", watch() is not None)
try:
    print("same signature:", add(tf.constant(1.0)).numpy())
except Exception as error:
    print("same signature:", type(error).__name__)
try:
    print("new signature:", add(tf.constant([1.0])).numpy())
except Exception as error:
    print("new signature:", type(error).__name__, "NoneType" in str(error))
