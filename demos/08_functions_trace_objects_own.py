"""When does the Python body of a tf.function run, and who owns what it uses?"""

import gc
import weakref

import lifetimes.tf2 as tf
from lifetimes.observe import why_alive

# %%
gc.disable()


class Scale(tf.Module):
    def __init__(self):
        super().__init__()
        self.factor = tf.Variable(2.0, name="factor")

    @tf.function
    def __call__(self, x):
        print(f"    Python runs: tracing for {x.dtype.name}, shape {x.shape}")
        return self.factor * x


# %%
scale = Scale()
for value in (1.0, 2.0, [1.0, 2.0], 3.0):
    print(f"  call with {value}:")
    result = scale(tf.constant(value))
    print("    result", result.numpy().tolist())
scale.factor.assign(100.0)
print("  the variable is read at each call, not frozen:", scale(tf.constant(1.0)).numpy())

watch = weakref.ref(scale.factor)
print("  who holds the variable:", why_alive(watch()).expression)
del scale, result
print("  The last name of the module goes, with the cycle collector off; is its variable alive?", watch() is not None)

# %%
print("What to notice: two shapes, two traces; the traces own no variable, the object did.")
