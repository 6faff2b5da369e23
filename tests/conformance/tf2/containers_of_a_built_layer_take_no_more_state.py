"""A layer that is built takes no more layers or variables, also not in a list or dictionary that it holds."""


def first(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0][:100]}"


def dense():
    return tf.keras.layers.Dense(1)


class Parts(tf.keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.parts, self.by_name, self.numbers = [dense()], {"a": [dense()]}, [1, 2]

    def call(self, x, change=None):
        if change is not None:
            change(self)
        return self.parts[0](x)


x = tf.ones([1, 2])
layer = Parts()
print(layer(x).shape, len(layer.weights))
for change in (
    lambda layer: layer.parts.append(dense()), lambda layer: layer.parts.insert(0, dense()),
    lambda layer: layer.parts.extend([dense()]), lambda layer: layer.parts.__setitem__(0, dense()),
    lambda layer: layer.by_name.__setitem__("b", dense()), lambda layer: layer.by_name["a"].append(dense()),
    lambda layer: layer.numbers.append(3), lambda layer: layer.parts.append(layer.parts[0]),
):  # fmt: skip
    print(first(lambda: layer(x, change=change).shape), len(layer.parts), len(layer.by_name), len(layer.weights))
print(first(lambda: layer.parts.append(dense())), list(layer.numbers))
fresh = Parts()
fresh.parts.append(dense())
print(len(fresh.parts), fresh(x).shape, first(lambda: fresh(x, change=lambda layer: layer.parts.append(dense())).shape))
