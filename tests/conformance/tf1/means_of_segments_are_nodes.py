"""The mean of a segment counts its rows as nodes do it: with shapes that are known, and with ranks that are told late."""

for shape, label_shape in (([None, 3], [None]), (None, None), ([None, 3], None), ([3, 3], [3])):
    with tf.Graph().as_default() as graph:
        x, labels = tf.placeholder(tf.float32, shape, name="x"), tf.placeholder(tf.int32, label_shape, name="i")
        found = [f(x, labels, 4, name=n) for f in (tf.math.unsorted_segment_mean, tf.math.unsorted_segment_sqrt_n)
                 for n in (None, "n")]  # fmt: skip
        print([y.shape for y in found])
        for o in graph.get_operations():
            print(o.name, o.type, [a.name for a in o.inputs])
        feed = {x: [[1, 2, 3], [4, 5, 6], [7, 8, 9]], labels: [1, 1, -1]}
        with tf.Session() as session:
            for y in session.run(found[1::2] + tf.gradients(found[1], x), feed):
                print([[round(a, 5) for a in row] for row in y.tolist()])
        print(graph.get_operations()[-1].name)
