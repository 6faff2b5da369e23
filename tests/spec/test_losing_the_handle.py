"""The last Python name of a variable goes. What happens to the variable?"""

import gc
import weakref

import pytest

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf


class TestTF1:
    """The graph owns the variable, so nothing happens."""

    @pytest.fixture(autouse=True)
    def an_empty_default_graph(self):
        tf1.reset_default_graph()
        yield
        tf1.reset_default_graph()
        gc.collect()

    def test_a_lost_variable_stays_in_the_default_graph(self):
        """Deleting the only name changes nothing: the object itself is alive, in two collections."""
        lost = weakref.ref(tf1.Variable(3.0, name="lost"))
        gc.collect()

        assert lost() is tf1.global_variables()[0]
        assert lost() is tf1.trainable_variables()[0]

    def test_rebinding_the_name_loses_the_variable_too(self):
        """`v = tf.Variable(...)` twice makes two variables, and both stay."""
        v = tf1.Variable(1.0, name="v")
        v = tf1.Variable(2.0, name="v")

        assert v.name == "v_1:0"
        assert [each.name for each in tf1.global_variables()] == ["v:0", "v_1:0"]

    def test_a_hundred_lost_variables_are_a_hundred_variables(self):
        """A loop that makes a variable and forgets it grows the graph by four operations a turn."""
        for _ in range(100):
            tf1.Variable(0.0)

        assert len(tf1.global_variables()) == 100
        assert len(tf1.get_default_graph().get_operations()) == 400

    def test_attributes_of_a_lost_variable_are_not_lost(self):
        """What a program put on the object is on it when it is found again."""
        tf1.Variable(1.0, name="v").note = "mine"

        assert tf1.global_variables()[0].note == "mine"

    @pytest.mark.library
    def test_a_lost_variable_is_trained_without_anyone_asking(self):
        """`minimize` takes the whole collection of trainable variables, source: `optimizer.compute_gradients`."""
        loss = tf1.square(tf1.Variable(3.0, name="lost") - 1.0)
        step = tf1.train.GradientDescentOptimizer(0.5).minimize(loss)
        with tf1.Session() as session:
            session.run(tf1.global_variables_initializer())
            session.run(step)

            assert session.run("lost:0") == pytest.approx(1.0)

    @pytest.mark.library
    def test_a_lost_optimizer_leaves_its_slots(self):
        """The object dies at once; its variables and its step stay in the graph and run by name."""
        v = tf1.Variable(1.0, name="v")
        optimizer = tf1.train.AdamOptimizer(0.1)
        optimizer.minimize(tf1.square(v), name="train")
        lost = weakref.ref(optimizer)
        del optimizer

        assert lost() is None
        assert [each.op.name for each in tf1.global_variables()][1:] == [
            "beta1_power",
            "beta2_power",
            "v/Adam",
            "v/Adam_1",
        ]
        with tf1.Session() as session:
            session.run(tf1.global_variables_initializer())
            session.run("train")
            assert session.run(v) < 1.0

    def test_an_exception_while_building_loses_nothing(self):
        """What was made before the failure stays, and a second try finds the name taken."""

        def build():
            tf1.get_variable("w", initializer=[1.0, 2.0])
            raise RuntimeError("half way")

        with pytest.raises(RuntimeError, match="half way"):
            build()

        with pytest.raises(ValueError, match="Variable w already exists"):
            tf1.get_variable("w", initializer=[1.0, 2.0])


class TestTF2:
    def test_a_lost_variable_is_freed_at_that_statement(self):
        """At once, with the collector off. Source: TF2_FACTS, section 1."""
        v = tf.Variable(1.0)
        watch = weakref.ref(v)

        del v

        assert watch() is None

    def test_a_lost_variable_takes_its_value_with_it(self):
        """Storage and array go with the object when nothing captured them."""
        v = tf.Variable([1.0, 2.0])
        watch = weakref.ref(v._handle)

        del v

        assert watch() is None

    def test_a_second_name_keeps_the_variable(self):
        """Two names are two references to one variable."""
        v = tf.Variable(1.0)
        other = v
        watch = weakref.ref(v)

        del v

        assert watch() is other

    def test_a_finalizer_runs_before_the_next_statement(self):
        """Nothing postpones a death."""
        events = []
        v = tf.Variable(1.0)
        weakref.finalize(v, events.append, "freed")

        del v
        events.append("next")

        assert events == ["freed", "next"]

    def test_a_variable_in_a_cycle_waits_for_the_collector(self):
        """The cycle is the program's own; the library adds none."""
        holder = {"v": tf.Variable(1.0)}
        holder["self"] = holder
        watch = weakref.ref(holder["v"])

        del holder

        assert watch() is not None
        gc.collect()
        assert watch() is None

    def test_what_assign_returns_does_not_hold_the_variable(self):
        """It is a view of the storage: it reads on when the object is gone."""
        v = tf.Variable(1.0)
        result = v.assign(2.0)
        watch = weakref.ref(v)

        del v

        assert watch() is None
        assert result.numpy() == 2.0

    @pytest.mark.library
    def test_a_slice_holds_the_variable_it_was_cut_from(self):
        """Surprising: the tensor carries an `assign` that writes there."""
        v = tf.Variable([1.0, 2.0])
        part = v[:1]
        watch = weakref.ref(v)

        del v

        assert watch() is not None
        del part
        assert watch() is None

    def test_a_reference_holds_the_variable(self):
        """`ref()` is the hashable key that stands for it."""
        v = tf.Variable(1.0)
        key = v.ref()
        watch = weakref.ref(v)

        del v

        assert watch() is key.deref()

    def test_a_value_that_was_read_outlives_the_variable(self):
        """A tensor is a snapshot; so is an array."""
        v = tf.Variable([1.0, 2.0])
        tensor, array = v.read_value(), v.numpy()
        watch = weakref.ref(v)

        del v

        assert watch() is None
        assert tensor.numpy().tolist() == array.tolist() == [1.0, 2.0]
