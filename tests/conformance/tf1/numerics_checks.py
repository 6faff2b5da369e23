"""check_numerics, verify_tensor_all_finite and the is_* functions find what is not a number."""

x = tf.placeholder(tf.float32, [None], name="x")
y = tf.check_numerics(x / x, "quotient")
with tf.Session() as sess:
    print(sess.run(y, {x: [1, 2]}).tolist())
    try:
        sess.run(y, {x: [0, 1]})
    except tf.errors.InvalidArgumentError as error:
        print(type(error).__name__, "quotient : Tensor had NaN values" in str(error))
    try:
        sess.run(tf.verify_tensor_all_finite(x, "bad"), {x: [float("inf")]})
    except tf.errors.InvalidArgumentError as error:
        print(type(error).__name__, "bad : Tensor had Inf values" in str(error))
    print(sess.run(tf.log(tf.constant([0.0, -1.0]))).tolist(), sess.run(tf.is_nan(tf.sqrt(tf.constant(-1.0)))))
    print(sess.run(tf.is_non_decreasing([1, 1, 2])), sess.run(tf.is_strictly_increasing([1, 1, 2])), tf.is_numeric_tensor(x))
