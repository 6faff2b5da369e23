"""How is a variable found again?"""

import gc
import weakref

import pytest
from proofs import chain, chain_from_modules


class TestTF1:
    """By the unique name that it was created with."""

    def test_a_name_finds_a_lost_variable_in_a_session(self, tf):
        """`:0` is the tensor; without it the name is the operation. Source: guide "Graphs and Sessions"."""
        tf.Variable(3.0, name="lost")
        with tf.Session() as session:
            session.run("lost/Assign")

            assert session.run("lost:0") == 3.0
            assert session.run("lost") is None

    def test_a_name_is_a_key_of_the_graph(self, tf):
        """Objgraph finds the way from the graph to the tensor. Source: `python/framework/ops.py`, `Graph`."""
        v = tf.Variable(1.0, name="v")
        graph, tensor = tf.get_default_graph(), v.op.outputs[0]

        assert graph.get_tensor_by_name("v:0") is tensor
        assert chain(graph, tensor)

    def test_a_name_finds_the_tensor_and_not_the_variable(self, tf):
        """A `tf.Variable` is only a handle. Source: `python/framework/ops.py`, `get_tensor_by_name`."""
        lost = weakref.ref(tf.Variable(1.0, name="v"))

        found = tf.get_default_graph().get_tensor_by_name("v:0")

        assert found is lost().op.outputs[0]
        assert not isinstance(found, tf.Variable)

    def test_a_name_is_made_unique(self, tf):
        """The second gets `_1`, whatever letters are capitals. Source: `python/framework/ops.py`, `unique_name`."""
        tf.Variable(1.0, name="w")

        assert tf.Variable(2.0, name="W").name == "W_1:0"
        with pytest.raises(KeyError):
            tf.get_default_graph().get_tensor_by_name("W:0")

    def test_get_variable_gives_back_the_lost_object_itself(self, tf):
        """Under reuse, without shape or dtype. Source: `python/ops/variable_scope.py`, `_VariableStore`."""
        first = id(tf.get_variable("w", initializer=[1.0, 2.0]))
        with tf.variable_scope(tf.get_variable_scope(), reuse=True):
            again = tf.get_variable("w")

        assert id(again) == first

    @pytest.mark.surprising
    def test_get_variable_never_finds_what_the_class_made(self, tf):
        """The new one gets another name beside it. Source: `python/ops/variable_scope.py`."""
        tf.Variable(1.0, name="w")

        assert tf.get_variable("w", initializer=1.0).name == "w_1:0"

    def test_an_absent_name_is_an_error(self, tf):
        """Of the graph's own words. Source: `python/framework/ops.py`, `as_graph_element`."""
        tf.Variable(1.0, name="weights")

        with pytest.raises(KeyError, match="refers to a Tensor which does not exist"):
            tf.get_default_graph().get_tensor_by_name("weigths:0")

    @pytest.mark.library
    @pytest.mark.inside("the notes are ours")
    def test_an_absent_name_is_noted_with_the_near_ones(self, tf):
        """TensorFlow's words come first. Source: PEP 678."""
        tf.Variable(1.0, name="weights")

        with pytest.raises(KeyError) as caught:
            tf.get_default_graph().get_tensor_by_name("weigths:0")

        assert "'weights'" in caught.value.__notes__[0]

    def test_a_lost_placeholder_is_fed_by_its_name(self, tf):
        """Keys of a feed dictionary may be names as well. Source: `python/client/session.py`, `run`."""
        tf.add(tf.placeholder(tf.float32, [], name="x"), 1.0, name="y")
        with tf.Session() as session:
            assert session.run("y:0", {"x:0": 2.0}) == 3.0

    def test_clearing_every_collection_leaves_the_name(self, tf):
        """Value and initialiser still run by name. Source: `python/framework/ops.py`, `clear_collection`."""
        tf.Variable(5.0, name="v")
        graph = tf.get_default_graph()
        for key in graph.get_all_collection_keys():
            graph.clear_collection(key)
        gc.collect()

        assert tf.global_variables() == []
        with tf.Session() as session:
            session.run("v/Assign")
            assert session.run("v:0") == 5.0

    def test_a_name_of_an_operation_is_no_name_of_a_tensor(self, tf):
        """`w` is one, `w:0` the other, `w:1` is neither. Source: `python/framework/ops.py`, `as_graph_element`."""
        tf.Variable(1.0, name="w")
        graph = tf.get_default_graph()

        assert graph.get_operation_by_name("w").outputs == [graph.get_tensor_by_name("w:0")]
        with pytest.raises(ValueError, match="Tensor names must be of the form"):
            graph.get_tensor_by_name("w")
        with pytest.raises(ValueError, match="appears to refer to a Tensor, not a Operation"):
            graph.get_operation_by_name("w:0")
        with pytest.raises(KeyError, match="only has 1 outputs"):
            graph.get_tensor_by_name("w:1")

    def test_an_absent_name_is_another_error_when_it_is_fetched_or_fed(self, tf):
        """ValueError and TypeError. Source: `python/client/session.py`, `_FetchMapper`."""
        y = tf.constant(1.0)
        with tf.Session() as session:
            with pytest.raises(ValueError, match="cannot be interpreted as a Tensor"):
                session.run("absent:0")
            with pytest.raises(TypeError, match="Cannot interpret feed_dict key as Tensor"):
                session.run(y, {"absent:0": 1.0})

    def test_a_lost_variable_is_found_by_walking_the_graph(self, tf):
        """From any result back, or forward again. Source: `python/framework/ops.py`, `Operation`."""
        y = tf.negative(tf.Variable(1.0, name="lost"), name="y")

        read = y.op.inputs[0].op
        assert [op.name for op in (read, read.inputs[0].op)] == ["lost/read", "lost"]
        assert y.op in read.outputs[0].consumers()

    @pytest.mark.surprising
    def test_a_name_scope_opened_again_is_another_one(self, tf):
        """A slash at its end re-enters, None is the root. Source: `python/framework/ops.py`, `name_scope`."""
        names = []
        for scope in ("s", "s", "s/"):
            with tf.name_scope(scope) as entered:
                names.append(entered)
        with tf.name_scope("s"), tf.name_scope(None):
            root = tf.constant(1.0, name="at_the_root").op.name

        assert names == ["s/", "s_1/", "s/"]
        assert root == "at_the_root"

    def test_a_name_that_was_given_out_stays_taken(self, tf):
        """Unless it was only asked for. Source: `python/framework/ops.py`, `unique_name`."""
        graph = tf.get_default_graph()

        assert graph.unique_name("w", mark_as_used=False) == "w"
        assert [graph.unique_name("w") for _ in range(2)] == ["w", "w_1"]


class TestTF2:
    """Not at all: the name is a label, and a key to nothing."""

    def test_a_name_is_a_key_to_nothing(self, tf):
        """Objgraph finds no way from any module to the variable. Source: `rfcs/20180817-variables-20.md`."""
        v = tf.Variable(1.0, name="w")

        assert v.name == "w:0"
        assert chain_from_modules(v) == []

    def test_a_name_is_not_made_unique(self, tf):
        """Two variables of one name are two variables. Source: `rfcs/20180817-variables-20.md`."""
        first, second = tf.Variable(1.0, name="w"), tf.Variable(2.0, name="w")

        first.assign(5.0)

        assert first.name == second.name == "w:0"
        assert second.numpy() == 2.0

    def test_a_name_finds_nothing_of_a_lost_variable(self, tf):
        """Remade under the same name it inherits nothing. Source: guide/variable."""
        v = tf.Variable(1.0, name="w")
        v.assign(9.0)
        watch = weakref.ref(v)
        del v

        assert watch() is None
        assert tf.Variable(1.0, name="w").numpy() == 1.0

    def test_a_creator_scope_can_build_the_registry_that_is_missing(self, tf):
        """Of weak references: it forgets what is lost. Source: `python/ops/variable_scope.py`."""
        registry = weakref.WeakValueDictionary()

        def creator(next_creator, **kwargs):
            made = next_creator(**kwargs)
            registry[made.name] = made
            return made

        with tf.variable_creator_scope(creator):
            v = tf.Variable(1.0, name="w")

        assert registry["w:0"] is v
        del v
        assert not registry

    @pytest.mark.library
    def test_get_variable_finds_nothing_under_eager_execution(self, tf):
        """Reuse makes a new variable each time. Source: guide/migrate/model_mapping."""
        v1 = tf.compat.v1
        with v1.variable_scope("s", reuse=v1.AUTO_REUSE):
            first, second = (v1.get_variable("w", initializer=1.0) for _ in range(2))

        assert first is not second
