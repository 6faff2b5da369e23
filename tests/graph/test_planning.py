"""A plan does once what need not be done each time: prune, fold, share, rename, fuse, free."""

import gc
import weakref

import numpy as np

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2
from lifetimes.graph.fusing import chains


def plan_of(function, *arguments):
    return tf2.function(function).get_concrete_function(*arguments).plan()


def kinds(plan):
    return [link[0].type for step in plan.steps for link in getattr(step.kernel, "links", [(step.operation,)])]


ONE = tf2.TensorSpec([], tf2.float32)
MANY = tf2.TensorSpec([None], tf2.float32)


def test_what_nobody_needs_is_pruned():
    def f(x):
        tf2.exp(x)
        return tf2.sin(x)

    assert kinds(plan_of(f, ONE)) == ["Sin"]


def test_what_depends_on_constants_alone_is_folded():
    plan = plan_of(lambda x: x + tf2.square(tf2.constant(3.0)) * 2.0, ONE)

    assert kinds(plan) == ["AddV2"]
    assert plan.saved["folded"] == 2


def test_a_constant_expression_that_fails_is_left_to_fail_when_it_runs():
    f = tf2.function(lambda: tf2.gather(tf2.constant([1, 2]), tf2.constant(7)))

    try:
        f()
    except tf2.errors.InvalidArgumentError as error:
        assert "GatherV2" in str(error)
    else:
        raise AssertionError("the failing operation was folded away")


def test_the_same_computation_is_done_once():
    plan = plan_of(lambda x: tf2.sin(x) * tf2.sin(x), ONE)

    assert kinds(plan) == ["Sin", "Mul"]
    assert plan.saved["shared"] == 1


def test_equal_literals_are_one_constant_and_what_is_made_of_them_is_done_once():
    plan = plan_of(lambda x: tf2.exp(x * 2.0) + tf2.exp(x * 2.0), ONE)

    assert kinds(plan) == ["Mul", "Exp", "AddV2"]


def test_constants_that_differ_in_dtype_shape_or_sign_of_zero_are_not_one():
    plan = plan_of(lambda x: [x / 0.0, x / -0.0, x * tf2.constant([0.0])], ONE)

    assert kinds(plan) == ["RealDiv", "RealDiv", "Mul"]


def test_random_numbers_are_never_shared():
    plan = plan_of(lambda x: tf2.random.uniform([2]) - tf2.random.uniform([2]) + x, ONE)

    assert kinds(plan).count("RandomUniform") == 2


def test_assignments_stay_in_the_order_in_which_they_were_written():
    v = tf2.Variable(1.0)

    @tf2.function
    def f():
        v.assign_add(1.0)
        v.assign(v * 10.0)
        return v.read_value()

    assert f().numpy() == 20.0


def test_every_intermediate_is_freed_after_its_last_use():
    plan = plan_of(lambda x: tf2.reduce_sum(tf2.matmul(tf2.matmul(x, x), x)), tf2.TensorSpec([2, 2], tf2.float32))

    deaths = {life.name: life.death for life in plan.lives()}

    assert list(deaths.values()).count(None) == 1
    assert all(death is None or death <= len(plan.steps) for death in deaths.values())


def test_a_plan_can_be_read_and_drawn():
    plan = plan_of(lambda x: tf2.nn.relu(x) * 2.0, ONE)

    assert "step" in str(plan).splitlines()[0]
    assert plan.to_svg().startswith("<svg") and plan.to_svg() == plan.to_svg()


class TestAFusedChain:
    def chain(self, x):
        for _ in range(6):
            x = tf2.tanh(x * 1.5 - 0.25)
        return x

    def test_is_one_step(self):
        plan = plan_of(self.chain, MANY)

        assert len(plan.steps) == 1

    def test_gives_the_numbers_of_its_ops_one_by_one(self):
        values = np.linspace(-3, 3, 5 * chains.BLOCK + 7, dtype=np.float32)

        together = tf2.function(self.chain)(tf2.constant(values)).numpy()

        assert np.array_equal(together, self.chain(tf2.constant(values)).numpy())

    def test_keeps_what_somebody_else_still_needs(self):
        def f(x):
            half = x * 0.5
            return half + 1.0, half

        more, half = tf2.function(f)(tf2.constant(np.ones(4 * chains.BLOCK, np.float32)))

        assert more.numpy()[0] == 1.5 and half.numpy()[-1] == 0.5

    def test_broadcasts_like_its_ops(self):
        f = tf2.function(lambda x, y: (x + y) * 2.0)
        x = np.ones((2 * chains.BLOCK, 3), np.float32)

        assert f(tf2.constant(x), tf2.constant([1.0, 2.0, 3.0])).numpy()[-1].tolist() == [4.0, 6.0, 8.0]

    def test_names_the_op_that_failed(self):
        f = tf2.function(lambda x, y: tf2.exp((x + 1.0) * y))

        try:
            f.get_concrete_function(MANY, MANY)(tf2.constant([1.0, 2.0]), tf2.constant([1.0, 2.0, 3.0]))
        except tf2.errors.InvalidArgumentError as error:
            assert error.op.type == "Mul" and error.op.site.file == __file__
        else:
            raise AssertionError("shapes that do not fit were accepted")


def test_a_session_keeps_its_plans_no_longer_than_itself():
    """Compiled plans live in their session: dropping it frees what they hold."""
    gc.collect()
    with tf1.Graph().as_default():
        y = tf1.constant(np.zeros(100_000, np.float32)) + 1.0
        session = tf1.Session()
        session.run(y)
    watch = weakref.ref(session)

    del session

    assert watch() is None
