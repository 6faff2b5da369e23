"""`tf.compat.v1`: the functions of the old world, in the new one. The one door through which tf2 sees tf1.

A function of the old world takes its world as an argument. Here it is handed the `Bridge`: the new world, with
what the old functions ask beyond it: a default graph, default sessions, and what class a variable has.

Inside `tf.Graph().as_default()` that is all it takes: nodes, collections, sessions, savers. Under eager
execution a variable is an eager one, and `get_variable` shares nothing, whatever `reuse` says.
Source: `guide/migrate`; `tensorflow/python/ops/variable_scope.py`, `_VariableStore` under eager execution.
"""

import inspect
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import MethodType
from typing import Any, Final

import numpy as np

from lifetimes.graph.graph import Graph
from lifetimes.ops.layout.tensor_shape import TensorShape
from lifetimes.ops.registry import PUBLIC, VALUES
from lifetimes.ops.text.compatibility import HELPERS
from lifetimes.tf1 import graph_building, variable_store
from lifetimes.tf1.default_graph import SessionStack
from lifetimes.tf1.graph_collections import GraphKeys
from lifetimes.tf1.library.definitions import under_scope
from lifetimes.tf1.library.resource_variable import ResourceVariable as OldVariable
from lifetimes.tf1.library.resource_variable import UnreadVariable
from lifetimes.tf1.variable_scope import AUTO_REUSE, get_variable_scope
from lifetimes.tf1.variable_store import store
from lifetimes.tf1.world import World as OldWorld
from lifetimes.tf2.context import HERE
from lifetimes.tf2.library.saved_model.saving import load, save
from lifetimes.tf2.library.wrap_function import wrap_function
from lifetimes.tf2.module import Module
from lifetimes.tf2.place import InGraph
from lifetimes.tf2.scopes import init_scope
from lifetimes.tf2.variable import Variable
from lifetimes.tf2.world import WORLD


class EagerGraph(Graph):
    """The default graph of eager code: scopes and collections are kept in it, operations never."""

    building_function = property(lambda self: True)

    @contextmanager
    def as_default(self) -> Iterator[Graph]:
        """Do nothing: it is the default where no other graph is, and nothing is built in it."""
        yield self


class Graphs(threading.local):
    """What the old functions know as the stack of default graphs: which graph the thread is inside of.

    Each thread has a graph at the bottom of its own.
    """

    def __init__(self) -> None:
        self._bottom: Graph | None = None

    def get(self) -> Graph:
        """Return the graph that the thread is inside of; under eager execution one that stays empty."""
        return HERE.place.graph or self._empty()

    def present(self) -> Graph | None:
        """Return the graph that the thread is inside of, and make none."""
        return HERE.place.graph or self._bottom

    def _empty(self) -> Graph:
        if self._bottom is None:
            self._bottom = EagerGraph(WORLD)
        return self._bottom

    @contextmanager
    def entered(self, graph: Graph) -> Iterator[Graph]:
        if isinstance(graph, EagerGraph):
            yield graph
            return
        with WORLD.graph_as_default(graph):
            yield graph

    def reset(self) -> None:
        """Let go of the graph at the bottom. AssertionError inside a block that entered one."""
        if HERE.place.graph not in (None, self._bottom):
            raise AssertionError("Do not use tf.reset_default_graph() to clear nested graphs. If you need a cleared "
                                 "graph, exit the nesting and create a new graph.")  # fmt: skip
        self._bottom = None
        if HERE.place.graph:
            self.enter_for_good()

    def enter_for_good(self) -> None:
        """Build into a default graph from here on, as TensorFlow 1 does."""
        self._bottom = Graph(WORLD)
        HERE.enter(InGraph(self._bottom), HERE.tapes)


class Bridge:
    """The new world as functions of the old one see it."""

    def __init__(self) -> None:
        self.graphs, self.sessions, self.use_resource = Graphs(), SessionStack(), True

    def __getattr__(self, name: str) -> Any:
        if hasattr(WORLD, name):
            return getattr(WORLD, name)
        return MethodType(getattr(OldWorld, name), self)

    current_graph = OldWorld.current_graph
    graph_as_default = OldWorld.graph_as_default
    reset_default_graph = OldWorld.reset_default_graph
    session_for: Any = OldWorld.session_for

    def graph_for(self, inputs: Any) -> Graph:
        return self.graphs.get() if WORLD.is_eager() else WORLD.graph_for(inputs)

    def variable_class(self, use_resource: bool | None) -> Callable[..., Any]:
        """Return what makes a variable: in a graph a handle that the graph owns, else an eager variable."""
        return _new_variable


class GraphVariable(OldVariable, Variable):  # type: ignore[misc]
    """A variable of a `tf.Graph`: the graph owns it, each session has a value of its own."""

    synchronization: Any = None
    aggregation: Any = None

    _handle = property(lambda self: self._variable)
    _serial = property(lambda self: self._variable.op.index)

    def _read_here(self, name: str | None = None) -> Any:
        self._note_access()
        return super()._read_here(name)

    def sparse_read(self, indices: Any, name: str | None = None) -> Any:
        self._note_access()
        return super().sparse_read(indices, name)

    def gather_nd(self, indices: Any, name: str | None = None) -> Any:
        self._note_access()
        return super().gather_nd(indices, name)


class UnreadGraphVariable(UnreadVariable, GraphVariable):  # type: ignore[misc]
    """A variable of a `tf.Graph` as it is after an assignment."""


GraphVariable.__name__, UnreadGraphVariable.__name__ = "ResourceVariable", "_UnreadVariable"
GraphVariable._unread_class = UnreadGraphVariable


_PARAMETERS: Final = [*inspect.signature(OldVariable).parameters][1:]


def _new_variable(world: Any, *given: Any, **arguments: Any) -> Any:
    arguments.update(zip(_PARAMETERS, given, strict=False))
    return HERE.place.new_variable(_eager_variable, arguments)


def _eager_variable(**arguments: Any) -> Any:
    """Make an eager variable from the arguments of the old `tf.Variable`."""
    if arguments.get("variable_def") is not None:
        return _lifted_out(arguments["variable_def"], arguments["import_scope"])
    if not arguments.pop("validate_shape", True):
        arguments["shape"] = TensorShape(None)
    known = ("initial_value", "trainable", "name", "dtype", "constraint", "synchronization", "aggregation", "shape")
    return Variable(**{name: arguments[name] for name in known if name in arguments})


def _lifted_out(definition: Any, scope: str | None) -> Any:
    """Return an eager variable in place of one of a meta graph that a trace took in. It has no value until restored."""
    graph, names = WORLD.current_graph(), under_scope(definition, scope)
    place = graph.get_tensor_by_name(names.variable_name)
    dtype, shape = place.op.attrs["dtype"], place.op.attrs["shape"]
    empty = np.zeros([size or 0 for size in shape], dtype.as_numpy_dtype)
    made = Variable(
        empty, trainable=definition.trainable, name=names.variable_name.split(":")[0], shape=TensorShape(shape)
    )
    made._handle.value = None
    graph.note_variable(made)
    inside = graph.capture(made._handle)
    for operation in place.consumers():
        operation.inputs = tuple(inside if tensor is place else tensor for tensor in operation.inputs)
    inside._consumers, place._consumers = place._consumers, ()
    return made


def variable_in_graph(arguments: dict[str, Any]) -> Any:
    """Make a variable of the current graph from the arguments of the new `tf.Variable`."""
    known = {name: value for name, value in arguments.items() if name != "experimental_enable_variable_lifting"}
    return GraphVariable(BRIDGE, **known)


BRIDGE: Final = Bridge()


# --- what is different where code runs eagerly ---------------------------------------------------------------


def get_variable(world: Any, *args: Any, regularizer: Any = None, **kwargs: Any) -> Any:
    """As in the old world inside a graph or `wrap_function`; eagerly a new variable each time, shared with nobody."""
    original = variable_store.get_variable
    if not WORLD.is_eager():
        return original(world, *args, regularizer=regularizer, **kwargs)
    scope = get_variable_scope(world)
    before = scope.reuse, scope.regularizer
    rule = scope.regularizer if regularizer is None else regularizer
    scope.reuse, scope.regularizer = AUTO_REUSE, None
    try:
        made = original(world, *args, **kwargs)
    finally:
        scope.reuse, scope.regularizer = before
        store(world).clear()
    if rule is not None:
        world.current_graph().add_to_collection(GraphKeys.REGULARIZATION_LOSSES, LazyLoss(partial(rule, made)))
    return made


class LazyLoss:
    """What a regularizer gives for an eager variable, whenever it is read: the value of now."""

    def __init__(self, compute: Callable[[], Any]) -> None:
        self._compute = compute

    def _as_tensor(self, as_ref: bool = False) -> Any:
        return self._compute()

    dtype = property(lambda self: self._compute().dtype)


def placeholder(world: Any, *args: Any, **kwargs: Any) -> Any:
    """Add a node that must be fed. RuntimeError where there is no graph to add it to."""
    if WORLD.is_eager():
        raise RuntimeError("tf.placeholder() is not compatible with eager execution.")
    return graph_building.placeholder(world, *args, **kwargs)


def executing_eagerly(world: Any) -> bool:
    return bool(WORLD.is_eager())


def executing_eagerly_outside_functions(world: Any) -> bool:
    """Return whether code outside of functions runs eagerly."""
    return not HERE.place.builds_graph


def disable_v2_behavior(world: Any) -> None:
    """Turn this thread into the old world: a default graph, sessions, collections."""
    if WORLD.is_eager():
        world.graphs.enter_for_good()


def enable_v2_behavior(world: Any, *unused: Any, **options: Any) -> None:
    """Compute eagerly again."""
    HERE.enter(HERE.eager, HERE.tapes)


class _Equality(threading.local):
    """Whether tensors are compared by identity in this thread."""

    is_identity = False


_EQUALITY: Final = _Equality()


def disable_tensor_equality(world: Any) -> None:
    """Compare tensors and variables by identity, in this thread."""
    _EQUALITY.is_identity = True
    elementwise = type(WORLD)
    vars(WORLD).update(
        equal=lambda x, y: x is y if _EQUALITY.is_identity else elementwise.equal(WORLD, x, y),
        not_equal=lambda x, y: x is not y if _EQUALITY.is_identity else elementwise.not_equal(WORLD, x, y),
    )


def enable_tensor_equality(world: Any) -> None:
    """Compare tensors and variables elementwise, in this thread."""
    _EQUALITY.is_identity = False


def _publish(function: Callable[..., Any], *names: str) -> None:
    PUBLIC["compat.v1"].update(dict.fromkeys(names or (function.__name__,), function))


for _function in (disable_tensor_equality, enable_tensor_equality, executing_eagerly, get_variable, placeholder,
                  executing_eagerly_outside_functions, init_scope, wrap_function):  # fmt: skip
    _publish(_function)
_publish(disable_v2_behavior, "disable_eager_execution", "disable_v2_behavior")
_publish(enable_v2_behavior, "enable_eager_execution", "enable_v2_behavior")
VALUES["compat.v1"]["Module"] = Module
VALUES["compat.v1"].update(HELPERS)
VALUES["compat.v1"]["saved_model.save"] = MethodType(save, WORLD)
VALUES["compat.v1"]["saved_model.load_v2"] = MethodType(load, WORLD)
