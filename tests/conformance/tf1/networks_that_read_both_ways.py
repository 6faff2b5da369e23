"""Of two cells the second reads the sequence backwards; what gives the network back has TensorFlow's names."""
import numpy as np

cells = tf.nn.rnn_cell
x, lengths = tf.placeholder(tf.float32, [None, 4, 2], "x"), tf.placeholder(tf.int32, [None], "lengths")
steps = tf.unstack(x, axis=1)
with tf.variable_scope("plain", initializer=tf.constant_initializer(0.1)):
    plain, forward, backward = tf.nn.static_bidirectional_rnn(cells.BasicLSTMCell(2), cells.GRUCell(3), steps, dtype=tf.float32)
with tf.variable_scope("ends", initializer=tf.constant_initializer(0.2)):
    ends, *last = tf.nn.static_bidirectional_rnn(
        cells.BasicRNNCell(2), cells.BasicRNNCell(1), steps, dtype=tf.float32, sequence_length=lengths, scope="both"
    )
with tf.variable_scope("loop", initializer=tf.constant_initializer(0.2)):
    loop, _ = tf.nn.bidirectional_dynamic_rnn(cells.GRUCell(2), cells.GRUCell(2), x, lengths, dtype=tf.float32)
print(plain[0], forward, backward, len(ends), loop)
print([variable.name for variable in tf.trainable_variables()])
names = [op.name for op in tf.get_default_graph().get_operations()]
print([name for name in names if "Reverse" in name])
print([name for name in names if name.startswith("plain/bidirectional_rnn/fw/fw/basic_lstm_cell/") and "_" not in name[-3:]])
for wrong in ((3, cells.GRUCell(2), steps), (cells.GRUCell(2), 3, steps), (cells.GRUCell(2), cells.GRUCell(2), x), (cells.GRUCell(2), cells.GRUCell(2), [])):
    try:
        tf.nn.static_bidirectional_rnn(*wrong, dtype=tf.float32)
    except Exception as error:
        print(type(error).__name__, "|", str(error).split("\n")[0])
print(tf.layers.dropout(x, 0.0, training=tf.placeholder(tf.bool)), tf.layers.Dropout(0)(x, training=True))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    feed = {x: np.arange(16.0).reshape(2, 4, 2) / 8, lengths: [4, 2]}
    for values in sess.run([plain, forward, backward, ends, last, loop], feed):
        print(*(np.round(np.asarray(value, float), 4).tolist() for value in values))
