"""A word2vec page without sampling: embeddings looked up, trained, normalised, and the nearest words found."""
import numpy as np

words = "the king loves the queen and the dog loves the cat".split()
vocabulary = sorted(set(words))
index = {w: i for i, w in enumerate(vocabulary)}
pairs = [(index[words[i]], index[words[j]]) for i in range(len(words)) for j in (i - 1, i + 1) if 0 <= j < len(words)]
inputs, targets = map(np.array, zip(*pairs))
rng = np.random.RandomState(6)
train_inputs = tf.placeholder(tf.int32, shape=[None])
train_labels = tf.placeholder(tf.int32, shape=[None])
embeddings = tf.Variable(rng.uniform(-1.0, 1.0, (len(vocabulary), 3)).astype(np.float32), name="embeddings")
embed = tf.nn.embedding_lookup(embeddings, train_inputs)
softmax_w = tf.Variable(rng.randn(3, len(vocabulary)).astype(np.float32))
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=train_labels, logits=tf.matmul(embed, softmax_w)))
optimizer = tf.train.GradientDescentOptimizer(1.0).minimize(loss)
norm = tf.sqrt(tf.reduce_sum(tf.square(embeddings), 1, keep_dims=True))
normalized_embeddings = embeddings / norm
similarity = tf.matmul(normalized_embeddings, normalized_embeddings, transpose_b=True)
print(embed, norm, similarity)
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    for step in range(60):
        _, loss_val = session.run([optimizer, loss], feed_dict={train_inputs: inputs, train_labels: targets})
        if step % 20 == 0:
            print("Average loss at step", step, ":", "%.3f" % loss_val)
    sim = similarity.eval()
    print(vocabulary, np.round(np.diag(sim).astype(float), 3).tolist())
