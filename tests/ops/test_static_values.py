"""What is known of a value while a graph is being built: each operation is looked at once, nothing large is made."""

import time

import pytest

import lifetimes.tf1 as tf


@pytest.fixture(autouse=True)
def fresh_graph():
    tf.reset_default_graph()


def test_a_value_that_is_used_twice_at_every_step_is_followed_once():
    k = tf.constant(3)
    for _ in range(5000):  # 2 ** 5000 ways lead from the last to the first
        k = k * k - k

    started = time.perf_counter()
    assert k.static_value() is not None
    assert time.perf_counter() - started < 5


def test_a_large_value_is_not_made_to_be_asked_for():
    assert tf.get_static_value(tf.fill([10**9], 1.0)) is None
    assert tf.get_static_value(tf.fill([3], 1.0)).tolist() == [1.0, 1.0, 1.0]


def test_the_size_of_a_large_tensor_is_known_without_the_tensor():
    large = tf.fill([10**6, 10**6], 1.0)

    assert tf.get_static_value(tf.size(large, out_type=tf.int64)) == 10**12
    assert tf.get_static_value(tf.rank(large)) == 2


def test_a_constant_that_is_large_is_known_as_it_is():
    assert tf.get_static_value(tf.constant(1, shape=[300, 300])).shape == (300, 300)


def test_what_would_fail_is_not_known():
    assert (tf.constant(1) // tf.constant(0)).static_value() is None


def test_part_of_a_shape_is_known_through_the_ops_that_compute_shapes():
    x = tf.placeholder(tf.float32, [None, 3])
    rows, columns = tf.shape(x)[0], tf.shape(x)[1]

    assert tf.reshape(x, tf.stack([rows, columns, 1])).shape.as_list() == [None, 3, 1]
    assert tf.zeros(tf.concat([tf.shape(x)[1:], [4]], 0)).shape.as_list() == [3, 4]
    assert tf.zeros(tf.cast(tf.shape(x), tf.int64)).shape.as_list() == [None, 3]
