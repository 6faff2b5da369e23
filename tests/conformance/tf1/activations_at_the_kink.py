"""The gradients of relu, relu6, leaky_relu, abs and clipping at their kinks are TensorFlow's choices."""

x = tf.constant([-7.0, -1.0, 0.0, 1.0, 6.0, 7.0])
with tf.Session() as sess:
    for z in (tf.nn.relu(x), tf.nn.relu6(x), tf.nn.leaky_relu(x), tf.nn.leaky_relu(x, alpha=0.5), tf.nn.elu(x), tf.abs(x),
              tf.clip_by_value(x, -1.0, 6.0), tf.maximum(x, 0.0), tf.minimum(x, 0.0), tf.nn.crelu(x)):
        gradient = tf.gradients(z, x)[0]
        print(z.op.type, [round(float(v), 4) + 0.0 for v in sess.run(z)], [round(float(v), 4) + 0.0 for v in sess.run(gradient)])
