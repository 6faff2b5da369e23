"""A page on layers of one's own without Keras: a base class, lazy building, composition, tracked lists and parameter counts."""


class Layer(tf.Module):
    def __init__(self, name=None):
        super().__init__(name=name)
        self._built = False

    def build(self, shape):
        pass

    def __call__(self, x):
        if not self._built:
            with self.name_scope:
                self.build(x.shape)
            self._built = True
        return self.call(x)


class MyDense(Layer):
    def __init__(self, num_outputs, name=None):
        super().__init__(name=name)
        self.num_outputs = num_outputs

    def build(self, shape):
        self.kernel = tf.Variable(tf.ones([shape[-1], self.num_outputs]), name="kernel")

    def call(self, x):
        return tf.matmul(x, self.kernel)


class Block(Layer):
    def __init__(self, filters, name=None):
        super().__init__(name=name)
        self.steps = [MyDense(n) for n in filters]

    def call(self, x):
        for step in self.steps:
            x = tf.nn.relu(step(x))
        return x


layer = MyDense(10)
print([v.name for v in layer.variables])
print(layer(tf.zeros([10, 5])).shape, [v.name for v in layer.variables], layer.trainable_variables[0].shape)
block = Block([3, 2], name="block")
print(block(tf.ones([1, 4])), [v.name for v in block.variables], [m.name for m in block.submodules])
print("parameters:", sum(int(tf.size(v)) for v in block.trainable_variables), block.name_scope.name)
