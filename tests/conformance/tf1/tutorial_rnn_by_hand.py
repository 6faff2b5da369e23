"""A recurrent network unrolled in Python, two steps, then many with one scope, as in the book on hands-on learning."""
import numpy as np

n_inputs, n_neurons = 3, 5
X0 = tf.placeholder(tf.float32, [None, n_inputs])
X1 = tf.placeholder(tf.float32, [None, n_inputs])
rng = np.random.RandomState(4)
Wx = tf.Variable(rng.randn(n_inputs, n_neurons).astype(np.float32), name="Wx")
Wy = tf.Variable(rng.randn(n_neurons, n_neurons).astype(np.float32), name="Wy")
b = tf.Variable(tf.zeros([1, n_neurons], dtype=tf.float32))
Y0 = tf.tanh(tf.matmul(X0, Wx) + b)
Y1 = tf.tanh(tf.matmul(Y0, Wy) + tf.matmul(X1, Wx) + b)
X0_batch = np.array([[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 0, 1]])
X1_batch = np.array([[9, 8, 7], [0, 0, 0], [6, 5, 4], [3, 2, 1]])
with tf.Session() as sess:
    tf.global_variables_initializer().run()
    Y0_val, Y1_val = sess.run([Y0, Y1], feed_dict={X0: X0_batch, X1: X1_batch})
print(Y0, Y1, Y0_val.shape)
print(np.round(Y1_val.astype(float), 3).tolist())
tf.reset_default_graph()
n_steps = 4
X = tf.placeholder(tf.float32, [None, n_steps, n_inputs])
X_seqs = tf.unstack(tf.transpose(X, perm=[1, 0, 2]))
states = [tf.zeros([tf.shape(X)[0], n_neurons])]
for step, x in enumerate(X_seqs):
    with tf.variable_scope("rnn", reuse=step > 0):
        kernel = tf.get_variable("kernel", [n_inputs + n_neurons, n_neurons], initializer=tf.constant_initializer(0.1))
        states.append(tf.tanh(tf.matmul(tf.concat([x, states[-1]], axis=1), kernel)))
outputs = tf.transpose(tf.stack(states[1:]), perm=[1, 0, 2])
print(outputs, [v.name for v in tf.global_variables()], states[-1].name)
with tf.Session() as sess:
    tf.global_variables_initializer().run()
    print(np.round(outputs.eval({X: np.ones([2, 4, 3])}).astype(float)[:, :, 0], 4).tolist())
