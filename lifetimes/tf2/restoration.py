"""Putting the values of a checkpoint back, at once or when the object that they belong to is made.

    checkpoint.restore(path)       # values for objects that exist are assigned now
    net.v = tf.Variable(0.0)       # the value kept for `net.v` arrives at this assignment

What waits is held by the object that it waits for a child of, and goes with it. A restoration holds the objects
that it has bound only weakly; a status holds the root.
Source: `tensorflow/python/checkpoint/restore.py`, `checkpoint.py`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from weakref import ref

from lifetimes.errors import InvalidArgumentError
from lifetimes.graph.storage import Storage
from lifetimes.object_graph import Node
from lifetimes.ops import compatible, show
from lifetimes.tf2.object_graph import child_of, storage_of, variable_name
from lifetimes.tf2.tensor import CPU

_WAITING = "_self_waiting_restore"


class Restoration:
    """One restored checkpoint: its nodes, and which object each of them was bound to."""

    def __init__(self, bundle: Any, nodes: Sequence[Node]) -> None:
        self._bundle, self.nodes = bundle, nodes
        self._bound: dict[int, Callable[[], Any]] = {}

    def bound(self, number: int) -> Any:
        """Return the object that took the place of a node, None where there is none or it is gone."""
        return self._bound.get(number, lambda: None)()

    def restore(self, root: Any, number: int, attached: Mapping[str, Any] | None = None) -> None:
        """Bind an object to a node, and all that follows from it; then assign all values, or none at all."""
        values, bundle, known = list[tuple[Storage, Any]](), self._bundle.held(), set[int]()
        waiting: list[tuple[Any, str, int]] = []
        queue = [(root, number)] if self._bind(root, number) else []
        for value, place in queue:  # grows while it is walked: breadth first
            node = self.nodes[place]
            if node.key is not None and variable_name(value) is not None and id(value) not in known:
                known.add(id(value))  # of an object in two places, the value of the first is taken
                take = checked if storage_of(value) is not None else type(value)._restored
                values.append(take(value, bundle, node.key))
            for name, child in node.children.items():
                found = (attached or {}).get(name) if value is root else None
                found = child_of(value, name) if found is None else found
                if found is None:
                    waiting.append((value, name, child))
                elif self._bind(found, child):
                    queue.append((found, child))
        for storage, array in values:
            storage.value = array.__array__()  # a large one is read now: old and new are not all there at once
        for value, name, child in waiting:
            if hasattr(value, "__dict__"):
                value.__dict__.setdefault(_WAITING, Waiting()).put(name, self, child)

    def _bind(self, value: Any, number: int) -> bool:
        """Return whether the object is the first that takes the place of the node."""
        if self.bound(number) is not None:
            return False
        self._bound[number] = _weak(value)
        return True

    def arrived(self, value: Any, number: int) -> None:
        """Restore an object that was made after the others. NotFoundError where the files have gone meanwhile."""
        self._bundle = self._bundle.reopened()
        self.restore(value, number)


def _weak(value: Any) -> Callable[[], Any]:
    try:
        return ref(value)
    except TypeError:  # tuples cannot be referred to weakly
        return lambda: value


class Waiting:
    """What a checkpoint has for children that an object does not have yet; the latest restore wins."""

    def __init__(self) -> None:
        self._places: dict[str, tuple[Restoration, int]] = {}

    def put(self, name: str, restoration: Restoration, number: int) -> None:
        self._places[name] = restoration, number

    def arrived(self, name: str, value: Any) -> None:
        """Restore the child that was just given to the object."""
        if name in self._places:
            restoration, number = self._places.pop(name)
            restoration.arrived(value, number)


def checked(variable: Any, bundle: Any, key: str) -> tuple[Storage, Any]:
    """Return where to put which array, which may still have to be read. Raises where the variable cannot take it."""
    storage: Any = storage_of(variable)
    saved, wanted = bundle.dtype(key), variable.dtype
    if saved != wanted:
        raise InvalidArgumentError(
            None,
            None,
            f"{{{{function_node __wrapped__RestoreV2_dtypes_1_device_{CPU}}}}} tensor_name = {key}; expected dtype "
            f"{wanted.cpp_name} does not equal original dtype {saved.cpp_name} [Op:RestoreV2]",
        )
    shape = tuple(bundle.shape(key))
    if not compatible(variable.static_shape, shape):
        raise ValueError(f"Received incompatible tensor with shape {show(shape)} when attempting to restore variable "
                         f"with shape {variable.shape} and name {variable._shared_name}:0.")  # fmt: skip
    return storage, bundle.later(key)
