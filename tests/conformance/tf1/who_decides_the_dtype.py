"""The first of two inputs decides what dtype both have, and what a refused op has made so far stays in the graph under its name."""
import numpy as np

x = tf.placeholder(tf.float32, [], name="x")
wide = tf.placeholder(tf.float64, [], name="wide")
cases = {
    "div": lambda: tf.div(1, x), "add": lambda: tf.add(1.0, x), "add of an int": lambda: tf.add(1, x), "-": lambda: 1 - x, "*": lambda: 2 * x,
    "multiply": lambda: tf.multiply(2, x), "maximum": lambda: tf.maximum(0, x), "maximum of floats": lambda: tf.maximum(0.0, x), "/": lambda: 1 / x, "**": lambda: 2**x,
    "//": lambda: 7 // x, "%": lambda: 7 % x, "<": lambda: 1 < x, "divide": lambda: tf.divide(1, x), "wide": lambda: tf.multiply(1.0, wide),
    "wide on the left": lambda: tf.multiply(wide, 1.0), "np": lambda: tf.add(np.float64(1), x), "where": lambda: tf.where(True, 1, x),
    "pow": lambda: tf.pow(2, x), "stack": lambda: tf.stack([1, x]), "stack of rows": lambda: tf.stack([[1, x], [x, 2.0]]),
    "add_n": lambda: tf.add_n([1.0, x]), "shape": lambda: tf.shape([1, 2]), "size": lambda: tf.size([1, 2], name="q"), "rank": lambda: tf.rank([1]),
    "and": lambda: True & tf.constant(True), "int64": lambda: 1 + tf.constant(1, tf.int64), "meshgrid": lambda: tf.meshgrid([1, 2], tf.reshape(x, [1]))[1],
}
graph = tf.get_default_graph()
for name, case in cases.items():
    before = len(graph.get_operations())
    try:
        print(name, case())
    except (TypeError, ValueError) as error:
        print(name, type(error).__name__, str(error)[:110])
    print("   ", [(op.name, op.type) for op in graph.get_operations()[before:]])
