"""The instrument on the two worlds: it knows neither, and tells by their labels who owns what."""

from __future__ import annotations

import weakref

import pytest

from lifetimes.observe import assert_freed, assert_lost, assert_owned_by, snapshot, watch, why_alive


@pytest.fixture(scope="module", autouse=True)
def both_worlds():
    """Imported only here, so that the tests before these look at a small heap."""
    global tf1, tf2
    import lifetimes.tf1 as tf1
    import lifetimes.tf2 as tf2


def edges(why):
    return [step.edge for step in why.paths[0].steps]


class TestTF1:
    @pytest.fixture(autouse=True)
    def new_graph(self):
        with tf1.Graph().as_default() as graph:
            yield graph

    def lose(self, name="w"):
        return weakref.ref(tf1.Variable([1.0, 2.0], name=name))

    def test_a_variable_without_its_handle_is_lost_in_the_graph(self, new_graph):
        lost = self.lose()

        assert_lost(lost)
        assert_owned_by(lost, new_graph)

    def test_its_collections_are_named(self):
        lost = self.lose()

        why = why_alive(lost)

        assert why.subject == "variable 'w:0' (8 bytes)"
        assert why.owner.startswith("graph")
        assert {path.steps[0].edge for path in why.paths} >= {
            ".collections['variables']",
            ".collections['trainable_variables']",
        }
        assert {path.steps[-1].edge for path in why.paths} == {"[0]"}

    def test_every_reference_is_explained(self):
        lost = self.lose()

        why = why_alive(lost)

        assert (why.explained, why.held_from_c) == (why.counted, 0)

    def test_a_value_is_owned_by_its_session(self):
        self.lose()
        session = tf1.Session()
        session.run(tf1.global_variables_initializer())

        taken = [entry for entry in snapshot().lost("storage") if entry.owner.startswith("session")]

        assert [entry.name for entry in taken] == ["w"]
        session.close()

    def test_a_saver_names_the_variables_it_saves(self):
        variable = tf1.Variable([1.0], name="kept")
        saver = tf1.train.Saver([variable])
        reference = weakref.ref(variable)
        del variable

        why = why_alive(reference)

        assert why.state == "named"
        assert edges(why)[0] == "local saver"
        assert saver is not None

    def test_the_lost_are_listed_by_name(self, new_graph):
        self.lose("one")
        self.lose("two")

        names = [entry.name for entry in snapshot().lost("variable") if entry.text.endswith("(8 bytes)")]

        assert {"one:0", "two:0"} <= set(names)


class TestTF2:
    def test_a_module_that_called_no_base_class_goes_by_its_own(self):
        """It has no name, as in TensorFlow; two of them are told apart all the same."""

        class Dense(tf2.Module):
            def __init__(self):
                self.w = tf2.Variable(1.0)

        kept = Dense()

        assert not hasattr(kept, "name")
        assert why_alive(weakref.ref(kept)).subject == "module 'Dense'"

    def test_a_variable_without_its_name_is_freed(self):
        reference = weakref.ref(tf2.Variable([1.0, 2.0]))

        assert_freed(reference)

    def test_a_tape_names_the_variable_it_watched(self):
        variable = tf2.Variable([1.0, 2.0])
        with tf2.GradientTape() as tape:
            total = variable * 2.0
        reference = weakref.ref(variable)
        del variable, total

        why = why_alive(reference)

        assert why.state == "named"
        assert edges(why)[0] == "local tape"
        assert tape is not None

    def test_a_function_holds_a_variable_through_its_closure(self):
        def make():
            variable = tf2.Variable(1.0)

            @tf2.function
            def scale(x):
                return x * variable

            return scale, weakref.ref(variable)

        scale, reference = make()

        why = why_alive(reference)

        assert edges(why)[0] == "local scale"
        assert edges(why)[-1] == "closure variable variable"
        assert scale is not None

    def test_a_module_names_its_attribute(self):
        module = tf2.Module()
        module.kernel = tf2.Variable(1.0)

        why = why_alive(weakref.ref(module.kernel))

        assert edges(why) == ["local module", ".kernel"]

    def test_a_list_of_a_module_is_one_step_of_the_way(self):
        module = tf2.Module()
        module.layers = [tf2.Variable(1.0)]

        why = why_alive(weakref.ref(module.layers[0]))

        assert edges(why)[:2] == ["local module", ".layers"]
        assert eval(why.expression, {"module": module}) is module.layers[0]

    def test_a_checkpoint_names_what_it_was_given(self):
        checkpoint = tf2.train.Checkpoint(step=tf2.Variable(1))

        why = why_alive(weakref.ref(checkpoint.step))

        assert edges(why) == ["local checkpoint", ".step"]

    def test_what_an_assignment_returns_is_a_view_and_not_watched(self):
        """A step of training makes one for each variable: that is no news."""
        with watch() as timeline:
            variable = tf2.Variable(1.0)
            kept = variable.assign(2.0)
            timeline.mark("assigned")

        assert [life.name for life in timeline.lives] == ["variable 'Variable:0'"]
        assert why_alive(kept).subject.startswith("view 'UnreadVariable'")
