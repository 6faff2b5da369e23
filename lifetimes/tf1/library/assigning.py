"""`tf.assign` and its relatives: operations that write to a variable when a session runs them, and not before."""

from __future__ import annotations

from typing import Any

from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.ops.registry import public


def _is_reference(ref: Any) -> bool:
    dtype = getattr(ref, "dtype", None)
    return bool(getattr(dtype, "is_ref", False))


@public(v1=("assign",))
def assign(
    world: Any, ref: Any, value: Any, validate_shape: bool | None = None, use_locking: Any = None,
    name: str | None = None,
) -> Any:  # fmt: skip
    """Return a tensor that is the new value, once it is run. `validate_shape=False` lets the shape go."""
    if _is_reference(ref):
        attrs = {"validate_shape": validate_shape is not False, "use_locking": use_locking is not False}
        return world.apply("Assign", ref, value, name=name, **attrs)
    return ref.assign(value, name=name)


@public(v1=("assign_add",))
def assign_add(world: Any, ref: Any, value: Any, use_locking: Any = None, name: str | None = None) -> Any:
    """Return a tensor of the variable with `value` added, once it is run."""
    if _is_reference(ref):
        return world.apply("AssignAdd", ref, value, use_locking=bool(use_locking), name=name)
    return ref.assign_add(value)


@public(v1=("assign_sub",))
def assign_sub(world: Any, ref: Any, value: Any, use_locking: Any = None, name: str | None = None) -> Any:
    """Return a tensor of the variable with `value` taken off, once it is run."""
    if _is_reference(ref):
        return world.apply("AssignSub", ref, value, use_locking=bool(use_locking), name=name)
    return ref.assign_sub(value)


@public(v1=("count_up_to",))
def count_up_to(world: Any, ref: Any, limit: int, name: str | None = None) -> Any:
    """Return a tensor that adds one to an integer variable with each run, and OutOfRangeError at the limit."""
    if _is_reference(ref):
        return world.apply("CountUpTo", ref, limit=limit, name=name)
    return ref.count_up_to(limit)


def _scatter(function: str, op: str, what: str) -> None:
    locks = op.endswith("Update")

    def scatter(
        world: Any, ref: Any, indices: Any, updates: Any, use_locking: bool = locks, name: str | None = None
    ) -> Any:
        if _is_reference(ref):
            return world.apply(op, ref, indices, updates, use_locking=use_locking, name=name)
        if "Nd" in op:
            return ref._scatter_nd(op.removeprefix("ScatterNd"), indices, updates, name)
        return ref._scatter(op.removeprefix("Scatter"), IndexedSlices(updates, indices), name)

    scatter.__name__ = scatter.__qualname__ = function
    scatter.__doc__ = f"Return the variable after a run in which the rows at `indices` are {what} `updates`."
    public(v1=(function,))(scatter)


_scatter("scatter_update", "ScatterUpdate", "set to")
_scatter("scatter_add", "ScatterAdd", "increased by")
_scatter("scatter_sub", "ScatterSub", "decreased by")
_scatter("scatter_mul", "ScatterMul", "multiplied by")
_scatter("scatter_div", "ScatterDiv", "divided by")
_scatter("scatter_min", "ScatterMin", "at most")
_scatter("scatter_max", "ScatterMax", "at least")
_scatter("scatter_nd_update", "ScatterNdUpdate", "set to")
_scatter("scatter_nd_add", "ScatterNdAdd", "increased by")
_scatter("scatter_nd_sub", "ScatterNdSub", "decreased by")
