"""save_weights and load_weights carry the values from one model to another of the same layers, and refuse others."""

import os
import tempfile

K, L = tf.keras, tf.keras.layers
path = os.path.join(tempfile.mkdtemp(), "model.weights.h5")


def model(*sizes):
    return K.Sequential([K.Input((2,)), *[L.Dense(size, name=f"d{place}") for place, size in enumerate(sizes)]])


class Own(K.Model):
    def __init__(self):
        super().__init__()
        self.inner = L.Dense(1)

    def call(self, x):
        return self.inner(x)


first, second = model(3, 1), model(3, 1)
print(first.save_weights(path), os.listdir(os.path.dirname(path)))
second.load_weights(path)
print(all((a == b).all() for a, b in zip(first.get_weights(), second.get_weights())))
for bad in (
    lambda: model(4, 1).load_weights(path),
    lambda: model(3).save_weights("model.h5"),
    lambda: model(3).load_weights("model.txt"),
    lambda: Own().load_weights(path),
    lambda: model(3).load_weights(path + ".not.weights.h5"),
):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, isinstance(error, OSError) or str(error).splitlines()[0][:60])
own, other = Own(), Own()
own(tf.ones([1, 2])), other(tf.ones([1, 2]))
own.save_weights(path)
other.load_weights(path)
print((own.inner.kernel.numpy() == other.inner.kernel.numpy()).all())
