"""`tf.assign` and its relatives: operations that write to a variable when a session runs them, and not before."""

from typing import Any

from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.ops import public, publish_as


def _is_reference(ref: Any) -> bool:
    return bool(getattr(ref.dtype, "is_ref", False))


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


def _adding(function: str, op: str, what: str) -> Any:
    def add(world: Any, ref: Any, value: Any, use_locking: Any = None, name: str | None = None) -> Any:
        if _is_reference(ref):
            return world.apply(op, ref, value, use_locking=bool(use_locking), name=name)
        return getattr(ref, function)(value)

    return publish_as(f"v1:{function}", add, f"Return a tensor of the variable with `value` {what}, once it is run.")


assign_add = _adding("assign_add", "AssignAdd", "added")
assign_sub = _adding("assign_sub", "AssignSub", "taken off")


@public(v1=("count_up_to",))
def count_up_to(world: Any, ref: Any, limit: int, name: str | None = None) -> Any:
    """Return a tensor that adds one to an integer variable with each run, and OutOfRangeError at the limit."""
    if _is_reference(ref):
        return world.apply("CountUpTo", ref, limit=limit, name=name)
    return ref.count_up_to(limit)


def _scatter(op: str, kind: str, what: str) -> None:
    def scatter(
        world: Any, ref: Any, indices: Any, updates: Any, use_locking: bool = kind == "Update", name: str | None = None
    ) -> Any:
        if _is_reference(ref):
            return world.apply(op, ref, indices, updates, use_locking=use_locking, name=name)
        if "Nd" in op:
            return ref._scatter_nd(kind, indices, updates, name)
        return ref._scatter(kind, IndexedSlices(updates, indices), name)

    doc = f"Return the variable after a run in which the rows at `indices` are {what} `updates`."
    publish_as(f"v1:scatter_{'nd_' if 'Nd' in op else ''}{kind.lower()}", scatter, doc)


for _kind, _what in {
    "Update": "set to", "Add": "increased by", "Sub": "decreased by", "Mul": "multiplied by", "Div": "divided by",
    "Min": "at most", "Max": "at least",
}.items():  # fmt: skip
    _scatter(f"Scatter{_kind}", _kind, _what)
    if _kind in ("Update", "Add", "Sub"):
        _scatter(f"ScatterNd{_kind}", _kind, _what)
