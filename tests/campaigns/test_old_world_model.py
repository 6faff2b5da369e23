"""The old world against a small model of it: random programs make, lose, find, share, save, nest and reset.

The model knows three things: a graph owns its variables, by unique name; a session owns values, under these names;
a name of the program refers to one of them and owns nothing.
"""

import gc
import tempfile
import weakref
from pathlib import Path

import hypothesis.strategies as some
import pytest
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

import lifetimes.tf1 as tf

NAMES, SCOPES, NUMBERS = some.sampled_from("abA"), some.sampled_from(["", "s", "t"]), some.integers(0, 99)
REUSE = some.sampled_from([False, True, tf.AUTO_REUSE])


class ModelGraph:
    """What one graph owns: variables by unique name, in the order of making, and what `get_variable` finds."""

    def __init__(self, graph):
        self.graph = weakref.ref(graph)
        self.variables, self.store, self.taken = {}, {}, set()

    def unique(self, name):
        found, i = name, 0
        while found.lower() in self.taken:
            i += 1
            found = f"{name}_{i}"
        self.taken.add(found.lower())
        return found

    def owns(self, variable, name, value):
        assert variable.op.name == name
        self.variables[name] = (weakref.ref(variable), float(value))


class OldWorld(RuleBasedStateMachine):
    """Names of the program are `handles`; everything else belongs to a graph or to a session."""

    @initialize()
    def start(self):
        gc.collect()
        gc.freeze()  # what was there before is none of this program's business
        tf.reset_default_graph()
        self.folder = tempfile.TemporaryDirectory()
        self.contexts, self.sessions, self.handles, self.files = [], [], [], []
        self.bottom = ModelGraph(tf.get_default_graph())
        self.every = [self.bottom]

    def teardown(self):
        while self.contexts:
            self.leave()
        self.folder.cleanup()
        self.sessions.clear()
        self.handles.clear()
        tf.reset_default_graph()
        gc.collect()
        assert [graph for graph in self.every if graph.graph() is not None] == []

    @property
    def here(self):
        return self.contexts[-1][1] if self.contexts else self.bottom

    @rule(name=NAMES, value=NUMBERS, keep=some.booleans())
    def make(self, name, value, keep):
        variable = tf.Variable(float(value), name=name)
        self.here.owns(variable, self.here.unique(name), value)
        if keep:
            self.handles.append((variable, self.here))

    @rule(scope=SCOPES, name=NAMES, value=NUMBERS, reuse=REUSE)
    def share(self, scope, name, value, reuse):
        here, key = self.here, f"{scope}/{name}".lstrip("/")
        try:
            with tf.variable_scope(scope or tf.get_variable_scope(), reuse=reuse):
                variable = tf.get_variable(name, initializer=float(value))
        except ValueError as error:
            words = "does not exist" if key not in here.store else "already exists"
            assert words in str(error)
            assert reuse is (words == "does not exist")
            return
        assert reuse is not (key not in here.store)
        if key not in here.store:
            here.store[key] = here.unique(key)
            here.owns(variable, here.store[key], value)
        assert here.variables[here.store[key]][0]() is variable

    @precondition(lambda self: self.handles)
    @rule(which=NUMBERS)
    def lose(self, which):
        del self.handles[which % len(self.handles)]

    @rule(name=some.sampled_from(["a", "b", "A", "a_1", "b_1", "s/a", "t/b"]))
    def find(self, name):
        if name in self.here.variables:
            assert tf.get_default_graph().get_tensor_by_name(f"{name}:0").op.name == name
        else:
            with pytest.raises(KeyError):
                tf.get_default_graph().get_tensor_by_name(f"{name}:0")

    @rule()
    def open(self):
        self.sessions.append((tf.Session(), self.here, {}))

    @precondition(lambda self: self.sessions)
    @rule(which=NUMBERS)
    def close(self, which):
        session, _, _ = self.sessions.pop(which % len(self.sessions))
        session.close()

    @precondition(lambda self: any(graph.variables for _, graph, _ in self.sessions))
    @rule(which=NUMBERS, variable=NUMBERS, value=some.none() | NUMBERS)
    def run(self, which, variable, value):
        """Initialise, or load a value; read before and after."""
        session, graph, values = self.sessions[which % len(self.sessions)]
        for name in list(graph.variables)[variable : variable + 1]:
            watch, initial = graph.variables[name]
            if name not in values:
                with pytest.raises(tf.errors.FailedPreconditionError, match=name):
                    session.run(f"{name}:0")
            if value is None:
                session.run(f"{name}/Assign")
            else:
                watch().load(float(value), session)
            values[name] = initial if value is None else float(value)
        for name, expected in values.items():
            assert session.run(f"{name}:0") == expected

    @precondition(lambda self: self.sessions)
    @rule(which=NUMBERS)
    def save(self, which):
        session, graph, values = self.sessions[which % len(self.sessions)]
        if not graph.variables:
            return
        path = str(Path(self.folder.name) / f"m{len(self.files)}")
        with graph.graph().as_default():
            saver = tf.train.Saver()
        if set(values) == set(graph.variables):
            saver.save(session, path)
            self.files.append((path, dict(values)))
        else:
            with pytest.raises(tf.errors.FailedPreconditionError):
                saver.save(session, path)

    @precondition(lambda self: self.sessions and self.files)
    @rule(which=NUMBERS, file=NUMBERS)
    def restore(self, which, file):
        session, graph, values = self.sessions[which % len(self.sessions)]
        path, saved = self.files[file % len(self.files)]
        if not graph.variables:
            return
        with graph.graph().as_default():
            saver = tf.train.Saver()
        if set(graph.variables) <= set(saved):
            saver.restore(session, path)
            values.update({name: saved[name] for name in graph.variables})
        else:
            with pytest.raises(tf.errors.NotFoundError):
                saver.restore(session, path)

    @rule()
    def enter(self):
        graph = tf.Graph()
        self.every.append(ModelGraph(graph))
        context = graph.as_default()
        context.__enter__()
        self.contexts.append((context, self.every[-1]))

    @precondition(lambda self: self.contexts)
    @rule()
    def leave(self):
        self.contexts.pop()[0].__exit__(None, None, None)

    @rule()
    def reset(self):
        if self.contexts:
            with pytest.raises(AssertionError):
                tf.reset_default_graph()
        else:
            tf.reset_default_graph()
            self.bottom = ModelGraph(tf.get_default_graph())
            self.every.append(self.bottom)

    @rule()
    def collect(self):
        """A graph lives while it is a default, a session runs it, or a handle leads to it; so does what it owns."""
        gc.collect()
        owned = {self.bottom, *(m for _, m in self.contexts), *(m for _, m, _ in self.sessions)}
        owned |= {graph for _, graph in self.handles}
        for graph in self.every:
            assert (graph.graph() is not None) is (graph in owned)
            for watch, _ in graph.variables.values():
                assert (watch() is not None) is (graph in owned)

    @invariant()
    def the_default_graph_lists_what_it_owns(self):
        if hasattr(self, "every"):
            assert [v.op.name for v in tf.global_variables()] == list(self.here.variables)


@pytest.mark.campaign
def test_random_programs_of_the_old_world_do_what_the_model_says(programs):
    run_state_machine_as_test(OldWorld, settings=programs)
