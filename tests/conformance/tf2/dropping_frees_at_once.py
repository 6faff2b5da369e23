"""For each of these kinds the last reference frees the object and what only it owned at that statement, the cycle collector off."""
import gc
import os
import tempfile
import weakref


def traced_function():
    v = tf.Variable(1.0)
    f = tf.function(lambda x: x + v)
    f(tf.constant(1.0))
    return f, [v]


def module_with_traced_method():
    class Scale(tf.Module):
        def __init__(self):
            super().__init__()
            self.v = tf.Variable(1.0)

        @tf.function
        def call(self, x):
            return x * self.v

    m = Scale()
    m.call(tf.constant(1.0))
    return m, [m.v]


def checkpoint():
    c = tf.train.Checkpoint(v=tf.Variable(1.0))
    c.restore(c.save(os.path.join(tempfile.mkdtemp(), "c")))
    return c, [c.v]


def manager():
    m = tf.train.CheckpointManager(tf.train.Checkpoint(v=tf.Variable(1.0)), tempfile.mkdtemp(), max_to_keep=1)
    m.save()
    return m, [m.checkpoint, m.checkpoint.v]


def sgd():
    v, o = tf.Variable(1.0), tf.keras.optimizers.SGD(0.1)
    o.apply_gradients([(tf.constant(1.0), v)])
    return o, [v]


def adam():
    v, o = tf.Variable(1.0), tf.keras.optimizers.Adam(0.1)
    o.apply_gradients([(tf.constant(1.0), v)])
    return o, [v, o.variables[2]]


def generator():
    g = tf.random.Generator.from_seed(1)
    g.normal([2])
    return g, [g.state]


def ragged():
    r = tf.ragged.constant([[1], [2, 3]])
    return r, [r.values, r.row_splits]


def loaded_model():
    m, folder = tf.Module(), tempfile.mkdtemp()
    m.v = tf.Variable(1.0)
    m.f = tf.function(lambda x: x * m.v, input_signature=[tf.TensorSpec([], tf.float32)])
    tf.saved_model.save(m, folder)
    loaded = tf.saved_model.load(folder)
    loaded.f(tf.constant(1.0))
    return loaded, [loaded.v]


def tape():
    v = tf.Variable(1.0)
    with tf.GradientTape() as t:
        y = v * v
    t.gradient(y, v)
    return t, [v]


def function_with_a_tape_inside():
    v = tf.Variable(2.0)

    @tf.function
    def f(x):
        with tf.GradientTape() as t:
            y = v * v * x
        return t.gradient(y, v)

    f(tf.constant(1.0))
    return f, [v]


def function_with_loops():
    @tf.function
    def f(x):
        for i in tf.range(3):
            if i > 1:
                x = x + 1.0
        return x

    f(tf.constant(1.0))
    return f, []


for make in (traced_function, module_with_traced_method, checkpoint, manager, sgd, adam, generator, ragged, loaded_model, tape, function_with_a_tape_inside,
             function_with_loops):
    gc.collect()
    gc.disable()
    holder, owned = make()
    watches = [weakref.ref(holder)] + [weakref.ref(o) for o in owned]
    del holder, owned
    print(make.__name__, "alive:", [w() is not None for w in watches])
    gc.enable()
