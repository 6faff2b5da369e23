"""The last Python name of a variable goes. What happens to the variable?"""

import gc
import weakref

import pytest
from proofs import alive, chain, counted


class TestTF1:
    """Nothing: it is lost, and the graph keeps it alive."""

    def test_a_lost_variable_stays_in_the_default_graph(self, tf):
        """Deleting the only name changes nothing. Source: guide/effective_tf2, "No more globals"."""
        lost = weakref.ref(tf.Variable(3.0, name="lost"))
        gc.collect()

        assert lost() is tf.global_variables()[0]
        assert lost() is tf.trainable_variables()[0]

    def test_a_lost_variable_keeps_what_the_program_put_on_it(self, tf):
        """When it is found again it is the same object. Source: `python/framework/ops.py`, `get_collection`."""
        tf.Variable(1.0, name="v").note = "mine"

        assert tf.global_variables()[0].note == "mine"

    @pytest.mark.library
    def test_a_lost_variable_is_trained_without_anyone_asking(self, tf):
        """`minimize` takes the whole collection. Source: `python/training/optimizer.py`, `compute_gradients`."""
        loss = tf.square(tf.Variable(3.0, name="lost") - 1.0)
        step = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            session.run(step)

            assert session.run("lost:0") == pytest.approx(1.0)

    def test_a_hundred_lost_variables_are_a_hundred_variables(self, tf):
        """A loop grows the graph by four operations a turn. Source: `python/ops/ref_variable.py`."""
        kind = type(tf.Variable(0.0))
        before = counted(kind)
        for _ in range(100):
            tf.Variable(0.0)
        gc.collect()

        assert counted(kind) - before == 100
        assert len(tf.get_default_graph().get_operations()) == 404

    def test_a_lost_variable_has_a_chain_from_its_graph(self, tf):
        """Objgraph names the graph as the one that keeps it. Source: `python/framework/ops.py`, `Graph`."""
        lost = weakref.ref(tf.Variable(3.0))
        gc.collect()

        assert chain(tf.get_default_graph(), lost())

    def test_rebinding_the_name_makes_a_second_variable(self, tf):
        """`v = tf.Variable(...)` twice leaves two in the graph. Source: `python/framework/ops.py`, `unique_name`."""
        v = tf.Variable(1.0, name="v")
        v = tf.Variable(2.0, name="v")

        assert v.name == "v_1:0"
        assert [each.name for each in tf.global_variables()] == ["v:0", "v_1:0"]

    def test_an_exception_while_building_loses_nothing(self, tf):
        """What was made stays, and a second try finds the name taken. Source: `python/ops/variable_scope.py`."""

        def build():
            tf.get_variable("w", initializer=[1.0, 2.0])
            raise RuntimeError("half way")

        with pytest.raises(RuntimeError, match="half way"):
            build()

        with pytest.raises(ValueError, match="Variable w already exists"):
            tf.get_variable("w", initializer=[1.0, 2.0])


class TestTF2:
    """It is freed at that statement, the cycle collector off."""

    def test_a_lost_variable_is_freed_at_that_statement(self, tf):
        """At once, with the collector off. Source: guide/variable, "Lifecycles, naming, and watching"."""
        v = tf.Variable(1.0)
        watch = weakref.ref(v)

        del v

        assert watch() is None

    def test_a_hundred_lost_variables_are_none(self, tf):
        """A loop leaves as many as it found; objgraph counts. Source: `rfcs/20180817-variables-20.md`."""
        kind = type(tf.Variable(0.0))
        before = counted(kind)
        for _ in range(100):
            tf.Variable(0.0)

        assert counted(kind) == before

    @pytest.mark.inside("the storage behind the object")
    def test_a_lost_variable_takes_its_value_with_it(self, tf):
        """Storage and array go when nothing captured them. Source: `rfcs/20180817-variables-20.md`."""
        v = tf.Variable([1.0, 2.0])
        watch = weakref.ref(v._handle)

        del v

        assert watch() is None

    def test_a_second_name_keeps_the_variable(self, tf):
        """Two names are two references to one variable. Source: guide/variable."""
        v = tf.Variable(1.0)
        other = v
        watch = weakref.ref(v)

        del v

        assert watch() is other

    def test_rebinding_the_name_frees_the_first_variable(self, tf):
        """Of a hundred turns of a loop one variable is left. Source: guide/variable."""
        watches = []
        for i in range(100):
            v = tf.Variable(float(i))
            watches.append(weakref.ref(v))

        assert alive(watches) == 1
        assert watches[-1]() is v

    def test_a_finalizer_runs_before_the_next_statement(self, tf):
        """Nothing postpones a death. Source: guide/variable, "Lifecycles, naming, and watching"."""
        events = []
        v = tf.Variable(1.0)
        weakref.finalize(v, events.append, "freed")

        del v
        events.append("next")

        assert events == ["freed", "next"]

    def test_a_variable_in_a_cycle_waits_for_the_collector(self, tf):
        """The cycle is the program's own; the library adds none. Source: Python's `gc`."""
        holder = {"v": tf.Variable(1.0)}
        holder["self"] = holder
        watch = weakref.ref(holder["v"])

        del holder

        assert watch() is not None
        gc.collect()
        assert watch() is None

    def test_an_exception_that_somebody_keeps_holds_the_variable(self, tf):
        """Its traceback has the frames, and these the locals, until it is dropped. Source: Python's `traceback`."""

        def build():
            v = tf.Variable(1.0)
            watches.append(weakref.ref(v))
            raise RuntimeError("half way")

        watches = []
        try:
            build()
        except RuntimeError as error:
            kept = error

        assert alive(watches) == 1
        del kept
        assert alive(watches) == 0

    @pytest.mark.surprising
    def test_what_assign_returns_does_not_hold_the_variable(self, tf):
        """It reads on when the object is gone. Source: `python/ops/resource_variable_ops.py`."""
        v = tf.Variable(1.0)
        result = v.assign(2.0)
        watch = weakref.ref(v)

        del v

        assert watch() is None
        assert result.numpy() == 2.0

    @pytest.mark.library
    @pytest.mark.surprising
    def test_a_slice_holds_the_variable_it_was_cut_from(self, tf):
        """The tensor carries an `assign` that writes there. Source: `python/ops/array_ops.py`, `_SliceHelperVar`."""
        v = tf.Variable([1.0, 2.0])
        part = v[:1]
        watch = weakref.ref(v)

        del v

        assert watch() is not None
        del part
        assert watch() is None

    def test_a_reference_holds_the_variable(self, tf):
        """`ref()` is the hashable key that stands for it. Source: `python/util/object_identity.py`, `Reference`."""
        v = tf.Variable(1.0)
        key = v.ref()
        watch = weakref.ref(v)

        del v

        assert watch() is key.deref()

    def test_a_value_that_was_read_outlives_the_variable(self, tf):
        """A tensor is a snapshot; so is an array. Source: guide/variable."""
        v = tf.Variable([1.0, 2.0])
        tensor, array = v.read_value(), v.numpy()
        watch = weakref.ref(v)

        del v

        assert watch() is None
        assert tensor.numpy().tolist() == array.tolist() == [1.0, 2.0]
