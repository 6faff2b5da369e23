"""Arguments that TensorFlow refuses are refused: dtypes, attributes, axes, ranks and sizes."""


def ask(name, function):
    try:
        found = function()
    except Exception as error:
        print(name, type(error).__name__)
    else:
        print(name, found)


numbers, matrix, words = tf.constant([1, 2]), tf.eye(2), tf.constant(["a"])
ask("band_part", lambda: tf.linalg.band_part(matrix, 3, 3))
ask("unravel_index", lambda: tf.unravel_index([[3, 1]], [2, 4]))
ask("argmin", lambda: tf.argmin([1.0, 2.0], output_type=tf.float32))
ask("argmax", lambda: tf.argmax([1j, 2j]))
ask("as_string", lambda: tf.strings.as_string([1, 2], precision=2))
ask("reverse_sequence", lambda: tf.reverse_sequence([[1.0, 2.0]], [2], seq_axis=-1))
ask("reverse_sequence, no axis", lambda: tf.reverse_sequence([[1.0, 2.0]], [2]))
ask("reverse_sequence, same axes", lambda: tf.reverse_sequence([[1.0, 2.0]], [2], 1, 1))
ask("reverse_sequence, too long", lambda: tf.reverse_sequence([[1.0, 2.0]], [3], 1, 0))
ask("reshape", lambda: tf.reshape([1.0, 2.0], [-2]))
ask("shape", lambda: tf.shape([1], out_type=tf.float32))
ask("size", lambda: tf.size([1], out_type=tf.float32))
ask("histogram", lambda: tf.histogram_fixed_width([1.0], [0.0, 1.0], nbins=0))
ask("gather", lambda: tf.gather([[1.0, 2.0]], [[0]], axis=7, batch_dims=1))
ask("gather_nd", lambda: tf.gather_nd([[1.0]], [[0]], batch_dims=-1))
ask("gather_nd, too deep", lambda: tf.gather_nd([[1.0]], [[0]], batch_dims=2))
ask("check_numerics", lambda: tf.debugging.check_numerics([True], "m"))
ask("check_numerics, no message", lambda: tf.debugging.check_numerics([1.0], None))
ask("assert_less", lambda: tf.debugging.assert_less([1.0], tf.constant([1])))
ask("cumsum", lambda: tf.cumsum(numbers, exclusive=7))
ask("matmul", lambda: tf.matmul(matrix, matrix, transpose_a=1))
ask("triangular_solve", lambda: tf.linalg.triangular_solve(matrix, matrix, lower=1))
ask("strided_slice", lambda: tf.strided_slice(numbers, [0], [1], begin_mask=tf.constant([1, 2])))
ask("roll", lambda: tf.roll(numbers, [1], 0))
ask("reverse", lambda: tf.reverse(numbers, 0))
ask("repeat", lambda: tf.repeat(numbers, [[1]]))
ask("repeat, other axis", lambda: tf.repeat(numbers, 2, axis=3))
ask("repeat, other size", lambda: tf.repeat(numbers, [1, 2, 3]))
ask("repeat, halves", lambda: tf.repeat(numbers, 2.5))
ask("complex", lambda: tf.complex(numbers, numbers))
ask("matrix_rank", lambda: tf.linalg.matrix_rank([1.0]))
ask("pinv", lambda: tf.linalg.pinv(tf.constant([[1]])))
ask("divide", lambda: tf.divide(tf.constant(1.0), tf.constant(1)))
ask("divide of truth", lambda: tf.divide(True, True))
ask("divide_no_nan", lambda: tf.math.divide_no_nan(1.0, numbers))
ask("gelu", lambda: tf.nn.gelu(numbers))
ask("segments", lambda: tf.math.segment_sum(1.0, [0]))
ask("segments, other size", lambda: tf.math.segment_sum([1.0, 2.0], [0]))
ask("unsorted segments", lambda: tf.math.unsorted_segment_sum([1.0, 2.0], [0], 1))
ask("bincount", lambda: tf.math.bincount([1, 2], axis=1))
ask("switch_case", lambda: tf.switch_case(1, [lambda: 1.0, lambda: 2.0]))
ask("vectorized_map", lambda: tf.vectorized_map(lambda q: q, 1.0))
ask("realdiv of integers", lambda: tf.realdiv(numbers, numbers))
ask("reciprocal of integers", lambda: tf.math.reciprocal(numbers))
ask("pow", lambda: tf.pow(tf.constant([1], tf.uint8), tf.constant([1], tf.uint8)))
ask("negative", lambda: tf.negative(tf.constant([1], tf.uint8)))
ask("erfinv", lambda: tf.math.erfinv(tf.constant([0.5], tf.float16)))
ask("conj", lambda: tf.math.conj(words))
ask("sparse softmax", lambda: tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[1]))
ask("regex_replace", lambda: tf.strings.regex_replace(words, "a", "b", replace_global=1))
ask("numpy_function", lambda: tf.numpy_function(lambda q: q * 2.0, [-1.5], tf.float32).dtype)


@tf.function(input_signature=[tf.TensorSpec([None], tf.float32), tf.TensorSpec([], tf.int32)])
def twice(x, i):
    return x[i, i]


ask("x[i, i]", lambda: twice(tf.zeros([2]), 1))
ask("x[0, 5]", lambda: tf.function(lambda x: x[0, 5])(tf.zeros([2, 3])))
