"""Write graphs with the control flow of TensorFlow 1, by TensorFlow, and what they give: python make.py FOLDER."""

import json
import sys
from pathlib import Path

import numpy as np
import tensorflow as tf

tf1 = tf.compat.v1
FEEDS = [[1.0, 2.0, 3.0], [-1.0, -2.0, -3.0], [0.5, 0.0, -0.25]]
SERIES = [np.linspace(-2, 2, 24).reshape(2, 4, 3).tolist()]


def repeated(x, count, step):
    """Return a number after some turns of a loop."""
    return tf1.while_loop(lambda i, v: i < count, lambda i, v: (i + 1, step(i, v)), [tf.constant(0), x])[1]


def cond(x):
    w = tf.constant([1.0, 2.0, 3.0])
    return tf1.cond(tf.reduce_sum(x) > 0.0, lambda: x * w, lambda: w - x)


def cond_two_results(x):
    return tf1.cond(tf.reduce_sum(x) > 0.0, lambda: (x * 2.0, tf.constant(1)), lambda: (x - 1.0, tf.constant(2)))


def nested_cond(x):
    s = tf.reduce_sum(x)
    return tf1.cond(
        s > 0.0,
        lambda: tf1.cond(s > 5.0, lambda: x * 10.0, lambda: x + 1.0),
        lambda: tf1.cond(s < -5.0, lambda: -x, lambda: x * 0.5),
    )


def cond_then_cond(x):
    pred = tf.reduce_sum(x) > 0.0
    a = tf1.cond(pred, lambda: x + 1.0, lambda: x - 1.0)
    return tf1.cond(pred, lambda: a * 2.0, lambda: a / 2.0)


def case(x):
    s = tf.reduce_sum(x)
    return tf1.case([(s > 5.0, lambda: x * 3.0), (s > 0.0, lambda: x * 2.0)], default=lambda: x)


def loop(x):
    return repeated(x, 5, lambda i, v: v * 1.5 + x)


def loop_until(x):
    go_on, step = lambda v, n: tf.reduce_sum(v) < 100.0, lambda v, n: (v + 7.5, n + 1)
    return tf1.while_loop(go_on, step, [x, tf.constant(0)])


def nested_loop(x):
    return repeated(x, 4, lambda i, v: repeated(v, i, lambda j, u: u + x) * 0.5)


def cond_in_loop(x):
    return repeated(x, 6, lambda i, v: tf1.cond(tf.equal(i % 2, 0), lambda: v + x, lambda: v * 0.5))


def loop_in_cond(x):
    return tf1.cond(tf.reduce_sum(x) > 0.0, lambda: repeated(x, 3, lambda i, v: v * 2.0), lambda: x)


def two_loops(x):
    a = repeated(x, 3, lambda i, v: v * 2.0)
    return repeated(x, 2, lambda i, v: v + a)


def checked(x):
    with tf.control_dependencies([tf1.Assert(tf.reduce_all(x < 1000.0), [x])]):
        return tf.identity(x) * 2.0


def rnn(x):
    kernel = tf.constant(np.linspace(-1, 1, 5 * 2).reshape(5, 2).astype(np.float32))
    array = tf.TensorArray(tf.float32, 4).unstack(tf.transpose(x, [1, 0, 2]))

    def step(t, h, outs):
        return t + 1, tf.tanh(tf.concat([array.read(t), h], 1) @ kernel), outs.write(t, h)

    start = [tf.constant(0), tf.zeros([2, 2]), tf.TensorArray(tf.float32, 4)]
    _, h, outs = tf1.while_loop(lambda t, h, outs: t < 4, step, start)
    return h, outs.stack()


def gradient_of_loop(x):
    return tf1.gradients(repeated(x, 3, lambda i, v: v * v * 0.5), x)


def gradient_of_cond(x):
    return tf1.gradients(tf1.cond(tf.reduce_sum(x) > 0.0, lambda: x * x, lambda: x * 3.0), x)


def gradient_of_cond_in_loop(x):
    def step(i, v):
        return tf1.cond(
            tf.equal(i % 2, 0), lambda: v * tf.sin(x) * v, lambda: tf1.cond(i > 1, lambda: v * v * 0.5, lambda: v * x)
        )

    return tf1.gradients(repeated(x, 4, step), x)


def gradient_of_nested_loop(x):
    return tf1.gradients(repeated(x, 3, lambda i, v: repeated(v, i, lambda j, u: u * x) * v), x)


def map_fn(x):
    return tf1.map_fn(lambda e: e * e + 1.0, x)


def gradient_of_map(x):
    w = tf.constant(2.0)
    return tf1.gradients(tf1.map_fn(lambda e: w * e * e, x), [x, w])


def gradient_of_arrays(x):
    pieces = tf.TensorArray(tf.float32, 2, infer_shape=False).split(x * x, [1, 2])
    rows = tf.TensorArray(tf.float32, 3, clear_after_read=False).unstack(x)
    return tf1.gradients([pieces.concat() * x, rows.read(0) * rows.read(0), rows.gather([2, 1, 2])], x)


def gradient_of_rnn(x):
    return tf1.gradients(rnn(x), x)


GRAPHS = (
    cond, cond_two_results, nested_cond, cond_then_cond, case, loop, loop_until, nested_loop, cond_in_loop,
    loop_in_cond, two_loops, checked, rnn, gradient_of_loop, gradient_of_cond, map_fn,
    gradient_of_cond_in_loop, gradient_of_nested_loop, gradient_of_map, gradient_of_arrays, gradient_of_rnn,
)  # fmt: skip


def main(folder):
    tf1.disable_eager_execution()
    tf1.disable_control_flow_v2()
    found = {}
    for build in GRAPHS:
        feeds = SERIES if build in (rnn, gradient_of_rnn) else FEEDS
        with tf1.Graph().as_default() as graph, tf1.Session() as sess:
            results = tf.nest.flatten(build(tf1.placeholder(tf.float32, np.shape(feeds[0]), name="x")))
            names = [tf.identity(result, f"y{number}").name for number, result in enumerate(results)]
            needed = [name.removesuffix(":0") for name in names]
            definition = tf1.graph_util.extract_sub_graph(graph.as_graph_def(), needed)
            Path(folder, f"{build.__name__}.pb").write_bytes(definition.SerializeToString())
            runs = [[feed, [np.asarray(value).tolist() for value in sess.run(names, {"x:0": feed})]] for feed in feeds]
            found[build.__name__] = {"names": names, "runs": runs}
    Path(folder, "values.json").write_text(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
