"""What does training make, and who keeps it?"""

import gc
import weakref

import pytest
from proofs import alive, chain, counted


class TestTF1:
    """Slots go into the graph, and stay there when the optimizer has gone."""

    @pytest.mark.library
    def test_training_takes_the_whole_collection(self, tf):
        """Lost variables too; fixed ones stay. Source: `python/training/optimizer.py`, `compute_gradients`."""
        tf.Variable(3.0, name="lost")
        fixed = tf.Variable(3.0, name="fixed", trainable=False)
        loss = tf.add_n([tf.square(v.value()) for v in tf.global_variables()])
        step = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            session.run(step)

            assert (session.run("lost:0"), session.run(fixed)) == (0.0, 3.0)

    @pytest.mark.library
    @pytest.mark.surprising
    def test_a_list_of_variables_trains_what_is_not_trainable(self, tf):
        """`var_list` is believed. Source: `python/training/optimizer.py`, `compute_gradients`."""
        fixed = tf.Variable(3.0, trainable=False)
        step = tf.train.GradientDescentOptimizer(0.5).minimize(tf.square(fixed.value()), var_list=[fixed])
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            session.run(step)

            assert session.run(fixed) == 0.0

    @pytest.mark.library
    def test_an_optimizer_dies_and_leaves_its_slots(self, tf):
        """Its step runs by name. Source: `python/training/slot_creator.py`."""
        v = tf.Variable(1.0, name="v")
        optimizer = tf.train.AdamOptimizer(0.1)
        optimizer.minimize(tf.square(v.value()), name="train")
        lost = weakref.ref(optimizer)
        del optimizer

        assert lost() is None
        names = [each.op.name for each in tf.global_variables()]
        assert names == ["v", "beta1_power", "beta2_power", "v/Adam", "v/Adam_1"]
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            session.run("train")
            assert session.run(v) < 1.0

    @pytest.mark.library
    def test_slots_are_reached_from_the_graph(self, tf):
        """Objgraph finds them there when the optimizer has gone. Source: `python/training/slot_creator.py`."""
        v = tf.Variable(1.0, name="v")
        kind = type(v)
        before = counted(kind)
        tf.train.MomentumOptimizer(0.1, 0.9).minimize(tf.square(v.value()))

        assert counted(kind) - before == 1
        assert chain(tf.get_default_graph(), tf.global_variables()[-1])

    @pytest.mark.library
    @pytest.mark.surprising
    def test_minimising_in_a_loop_makes_slots_in_a_loop(self, tf):
        """Four more variables a turn. Source: `python/training/adam.py`, `_create_slots`."""
        v = tf.Variable(1.0, name="v")
        for _ in range(3):
            tf.train.AdamOptimizer(0.1).minimize(tf.square(v.value()))

        assert len(tf.global_variables()) == 1 + 3 * 4

    @pytest.mark.library
    def test_an_initialiser_made_before_misses_the_slots(self, tf):
        """It groups what was there. Source: `python/ops/variables.py`, `global_variables_initializer`."""
        v = tf.Variable(1.0)
        init = tf.global_variables_initializer()
        step = tf.train.MomentumOptimizer(0.1, 0.9).minimize(tf.square(v.value()))
        with tf.Session() as session:
            session.run(init)
            with pytest.raises(tf.errors.FailedPreconditionError, match="Momentum"):
                session.run(step)

    @pytest.mark.library
    def test_the_step_is_counted_by_one_variable_of_the_graph(self, tf):
        """Found through its collection. Source: `python/training/training_util.py`, `create_global_step`."""
        step = tf.train.get_or_create_global_step()

        assert tf.train.get_global_step() is step
        assert (step.op.name, step.dtype.base_dtype.name, step.trainable) == ("global_step", "int64", False)
        with pytest.raises(ValueError, match='"global_step" already exists'):
            tf.train.create_global_step()

    @pytest.mark.library
    def test_nothing_to_train_is_an_error(self, tf):
        """Of the optimizer. Source: `python/training/optimizer.py`, `minimize`."""
        fixed = tf.Variable(1.0, trainable=False)

        with pytest.raises(ValueError, match="No variables to optimize"):
            tf.train.GradientDescentOptimizer(0.1).minimize(tf.square(fixed.value()))


class TestTF2:
    """Slots belong to the optimizer, and go with it."""

    def test_training_takes_what_it_is_given(self, tf):
        """Nothing else is touched. Source: guide/basic_training_loops."""
        v, other = tf.Variable(3.0), tf.Variable(3.0)
        with tf.GradientTape() as tape:
            loss = v * v + other * other
        v.assign_sub(0.5 * tape.gradient(loss, v))

        assert (v.numpy(), other.numpy()) == (0.0, 3.0)

    @pytest.mark.library
    def test_an_optimizer_dies_and_takes_its_slots(self, tf):
        """At that statement; objgraph counts none. Source: guide/core/optimizers_core."""

        class Momentum(tf.Module):
            def __init__(self, variables):
                super().__init__()
                self.slots = [tf.Variable(tf.zeros_like(v)) for v in variables]

        v = tf.Variable(1.0)
        kind = type(v)
        before = counted(kind)
        optimizer = Momentum([v])
        watches = [weakref.ref(slot) for slot in optimizer.slots]
        assert chain(optimizer, watches[0]())

        del optimizer

        assert alive(watches) == 0
        assert counted(kind) == before

    @pytest.mark.library
    def test_an_optimizer_keeps_the_variables_that_it_trains(self, tf):
        """Keras's own refers to them from its first step on. Source: `keras/src/optimizers/base_optimizer.py`."""
        v, optimizer = tf.Variable(1.0), tf.keras.optimizers.SGD(0.1)
        optimizer.apply_gradients([(tf.constant(1.0), v)])
        watch = weakref.ref(v)

        del v

        assert watch() is not None
        del optimizer
        gc.collect()
        assert watch() is None

    @pytest.mark.library
    def test_stepping_in_a_loop_makes_slots_once(self, tf):
        """At the first step. Source: `keras/src/optimizers/base_optimizer.py`, `build`."""
        v, optimizer = tf.Variable(1.0), tf.keras.optimizers.Adam(0.1)
        counts = []
        for _ in range(3):
            optimizer.apply_gradients([(tf.constant(1.0), v)])
            counts.append(len(optimizer.variables))

        assert len(set(counts)) == 1

    @pytest.mark.library
    def test_a_variable_that_it_has_not_met_is_refused(self, tf):
        """It has no slots for it. Source: `keras/src/optimizers/base_optimizer.py`."""
        optimizer = tf.keras.optimizers.Adam(0.1)
        optimizer.apply_gradients([(tf.constant(1.0), tf.Variable(1.0))])

        with pytest.raises(ValueError, match=r"unrecognized variable|Unknown variable"):
            optimizer.apply_gradients([(tf.constant(1.0), tf.Variable(1.0))])

    def test_nothing_that_was_given_no_gradient_is_touched(self, tf):
        """A step is a tape, a gradient and an assignment. Source: guide/basic_training_loops."""
        v, other = tf.Variable(3.0), tf.Variable(5.0)
        with tf.GradientTape() as tape:
            loss = v * v
        gradients = tape.gradient(loss, [v, other])
        for variable, gradient in zip((v, other), gradients, strict=True):
            if gradient is not None:
                variable.assign_sub(0.5 * gradient)

        assert (v.numpy(), other.numpy()) == (0.0, 5.0)
