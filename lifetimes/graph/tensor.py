"""Operation and Tensor: one use of an op in a graph, and one output of it, named `node:0`.

Both are symbols. They refer to their graph and it refers to them, so a graph and all that is in it is one
reference cycle: whoever holds any piece of it holds all of it, and only the cycle collector frees it.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from lifetimes import labels
from lifetimes.errors import OperatorNotAllowedInGraphError, ShapeError
from lifetimes.graph.origin import Site
from lifetimes.library import load
from lifetimes.ops import Array, DType, Op, plain
from lifetimes.ops.operators import Operators
from lifetimes.ops.shapes import Shape, as_shape, merge, misfit


@plain("Operation")
class Operation:
    """One use of a registered op in a graph. `inputs` and `outputs` are tensors, `site` is the user's line."""

    __slots__ = (
        "__weakref__", "_outputs", "_waits", "attrs", "definition", "device", "graph", "index", "inputs", "name",
        "site",
    )  # fmt: skip

    def __init__(  # the Graph is Any, because its file imports this one
        self, graph: Any, name: str, definition: Op, inputs: "tuple[Tensor, ...]", attrs: dict[str, Any],
        outputs: list[tuple[DType, Shape]],
    ) -> None:  # fmt: skip
        self.graph, self.name, self.definition = graph, name, definition
        self.inputs, self.attrs = inputs, attrs
        self._waits: tuple[Operation, ...] = ()
        self.device = ""
        self.index = 0
        self.site: Site | None = None
        make = graph.world.tensor_class
        several = len(outputs) != 1  # most operations need no list
        made = [make(self, i, *out) for i, out in enumerate(outputs)] if several else make(self, 0, *outputs[0])
        self._outputs: Any = made
        for tensor in inputs:
            known = tensor._consumers
            if type(known) is list:
                known.append(self)
            else:
                tensor._consumers = (*known, self) if len(known) < 3 else [*known, self]

    outputs: "list[Tensor]" = property(  # type: ignore[assignment]
        lambda self: self._outputs if type(self._outputs) is list else [self._outputs]
    )
    type: str = property(lambda self: self.definition.name)  # type: ignore[assignment]
    op_def: Any = property(lambda self: self.definition)
    control_inputs: Any = property(lambda self: [*self._waits, *self.graph.inside.get(self, ())])
    traceback: Any = property(lambda self: [] if self.site is None else [self.site])

    def wait_for(self, others: "Iterable[Operation]") -> None:
        """Run after these operations."""
        self._waits += tuple(others)

    @property
    def has_effect(self) -> bool:
        """Return whether this must run even where nobody uses its results: itself, or a graph that it calls."""
        if self.definition.effect:
            return True
        return any(getattr(value, "effects", None) for value in self.attrs.values())

    @property
    def node_def(self) -> Any:
        """This operation as data."""
        return load("graph.data.graph_def").node_def(self)

    _control_outputs = property(lambda self: [op for op in self.graph.get_operations() if self in op.control_inputs])

    def values(self) -> "tuple[Tensor, ...]":
        return tuple(self.outputs)

    def get_attr(self, name: str) -> Any:
        """Return an attribute. ValueError names the operation where it has none of that name."""
        return load("graph.data.graph_def").attribute(self, name)

    def colocation_groups(self) -> list[bytes]:
        return load("graph.data.colocation").groups_of(self)  # type: ignore[no-any-return]

    def run(self, feed_dict: Any = None, session: Any = None) -> None:
        """Run this operation in the session given, or in the default session. ValueError where there is none."""
        self.graph.world.session_for(session, self.graph, "run operation").run(self, feed_dict)

    def __repr__(self) -> str:
        return f"<tf.Operation '{self.name}' type={self.type}>"

    def __str__(self) -> str:
        return str(self.node_def)


@plain(v1=("Tensor",))
class Tensor(Operators):
    """One output of an operation: a symbol with a name, a dtype and what is known of its shape, but no value."""

    __slots__ = ("__weakref__", "_consumers", "_shape", "assign", "dtype", "op", "value_index")

    def __init__(self, op: Operation, value_index: int, dtype: DType, shape: Shape) -> None:
        self.op, self.value_index, self.dtype, self._shape = op, value_index, dtype, shape
        self._consumers: Any = ()  # operations: a tuple while they are few, then a list

    _world: Any = property(lambda self: self.op.graph.world)
    graph: Any = property(lambda self: self.op.graph)
    device: Any = property(lambda self: self.op.device)
    name: Any = property(lambda self: f"{self.op.name}:{self.value_index}")
    static_shape: Any = property(lambda self: self._shape)
    shape: Any = property(lambda self: self._world.shape_class(self._shape))
    ndim: Any = property(lambda self: self.shape.rank)

    def get_shape(self) -> Any:
        return self.shape

    def set_shape(self, shape: Any) -> None:
        """Add to what is known of the shape. ValueError where it contradicts what is known; nothing changes then."""
        try:
            self._shape = merge(self._shape, as_shape(shape))
        except ShapeError:
            raise ValueError(misfit(self._shape, as_shape(shape))) from None

    def static_value(self) -> Array | None:
        """Return the value if it is known while building: that of a constant, or what follows from constants."""
        if not self.op.inputs:
            return self.op.attrs.get("value")
        return load("ops.layout.static_values").static_value(self)  # type: ignore[no-any-return]

    def static_value_as_shape(self) -> Shape:
        """Return what is known of this tensor's value, read as a shape."""
        return load("ops.layout.static_values").static_shape_value(self)  # type: ignore[no-any-return]

    def consumers(self) -> list[Operation]:
        return list(self._consumers)

    def eval(self, feed_dict: Any = None, session: Any = None) -> Any:
        """Return the value in the session given, or in the default session. ValueError where there is none."""
        return self._world.session_for(session, self.graph, "evaluate tensor").run(self, feed_dict)

    def _refuse(self, use: str) -> OperatorNotAllowedInGraphError:
        return OperatorNotAllowedInGraphError(load("ops.debugging.refusals").symbol(use))

    def __bool__(self) -> bool:
        raise self._refuse("Using a symbolic `tf.Tensor` as a Python `bool`")

    def __iter__(self) -> Iterator[Any]:
        if self._world.is_eager() and self._shape == ():
            raise TypeError("Cannot iterate over a scalar tensor.")
        raise self._refuse("Iterating over a symbolic `tf.Tensor`")

    def __len__(self) -> int:
        raise TypeError(f"len is not well defined for a symbolic Tensor ({self.name}). Please call `x.shape` rather "
                        "than `len(x)` for shape information.")  # fmt: skip

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        raise NotImplementedError(f"Cannot convert a symbolic tf.Tensor ({self.name}) to a numpy array. This error may "
                                  "indicate that you're trying to pass a Tensor to a NumPy call, which is not "
                                  "supported.")  # fmt: skip

    def __copy__(self) -> "Tensor":
        return self

    def __deepcopy__(self, memo: Any) -> "Tensor":
        return self

    def __repr__(self) -> str:
        return f"<tf.Tensor '{self.name}' shape={self.shape} dtype={self.dtype.name}>"

    def __str__(self) -> str:
        shape = "" if self._shape is None else f", shape={self.shape}"
        device = f", device={self.device}" if self.device else ""
        return f'Tensor("{self.name}"{shape}, dtype={self.dtype.name}{device})'


def _not_of_tensors(name: str) -> Any:
    """Return an attribute that NumPy's arrays have and tensors refuse."""

    def refused(self: Tensor) -> Any:
        raise load("ops.debugging.refusals").no_array(type(self).__name__, name)

    return property(refused)


for _name in ("T", "astype", "clip", "data", "ravel", "reshape", "size", "tolist", "transpose"):
    setattr(Tensor, _name, _not_of_tensors(_name))


labels.register(Operation, "operation", name=lambda operation: operation.name)
labels.register(Tensor, "tensor", name=lambda tensor: tensor.name)
