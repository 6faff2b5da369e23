"""`tuple`: tensors that become available together."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.ops.registry import public


def after(world: Any, checks: Sequence[Any]) -> AbstractContextManager[Any]:
    """Make what is built inside wait for the checks; eagerly they have been made."""
    return nullcontext() if world.is_eager() else world.current_graph().control_dependencies(checks)


@public("tuple")
def tuple_(world: Any, tensors: Any, control_inputs: Any = None, name: str | None = None) -> list[Any]:
    """Return the tensors as readings that each wait for all of them."""
    if world.is_eager():
        return tensors  # type: ignore[no-any-return]
    return joined(world, tensors, control_inputs or (), name)  # type: ignore[no-any-return]


def joined(world: Any, tensors: Sequence[Any], control_inputs: Sequence[Any] = (), name: str | None = None) -> Any:
    """Return readings of the tensors that wait for all of them, and for the operations given; None stays None."""
    tensors = [t if t is None or hasattr(t, "op") or isinstance(t, (Operation, IndexedSlices)) else world.convert(t)
               for t in tensors]  # fmt: skip
    waits = [_operation(item) for item in tensors if item is not None]
    with world.name_scope(name, "tuple", [output for op in waits for output in op.outputs]):
        for item in control_inputs:
            if not isinstance(item, (Operation, Tensor)):
                raise TypeError(f"'control_inputs' must only contain Operation or Tensor. Received: {type(item)}")
            waits.append(_operation(item))
        if not waits:
            raise ValueError(f"'tensors' must have at least one Tensor. Received: {tensors}.")
        graph = world.current_graph()
        with graph.control_dependencies(waits):
            gate = world.node("NoOp", (), {}, "group_deps", graph)
        with graph.control_dependencies([gate]):
            return [item if item is None else _same(world, item) for item in tensors]


def _operation(item: Any) -> Any:
    if isinstance(item, IndexedSlices):
        return item.values.op
    return item if isinstance(item, Operation) else item.op


def _same(world: Any, item: Any) -> Any:
    if isinstance(item, IndexedSlices):
        values = world.apply("Identity", item.values, name="control_dependency")
        return IndexedSlices(values, item.indices, item.dense_shape)
    if isinstance(item, Operation):
        with world.current_graph().control_dependencies([item]):
            return world.node("NoOp", (), {}, "group_deps")
    return world.apply("Identity", item, name="control_dependency")
