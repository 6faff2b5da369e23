"""How long does a GradientTape keep what it has seen?"""

import gc
import weakref

import lifetimes.tf2 as tf
from lifetimes.observe import why_alive

# %%
gc.disable()


def loss_of_a_local():
    local = tf.Variable(4.0, name="local")
    return local * local, weakref.ref(local)


with tf.GradientTape() as tape:
    loss, watch = loss_of_a_local()
print("The function has returned, and with it went the only name. Alive?", watch() is not None)
print(why_alive(watch()))

found = tape.watched_variables()[0]
print(f"Found through the tape: {found.name}, and d(loss)/d(local) = {tape.gradient(loss, found).numpy():g}")
del found
print("gradient() was called; the intermediate results are gone, but the variable is alive:", watch() is not None)
del tape
print("The tape goes, and the variable at that statement. Alive?", watch() is not None)

# %%
print("What to notice: a loop variable named `tape` owns the variables of the last step until the next one.")
