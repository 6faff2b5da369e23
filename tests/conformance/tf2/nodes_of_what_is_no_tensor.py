"""Whether the constant or the reading that an op's argument becomes stands inside of the scope of the op differs by op."""
graph = tf.Graph()
with graph.as_default():
    v = tf.compat.v1.get_variable("v", initializer=[[1.0, 2.0], [3.0, 4.0]])
    for name in (
        "abs", "math.conj", "math.real", "math.imag", "shape", "size", "rank", "transpose", "zeros_like", "ones_like",
        "nn.softmax", "nn.log_softmax", "nn.leaky_relu", "nn.gelu", "nn.relu", "reduce_sum", "reduce_max", "square",
        "math.multiply_no_nan", "complex", "add", "maximum",
    ):  # fmt: skip
        function = tf
        for part in name.split("."):
            function = getattr(function, part)
        for value in (v, [[1.0, 2.0]]):
            before = len(graph.get_operations())
            function(*[value] * (2 if name in ("math.multiply_no_nan", "complex", "add", "maximum") else 1))
            print(name, [op.name for op in graph.get_operations()[before:]])
    vector, square, ints = (tf.compat.v1.placeholder(*one) for one in (("float32", [2]), ("float32", [2, 2]), ("int32", [2, 2])))
    for refused in (
        lambda: tf.tile(square, ints), lambda: tf.broadcast_to(square, ints), lambda: tf.math.invert_permutation(ints),
        lambda: tf.unravel_index(ints, ints), lambda: tf.histogram_fixed_width(vector, square),
    ):
        try:
            print(refused())
        except ValueError as error:
            print(str(error).partition(" for ")[0])
    print(tf.unique_with_counts(square).idx.shape)
