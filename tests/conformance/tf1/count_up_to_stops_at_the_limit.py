"""count_up_to gives one more per run, then OutOfRangeError, counted per session."""

v = tf.Variable(0, name="v")
count = v.count_up_to(3)
print(count.name, count.dtype.name)

def turn(sess):
    try:
        return int(sess.run(count))
    except tf.errors.OutOfRangeError as error:
        return type(error).__name__, "Reached limit of 3" in str(error)

with tf.Session() as one, tf.Session() as two:
    one.run(v.initializer)
    two.run(v.initializer)
    print([turn(one) for _ in range(5)], one.run(v))
    print(turn(two), two.run(v))
print(tf.count_up_to(v, 10).name)
