"""Ragged rows are taken by numbers, ranges, new axes and an ellipsis, at any depth, as TensorFlow takes them."""
import numpy as np
def say(label, make):
    try:
        value = make()
    except Exception as error:
        value = type(error).__name__ + " | " + (str(error).strip().splitlines() or [""])[0][:200]
    print(label, "=", value)

flat = tf.ragged.constant([[1, 2, 3], [], [4, 5]])
deep = tf.ragged.constant([[[1, 2], [3]], [], [[4], [], [5, 6, 7]]])
pairs = tf.ragged.constant([[[1, 2], [3, 4]], [[5, 6]], []], ragged_rank=1)
even = tf.RaggedTensor.from_uniform_row_length(tf.ragged.constant([[1], [2, 3], [], [4, 5, 6]]), 2)
for name, rows in (("flat", flat), ("deep", deep), ("pairs", pairs), ("even", even)):
    print(name, rows.shape)
    for text in ("rows[0]", "rows[-1]", "rows[1:]", "rows[::-1]", "rows[:, 1:]", "rows[:, :-1]", "rows[:, ::2]", "rows[:, ::-1]", "rows[None]", "rows[:, None]",
                 "rows[..., None]", "rows[...]", "rows[..., 0]", "rows[0, ...]", "rows[:, ..., 1:]", "rows[:, 0]", "rows[:, -1]", "rows[0, 1]", "rows[5]", "rows[:, 1.0:]", "rows[:, :, 1:]",
                 "rows[:, :, None]", "rows[1:, :1]", "rows[tf.constant(2)]", "rows[:, tf.constant(1):]", "rows[0:0]", "rows[:, None, 1:]", "rows[None, ..., 1:]"):
        say(text, lambda: eval(text, {"rows": rows, "tf": tf}))
for text in ("tf.expand_dims(flat, 0)", "tf.expand_dims(flat, -1)", "tf.expand_dims(deep, 2)", "tf.expand_dims(flat, 5)", "tf.concat([deep, deep], 2)", "tf.concat([flat, flat], -1)",
             "tf.stack([flat, flat], 2)", "tf.stack([deep, deep], 1)", "tf.tile(flat, [2, 2])", "tf.tile(deep, [1, 2, 2])", "tf.reverse(deep, [1])", "tf.reverse(flat, [-1])",
             "tf.gather(deep, [2, 0])", "tf.gather(flat, [[0, 2], [1, 0]])", "tf.gather([10, 20, 30, 40, 50, 60], flat)", "tf.where(flat > 2)", "tf.ragged.boolean_mask(flat, [True, False, True])",
             "tf.ragged.boolean_mask(deep, tf.ragged.constant([[True, False], [], [False, True, True]]))", "tf.ragged.boolean_mask(pairs, [True, True, False])",
             "tf.ragged.boolean_mask([[1, 2], [3, 4]], [[True, False], [True, True]])", "tf.reduce_sum(deep, axis=-1, keepdims=True)", "tf.reduce_max(flat, axis=1, keepdims=True)",
             "deep.to_tensor()", "deep.to_tensor(0, shape=[2, None, 2])", "pairs.to_tensor(-1)", "deep.merge_dims(0, 1)", "deep.merge_dims(1, 2)",
             "pairs.merge_dims(0, -1)", "deep.merge_dims(2, 1)", "deep.merge_dims(0, 7)", "deep.bounding_shape()", "deep.row_lengths(2)", "flat == flat", "flat != flat", "hash(flat)",
             "tf.RaggedTensor.from_tensor([[[1, 0], [0, 0]], [[2, 3], [4, 0]]], padding=0)", "tf.RaggedTensor.from_tensor([[[1, 0], [0, 0]], [[2, 3], [4, 0]]], padding=0, ragged_rank=2)",
             "tf.RaggedTensor.from_nested_row_lengths([1, 2, 3], [[2, 0], [1, 2]])", "tf.RaggedTensorSpec(None)", "tf.RaggedTensorSpec([2, None]).is_compatible_with(flat)",
             "tf.RaggedTensorSpec([3, None], tf.int32).is_compatible_with(flat)", "tf.RaggedTensorSpec([3, None], tf.int32) == tf.type_spec_from_value(flat)"):
    say(text, lambda: eval(text))
