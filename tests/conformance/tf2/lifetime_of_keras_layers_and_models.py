"""Keras layers own their variables and models their layers; del model frees all, if need be with the collector's help."""
import gc
import weakref

layer = tf.keras.layers.Dense(2)
layer(tf.ones([1, 3]))
watches = {"layer": weakref.ref(layer), "kernel": weakref.ref(layer.kernel), "bias": weakref.ref(layer.bias)}
del layer
gc.collect()
print({k: w() is not None for k, w in watches.items()})
model = tf.keras.Sequential([tf.keras.layers.Dense(2), tf.keras.layers.Dense(1)])
model(tf.ones([1, 3]))
watches = {"model": weakref.ref(model), "layer": weakref.ref(model.layers[0]), "kernel": weakref.ref(model.layers[0].kernel)}
kept = model.layers[1]
last = weakref.ref(kept)
del model
gc.collect()
print("model:", watches["model"]() is not None, "kept layer:", last() is not None)
del kept
gc.collect()
print("after del of the layer:", {k: w() is not None for k, w in watches.items()}, "kept layer:", last() is not None)


class Small(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = tf.keras.layers.Dense(1)

    def call(self, x):
        return self.dense(x)


small = Small()
small(tf.ones([1, 2]))
watches = {"model": weakref.ref(small), "kernel": weakref.ref(small.dense.kernel)}
del small
gc.collect()
print({k: w() is not None for k, w in watches.items()})
