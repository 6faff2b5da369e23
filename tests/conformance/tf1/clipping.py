"""clip_by_value, clip_by_norm and clip_by_global_norm bound values, with gradients."""
import numpy as np

def r(value):
    return (np.round(np.float64(value), 4) + 0.0).tolist()

x = tf.constant([[3.0, 4.0], [0.3, 0.4]])
with tf.Session() as sess:
    for z in (tf.clip_by_value(x, 0.35, 3.5), tf.clip_by_norm(x, clip_norm=1.0), tf.clip_by_norm(x, 1.0, axes=[1]), tf.clip_by_norm(x, 100.0),
              tf.clip_by_average_norm(x, 0.5)):
        print(z.shape, z.name, r(sess.run(z)), r(sess.run(tf.gradients(z[0, 0], x)[0])))
    clipped, norm = tf.clip_by_global_norm([x, None, tf.constant([12.0])], 6.5)
    print(clipped[1], r(sess.run(clipped[0])), r(sess.run(clipped[2])), r(sess.run(norm)), r(sess.run(tf.global_norm([x, x]))))
    clipped, norm = tf.clip_by_global_norm([x], 100.0, use_norm=tf.constant(200.0))
    print(r(sess.run(clipped[0])))
try:
    tf.clip_by_global_norm(x[0], 1.0)
except TypeError as error:
    print("TypeError:", str(error).split(" Received")[0])
