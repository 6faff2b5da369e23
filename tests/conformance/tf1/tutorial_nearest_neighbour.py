"""The nearest-neighbour example: distances to all rows, the index of the least."""
import numpy as np

rng = np.random.RandomState(2)
train, test = rng.rand(20, 3), rng.rand(4, 3)
classes = (train[:, 0] > 0.5).astype(int)
xtr = tf.placeholder("float", [None, 3])
xte = tf.placeholder("float", [3])
distance = tf.reduce_sum(tf.abs(tf.add(xtr, tf.negative(xte))), reduction_indices=1)
pred = tf.arg_min(distance, 0)
print(distance, pred)
with tf.Session() as sess:
    for i in range(len(test)):
        nn_index = sess.run(pred, feed_dict={xtr: train, xte: test[i, :]})
        print("Test", i, "Prediction:", classes[nn_index], "True Class:", int(test[i, 0] > 0.5))
