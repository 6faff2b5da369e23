"""Ones to start with and zeros for what is not connected are made from shapes that are known: no variable need have a value."""
v = tf.get_variable("v", [2])
r = tf.get_variable("r", [2], use_resource=True)
ones = tf.gradients([v, v], [v])[0]
zeros = tf.gradients(tf.constant(0.), [v, r], unconnected_gradients="zero")
print(ones, zeros)
with tf.Session() as sess:
    print(sess.run([ones, *zeros]))
    print(sess.run(tf.gradients(-v, [v])[0]))
for ys, xs in (([None], [v]), (v * 2., [None]), ([None, v], [v])):
    try:
        print(tf.gradients(ys, xs))
    except AttributeError as error:
        print(error)
