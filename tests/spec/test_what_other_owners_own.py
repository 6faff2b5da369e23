"""What owns variables in the new world beside modules and functions: dropping the last reference frees it at once.

Each claim is made with the cycle collector off.
"""

import gc
import weakref

import pytest

import lifetimes.tf2 as tf


@pytest.fixture(autouse=True)
def collector_off():
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def checkpoint(folder):
    made = tf.train.Checkpoint(v=tf.Variable(1.0))
    made.restore(made.save(folder / "ckpt"))
    return made, [made.v]


def waiting_restore(folder):
    path = tf.train.Checkpoint(net=tf.train.Checkpoint(v=tf.Variable(1.0))).save(folder / "ckpt")
    net = tf.Module()
    tf.train.Checkpoint(net=net).restore(path)
    return net, []


def optimizer(folder):
    v, made = tf.Variable(1.0), tf.keras.optimizers.Adam(0.1)
    made.apply_gradients([(tf.constant(1.0), v)])
    return made, [v, *made.variables]


def layer(folder):
    made = tf.keras.layers.Dense(2)
    made(tf.ones([1, 3]))
    return made, [made.kernel, made.bias, made.kernel.value]


def fitted_model(folder):
    made = tf.keras.Sequential([tf.keras.layers.Dense(2), tf.keras.layers.Dense(1)])
    made.compile("sgd", "mse")
    made.fit(tf.ones([4, 3]), tf.ones([4, 1]), verbose=0)
    return made, [*made.layers, *made.weights, made.optimizer]


def functional_model(folder):
    inputs = tf.keras.Input((2,))
    dense = tf.keras.layers.Dense(2)
    made = tf.keras.Model(inputs, dense(dense(inputs)) + inputs)
    made(tf.ones([1, 2]))
    return made, [inputs, dense, *made.weights]


def copied_model(folder):
    source = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.BatchNormalization()])
    made = tf.keras.models.clone_model(source)
    source.save_weights(folder / "m.weights.h5")
    made.load_weights(folder / "m.weights.h5")
    return made, [source, *source.weights, *made.weights]


def layer_that_raised(folder):
    made = tf.keras.layers.Add()
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"Exception encountered when calling Add\.call"):
        made([tf.ones([2]), tf.ones([3])])
    return made, []


def generator(folder):
    made = tf.random.Generator.from_seed(1)
    made.normal([2])
    return made, [made.state, *made.split(2)]


def ragged_tensor(folder):
    made = tf.ragged.constant([[1], [2, 3]])
    return made, [made.values, made.row_splits, made + 1, made[1:]]


def loaded_model(folder):
    module = tf.Module()
    module.v = tf.Variable(2.0)
    module.f = tf.function(lambda x: x * module.v, input_signature=[tf.TensorSpec([], tf.float32)])
    tf.saved_model.save(module, folder)
    made = tf.saved_model.load(folder)
    made.f(tf.constant(1.0))
    return made, [made.v, made.f]


def wrapped_function(folder):
    v1 = tf.compat.v1
    made = v1.wrap_function(lambda x: x * v1.get_variable("w", initializer=2.0), [tf.TensorSpec([], tf.float32)])
    made(tf.constant(1.0))
    return made, list(made.variables)


@pytest.mark.library
@pytest.mark.parametrize(
    "make",
    [
        checkpoint,
        waiting_restore,
        optimizer,
        layer,
        fitted_model,
        functional_model,
        copied_model,
        layer_that_raised,
        generator,
        ragged_tensor,
        loaded_model,
        wrapped_function,
    ],
)
def test_dropping_the_last_reference_frees_it_and_what_only_it_owned(make, tmp_path):
    owner, owned = make(tmp_path)
    watches = [weakref.ref(item) for item in (owner, *owned)]
    del owner, owned

    assert [watch() for watch in watches] == [None] * len(watches)
