"""What an index may be: no floats in slices, no step of 0, one ellipsis, no scalar masks; and what a slice of a variable takes."""
import numpy as np

tensors = {"vector": lambda: tf.constant([1, 2, 3]), "matrix": lambda: tf.reshape(tf.range(6), [2, 3]), "scalar": lambda: tf.constant(5), "empty": lambda: tf.zeros([0, 2])}
keys = {
    "-9": -9, "5": 5, "(..., ...)": (..., ...), "True": True, "[True, False]": [True, False], "np.bool_": np.bool_(True), "tensor True": tf.constant(True),
    "array [0, 1]": np.array([0, 1]), "array 1": np.array(1), "step 0": slice(None, None, 0), "1.0:2": slice(1.0, 2), "'a':'b'": slice("a", "b"), "1.0": 1.0, "'a'": "a",
    "tensor [0]": tf.constant([0]), "tensor 1.0": tf.constant(1.0), "tensor 7": tf.constant(7), "(tensor 7, 0)": (tf.constant(7), 0), "(0, 0, 0)": (0, 0, 0), "[0, 1]": [0, 1],
    "range": range(2), "empty": (), "int64 bounds": slice(np.int64(0), np.int64(1)), "tensor bounds": slice(tf.constant(1), None),
}

def told(call):
    try:
        return call().numpy().tolist()
    except (TypeError, ValueError, tf.errors.InvalidArgumentError) as error:
        words = [line for line in str(error).splitlines() if line.strip()]
        words = next((line.partition("Error: ")[2] for line in words if "Error: " in line), words[0])
        return f"{type(error).__name__} {words.partition('}} ')[2] or words}".partition(" [Op:")[0].partition(" for '{{node")[0][:130]

for shape, make in tensors.items():
    for name, key in keys.items():
        tensor = make()
        print(shape, name, "|", told(lambda: tensor[key]), "|", told(lambda: tf.function(lambda x: x[key], autograph=False)(tensor)).__repr__()[:60])

for key in (0, -1, slice(0, 0), slice(0, 2), ...):
    for value in (9.0, [9.0], [[9.0]], [9.0, 8.0], [9.0, 8.0, 7.0]):
        variable = tf.Variable([1.0, 2.0, 3.0])
        print(key, value, told(lambda: variable[key].assign(value)))
