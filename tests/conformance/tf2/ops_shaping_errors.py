"""Wrong shapes fail with InvalidArgumentError or ValueError, and the first line of the message is fixed."""
x = tf.zeros([2, 3])
for label, use in (("reshape", lambda: tf.reshape(x, [4])), ("two unknown", lambda: tf.reshape(x, [-1, -1])),
                   ("matmul", lambda: tf.matmul(x, x)), ("add", lambda: x + tf.zeros([2])),
                   ("concat", lambda: tf.concat([x, tf.zeros([3, 2])], 0)), ("stack", lambda: tf.stack([x, tf.zeros([3])])),
                   ("squeeze", lambda: tf.squeeze(x, axis=0)), ("split", lambda: tf.split(x, 2, axis=1)),
                   ("transpose", lambda: tf.transpose(x, perm=[0])), ("expand", lambda: tf.expand_dims(x, 5)),
                   ("broadcast", lambda: tf.broadcast_to(x, [3, 2])), ("index", lambda: x[5]), ("many", lambda: x[0, 0, 0])):
    try:
        print(label, use())
    except Exception as error:
        text = str(error).splitlines()[0]
        print(label, type(error).__name__ + ":", text.split("}} ")[-1])
