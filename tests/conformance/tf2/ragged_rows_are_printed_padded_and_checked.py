"""Ragged rows are printed, padded to a shape, split, joined as texts and put beside lists; what does not fit is refused."""
import tempfile

path = tempfile.mkdtemp() + "/printed"
stream = f"file://{path}"
rows = tf.ragged.constant([[1.0, 2.0], [], [3.0]])

def told(call):
    try:
        result = call()
        print(result.to_list() if isinstance(result, tf.RaggedTensor) else result)
    except Exception as error:
        print(type(error).__name__, "|", str(error).split("\n")[0][:100])

tf.print(rows, tf.ragged.constant([[1], [2, 3]]), output_stream=stream)
tf.print("long:", tf.ragged.range([9, 2]), tf.ragged.constant([["a", "b"], []]), output_stream=stream)
tf.print(tf.ragged.range([9, 2]), summarize=-1, output_stream=stream)
tf.function(lambda x: (tf.print("in a function:", x, output_stream=stream), x)[1])(rows)
print(open(path).read(), end="")
told(lambda: rows + [[1.0], [2.0], [3.0]])
told(lambda: [[1.0], [2.0], [3.0]] - rows)
told(lambda: rows.to_tensor(shape=[4, 3]).numpy().tolist())
told(lambda: rows.to_tensor(-1.0, shape=[2, 1]).numpy().tolist())
told(lambda: rows.to_tensor("a"))
told(lambda: [part.to_list() for part in tf.split(rows, 3)])
told(lambda: tf.squeeze(rows[..., None], -1))
told(lambda: tf.gather(rows, [[0], [2]]))
words = tf.strings.split(["a b", "c", ""])
told(lambda: tf.strings.reduce_join(words, axis=-1, separator="+").numpy().tolist())
told(lambda: tf.RaggedTensorSpec.from_value(rows))
told(lambda: rows["a"])
told(lambda: tf.reduce_sum(rows, 2))
told(lambda: rows.with_values([1, 2]))
told(lambda: tf.RaggedTensor.from_tensor([1]))
told(lambda: tf.RaggedTensor.from_value_rowids([1, 2], [0, 2], nrows=2))
told(lambda: tf.transpose(rows))
told(lambda: tf.constant(rows))
