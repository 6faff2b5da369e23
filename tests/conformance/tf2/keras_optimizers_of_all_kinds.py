"""Keras optimizers step in the variable's dtype, hold it to its constraint, and let weights decay before they step."""

O = tf.keras.optimizers


def step(optimizer, v, gradient):
    try:
        optimizer.apply_gradients([(gradient, v)])
    except Exception as error:
        print(type(error).__name__)
    return [round(x, 4) for x in v.numpy().ravel().tolist()]


for name in ("SGD", "Adam", "AdamW", "Adamax", "RMSprop", "Adagrad", "Adadelta"):
    for dtype in ("float64", "float32", "float16"):
        optimizer, v = getattr(O, name)(0.1), tf.Variable([1.0, 2.0], dtype=dtype)
        found = step(optimizer, v, tf.constant([0.5, -0.25], dtype))
        print(name, dtype, [round(x, 2) for x in found], [str(slot.dtype) for slot in optimizer.variables[2:]])


def unit(x):
    return tf.clip_by_value(x, -1.0, 1.0)


print("constraint:", step(O.SGD(0.1), tf.Variable([1.0, -2.0], constraint=unit), tf.constant([-5.0, 5.0])))
print("nothing to do:", O.SGD(0.1).apply([], []))
decaying = tf.Variable([[1.0], [2.0]])
outside = tf.IndexedSlices(tf.constant([[1.0]]), tf.constant([7]), tf.constant([2, 1]))
print("decayed all the same:", step(O.AdamW(0.1, weight_decay=0.5), decaying, outside))
print("a rate that is called:", step(O.SGD(lambda: 0.5), tf.Variable([1.0]), tf.constant([1.0])))
try:
    O.SGD(0.1).apply([tf.constant(1.0)])
except ValueError as error:
    print(str(error)[:105])


class Halving(O.Optimizer):
    """Remembers twice the gradient."""

    def build(self, variables):
        if not self.built:
            super().build(variables)
            self.twice = [self.add_variable_from_reference(v, name="twice") for v in variables]

    def update_step(self, gradient, variable, learning_rate):
        twice = self.twice[self._get_variable_index(variable)]
        self.assign(twice, gradient * 2.0)
        self.assign_sub(variable, twice * learning_rate)


halving = Halving(0.25)
print(step(halving, tf.Variable([1.0, 2.0]), tf.constant([1.0, 0.5])))
print([(slot.name, slot.numpy().tolist()) for slot in halving.variables[2:]])
