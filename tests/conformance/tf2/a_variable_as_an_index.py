"""A variable is a tensor wherever TensorFlow takes one, and no integer of Python."""

import numpy as np


def t(name, f):
    try:
        print(name, f())
    except BaseException as e:
        print(name, type(e).__name__, str(e).split("\n")[0][:150])


v = tf.Variable(2)
t("list", lambda: [1, 2, 3][v])
t("range", lambda: list(range(v)))
t("np", lambda: np.arange(5)[v])
t("tensor", lambda: tf.range(5)[v])
t("slice", lambda: tf.range(5)[:v])
t("vslice", lambda: tf.Variable([1, 2, 3])[v])
t("vslice2", lambda: tf.Variable([1, 2, 3])[:v])
t("conv", lambda: tf.convert_to_tensor([v, 3]))
t("shape", lambda: tf.TensorShape([v]))
t("zeros", lambda: tf.zeros([v]))
t("zeros2", lambda: tf.zeros([v, 3]))
t("fill", lambda: tf.fill([v], 1))
t("resh", lambda: tf.reshape(tf.range(4), [v, v]))
t("axis", lambda: tf.reduce_sum(tf.zeros([1, 2, 3]), axis=v))
t("axis0", lambda: tf.concat([tf.zeros([1, 2, 3])] * 2, axis=v))
t("rot", lambda: tf.one_hot([1], v))
t("exp", lambda: tf.expand_dims(tf.range(4), tf.Variable(0)))
t("npc", lambda: np.array([v, v]))
t("npz", lambda: np.zeros(v))
t("int", lambda: int(v))
t("ops", lambda: __import__("operator").index(v))
t("tile", lambda: tf.tile([1], [v]))
t("hasattr", lambda: hasattr(v, "__index__"))
t("stack", lambda: tf.unstack(tf.zeros([2, 3]), num=v))
t("bool", lambda: bool(v))
t("float", lambda: float(v))
t("complex", lambda: complex(v))
t("iter", lambda: list(tf.Variable([1, 2])))
t("round", lambda: round(tf.Variable(2.5)))
t("fmt", lambda: f"{v}")
t("fmt2", lambda: f"{v:d}")
