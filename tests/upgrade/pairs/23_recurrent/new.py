"""Two recurrent networks, one that remembers and one that does not, with an accuracy that the graph keeps."""
import numpy as np
import tensorflow as tf


def accuracy_so_far(labels, predictions, total, count):
    """Return the share of right predictions before and after these are counted in."""
    before, right = tf.math.divide_no_nan(total, count), tf.equal(labels, tf.cast(predictions, labels.dtype))
    total.assign_add(tf.reduce_sum(tf.cast(right, tf.float32)))
    return before, total / count.assign_add(tf.cast(tf.size(labels), tf.float32))


def recurrent(step, inputs, state):
    """Return what a cell gives along the second axis of its inputs, and its last state."""
    states = tf.scan(step, tf.transpose(inputs, [1, 0, 2]), state)
    outputs = tf.nest.flatten(states)[-1]
    return tf.transpose(outputs, [1, 0, 2]), tf.nest.map_structure(lambda value: value[-1], states)


def rnn(kernel, bias, inputs, state=None):
    """Return what a simple recurrent cell gives along its inputs, and its last state; it begins with zeros."""
    def step(state, inputs):
        return tf.tanh(tf.matmul(tf.concat([inputs, state], 1), kernel) + bias)

    return recurrent(step, inputs, tf.zeros([tf.shape(inputs)[0], bias.shape[0]]) if state is None else state)


def lstm(kernel, bias, inputs, state=None):
    """Return what an LSTM cell gives along its inputs, and its last state: what it remembers and what it gave last."""
    def step(state, inputs):
        i, j, f, o = tf.split(tf.matmul(tf.concat([inputs, state[1]], 1), kernel) + bias, 4, 1)
        c = tf.sigmoid(f + 1.0) * state[0] + tf.sigmoid(i) * tf.tanh(j)
        return c, tf.sigmoid(o) * tf.tanh(c)

    return recurrent(step, inputs, state or (tf.zeros([tf.shape(inputs)[0], bias.shape[0] // 4]),) * 2)


units = 4
random = np.random.RandomState(0)
points = random.uniform(-1, 1, size=(6, 5, 2)).astype(np.float32)
labels = (points.sum((1, 2)) > 0).astype(np.int32)


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.lstm_cell_kernel = tf.Variable(tf.keras.initializers.GlorotUniform()([6, 16]), name="rnn/lstm_cell/kernel")
        self.lstm_cell_bias = tf.Variable(tf.zeros([16]), name="rnn/lstm_cell/bias")
        self.basic_rnn_cell_kernel = tf.Variable(tf.keras.initializers.GlorotUniform()([5, 3]), name="simple/rnn/basic_rnn_cell/kernel")
        self.basic_rnn_cell_bias = tf.Variable(tf.zeros([3]), name="simple/rnn/basic_rnn_cell/bias")
        self.dense_kernel = tf.Variable(tf.keras.initializers.GlorotUniform()([7, 2]), name="dense/kernel")
        self.dense_bias = tf.Variable(tf.zeros([2]), name="dense/bias")
        self.accuracy_total = tf.Variable(tf.zeros([]), trainable=False, name="accuracy/total")
        self.accuracy_count = tf.Variable(tf.zeros([]), trainable=False, name="accuracy/count")
        self.optimizer = tf.keras.optimizers.SGD(0.5)

    @tf.function(input_signature=[tf.TensorSpec([None, 5, 2], tf.float32), tf.TensorSpec([None], tf.int32)])
    def train(self, xs, ys):
        with tf.GradientTape() as tape:
            outputs, (remembered, last) = lstm(self.lstm_cell_kernel, self.lstm_cell_bias, xs, None)
            others, _ = rnn(self.basic_rnn_cell_kernel, self.basic_rnn_cell_bias, xs, None)
            logits = tf.matmul(tf.concat([outputs[:, -1, :], others[:, -1]], 1), self.dense_kernel) + self.dense_bias
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=ys, logits=logits))
        variables = [self.lstm_cell_kernel, self.lstm_cell_bias, self.basic_rnn_cell_kernel, self.basic_rnn_cell_bias, self.dense_kernel, self.dense_bias]
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))

    @tf.function(input_signature=[tf.TensorSpec([None, 5, 2], tf.float32), tf.TensorSpec([None], tf.int32)])
    def so_far(self, xs, ys):
        outputs, (remembered, last) = lstm(self.lstm_cell_kernel, self.lstm_cell_bias, xs, None)
        others, _ = rnn(self.basic_rnn_cell_kernel, self.basic_rnn_cell_bias, xs, None)
        logits = tf.matmul(tf.concat([outputs[:, -1, :], others[:, -1]], 1), self.dense_kernel) + self.dense_bias
        so_far = accuracy_so_far(ys, tf.argmax(logits, axis=1), self.accuracy_total, self.accuracy_count)[1]
        return so_far

    @tf.function(input_signature=[tf.TensorSpec([None, 5, 2], tf.float32)])
    def remembered_and_last(self, xs):
        outputs, (remembered, last) = lstm(self.lstm_cell_kernel, self.lstm_cell_bias, xs, None)
        return [remembered, last]


model = Model()
for turn in range(8):
    model.train(points, labels)
    print("so far %.3f" % model.so_far(points, labels).numpy())
print([value.numpy() for value in model.remembered_and_last(points)])
