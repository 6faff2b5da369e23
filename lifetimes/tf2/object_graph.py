"""What depends on what below a root, and which of it has a value: what a checkpoint of the new world walks over."""

from collections.abc import Mapping, Sequence
from typing import Any

from lifetimes.graph.storage import Storage
from lifetimes.object_graph import Node
from lifetimes.object_graph import objects_below as graph_of
from lifetimes.ops import Array


def children_of(value: Any) -> dict[str, Any]:
    """Return what an object depends on, by name. ValueError where a change has made that unreliable."""
    children = getattr(value, "_trackable_children", None)
    return {} if children is None else children()


def child_of(value: Any, name: str) -> Any:
    """Return what an object depends on under that name, None where there is nothing."""
    return getattr(value, "_dependencies", {}).get(name)


def storage_of(value: Any) -> Storage | None:
    """Return the storage of a variable, None for any other object."""
    handle = getattr(value, "_handle", None)
    return handle if isinstance(handle, Storage) else None


def variable_name(value: Any) -> str | None:
    """Return the name under which a checkpoint notes an object that has a value; None for any other."""
    if storage_of(value) is None:
        return "" if getattr(value, "_is_saved", False) else None
    return str(value._shared_name)


def objects_below(root: Any, attached: Mapping[str, Any]) -> tuple[list[Any], list[Node]]:
    """Return the objects that the root, and what is attached to it, leads to, and what is recorded of each."""
    return graph_of(root, lambda value: {**children_of(value), **(attached if value is root else {})}, variable_name)


def values_of(objects: Sequence[Any], nodes: Sequence[Node]) -> dict[str, Array]:
    """Return the arrays of a checkpoint by key."""
    found: dict[str, Array] = {}
    for value, node in zip(objects, nodes, strict=True):
        if node.key is not None:
            storage = storage_of(value)
            found |= value._entries_under(node.key) if storage is None else {node.key: storage.read()}
    return found
