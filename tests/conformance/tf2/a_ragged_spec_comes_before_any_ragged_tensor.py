"""A function is traced for a promise of ragged rows before there is any ragged tensor in the program."""


class Growing(tf.Module):
    def __init__(self, value):
        self.v = tf.Variable(value)

    @tf.function
    def grow(self, x):
        return x * self.v


growing = Growing(100.0)
concrete = growing.grow.get_concrete_function(tf.RaggedTensorSpec(shape=[None, None], dtype=tf.float32))
print([(tensor.dtype.name, tensor.shape.rank) for tensor in concrete.inputs])
print(growing.grow(tf.ragged.constant([[1.0, 4.0, 3.0], [2.0]])), growing.grow.experimental_get_tracing_count())
