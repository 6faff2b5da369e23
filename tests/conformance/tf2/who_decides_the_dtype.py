"""Of two inputs with one dtype the first decides inside a function, and a tensor among them in eager code, but for add, matmul and truediv."""
import numpy as np

given = {
    "int": lambda: 1, "float": lambda: 1.5, "np64": lambda: np.float64(1), "array": lambda: np.ones([]),
    "f32": lambda: tf.constant(1.0), "f64": lambda: tf.constant(1.0, tf.float64), "i32": lambda: tf.constant(1), "var": lambda: tf.Variable(1.0),
}
binary = {
    "add": tf.add, "subtract": tf.subtract, "multiply": tf.multiply, "divide": tf.divide, "truediv": tf.truediv, "pow": tf.pow,
    "maximum": tf.maximum, "less": tf.less, "equal": tf.equal, "atan2": tf.atan2, "floordiv": tf.math.floordiv,
    "squared_difference": tf.math.squared_difference, "divide_no_nan": tf.math.divide_no_nan, "where": lambda x, y: tf.where(True, x, y),
    "tensordot": lambda x, y: tf.tensordot(x, y, 0), "+": lambda x, y: x + y, "*": lambda x, y: x * y, "/": lambda x, y: x / y, "<": lambda x, y: x < y,
}

def told(call):
    try:
        return call().dtype.name
    except Exception as error:
        words = str(error).replace("_Mkl", "").strip().splitlines()
        words = next((line for line in words if "Error: " in line), words[0])
        return f"{type(error).__name__} {words.partition('Error: ')[2].strip() or words}"[:110]

for name, op in binary.items():
    for one, other in (("int", "f32"), ("float", "f64"), ("np64", "f32"), ("array", "var"), ("float", "i32"), ("f32", "int"), ("f64", "float"), ("f32", "np64"), ("i32", "array")):
        x, y = given[one](), given[other]()
        print(name, one, other, "|", told(lambda: op(x, y)), "|", told(lambda: tf.function(lambda: op(x, y), autograph=False)()))

for x, y in (([[1]], tf.ones([1, 1])), (np.ones([1, 1]), tf.ones([1, 1])), (tf.ones([1, 1]), [[1]]), ([[1.0]], tf.ones([1, 1], tf.float64))):
    print("matmul", told(lambda: tf.matmul(x, y)), "|", told(lambda: tf.linalg.matvec(x, y[0])))
print([grid.dtype.name for grid in tf.meshgrid(tf.constant([1.0, 2.0]), [3.0])], told(lambda: tf.meshgrid(tf.constant([1.0]), [1])[0]))

f, i = np.float64(1), np.int64(1)
for values in ([f], [f, 1.0], [1.0, f], [i], [i, f], [f, i], [np.float32(1), f], [np.uint8(1)], [np.ones(1)]):
    print([np.asarray(v).dtype.name for v in values], told(lambda: tf.convert_to_tensor(values)), told(lambda: tf.Variable(values)), told(lambda: tf.stack(values)))
