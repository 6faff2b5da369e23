"""Reductions take axis or reduction_indices, keepdims or keep_dims, negative and several axes; without axis all."""

x = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]], name="x")
with tf.Session() as sess:
    for function in (tf.reduce_sum, tf.reduce_mean, tf.reduce_max, tf.reduce_min, tf.reduce_prod):
        print(function(x), float(sess.run(function(x))))
        print(function(x, axis=0), sess.run(function(x, 0)).tolist(), sess.run(function(x, axis=-1)).tolist())
        print(sess.run(function(x, reduction_indices=[1])).tolist(), sess.run(function(x, reduction_indices=1)).tolist(),
              sess.run(function(x, [0, 1])).tolist(), sess.run(function(x, axis=[])).tolist())
        print(function(x, 1, keep_dims=True).shape, function(x, 1, keepdims=True).shape, function(x, keep_dims=True).shape,
              sess.run(function(x, 1, keep_dims=True)).tolist())
    print(tf.reduce_sum(x, name="total"), tf.reduce_mean(tf.placeholder(tf.float32, [None, 4]), 0).shape,
          tf.reduce_sum(tf.placeholder(tf.float32, [None, 4]), 1).shape, tf.reduce_sum(tf.placeholder(tf.float32)).shape,
          tf.reduce_sum(tf.placeholder(tf.float32), 0).shape)
    print(sess.run(tf.reduce_mean(tf.constant([1, 2, 4]))), sess.run(tf.reduce_sum(tf.zeros([0]))),
          sess.run(tf.reduce_mean(tf.zeros([0]))), sess.run(tf.reduce_max(tf.zeros([0]))), sess.run(tf.reduce_prod(tf.zeros([0]))))
for bad in (lambda: tf.reduce_sum(x, 2), lambda: tf.reduce_sum(x, axis=0, reduction_indices=0),
            lambda: tf.reduce_sum(x, axis=0, keepdims=True, keep_dims=True)):
    try:
        bad()
    except ValueError as error:
        print("ValueError:", str(error).split(" for '")[0].splitlines()[0])
