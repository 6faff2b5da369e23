"""Activations, losses and special functions give the values that TensorFlow 2.21 gives."""

import gc
import weakref

import numpy as np
import pytest

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2

X = np.array([-2.0, -0.5, 0.0, 0.5, 2.0], np.float32)
Y = np.array([0.25, 0.5, 0.75, 0.9], np.float32)

ACTIVATIONS = {
    "relu": [0.0, 0.0, 0.0, 0.5, 2.0],
    "relu6": [0.0, 0.0, 0.0, 0.5, 2.0],
    "elu": [-0.864665, -0.393469, 0.0, 0.5, 2.0],
    "selu": [-1.520167, -0.691758, 0.0, 0.525351, 2.101402],
    "leaky_relu": [-0.4, -0.1, 0.0, 0.5, 2.0],
    "softplus": [0.126928, 0.474077, 0.693147, 0.974077, 2.126928],
    "softsign": [-0.666667, -0.333333, 0.0, 0.333333, 0.666667],
    "swish": [-0.238406, -0.18877, 0.0, 0.31123, 1.761594],
    "gelu": [-0.0455, -0.154269, 0.0, 0.345731, 1.9545],
    "softmax": [0.012555, 0.056266, 0.092767, 0.152948, 0.685464],
    "log_softmax": [-4.377659, -2.87766, -2.37766, -1.87766, -0.377659],
}
SPECIAL = {
    "lgamma": [1.288023, 0.572365, 0.203281, 0.066376],
    "digamma": [-4.227454, -1.963511, -1.08586, -0.754927],
    "erf": [0.276326, 0.5205, 0.711156, 0.796908],
    "erfc": [0.723674, 0.4795, 0.288844, 0.203092],
    "erfinv": [0.225312, 0.476936, 0.81342, 1.163087],
    "ndtri": [-0.67449, 0.0, 0.67449, 1.281551],
}
OTHERS = {
    "betainc": (
        lambda tf: tf.math.betainc(Y, np.float32(2), np.float32(0.3)),
        [0.869597, 0.739425, 0.618174, 0.551565],
    ),
    "igamma": (lambda tf: tf.math.igamma(Y, np.float32(2)), [0.982714, 0.9545, 0.914945, 0.885985]),
    "igammac": (lambda tf: tf.math.igammac(Y, np.float32(2)), [0.017286, 0.0455, 0.085055, 0.114015]),
    "zeta": (lambda tf: tf.math.zeta(Y + 1, np.float32(2)), [3.595112, 1.612375, 0.96232, 0.749747]),
    "polygamma": (lambda tf: tf.math.polygamma([1.0, 2.0, 3.0, 0.0], Y), [17.19733, -16.828794, 19.763313, -0.754927]),
    "log_poisson_loss": (
        lambda tf: tf.nn.log_poisson_loss([1.0, 2.0, 3.0], [0.1, 0.2, 0.3], True),
        [1.005171, 1.473209, 2.21394],
    ),
    "weighted_cross_entropy": (
        lambda tf: tf.nn.weighted_cross_entropy_with_logits([1.0, 0.0], [0.5, -0.5], 2.0),
        [0.948154, 0.474077],
    ),
    "embedding_within_norm": (
        lambda tf: tf.nn.embedding_lookup(np.eye(3, dtype=np.float32) * 5, [2, 0], max_norm=1.0),
        [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]],
    ),
    "top_k_is_stable": (lambda tf: tf.nn.top_k([[1.0, 3.0, 3.0, 2.0]], 3).indices, [[1.0, 2.0, 3.0]]),
}


def in_both_worlds(build):
    with tf1.Graph().as_default(), tf1.Session() as session:
        old = session.run(build(tf1))
    return old, build(tf2).numpy()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation_gives_tensorflows_values(name):
    """In both worlds, where both have it."""
    function = getattr(tf2.nn, name)

    assert function(X[None]).numpy()[0] == pytest.approx(ACTIVATIONS[name], abs=2e-6)
    if name != "gelu":
        assert in_both_worlds(lambda tf: getattr(tf.nn, name)(X[None]))[0][0] == pytest.approx(
            ACTIVATIONS[name], abs=2e-6
        )


@pytest.mark.parametrize("name", SPECIAL)
def test_a_special_function_gives_tensorflows_values(name):
    """In both worlds."""
    for found in in_both_worlds(lambda tf: getattr(tf.math, name)(Y)):
        assert found == pytest.approx(SPECIAL[name], abs=2e-6)


@pytest.mark.parametrize("name", OTHERS)
def test_a_function_of_several_arguments_gives_tensorflows_values(name):
    """In both worlds."""
    build, wanted = OTHERS[name]

    for found in in_both_worlds(build):
        assert np.allclose(found, wanted, atol=2e-5, rtol=2e-6)


def test_a_sharded_table_is_looked_up_by_the_remainder():
    """Row `i` of two shards is row `i // 2` of shard `i % 2`."""
    shards = [np.arange(6.0, dtype=np.float32).reshape(3, 2), np.arange(4.0, dtype=np.float32).reshape(2, 2) + 10]

    found = in_both_worlds(lambda tf: tf.nn.embedding_lookup([tf.constant(s) for s in shards], [0, 1, 2, 3, 4]))

    wanted = [[0.0, 1.0], [10.0, 11.0], [2.0, 3.0], [12.0, 13.0], [4.0, 5.0]]
    assert [value.tolist() for value in found] == [wanted, wanted]


def test_a_regularized_layer_of_the_old_world_goes_with_its_last_name():
    """It keeps what makes its losses, and that must not keep it."""
    gc.collect()
    gc.disable()
    try:
        with tf1.Graph().as_default():
            layer = tf1.layers.Dense(2, kernel_regularizer=tf1.reduce_sum)
            layer(tf1.ones([1, 3]))
            assert [loss.name for loss in layer.losses] == ["kernel/Regularizer/Sum:0"]
            watch = weakref.ref(layer)
            layer = None

            assert watch() is None
    finally:
        gc.enable()


@pytest.mark.parametrize("kinds", [("float32", "float64"), ("int32", "int64")], ids=lambda kinds: kinds[0])
def test_the_largest_of_32_bits_are_found_as_those_of_64(kinds):
    """Values of 32 bits are sorted together with their places; of equal ones, and of two zeros, the first wins."""
    choices = {
        "float32": [0.0, -0.0, 1.5, -1.5, np.inf, -np.inf, 1e-40, -1e-40, 3e38],
        "int32": [0, 1, -1, 2**31 - 1, -(2**31)],
    }
    rows = np.random.default_rng(0).choice(np.array(choices[kinds[0]], kinds[0]), (20, 30))

    for count in (0, 1, 7, 29, 30):
        (values, places), (wanted, first) = (tf2.math.top_k(tf2.constant(rows.astype(kind)), count) for kind in kinds)

        assert values.numpy().tolist() == wanted.numpy().tolist()
        assert places.numpy().tolist() == first.numpy().tolist()
