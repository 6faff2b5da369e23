"""A module goes at once with its last reference, with its variables, containers and submodules; a cached tuple or bound method keeps it or them."""
import gc
import weakref

gc.disable()


class Layer(tf.Module):
    def __init__(self, name=None):
        super().__init__(name=name)
        self.w = tf.Variable(1.0, name="w")
        self.extra = [tf.Variable(2.0), {"k": tf.Variable(3.0)}]

    def __call__(self, x):
        return x * self.w


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.layers = [Layer(), Layer()]


model = Model()
watches = {"model": weakref.ref(model), "layer": weakref.ref(model.layers[0]), "w": weakref.ref(model.layers[0].w),
           "listed": weakref.ref(model.layers[1].extra[0]), "keyed": weakref.ref(model.layers[1].extra[1]["k"])}
print(len(model.variables), len(model.submodules), model.layers[0](2.0).numpy())
del model
print({k: w() is not None for k, w in watches.items()})
layer = Layer()
watch, call = weakref.ref(layer), layer.__call__
del layer
print("a bound method keeps it:", watch() is not None)
del call
print("without it:", watch() is not None)
layer = Layer()
watch, name_scope = weakref.ref(layer), layer.name_scope
del layer
print("a name scope does not:", watch() is not None, type(name_scope).__name__)
