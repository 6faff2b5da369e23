"""A variable was made under a name. Can it be found by that name?"""

import gc
import weakref

import pytest

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf


class TestTF1:
    """By the name that it was created with: the graph keeps it, and so does the store of `get_variable`."""

    @pytest.fixture(autouse=True)
    def an_empty_default_graph(self):
        tf1.reset_default_graph()
        yield
        tf1.reset_default_graph()

    def test_a_session_fetches_a_lost_variable_by_its_name(self):
        """The name of the tensor ends in `:0`; that of the operation does not, and running it gives None."""
        tf1.Variable(3.0, name="lost")
        with tf1.Session() as session:
            session.run("lost/Assign")

            assert session.run("lost:0") == 3.0
            assert session.run("lost") is None

    def test_the_graph_gives_back_the_tensor_and_not_the_variable(self):
        """`get_tensor_by_name` finds what the graph is made of; a `tf.Variable` is only a handle on that."""
        v = tf1.Variable(1.0, name="v")

        found = tf1.get_default_graph().get_tensor_by_name("v:0")

        assert found is v.op.outputs[0]
        assert not isinstance(found, tf1.Variable)

    def test_get_variable_gives_back_the_lost_object_itself(self):
        """Under reuse the store finds it without shape or dtype."""
        first = id(tf1.get_variable("w", initializer=[1.0, 2.0]))
        with tf1.variable_scope(tf1.get_variable_scope(), reuse=True):
            again = tf1.get_variable("w")

        assert id(again) == first

    def test_get_variable_never_finds_what_the_class_made(self):
        """`tf.Variable` is not in the store, so the new one gets another name beside it."""
        tf1.Variable(1.0, name="w")

        assert tf1.get_variable("w", initializer=1.0).name == "w_1:0"

    def test_an_absent_name_is_an_error_that_notes_the_near_ones(self):
        """TensorFlow's words first; what comes close is a note to the error."""
        tf1.Variable(1.0, name="weights")

        with pytest.raises(KeyError, match="refers to a Tensor which does not exist") as caught:
            tf1.get_default_graph().get_tensor_by_name("weigths:0")

        assert "'weights'" in caught.value.__notes__[0]

    def test_a_lost_placeholder_is_fed_by_its_name(self):
        """Keys of a feed dictionary may be names as well."""
        tf1.add(tf1.placeholder(tf1.float32, [], name="x"), 1.0, name="y")
        with tf1.Session() as session:
            assert session.run("y:0", {"x:0": 2.0}) == 3.0

    def test_names_differ_by_more_than_case(self):
        """`W` after `w` becomes `W_1`, and each is found only under its own spelling."""
        tf1.Variable(1.0, name="w")

        assert tf1.Variable(2.0, name="W").name == "W_1:0"
        with pytest.raises(KeyError):
            tf1.get_default_graph().get_tensor_by_name("W:0")

    def test_clearing_every_collection_hides_a_variable_but_keeps_its_name(self):
        """The operations are the graph's own: value, name and initialiser still run."""
        tf1.Variable(5.0, name="v")
        graph = tf1.get_default_graph()
        for key in graph.get_all_collection_keys():
            graph.clear_collection(key)
        gc.collect()

        assert tf1.global_variables() == []
        with tf1.Session() as session:
            session.run("v/Assign")
            assert session.run("v:0") == 5.0


class TestTF2:
    def test_nothing_but_the_programs_names_refers_to_a_variable(self):
        """The collector sees every reference from an object; a local name is none."""
        v = tf.Variable(1.0, name="w")

        assert gc.get_referrers(v) == []
        assert v.name == "w:0"

    def test_two_variables_of_one_name_are_two_variables(self):
        """Names are made unique by nobody. Source: `rfcs/20180817-variables-20.md`."""
        first, second = tf.Variable(1.0, name="w"), tf.Variable(2.0, name="w")

        first.assign(5.0)

        assert first.name == second.name == "w:0"
        assert second.numpy() == 2.0

    def test_a_remade_variable_inherits_nothing(self):
        """The name of a lost variable is just a name."""
        v = tf.Variable(1.0, name="w")
        v.assign(9.0)
        del v

        assert tf.Variable(1.0, name="w").numpy() == 1.0

    def test_a_creator_scope_can_build_the_registry_that_is_missing(self):
        """Weak references keep nothing alive: the registry forgets what is lost."""
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
