"""One graph, two sessions: the same variable has two values at one time."""
import tensorflow as tf

count = tf.Variable(10, name="count")
up = tf.assign_add(count, 1)
init = tf.global_variables_initializer()

left, right = tf.Session(), tf.Session()
left.run(init)
right.run(init)
left.run(up)
for turn in range(3):
    right.run(up)
print("left", left.run(count), "right", right.run(count))
print("left again", left.run(up))
