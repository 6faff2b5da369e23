"""What sorts, selects and compares within segments treats NaN as its steps happen to."""
import numpy as np

nan, inf = float("nan"), float("inf")
for row in ([1.0, nan, 2.0], [nan, nan, nan], [nan, inf, 1.0], [1.0, 2.0, nan], [-inf, nan, 1.0], [inf, -inf, nan],
            [3.0, nan, 1.0, nan, 2.0, -inf, inf, nan, 0.0]):
    x = tf.constant(row)
    print(row, tf.sort(x).numpy().tolist(), tf.sort(x, direction="DESCENDING").numpy().tolist())
    print(tf.argsort(x).numpy().tolist(), tf.argsort(x, direction="DESCENDING").numpy().tolist())
    print([one.numpy().tolist() for one in tf.math.top_k(x, 2)], tf.math.top_k(x[:3], 1).indices.numpy().tolist())
    print(tf.nn.softmax(x).numpy()[:1] == 0, tf.math.reduce_max(x).numpy(), tf.argmax(x).numpy())
    labels = [0] * (len(row) - 1) + [1]
    print(tf.math.segment_max(x, labels).numpy(), tf.math.unsorted_segment_min(x, labels, 3).numpy())
rng = np.random.RandomState(0)
for width in (5, 16, 17, 40, 200):
    rows = (rng.permutation(3 * width).reshape(3, width) // 2).astype(np.float32)
    rows[rng.rand(3, width) < 0.2] = nan
    print(width, tf.argsort(rows).numpy().tolist(), tf.argsort(rows, axis=0, direction="DESCENDING").numpy().tolist())
