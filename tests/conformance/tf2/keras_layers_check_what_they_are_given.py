"""A layer refuses numbers by position, inputs of too few axes, lists that cannot be merged, and state after its `build`; rows that are ragged pass."""
keras = tf.keras
x = tf.ones([1, 2])

def told(call):
    try:
        result = call()
        print(result.to_list() if isinstance(result, tf.RaggedTensor) else result)
    except Exception as error:
        print(type(error).__name__, "|", str(error).split("\n")[0])

class Scale(keras.layers.Layer):
    def call(self, x, by=1.0):
        return x * by

class Kept(keras.layers.Layer):
    def build(self, shape):
        self.k = self.add_weight(shape=(shape[-1],), name="k")

    def call(self, x):
        return x * self.k

told(lambda: Scale()(x, 2.0))
told(lambda: Scale()(x, by=2.0).numpy())
told(lambda: Scale()(x, x).numpy())
told(lambda: Scale()(tf.ragged.constant([[1.0], [2.0, 3.0]])))
told(lambda: keras.layers.Dense(1)(keras.Input(())))
told(lambda: keras.layers.Dense(1)(tf.ones([3])))
told(lambda: keras.layers.Concatenate()([tf.ones([1, 2]), tf.ones([2, 2])]))
told(lambda: keras.layers.Concatenate()(x))
told(lambda: keras.layers.Add()([tf.ones([2]), tf.ones([3])]))
told(lambda: keras.layers.Add()(x))
told(lambda: keras.Input(shape=2))
told(lambda: keras.layers.InputLayer(shape=(2,)).output.shape)
kept = Kept()
kept.build((None, 2))
told(lambda: kept.build((None, 2)))
print(len(kept.weights))
told(lambda: keras.optimizers.SGD(1))
told(lambda: keras.optimizers.SGD(lr=0.1))
told(lambda: tf.reduce_sum(keras.Input((2,))))
told(lambda: bool(keras.Input((2,))))
