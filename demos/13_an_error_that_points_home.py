"""An operation fails long after it was written: which line of mine made it?"""

import re

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2


# %%
def head(x, size):
    return tf1.reshape(x, size, name="head")


x = tf1.placeholder(tf1.float32, name="x")
size = tf1.placeholder(tf1.int32, name="size")
y = head(x, size) * 2.0
with tf1.Session() as sess:
    try:
        sess.run(y, {x: [1.0, 2.0, 3.0], size: [2, 2]})
    except tf1.errors.InvalidArgumentError as error:
        site = error.op.site
        print(f"TensorFlow 1: running y failed in the operation {error.op.name!r}, a {error.op.type}.")
        print(f"  It was made in line {site.line}, in {site.function}(), of this file: return tf1.reshape(...)")


# %%
@tf2.function
def mix(a, b):
    total = tf2.reduce_sum(a)
    return total + tf2.gather(a, b)


try:
    mix(tf2.constant([1.0, 2.0]), tf2.constant(7))
except tf2.errors.InvalidArgumentError as error:
    told = re.search(r"at node (\w+) .*, line (\d+), in (\w+)", error.message, re.DOTALL)
    print("TensorFlow 2: calling the trace failed in {!r}, made in line {}, in {}().".format(*told.groups()))
    print(f"  A session hands out its operation; here the text is all there is: error.op is {error.op}.")

# %%
print("What to notice: graphs run far from where they are written; each node knows the line that made it.")
