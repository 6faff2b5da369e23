"""A session takes a ConfigProto, and says so of anything else."""

for given in ("fast", 3):
    try:
        print(tf.Session(config=given))
    except TypeError as error:
        print(str(error).splitlines()[0])
with tf.Session(config=tf.ConfigProto()) as sess:
    print(sess.run(tf.constant(1.0)))
