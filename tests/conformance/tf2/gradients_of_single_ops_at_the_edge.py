"""Gradients of single ops at zeros, ties, poles and beyond the domain are what TensorFlow gives, second ones too."""

import numpy as np


def shown(value):
    if value is None or isinstance(value, tf.IndexedSlices):
        return None if value is None else f"slices {value.values.numpy().tolist()} at {value.indices.numpy().tolist()}"
    return [complex(np.round(one, 4)) if value.dtype.is_complex else float(np.round(one, 4) + 0.0) for one in value.numpy().ravel()]


def ask(name, function, *arguments):
    given = [tf.constant(one) for one in arguments]
    try:
        with tf.GradientTape(persistent=True) as outer:
            outer.watch(given)
            with tf.GradientTape() as tape:
                tape.watch(given)
                y = function(*given)
            first = tape.gradient(y, given)
        dense = [one for one in first if one is not None]
        again = outer.gradient(dense, given) if dense and "zero" not in name else []
        print(name, [shown(one) for one in first], [shown(one) for one in again])
    except Exception as error:
        print(name, type(error).__name__)


def where(function):
    return lambda x: tf.where(x > 0, function(x), 0.0)


values = [-1.0, 0.0, 4.0]
for name in ("sqrt", "rsqrt", "reciprocal", "log", "log1p", "acosh", "asin", "atanh", "asinh", "tan", "xlogy"):
    function = getattr(tf.math, name)
    if name == "xlogy":
        ask(name, function, [0.0, 0.0, 2.0], [0.0, 1.0, 2.0])
        continue
    ask(name, function, [1.5, 0.25, -0.5])
    ask(f"where {name}", where(function), values)
    ask(f"complex {name}", function, [1.0 + 0.5j])
ask("xlog1py", tf.math.xlog1py, [0.0, 0.0, 2.0], [-1.0, 1.0, 2.0])
ask("xdivy", tf.math.xdivy, [0.0, 0.0, 2.0], [0.0, 1.0, 2.0])
ask("divide_no_nan", tf.math.divide_no_nan, [0.0, 1.0, 2.0], [0.0, 0.0, 2.0])
ask("multiply_no_nan", tf.math.multiply_no_nan, [0.0, np.inf, 2.0], [0.0, 0.0, 2.0])
ask("pow", tf.pow, [0.0, -1.0, 2.0], [0.0, 2.0, 3.0])
ask("atan2", tf.atan2, [0.0, 1.0], [0.0, 2.0])
ask("maximum", tf.maximum, [1.0, 2.0, 0.0], [1.0, 0.0, 3.0])
ask("minimum", tf.minimum, [1.0, 2.0, 0.0], [1.0, 0.0, 3.0])
ask("reduce_max", tf.reduce_max, [1.0, 1.0, 0.0])
ask("reduce_min", lambda x: tf.reduce_min(x, 0), [[1.0, 2.0], [1.0, 0.0]])
ask("reduce_prod of a zero", tf.reduce_prod, [0.0, 2.0, 3.0])
ask("reduce_prod", tf.reduce_prod, [4.0, 2.0, 3.0])
ask("reduce_prod of two zeros", tf.reduce_prod, [0.0, 0.0, 3.0])
ask("norm at 0", tf.norm, [0.0, 0.0])
ask("euclidean norm", tf.math.reduce_euclidean_norm, [3.0, 4.0])
ask("euclidean norm at 0", tf.math.reduce_euclidean_norm, [0.0, 0.0])
ask("reduce_std", tf.math.reduce_std, [1.0, 1.0])
ask("abs", tf.abs, [0.0, -1.0])
ask("complex abs", tf.abs, [0j, 3 + 4j])
for kind in ("prod", "max", "min", "mean", "sum"):
    ask(f"segment_{kind}", lambda x: getattr(tf.math, f"segment_{kind}")(x, [0, 0, 1, 3]), [0.0, 2.0, 3.0, 3.0])
    ask(f"unsorted {kind}",
        lambda x: getattr(tf.math, f"unsorted_segment_{kind}")(x, [1, 0, 1, 3], 4), [4.0, 2.0, 3.0, 3.0])
with tf.GradientTape() as tape:
    x = tf.Variable([0.0, 2.0, 3.0, 0.0, 0.0])
    y = tf.math.unsorted_segment_prod(x, [1, 0, 1, 3, 3], 4)
print("unsorted prod of zeros", tape.gradient(y, x).numpy().tolist())
ask("segment_prod of zeros", lambda x: tf.math.segment_prod(x, [0, 0, 0]), [0.0, 0.0, 3.0])
ask("segment_max of equal ones", lambda x: tf.math.segment_max(x, [0, 0, 0]), [3.0, 0.0, 3.0])
ask("igamma", tf.math.igamma, [1.0, 2.0], [0.5, 3.0])
ask("igammac", tf.math.igammac, [3.0], [2.0])
ask("zeta", tf.math.zeta, [2.0, 3.0], [1.5])
ask("polygamma", tf.math.polygamma, [1.0, 2.0], [1.5])
ask("betainc", tf.math.betainc, [1.0, 2.0], [2.0, 2.0], [0.5, 0.25])
ask("scatter max", lambda a, b: tf.tensor_scatter_nd_max(a, [[0], [1]], b), [1.0, 2.0], [1.0, 3.0])
ask("scatter min", lambda a, b: tf.tensor_scatter_nd_min(a, [[0], [0]], b), [1.0, 2.0], [1.0, 1.0])
ask("gather_nd", lambda x: tf.gather_nd(x, [[0]]), [1.0, 2.0])
ask("gather_nd of an element", lambda x: tf.gather_nd(x, [[0, 1]]), [[1.0, 2.0]])
ask("boolean_mask", lambda x: tf.boolean_mask(x, [True, False]), [1.0, 2.0])
ask("cast", lambda x: tf.cast(tf.cast(x, tf.int32), tf.float32), [1.0])
ask("cast to itself", lambda x: tf.cast(x, tf.int32), [1])
ask("conj of integers", tf.math.conj, [1, 2])
ask("matmul", lambda a, b: a @ b, [[[1.0, 2.0]]], [[3.0], [4.0]])
ask("matmul of more", lambda a, b: a @ b, [[[1.0, 2.0]], [[0.0, 1.0]]], [[[3.0], [4.0]]])
ask("matvec", tf.linalg.matvec, [[[1.0, 2.0]], [[0.0, 1.0]]], [3.0, 4.0])
ask("qr of a wide one", lambda x: tf.linalg.qr(x)[1], [[1.0, 2.0, 3.0], [3.0, 4.0, 6.0]])
ask("softmax", tf.nn.softmax, [1.0, 1.0])
ask("logsumexp of nothing there", tf.reduce_logsumexp, [-np.inf, -np.inf])
ask("clip", lambda x: tf.clip_by_value(x, 0.0, 1.0), [0.0, 0.5, 1.0, 2.0])
ask("relu", tf.nn.relu, [0.0, 1.0])
ask("relu6", tf.nn.relu6, [0.0, 6.0])
ask("l2_normalize", lambda x: tf.math.l2_normalize(x, 0), [0.0, 0.0])
ask("floormod", tf.math.floormod, [5.0, -5.0], [3.0, 3.0])
ask("sign", tf.sign, [0.0, 2.0])
ask("round", tf.round, [0.4])
ask("cumprod", lambda x: tf.math.cumprod(x), [1.0, 0.0, 2.0])
ask("top_k", lambda x: tf.math.top_k(x, 2)[0], [1.0, 3.0, 3.0])
ask("sort", tf.sort, [3.0, 1.0])
