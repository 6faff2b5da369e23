"""Rows are looked up, and shortened, also where nothing or little is known of the shapes of the table and of the ids."""


def shown(label, rows, feeds):
    with tf.Session() as sess:
        print(label, rows.shape, sess.run(rows, feeds).round(4).tolist())


first, second = [[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0]]
any_ids, ids, several = tf.placeholder(tf.int32), tf.placeholder(tf.int32, [None]), tf.placeholder(tf.int64)
whole = tf.placeholder(tf.float32)
table = tf.constant(first + second)
shown("shortened, any ids", tf.nn.embedding_lookup(table, any_ids, max_norm=1.0), {any_ids: [[0, 2]]})
shown("shortened, any table", tf.nn.embedding_lookup(whole, ids, max_norm=1.0), {whole: first, ids: [1]})
for left, right in (([None, 2], [None, 2]), ([None, None], [None, 2]), ([2, None], [1, None]), (None, None)):
    a, b = tf.placeholder(tf.float32, left), tf.placeholder(tf.float32, right)
    for strategy in ("mod", "div"):
        feeds = {a: first, b: second, several: [[0], [2]]}
        for asked in ([0, 1, 2], several):
            rows = tf.nn.embedding_lookup([a, b], asked, partition_strategy=strategy)
            shown(f"{left} {right} {strategy}", rows, feeds)
    short = tf.nn.embedding_lookup([a, b], several, max_norm=1.0)
    shown("shortened", short, feeds)
