"""An attribute of another kind and an input of another rank are refused while a trace is made, as eager code words it."""


def say(f):
    for call in (f, tf.function(f, autograph=False)):
        try:
            print(repr(call()).replace("\n", " "))
        except Exception as error:
            print(type(error).__name__, str(error).splitlines()[0].rpartition("}} ")[2][:80])


three, row = tf.constant(3.0), tf.constant([1.0, 2.0])
for f in (
    lambda: tf.dynamic_partition(row, [0, 1], 0),
    lambda: tf.strings.to_hash_bucket_fast("a", 0),
    lambda: tf.strings.to_hash_bucket_fast("a", "b"),
    lambda: tf.math.top_k(row, index_type=three),
    lambda: tf.math.top_k(row, index_type=tf.int64),
    lambda: tf.unique([1, 2], out_idx="a"),
    lambda: tf.unique([1, 2], out_idx=tf.float32),
    lambda: tf.histogram_fixed_width(row, [0.0, 1.0], dtype=tf.string),
    lambda: tf.strings.to_number("1", tf.complex64),
    lambda: tf.linalg.diag(row, padding_value=three),
    lambda: tf.linalg.diag_part([[1.0, 2.0]], k=1, padding_value=three),
    lambda: tf.ragged.constant([[1], [2, 3]]).row_lengths(0),
    lambda: tf.ragged.constant([[1], [2, 3]]).row_lengths(-1),
    lambda: tf.ragged.constant([[1], [2, 3]]).row_lengths(2),
    lambda: tf.RaggedTensor.from_tensor([[1, 2]], ragged_rank=0),
    lambda: tf.RaggedTensorSpec([2, None], ragged_rank=2),
    lambda: tf.TensorArray(tf.float32, 3).scatter(tf.constant([0, 2]), row).stack(),
    lambda: tf.dynamic_stitch([[-1], [1]], [[1.0], [2.0]]),
    lambda: tf.as_dtype(True).name + tf.as_dtype(2.0).name,
    lambda: tf.bool.max,
    lambda: tf.int8.limits,
):
    say(f)
for f in (lambda: tf.reverse(row, 0), lambda: tf.math.segment_sum(three, [0]), lambda: tf.math.segment_sum(row, [[0]])):
    try:
        print(tf.function(f)())
    except Exception as error:
        print(type(error).__name__)
