"""Random operations have static shapes, the dtypes asked for and values within their range; each run draws anew."""
import numpy as np

tf.set_random_seed(5)
made = {"normal": tf.random_normal([1000], mean=3.0, stddev=0.5), "uniform": tf.random_uniform([1000], -1.0, 1.0),
        "whole": tf.random_uniform(shape=[1000], minval=0, maxval=10, dtype=tf.int32), "truncated": tf.truncated_normal([1000], stddev=0.1),
        "gamma": tf.random_gamma(shape=[1000], alpha=2.0), "poisson": tf.random_poisson(shape=[1000], lam=3.0), "shuffled": tf.random_shuffle(tf.range(1000)),
        "drawn": tf.multinomial(tf.log([[0.5, 0.5, 1e-9]]), 1000), "crop": tf.random_crop(tf.range(10), [4]), "double": tf.random_normal([2, 3], dtype=tf.float64)}
for name, t in made.items():
    print(name, t.shape, t.dtype.name)
with tf.Session() as sess:
    one, two = sess.run(made), sess.run(made)
print({name: bool((one[name] == two[name]).all()) for name in ("normal", "uniform", "whole", "shuffled", "drawn")})
print(abs(one["normal"].mean() - 3.0) < 0.1, abs(one["normal"].std() - 0.5) < 0.1, one["uniform"].min() >= -1, one["uniform"].max() < 1)
print(sorted(set(one["whole"].tolist())), bool(np.abs(one["truncated"]).max() <= 0.2), bool(one["gamma"].min() > 0), abs(one["poisson"].mean() - 3) < 0.5)
print(sorted(one["shuffled"].tolist()) == list(range(1000)), set(one["drawn"].ravel().tolist()) <= {0, 1}, np.diff(one["crop"]).tolist())
print(tf.random_normal([2]), tf.random_uniform([2], name="u"), tf.truncated_normal([2]).name, tf.random_normal([tf.placeholder(tf.int32, [])]).shape)
for bad in (lambda: tf.random_uniform([2], dtype=tf.int32), lambda: tf.random_normal([2], dtype=tf.int32)):
    try:
        bad()
    except (ValueError, TypeError) as error:
        print(type(error).__name__ + ":", str(error).splitlines()[0][:70])
