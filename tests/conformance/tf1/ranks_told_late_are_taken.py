"""What depends on a rank is computed where only a run tells the rank."""
text, number, whole = tf.placeholder(tf.string), tf.placeholder(tf.float32), tf.placeholder(tf.int32)
joined = tf.reduce_join(text, separator=",")
pairwise = tf.losses.mean_pairwise_squared_error(number, number * number)
print(joined, pairwise)
with tf.Session() as sess:
    for value in ("alone", ["a", "b"], [["a", "b"], ["c", "d"]]):
        print(sess.run(joined, {text: value}))
    for value in ([[1.0, 2.0, 3.0]], [[1.0, 2.0], [3.0, 5.0]], [[[1.0], [2.0]]]):
        print(sess.run(pairwise, {number: value}).round(3))
    for fill in ("", "0", "-", " "):
        print(sess.run(tf.as_string(whole, width=5, fill=fill), {whole: [3, -42]}))
        print(sess.run(tf.as_string(number, precision=1, width=7, fill=fill), {number: [3.25]}))

rows = tf.placeholder(tf.float32, [None, 2])
correct, mean = tf.metrics.accuracy(whole, number)[1], tf.metrics.mean_squared_error(tf.to_float(whole), number)[1]
print(tf.layers.flatten(number))
loss = tf.losses.sparse_softmax_cross_entropy(whole, rows)
with tf.Session() as sess:
    for truth, said in (([1, 2], [[1.0], [3.0]]), ([[1], [2]], [1.0, 3.0]), ([1, 2], [1.0, 2.0]), (3, [3.0])):
        sess.run(tf.local_variables_initializer())
        print(sess.run([correct, mean], {whole: truth, number: said}))
    for value in ([0, 1], [[0], [1]]):
        print(sess.run(loss, {whole: value, rows: [[1.0, 2.0], [0.0, 3.0]]}).round(4))
    for value in ([[1.0, 2.0]], [[[1.0], [2.0]], [[3.0], [4.0]]]):
        print(sess.run("flatten/Reshape:0", {number: value}))
