"""The optimizers of compat.v1 train eager variables: slots belong to the optimizer, variables to whoever holds them."""

import gc
import weakref

v1 = tf.compat.v1


def rounded(v):
    return [round(float(x), 4) for x in tf.reshape(v, [-1]).numpy()]


v = tf.Variable(1.0)
print(v1.train.GradientDescentOptimizer(0.1).minimize(lambda: v * v), rounded(v))
pair, adam = tf.Variable([1.0, 2.0], name="pair"), v1.train.AdamOptimizer(0.1)
for _ in range(2):
    adam.apply_gradients([(tf.constant([1.0, 1.0]), pair)])
print(rounded(pair), adam.get_slot_names(), [slot.name for slot in adam.variables()], rounded(adam.get_slot(pair, "m")))
v, momentum, step = tf.Variable(1.0), v1.train.MomentumOptimizer(0.1, 0.9), v1.train.get_or_create_global_step()
for _ in range(2):
    momentum.minimize(lambda: v * v, global_step=step)
print(rounded(v), int(step), v1.train.get_global_step() is step)
nesterov = v1.train.MomentumOptimizer(0.1, 0.9, use_nesterov=True)
nesterov.minimize(lambda: v * v)
print(rounded(v))

w, traced = tf.Variable(1.0), v1.train.AdamOptimizer(0.5)


@tf.function
def train():
    traced.minimize(lambda: w * w)
    return w.read_value()


print([round(float(train()), 4) for _ in range(3)])
for bad in (lambda: adam.minimize(tf.constant(1.0)), lambda: adam.apply_gradients([]), v1.train.create_global_step):
    try:
        bad()
    except (RuntimeError, ValueError) as error:
        print(type(error).__name__, error)
gradient, found = adam.compute_gradients(lambda: w * 3.0, [w])[0]
print(float(gradient), found is w)

rows = tf.Variable([[1.0], [2.0]])
slices = tf.IndexedSlices(tf.constant([[1.0]]), tf.constant([1]), tf.constant([2, 1]))
v1.train.AdagradOptimizer(0.1).apply_gradients([(slices, rows)])
print(rounded(rows))
for name in ("RMSPropOptimizer", "AdadeltaOptimizer", "FtrlOptimizer", "ProximalAdagradOptimizer"):
    v, optimizer = tf.Variable([1.0, 2.0], name="v"), getattr(v1.train, name)(0.1)
    optimizer.apply_gradients([(tf.constant([1.0, 0.5]), v)])
    print(name, rounded(v), [slot.name for slot in optimizer.variables()])
held = tf.Variable([3.0], constraint=lambda x: tf.clip_by_value(x, -1.0, 1.0))
v1.train.GradientDescentOptimizer(0.1).apply_gradients([(tf.constant([1.0]), held)])
print(rounded(held))
v, average = tf.Variable(1.0), v1.train.ExponentialMovingAverage(0.5)
average.apply([v])
v.assign(3.0)
average.apply([v])
print(rounded(average.average(v)))

lost, owner = tf.Variable(1.0), v1.train.AdamOptimizer(0.1)
owner.minimize(lambda: lost * lost)
watches = weakref.ref(lost), weakref.ref(owner.get_slot(lost, "m"))
del lost
gc.collect()
print([watch() is None for watch in watches])
del owner
gc.collect()
print([watch() is None for watch in watches])
print(v1.is_variable_initialized(w))
for name, arguments in (("mean", ([1.0],)), ("accuracy", ([1], [1])), ("precision", ([1], [1]))):
    try:
        getattr(v1.metrics, name)(*arguments)
    except RuntimeError as error:
        print(error)
