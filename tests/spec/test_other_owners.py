"""What else owns variables, and lets go of them with its last name?"""

import gc
import weakref

import pytest
from proofs import alive, chain, counted


def checkpoint(tf, folder):
    made = tf.train.Checkpoint(v=tf.Variable(1.0))
    made.restore(made.save(folder / "ckpt"))
    return made, [made.v]


def waiting_restore(tf, folder):
    path = tf.train.Checkpoint(net=tf.train.Checkpoint(v=tf.Variable(1.0))).save(folder / "ckpt")
    net = tf.Module()
    tf.train.Checkpoint(net=net).restore(path)
    return net, []


def optimizer(tf, folder):
    v, made = tf.Variable(1.0), tf.keras.optimizers.Adam(0.1)
    made.apply_gradients([(tf.constant(1.0), v)])
    return made, [v, *made.variables]


def layer(tf, folder):
    made = tf.keras.layers.Dense(2)
    made(tf.ones([1, 3]))
    return made, [made.kernel, made.bias, made.kernel.value]


def fitted_model(tf, folder):
    made = tf.keras.Sequential([tf.keras.layers.Dense(2), tf.keras.layers.Dense(1)])
    made.compile("sgd", "mse")
    made.fit(tf.ones([4, 3]), tf.ones([4, 1]), verbose=0)
    made.predict(tf.ones([4, 3]), verbose=0)
    return made, [*made.layers, *made.weights, made.optimizer]


def model_of_ones_own(tf, folder):
    class Net(tf.keras.Model):
        def __init__(self):
            super().__init__()
            self.inner, self.drop = tf.keras.layers.Dense(1), tf.keras.layers.Dropout(0.5)

        def call(self, x):
            return self.drop(self.inner(x))

    made = Net()
    made.compile("sgd", "mse", metrics=["mae"])
    made.fit(tf.ones([4, 3]), tf.ones([4, 1]), verbose=0)
    return made, [*made.layers, *made.variables, made.optimizer, made.train_function]


def model_whose_fit_raised(tf, folder):
    class Stop(tf.keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            raise KeyError(epoch)

    made = tf.keras.Sequential([tf.keras.layers.Dense(1)])
    made.compile("sgd", "mse")
    with pytest.raises(KeyError):
        made.fit(tf.ones([4, 3]), tf.ones([4, 1]), verbose=0, callbacks=[Stop()])
    return made, [*made.layers, *made.weights, made.optimizer, made.history]


def functional_model(tf, folder):
    inputs = tf.keras.Input((2,))
    dense = tf.keras.layers.Dense(2)
    made = tf.keras.Model(inputs, dense(dense(inputs)) + inputs)
    made(tf.ones([1, 2]))
    again = weakref.ref(tf.keras.Model.from_config(made.get_config()).weights[0])
    assert again() is None
    return made, [inputs, dense, *made.weights]


def copied_model(tf, folder):
    source = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.BatchNormalization()])
    made = tf.keras.models.clone_model(source)
    source.save_weights(folder / "m.weights.h5")
    made.load_weights(folder / "m.weights.h5")
    return made, [*made.weights, source, *source.weights]


def layer_that_raised(tf, folder):
    class Failing(tf.keras.layers.Layer):
        def call(self, x):
            raise ValueError("on purpose")

    made = Failing()
    with pytest.raises(ValueError, match="on purpose"):
        made(tf.ones([2]))
    return made, []


def generator(tf, folder):
    made = tf.random.Generator.from_seed(1)
    made.normal([2])
    return made, [made.state, *made.split(2)]


def ragged_tensor(tf, folder):
    made = tf.ragged.constant([[1], [2, 3]])
    return made, [made.values, made.row_splits, made + 1, made[1:]]


def loaded_model(tf, folder):
    module = tf.Module()
    module.v = tf.Variable(2.0)
    module.f = tf.function(lambda x: x * module.v, input_signature=[tf.TensorSpec([], tf.float32)])
    tf.saved_model.save(module, folder)
    made = tf.saved_model.load(folder)
    made.f(tf.constant(1.0))
    return made, [made.v, made.f]


def wrapped_function(tf, folder):
    v1 = tf.compat.v1
    made = v1.wrap_function(lambda x: x * v1.get_variable("w", initializer=2.0), [tf.TensorSpec([], tf.float32)])
    made(tf.constant(1.0))
    return made, list(made.variables)


def saver(tf):
    """The object that a program calls; what it built is the graph's."""
    tf.Variable(1.0)
    return tf.train.Saver()


def optimizer_of_the_graph(tf):
    """Its slots are variables of the graph."""
    made = tf.train.AdamOptimizer(0.1)
    made.minimize(tf.square(tf.Variable(1.0).value()))
    return made


def session(tf):
    """Closed, it holds its graph and no value."""
    made = tf.Session()
    made.close()
    return made


def averages(tf):
    """The shadow variables are the graph's."""
    made = tf.train.ExponentialMovingAverage(0.9)
    made.apply([tf.Variable(1.0)])
    return made


def template(tf):
    """The variables of the function are the graph's."""
    made = tf.make_template("t", lambda: tf.get_variable("w", initializer=1.0))
    made()
    return made


class TestTF1:
    """Nothing: helpers go, and what they made stays in the graph."""

    @pytest.mark.library
    @pytest.mark.parametrize("make", [saver, optimizer_of_the_graph, session, averages, template])
    def test_dropping_an_owner_frees_it_and_nothing_that_it_made(self, tf, make):
        """Some wait for the collector. Source: `python/framework/ops.py`, `Graph`."""
        helper = make(tf)
        watch, kind = weakref.ref(helper), type(helper)
        variables = [weakref.ref(v) for v in tf.global_variables()]
        operations = len(tf.get_default_graph().get_operations())
        assert counted(kind) == 1

        del helper
        gc.collect()

        assert watch() is None
        assert counted(kind) == 0
        assert alive(variables) == len(variables)
        assert len(tf.get_default_graph().get_operations()) == operations


def goes_with_all_that_only_it_owned(tf, make, folder):
    """Make an owner, drop it, and say so: the collector is off, and objgraph counts one less at least."""
    owner, owned = make(tf, folder)
    watches = [weakref.ref(item) for item in (owner, *owned)]
    kind = type(owner)
    before = counted(kind)
    for item in owned[:1]:
        assert chain(owner, item)
        del item

    del owner, owned

    assert alive(watches) == 0
    assert counted(kind) < before


class TestTF2:
    """Whatever holds a reference, and only as long as it is held itself."""

    @pytest.mark.library
    @pytest.mark.parametrize("make", [checkpoint, waiting_restore, optimizer, generator, ragged_tensor, loaded_model])
    def test_dropping_an_owner_frees_it_and_all_that_only_it_owned(self, tf, make, tmp_path):
        """At that statement, with the collector off. Source: guide/variable."""
        goes_with_all_that_only_it_owned(tf, make, tmp_path)

    @pytest.mark.library
    @pytest.mark.parametrize(
        "make",
        [
            layer,
            fitted_model,
            model_of_ones_own,
            model_whose_fit_raised,
            functional_model,
            copied_model,
            layer_that_raised,
            wrapped_function,
        ],
    )
    def test_dropping_a_model_frees_it_and_all_that_only_it_owned(self, tf, make, tmp_path):
        """At that statement too: no cycle of the library waits for the collector. Source: guide/variable."""
        goes_with_all_that_only_it_owned(tf, make, tmp_path)
