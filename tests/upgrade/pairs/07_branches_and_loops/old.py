"""A branch and a loop of the graph: the new world runs the same two calls."""
import tensorflow as tf

limit = tf.placeholder(tf.int32, [], name="limit")
steps = tf.Variable(0, name="steps")


def body(i, total):
    return i + 1, total + i * i


_, squares = tf.while_loop(lambda i, total: i < limit, body, [tf.constant(0), tf.constant(0)])
size = tf.cond(squares > 20, lambda: tf.constant("large"), lambda: tf.constant("small"))
count = steps.assign_add(squares)

sess = tf.Session()
sess.run(tf.global_variables_initializer())
for n in (3, 6):
    print(n, sess.run([squares, size], {limit: n}))
    sess.run(count, {limit: n})
print("steps", sess.run(steps))
sess.close()
