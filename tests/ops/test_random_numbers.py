"""Random ops give the numbers that TensorFlow 2.21 gives for the same seeds, and streams end with their owners."""

import gc
import weakref

import numpy as np
import pytest

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2
from lifetimes.ops.random.distributions import normal
from lifetimes.ops.random.philox import _REMEMBERED, AT_ONCE, Stream


class TestTF1:
    def test_a_graph_seed_gives_tensorflows_numbers(self):
        """Ops are numbered as they are made; each run goes on where the last one stopped."""
        with tf1.Graph().as_default(), tf1.Session() as session:
            tf1.set_random_seed(7)
            made = [tf1.random_normal([3]), tf1.random_normal([3]), tf1.random_uniform([3], seed=3)]
            first, second = session.run(made), session.run(made)

        assert str(first[0]) == "[ 0.3536911   0.6635877  -0.97749937]"
        assert str(first[1]) == "[-0.5408054  1.122033   1.174174 ]"
        assert first[2] == pytest.approx([0.40108788, 0.37683892, 0.3092928], rel=1e-6)
        assert str(second[0]) == "[-0.04343931 -0.68246233  1.0043821 ]"

    def test_every_kind_of_op_gives_tensorflows_numbers(self):
        """With a seed for the graph and one for the op."""
        with tf1.Graph().as_default(), tf1.Session() as session:
            tf1.set_random_seed(7)
            found = session.run(
                [
                    tf1.random_uniform([10], 0, 10, dtype=tf1.int32, seed=1),
                    tf1.truncated_normal([5], seed=4),
                    tf1.random_shuffle(tf1.range(10), seed=4),
                    tf1.multinomial([[1.0, 2.0, 3.0]], 8, seed=4),
                    tf1.random_normal([5], dtype=tf1.float64, seed=1),
                    tf1.random_uniform([5], 0, 10, dtype=tf1.int64, seed=1),
                ]
            )

        assert found[0].tolist() == [8, 1, 3, 8, 9, 8, 2, 8, 2, 6]
        assert str(found[1]) == "[-0.43790117 -1.7534534  -1.1140025  -1.4778159  -0.17014556]"
        assert found[2].tolist() == [5, 2, 4, 3, 9, 0, 6, 1, 7, 8]
        assert found[3].tolist() == [[2, 2, 1, 2, 2, 2, 1, 2]]
        assert found[4] == pytest.approx([-0.86963198, 0.07914863, 0.91608085, -0.5280729, 0.96291354])
        assert found[5].tolist() == [4, 1, 7, 0, 8]

    def test_without_seeds_two_sessions_differ(self):
        """The seeds of such an op are two zeros."""
        with tf1.Graph().as_default():
            drawn = tf1.random_uniform([4])
            values = [tf1.Session().run(drawn) for _ in range(2)]

        assert not np.array_equal(*values)
        assert drawn.op.get_attr("seed") == 0


class TestTF2:
    def test_a_global_seed_gives_tensorflows_numbers(self):
        """The seed of each op is drawn from Python's generator, as TensorFlow does."""
        tf2.random.set_seed(5)

        assert str(tf2.random.normal([3]).numpy()) == "[-0.18030666 -0.95028627 -0.03964049]"
        assert tf2.random.uniform([2], seed=1).numpy() == pytest.approx([0.3875184, 0.7485455], rel=1e-6)
        assert tf2.random.uniform([2], seed=1).numpy() == pytest.approx([0.9647, 0.26855862], rel=1e-6)
        assert str(tf2.random.normal([3]).numpy()) == "[0.22652864 0.8106553  0.7466094 ]"

    def test_gamma_and_poisson_give_tensorflows_numbers(self):
        """Both draw by rejection, each sample from blocks of its own."""
        tf2.random.set_seed(5)

        assert tf2.random.gamma([3], 2.0, seed=1).numpy() == pytest.approx([0.3147943, 2.2435226, 0.9110281], rel=1e-6)
        assert tf2.random.poisson([3], 3.0, seed=1).numpy().tolist() == [1.0, 6.0, 4.0]

    def test_stateless_ops_give_tensorflows_numbers(self):
        """Nothing but the seed and the shape decides."""
        seed = [1, 2]

        assert tf2.random.stateless_normal([3], seed).numpy() == pytest.approx(
            [0.5441101, 0.20738031, 0.07356432], rel=1e-6
        )
        assert tf2.random.stateless_uniform([2], seed).numpy() == pytest.approx([0.8440604, 0.19204533], rel=1e-6)
        assert tf2.random.stateless_uniform([5], seed, 0, 10, tf2.int32).numpy().tolist() == [0, 9, 4, 9, 7]
        assert tf2.random.split(seed, 2).numpy().tolist() == [[1105988140, 1738052849], [-335576002, 370444179]]

    def test_a_seeded_function_of_its_own_repeats_after_set_seed(self):
        """The streams of all functions begin anew."""

        @tf2.function
        def draw():
            return tf2.random.normal([2])

        tf2.random.set_seed(5)
        first = draw().numpy()
        draw()
        tf2.random.set_seed(5)

        assert np.array_equal(draw().numpy(), first)

    def test_drawing_does_not_keep_a_function_alive(self):
        """Freed by its last name, collector off: streams are held by operation, weakly."""
        gc.collect()
        gc.disable()
        try:
            draw = tf2.function(lambda: tf2.random.normal([2]))
            draw()
            held = weakref.ref(draw)
            del draw

            assert held() is None
        finally:
            gc.enable()


def test_blocks_are_computed_alike_one_by_one_and_together():
    """Across the place where the lower half of the counter overflows."""
    stream = Stream(key=12345, counter=2**64 - 2)

    together = stream.words(4)
    alone = [Stream(12345, 2**64 - 2 + i).words(1)[0] for i in range(4)]

    assert np.array_equal(together, alone)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_many_samples_are_those_of_their_blocks(dtype):
    """They are made a part at a time, and the parts are seen in nothing; the counter may overflow among them."""
    each = 2 if dtype == np.float64 else 4
    begin, count = (1 << 64) - AT_ONCE - 3, each * (2 * AT_ONCE + 1) + 1

    together = normal(Stream(5, begin), count, dtype)

    for place in (0, 1, AT_ONCE - 1, AT_ONCE, AT_ONCE + 3, 2 * AT_ONCE):
        alone = normal(Stream(5, begin + place), each, dtype)
        assert together[each * place : each * place + each].tolist() == alone.tolist()
    assert len(together) == count and normal(Stream(5, 0), 0, dtype).tolist() == []


def test_philox_agrees_with_its_published_vectors():
    """From the authors' `kat_vectors`: philox4x32, ten rounds."""
    ones = Stream(key=2**64 - 1, counter=2**128 - 1).words(1)[0]
    zeros = Stream(key=0, counter=0).words(1)[0]

    assert [f"{word:08x}" for word in zeros] == ["6627e8d5", "e169c58d", "bc57ac4c", "9b00dbd8"]
    assert [f"{word:08x}" for word in ones] == ["408f276d", "41c83b0e", "a20bc7c6", "6d5451fd"]


def test_streams_of_eager_ops_do_not_pile_up():
    tf2.random.set_seed(1)
    first = tf2.random.normal([2], seed=7).numpy()
    for _ in range(2 * _REMEMBERED):
        tf2.random.normal([1])
    kept = tf2.random.normal.__self__.context.eager._run._random._by_seed
    assert len(kept) <= _REMEMBERED
    tf2.random.set_seed(1)
    assert (tf2.random.normal([2], seed=7).numpy() == first).all()
