"""Where does the value of a variable live?"""

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2

# %%
v = tf1.Variable(1.0, name="v")
add_ten = v.assign_add(10.0)
one, two = tf1.Session(), tf1.Session()
for sess in (one, two):
    sess.run(v.initializer)
one.run(add_ten)
one.run(add_ten)
two.run(add_ten)
print(f"TensorFlow 1: one variable {v.name!r}, two sessions, two values: {one.run(v):g} and {two.run(v):g}.")
one.close()
print(f"  The first session is closed, its value is gone with it; the second still has {two.run('v:0'):g}.")
with tf1.Session() as three:
    try:
        three.run(v)
    except tf1.errors.FailedPreconditionError as error:
        words = next(line for line in str(error).splitlines() if "uninitialized" in line)
        print(f"  A third session has none: {words}")

# %%
w = tf2.Variable(1.0, name="v")
alias = w
w.assign_add(10.0)
print(f"TensorFlow 2: the value is in the object; by any of its names it is {w.numpy():g} = {alias.numpy():g}.")

print("What to notice: 'the value of v' is half a question in TensorFlow 1; the other half is a session.")
