"""What does a traced function do when its variable is gone?"""

import gc
import weakref

import lifetimes.tf2 as tf

# %%
gc.disable()
v = tf.Variable(2.0, name="v")


@tf.function
def double(x):
    return v * x


print("traced with v = 2:", double(tf.constant(10.0)).numpy())
watch = weakref.ref(v)
v = tf.Variable(100.0, name="v")
print("v is another variable now, worth 100. Is the old object alive?", watch() is not None)
print("the same signature still computes with the old storage:", double(tf.constant(10.0)).numpy())
print("a new signature is traced anew and finds the new one:  ", double(tf.constant([10.0])).numpy())
try:
    with tf.GradientTape():
        double(tf.constant(10.0))
except AssertionError as error:
    print("under a tape:", str(error).split(".")[0] + ".")

# %%
print("What to notice: a trace owns the storage that it captured; the variable object it holds weakly.")
