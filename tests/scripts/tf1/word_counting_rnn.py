"""A recurrent cell by hand, unrolled with variable_scope reuse, that counts one word in a sentence."""

import numpy as np

WORDS, STEPS, UNITS = 5, 6, 8
random = np.random.RandomState(5)
sentences = random.randint(0, WORDS, size=(40, STEPS))
counts = (sentences == 2).sum(axis=1, keepdims=True).astype(np.float32)
table = (0.5 * random.normal(size=(WORDS, 4))).astype(np.float32)
kernel = (random.normal(size=(4 + UNITS, UNITS)) / np.sqrt(4 + UNITS)).astype(np.float32)
readout = (random.normal(size=(UNITS, 1)) / np.sqrt(UNITS)).astype(np.float32)


def cell(inputs, state):
    with tf.variable_scope("cell"):
        w = tf.get_variable("w", [4 + UNITS, UNITS], initializer=tf.constant_initializer(kernel))
        b = tf.get_variable("b", [UNITS], initializer=tf.zeros_initializer())
        return tf.tanh(tf.matmul(tf.concat([inputs, state], 1), w) + b)


tf.reset_default_graph()
words = tf.placeholder(tf.int32, [None, STEPS], name="words")
target = tf.placeholder(tf.float32, [None, 1], name="target")
embeddings = tf.get_variable("embeddings", initializer=table)
state = tf.zeros([tf.shape(words)[0], UNITS])
with tf.variable_scope("rnn") as scope:
    for step, word in enumerate(tf.unstack(words, axis=1)):
        if step > 0:
            scope.reuse_variables()
        state = cell(tf.nn.embedding_lookup(embeddings, word), state)
assert [v.name for v in tf.trainable_variables()] == ["embeddings:0", "rnn/cell/w:0", "rnn/cell/b:0"]
w_out = tf.get_variable("w_out", initializer=readout)
loss = tf.losses.mean_squared_error(labels=target, predictions=tf.matmul(state, w_out))
optimizer = tf.train.AdagradOptimizer(0.05)
pairs = optimizer.compute_gradients(loss)
gradients, _ = tf.clip_by_global_norm([g for g, _ in pairs], 1.0)
train = optimizer.apply_gradients(zip(gradients, [v for _, v in pairs]))

losses = []
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(100):
        losses.append(float(sess.run([train, loss], {words: sentences, target: counts})[1]))
