"""What updates a variable is the same for references and for resources; only their words differ."""

import pytest

import lifetimes.tf1 as tf


@pytest.fixture(autouse=True)
def fresh_graph():
    tf.reset_default_graph()


def run(operation, feed=None):
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        return session.run(operation, feed)


@pytest.mark.parametrize(
    ("use_resource", "words"),
    [(False, "Parameters and update must be the same size"), (True, "shape \\[2\\] using a Tensor with shape \\[1\\]")],
)
def test_an_update_of_another_size_is_refused_when_it_runs(use_resource, words):
    delta = tf.placeholder(tf.float32, None)
    update = tf.assign_add(tf.Variable([1.0, 2.0], use_resource=use_resource), delta)

    with pytest.raises(tf.errors.InvalidArgumentError, match=words):
        run(update, {delta: [1.0]})


def test_rows_of_another_shape_are_refused_when_they_are_written():
    rows = tf.placeholder(tf.float32, None)
    update = tf.scatter_add(tf.Variable([1.0, 2.0]), [0], rows)

    with pytest.raises(tf.errors.InvalidArgumentError, match="Must have updates"):
        run(update, {rows: [1.0, 2.0, 3.0]})


@pytest.mark.parametrize("use_resource", [False, True])
def test_rows_are_added_where_the_indices_say(use_resource):
    variable = tf.Variable([[1.0], [2.0], [3.0]], use_resource=use_resource)

    assert run(tf.scatter_add(variable, [2, 0, 2], [[1.0], [1.0], [1.0]])).tolist() == [[2.0], [2.0], [5.0]]


def test_rows_of_a_resource_are_read_without_the_rest():
    variable = tf.Variable([[1.0], [2.0], [3.0]], use_resource=True)

    assert run(variable.sparse_read([2, 0])).tolist() == [[3.0], [1.0]]
