"""A multilayer perceptron with dictionaries of weights and biases, as in the examples of 2016."""
import numpy as np

rng = np.random.RandomState(1)
weights = {"h1": tf.Variable(rng.randn(4, 6).astype("float32") * 0.5), "h2": tf.Variable(rng.randn(6, 5).astype("float32") * 0.5),
           "out": tf.Variable(rng.randn(5, 3).astype("float32") * 0.5)}
biases = {"b1": tf.Variable(tf.zeros([6])), "b2": tf.Variable(tf.zeros([5])), "out": tf.Variable(tf.zeros([3]))}
data = rng.randn(30, 4)
labels = np.eye(3)[data[:, :3].argmax(1)]

def multilayer_perceptron(x):
    layer_1 = tf.nn.relu(tf.add(tf.matmul(x, weights["h1"]), biases["b1"]))
    layer_2 = tf.nn.relu(tf.add(tf.matmul(layer_1, weights["h2"]), biases["b2"]))
    return tf.matmul(layer_2, weights["out"]) + biases["out"]

X = tf.placeholder("float", [None, 4])
Y = tf.placeholder("float", [None, 3])
logits = multilayer_perceptron(X)
loss_op = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=Y))
train_op = tf.train.AdamOptimizer(learning_rate=0.05).minimize(loss_op)
print(logits, loss_op)
print([v.name for v in tf.trainable_variables()])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(40):
        _, c = sess.run([train_op, loss_op], feed_dict={X: data, Y: labels})
        if epoch % 10 == 0:
            print("%.3f" % c)
    correct = tf.equal(tf.argmax(tf.nn.softmax(logits), 1), tf.argmax(Y, 1))
    print("Accuracy: %.2f" % tf.reduce_mean(tf.cast(correct, "float")).eval({X: data, Y: labels}))
print(len(tf.get_default_graph().get_collection("variables")))
