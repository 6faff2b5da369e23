"""Gradients are computed, fetched, averaged in NumPy and fed back through placeholders, as in policy-gradient pages."""
import numpy as np

x = tf.placeholder(tf.float32, [None, 2])
w = tf.get_variable("w", initializer=np.array([[0.5], [-0.5]], np.float32))
logits = tf.matmul(x, w)
outputs = tf.nn.sigmoid(logits)
p_left_and_right = tf.concat(axis=1, values=[outputs, 1 - outputs])
action = tf.to_int32(tf.argmax(p_left_and_right, 1))
y = 1. - tf.to_float(tf.reshape(action, [-1, 1]))
cross_entropy = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=logits)
optimizer = tf.train.AdamOptimizer(0.1)
grads_and_vars = optimizer.compute_gradients(cross_entropy)
gradients = [grad for grad, variable in grads_and_vars]
gradient_placeholders, grads_and_vars_feed = [], []
for grad, variable in grads_and_vars:
    gradient_placeholder = tf.placeholder(tf.float32, shape=grad.get_shape())
    gradient_placeholders.append(gradient_placeholder)
    grads_and_vars_feed.append((gradient_placeholder, variable))
training_op = optimizer.apply_gradients(grads_and_vars_feed)
print(p_left_and_right, action, gradients[0].shape, gradient_placeholders)
with tf.Session() as sess:
    tf.global_variables_initializer().run()
    for turn in range(3):
        action_val, gradients_val = sess.run([action, gradients], {x: [[1.0, 2.0], [0.5, -1.0]]})
        print(action_val.tolist(), np.round(gradients_val[0].astype(float), 4).tolist())
        sess.run(training_op, feed_dict={gradient_placeholders[0]: -2.0 * gradients_val[0]})
    print(np.round(w.eval().astype(float), 4).tolist())
