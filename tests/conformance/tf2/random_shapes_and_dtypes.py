"""Random functions take shape, mean, stddev, bounds and dtype; values lie where they must."""
n = tf.random.normal(shape=(2, 3), mean=5.0, stddev=0.0)
print(n, tf.random.uniform([3], dtype=tf.float64).dtype, tf.random.normal([]).shape)
u = tf.random.uniform(shape=[500], minval=2, maxval=4, dtype=tf.int64)
print(u.dtype, sorted(set(u.numpy().tolist())), tf.random.uniform([], 1.0, 1.5).numpy().item() >= 1.0)
t = tf.random.truncated_normal([500], mean=10.0, stddev=1.0, dtype=tf.float32)
print(bool(tf.reduce_all(tf.abs(t - 10.0) <= 2.0)), t.dtype)
big = tf.random.normal([20000], mean=1.0, stddev=2.0, seed=3)
print(round(abs(big.numpy().mean() - 1.0), 1), round(abs(big.numpy().std() - 2.0), 1))
for label, use in (("int normal", lambda: tf.random.normal([1], dtype=tf.int32)), ("no maxval", lambda: tf.random.uniform([1], dtype=tf.int32))):
    try:
        use()
    except Exception as error:
        print(label, type(error).__name__ + ":", str(error).splitlines()[0][:100])
