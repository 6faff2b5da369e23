"""What is sorted, or as long as a shape says, has the sizes that are known of it, also where others are not."""

for sizes in ([2, None], [None, 3], [2, 3], None, [None, None]):
    x = tf.placeholder(tf.float32, sizes)
    for axis in (0, 1, -1, -2):
        size = tf.shape(x)[axis]
        made = (tf.sort(x, axis=axis), tf.argsort(x, axis=axis, direction="DESCENDING"), tf.one_hot([0], size), tf.fill([size], 1))
        print(sizes, axis, *[one.shape for one in made])
x = tf.placeholder(tf.float32, [2, None])
ordered = tf.sort(x, axis=0)
with tf.Session() as sess:
    for found in sess.run([ordered, *tf.gradients(ordered * [1.0, 2.0, 3.0], x)], {x: [[3.0, 1.0, 2.0], [1.0, 1.0, 4.0]]}):
        print(found.tolist())
