"""A value that a model will have: its shape and dtype, and which call gives it. A model is made of such values.

    KerasTensor -> Node -> the layer that was called, and the KerasTensors that it was given

References go that way only, so values, calls and layers are freed with the last name of the outputs.
"""

import operator
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any, Final

from lifetimes import nest
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.ops import dtypes
from lifetimes.tf2.library.keras import scope
from lifetimes.tf2.world import WORLD

_BIRTHS: Final = count()


TITLES: Final[dict[Any, str]] = {
    operator.add: "Add", operator.sub: "Subtract", operator.mul: "Multiply", operator.truediv: "TrueDivide",
    operator.pow: "Power", operator.matmul: "Matmul", operator.neg: "Negative", operator.getitem: "GetItem",
}  # fmt: skip


class Node:
    """One call of a layer, or of a function such as `+`, on values that are not there yet."""

    def __init__(self, function: Any, args: Any, kwargs: Any) -> None:
        self.function, self.args, self.kwargs, self.birth = function, args, kwargs, next(_BIRTHS)
        self.shape = getattr(function, "_output_shape", None)
        self.is_layer, self.title = function not in TITLES, TITLES.get(function) or type(function).__name__
        self.name = function.name if self.is_layer else scope.auto_name(self.title)
        self.number = 0  # how often the layer was called before
        if self.is_layer:
            self.number = vars(function)["_calls"] = vars(function).get("_calls", -1) + 1

    @property
    def sources(self) -> "list[KerasTensor]":
        """The values that it was given."""
        return [leaf for leaf in nest.flatten((self.args, self.kwargs)) if isinstance(leaf, KerasTensor)]


def _operators(compute: Callable[[Any, Any], Any]) -> tuple[Any, Any]:
    """Return the method of an operator, and the one that takes its operands the other way round."""
    return (lambda self, other: called(compute, (self, other), {}),
            lambda self, other: called(compute, (other, self), {}))  # fmt: skip


class KerasTensor:
    """What stands for a value while a model is put together. Layers and operators take it; ops of TensorFlow do not."""

    def __init__(self, shape: Any, dtype: Any, name: str | None = None, node: Node | None = None, place: int = 0):
        self.shape, self.dtype = tuple(shape), dtypes.as_dtype(dtype or "float32").name
        self.name = name or scope.auto_name("keras_tensor")
        self.node, self.place = node, place

    ndim = property(lambda self: len(self.shape))

    @property
    def _world(self) -> Any:
        raise ValueError("A KerasTensor cannot be used as input to a TensorFlow function. A KerasTensor is a symbolic "
                         "placeholder for a shape and dtype, used when constructing Keras Functional models or Keras "
                         "Functions. You can only use it as input to a Keras layer or a Keras operation (from the "
                         "namespaces `keras.layers` and `keras.ops`). You are likely doing something like:\n\n"
                         "x = Input(...)\ntf_fn(x)  # Invalid.\n\nWrap the function in a `Layer`, whose `call` takes "
                         "tensors.")  # fmt: skip

    static_shape = property(lambda self: self._world)

    def _as_tensor(self, as_ref: bool = False) -> Any:
        return self._world

    def __bool__(self) -> bool:
        raise TypeError("A symbolic KerasTensor cannot be used as a boolean.")

    __add__, __radd__ = _operators(operator.add)
    __sub__, __rsub__ = _operators(operator.sub)
    __mul__, __rmul__ = _operators(operator.mul)
    __truediv__, __rtruediv__ = _operators(operator.truediv)
    (__pow__, _), (__matmul__, _), (__getitem__, _) = map(_operators, (operator.pow, operator.matmul, operator.getitem))

    def __neg__(self) -> Any:
        return called(operator.neg, (self,), {})

    def __repr__(self) -> str:
        return f"<KerasTensor shape={self.shape}, dtype={self.dtype}, sparse=False, ragged=False, name={self.name}>"


def is_symbolic(values: Any) -> bool:
    """Return whether a value that is not there yet is among these."""
    return any(isinstance(leaf, KerasTensor) for leaf in nest.flatten(values))


def called(function: Any, args: Any, kwargs: Any) -> Any:
    """Return the values that a call will give, as it gives them where nothing is computed."""
    with tried(args, kwargs) as (given, named):
        found = function(*given, **named)
        node = Node(function, args, kwargs)
        made: list[KerasTensor] = []
        for one in nest.flatten(found):
            made.append(KerasTensor(one.shape, one.dtype, None, node, len(made)))
    node.shape = made[0].shape
    if node.is_layer:
        function._note_call(node.sources, made)
    return nest.pack_sequence_as(found, made)


@contextmanager
def tried(args: Any, kwargs: Any) -> Iterator[Any]:
    """Let a call be tried in a graph that is thrown away; gives what stands in it for the arguments.

    Variables made meanwhile get their values at the end.
    """
    graph = FuncGraph(WORLD, "scratch_graph", WORLD.context.place.trace)

    def standing_for(leaf: Any) -> Any:
        return graph.parameter("Placeholder", dtypes.as_dtype(leaf.dtype), leaf.shape) if is_symbolic(leaf) else leaf

    try:
        with scope.values_later(), WORLD.graph_as_default(graph), WORLD.context.recorded_by(()):
            yield nest.map_structure(standing_for, args), nest.map_structure(standing_for, kwargs)
    finally:
        graph.discard()
