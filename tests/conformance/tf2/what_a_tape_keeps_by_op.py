"""Of each op a tape keeps the inputs and outputs that its gradient rule reads, and no others."""
import gc
import weakref

gc.disable()
few, many, square = [0.5, 0.3], [0.25, 0.6], [[2.0, 0.5], [0.5, 1.0]]
CASES = {
    "cumsum": (tf.cumsum, few), "reverse": (lambda x: tf.reverse(x, [0]), few), "prod": (lambda x: tf.reduce_prod(x, 0), square),
    "digamma": (tf.math.digamma, few), "lgamma": (tf.math.lgamma, few), "erfc": (tf.math.erfc, few), "erfinv": (tf.math.erfinv, few),
    "ndtri": (tf.math.ndtri, few), "igamma": (tf.math.igamma, few, many), "igammac": (tf.math.igammac, few, many),
    "zeta": (tf.math.zeta, [2.0, 3.0], many), "polygamma": (tf.math.polygamma, [1.0, 2.0], many), "betainc": (tf.math.betainc, few, many, many),
    "multiply_no_nan": (tf.math.multiply_no_nan, few, many), "xdivy": (tf.math.xdivy, few, many), "xlog1py": (tf.math.xlog1py, few, many),
    "sign": (tf.sign, few), "relu6": (tf.nn.relu6, few), "leaky_relu": (tf.nn.leaky_relu, few), "softplus": (tf.nn.softplus, few),
    "softsign": (tf.nn.softsign, few), "ensure_shape": (lambda x: tf.ensure_shape(x, [2]), few), "cholesky": (tf.linalg.cholesky, square),
    "inv": (tf.linalg.inv, square), "diag": (tf.linalg.diag, few), "tensor_diag_part": (tf.linalg.tensor_diag_part, square),
    "segment_sum": (lambda x: tf.math.segment_sum(x, [0, 1]), few), "segment_mean": (lambda x: tf.math.segment_mean(x, [0, 1]), few),
    "unsorted_segment_sum": (lambda x: tf.math.unsorted_segment_sum(x, [1, 0], 2), few),
    "dynamic_partition": (lambda x: tf.dynamic_partition(x, [0, 1], 2)[0], few),
}
for name, (function, *values) in CASES.items():
    with tf.GradientTape() as tape:
        inputs = [tf.constant(value) for value in values]
        tape.watch(inputs)
        inputs = [one + 0.0 for one in inputs]
        output = function(*inputs)
    watches = [weakref.ref(one) for one in [*inputs, output]]
    del inputs, output
    print(name, *["kept" if watch() is not None else "gone" for watch in watches])
