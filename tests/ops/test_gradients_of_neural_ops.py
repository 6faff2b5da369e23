"""Gradient rules of activations, losses, normalisation and special functions agree with finite differences."""

import numpy as np
import pytest

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2

A = np.array([[0.9, -0.4, 1.7], [0.3, 1.2, -0.8]])
P = np.array([[0.2, 0.35, 0.45], [0.6, 0.3, 0.1]])
IMAGE = np.arange(8.0).reshape(2, 2, 1, 2) ** 1.5
V = np.array([0.7, -1.3, 2.2])

NEURAL = ("relu", "relu6", "elu", "selu", "leaky_relu", "softplus", "softsign", "swish", "crelu", "softmax", "l2_loss")
SPECIAL = ("lgamma", "digamma", "erf", "erfc", "erfinv", "ndtri")
CASES = {
    "log_softmax": (lambda tf, x: tf.nn.log_softmax(x), A),
    **{name: (lambda tf, x, name=name: getattr(tf.nn, name)(x), A) for name in NEURAL},
    **{name: (lambda tf, x, name=name: getattr(tf.math, name)(x), P) for name in SPECIAL},
    "softmax_axis": (lambda tf, x: tf.nn.softmax(x, axis=0), A),
    "cross_entropy": (
        lambda tf, x, y: tf.nn.softmax_cross_entropy_with_logits(labels=tf.stop_gradient(y), logits=x),
        A,
        P,
    ),
    "sparse_cross_entropy": (lambda tf, x: tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[2, 0], logits=x), A),
    "sigmoid_cross_entropy": (lambda tf, x: tf.nn.sigmoid_cross_entropy_with_logits(labels=P, logits=x), A),
    "weighted_cross_entropy": (lambda tf, x: tf.nn.weighted_cross_entropy_with_logits(P, x, 3.0), A),
    "log_poisson": (lambda tf, x: tf.nn.log_poisson_loss(P, x), A),
    "bias_add": (lambda tf, x, b: tf.nn.bias_add(x, b), A, V),
    "l2_normalize": (lambda tf, x: tf.nn.l2_normalize(x, 1), A),
    "moments": (lambda tf, x: tf.nn.moments(x, [0])[1], A),
    "batch_normalization": (lambda tf, x: tf.nn.batch_normalization(x, *tf.nn.moments(x, [0]), V, V + 1, 1e-3), A),
    "top_k": (lambda tf, x: tf.nn.top_k(x, 2).values, A),
    "embedding": (lambda tf, x: tf.nn.embedding_lookup(x * 1.0, [1, 0, 1]), A),
    "betainc": (lambda tf, x: tf.math.betainc(np.float64(2.0), np.float64(3.0), x), P),
    "igamma": (lambda tf, x: tf.math.igamma(np.float64(2.0), x), P),
    "igammac": (lambda tf, x: tf.math.igammac(np.float64(2.0), x), P),
    "zeta": (lambda tf, x: tf.math.zeta(np.float64(2.5), x), P),
    "polygamma": (lambda tf, x: tf.math.polygamma(np.float64(2.0), x), P),
    "polyval": (lambda tf, x: tf.math.polyval([2.0, -1.0, 0.5], x), A),
}


def total(tf, build, *tensors):
    """Return a number that depends on each element of the result in its own way."""
    result = build(tf, *tensors)
    count = int(np.prod(result.shape.as_list()))
    return tf.reduce_sum(tf.reshape(result, [-1]) * np.linspace(1.0, 2.0, count))


def differences(build, arrays):
    """Return the gradient by central differences, computed eagerly."""
    gradients = []
    for i, array in enumerate(arrays):
        gradient = np.zeros_like(array)
        for place in np.ndindex(array.shape):
            sides = []
            for step in (1e-6, -1e-6):
                moved = [a.copy() for a in arrays]
                moved[i][place] += step
                sides.append(float(total(tf2, build, *map(tf2.constant, moved))))
            gradient[place] = (sides[0] - sides[1]) / 2e-6
        gradients.append(gradient)
    return gradients


def close(found, wanted):
    return np.allclose(np.zeros_like(wanted) if found is None else np.asarray(found), wanted, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("name", CASES)
def test_a_gradient_rule_agrees_with_differences(name):
    """With a tape, and as nodes of a graph."""
    build, *arrays = CASES[name]
    wanted = differences(build, arrays)
    constants = 1 if name == "cross_entropy" else len(arrays)

    sources = [tf2.constant(a) for a in arrays]
    with tf2.GradientTape() as tape:
        for source in sources:
            tape.watch(source)
        result = total(tf2, build, *sources)
    eager = tape.gradient(result, sources)
    with tf1.Graph().as_default(), tf1.Session() as session:
        places = [tf1.constant(a) for a in arrays]
        graph = tf1.gradients(total(tf1, build, *places), places)
        symbolic = [None if g is None else session.run(g) for g in graph]

    for found in (eager, symbolic):
        assert all(close(g, w) for g, w in list(zip(found, wanted, strict=True))[:constants])


@pytest.mark.parametrize("training", [True, False])
def test_the_gradient_of_fused_batch_normalisation_agrees_with_differences(training):
    """By the images, the scale and the offset."""
    fixed = {} if training else {"mean": [3.0, 4.0], "variance": [4.0, 9.0]}
    arrays = [IMAGE, np.array([1.0, 2.0]), np.array([0.5, -1.0])]

    def value(*given):
        with tf1.Graph().as_default(), tf1.Session() as session:
            places = [tf1.constant(a) for a in given]
            y = tf1.nn.fused_batch_norm(*places, is_training=training, **fixed)[0]
            loss = tf1.reduce_sum(tf1.reshape(y, [-1]) * np.linspace(1.0, 2.0, 8))
            return session.run([loss, *tf1.gradients(loss, places)])

    _, *found = value(*arrays)

    for i, array in enumerate(arrays):
        for place in np.ndindex(array.shape):
            sides = []
            for step in (1e-5, -1e-5):
                moved = [a.copy() for a in arrays]
                moved[i][place] += step
                sides.append(value(*moved)[0])
            assert found[i][place] == pytest.approx((sides[0] - sides[1]) / 2e-5, rel=1e-4, abs=1e-6)


def test_a_cross_entropy_can_be_differentiated_twice():
    """The second gradient of the fused op is that of the softmax written out."""
    x = tf2.constant(A)
    with tf2.GradientTape() as outer:
        outer.watch(x)
        with tf2.GradientTape() as inner:
            inner.watch(x)
            loss = tf2.reduce_sum(tf2.nn.softmax_cross_entropy_with_logits(labels=P, logits=x))
        first = inner.gradient(loss, x)
    found = outer.gradient(first, x, output_gradients=tf2.constant(A)).numpy()

    p = tf2.nn.softmax(x).numpy()
    assert np.allclose(found, (A - np.sum(A * p, axis=1, keepdims=True)) * p)


def test_labels_of_the_old_cross_entropy_have_no_gradient():
    """`..._v2` and the new world follow them too."""
    with tf1.Graph().as_default():
        logits, labels = tf1.constant(A), tf1.constant(P)
        old = tf1.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)
        new = tf1.nn.softmax_cross_entropy_with_logits_v2(labels=labels, logits=logits)

        assert tf1.gradients(old, labels) == [None]
        assert tf1.gradients(new, labels) != [None]
