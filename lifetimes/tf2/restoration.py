"""Putting the values of a checkpoint back, at once or when the object that they belong to is made.

    checkpoint.restore(path)       # values for objects that exist are assigned now
    net.v = tf.Variable(0.0)       # the value kept for `net.v` arrives at this assignment

What waits is held by the object that it waits for a child of, and goes with it. A restoration holds the objects
that it has bound only weakly; a status holds the root.
Source: `tensorflow/python/checkpoint/restore.py`, `checkpoint.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from weakref import ref

from lifetimes.errors import InvalidArgumentError
from lifetimes.graph.data.archive import Bundle
from lifetimes.graph.storage import Storage
from lifetimes.ops.dtypes import Array
from lifetimes.ops.shapes import compatible, show
from lifetimes.tf2.object_graph import GRAPH_KEY, Node, child_of, decode, objects_below, path_of, storage_of
from lifetimes.tf2.tensor import CPU

_WAITING = "_self_waiting_restore"


class Restoration:
    """One restored checkpoint: its nodes, and which object each of them was bound to."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self.nodes = decode(bundle.read(GRAPH_KEY))
        self._bound: dict[int, Callable[[], Any]] = {}

    def bound(self, number: int) -> Any:
        """Return the object that took the place of a node, None where there is none or it is gone."""
        return self._bound.get(number, _nothing)()

    def bound_ids(self) -> set[int]:
        return {id(found()) for found in self._bound.values() if found() is not None}

    def restore(self, root: Any, number: int, attached: Mapping[str, Any] | None = None) -> None:
        """Bind an object to a node, and all that follows from it; then assign all values, or none at all."""
        values: list[tuple[Storage, Array]] = []
        waiting: list[tuple[Any, str, int]] = []
        queue = [(root, number)] if self._bind(root, number) else []
        for value, place in queue:  # grows while it is walked: breadth first
            node = self.nodes[place]
            if node.key is not None and storage_of(value) is not None:
                values.append(_checked(value, self._bundle, node.key))
            for name, child in node.children.items():
                found = (attached or {}).get(name) if value is root else None
                found = child_of(value, name) if found is None else found
                if found is None:
                    waiting.append((value, name, child))
                elif self._bind(found, child):
                    queue.append((found, child))
        for storage, array in values:
            storage.value = array
        for value, name, child in waiting:
            _wait(value, name, self, child)

    def _bind(self, value: Any, number: int) -> bool:
        """Return whether the object is the first that takes the place of the node."""
        if self.bound(number) is not None:
            return False
        self._bound[number] = _weak(value)
        return True

    def arrived(self, value: Any, number: int) -> None:
        """Restore an object that was made after the others. NotFoundError where the files have gone meanwhile."""
        self._bundle = Bundle(self._bundle.prefix)
        self.restore(value, number)


def _nothing() -> None:
    return None


def _weak(value: Any) -> Callable[[], Any]:
    try:
        return ref(value)
    except TypeError:  # tuples cannot be referred to weakly
        return lambda: value


def _wait(value: Any, name: str, restoration: Restoration, number: int) -> None:
    if hasattr(value, "__dict__"):
        value.__dict__.setdefault(_WAITING, Waiting()).put(name, restoration, number)


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


def _checked(variable: Any, bundle: Bundle, key: str) -> tuple[Storage, Array]:
    """Return where to put which array. Raises where the variable cannot take it."""
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
        raise ValueError(
            f"Received incompatible tensor with shape {show(shape)} when attempting to restore variable with "
            "shape "
            f"{variable.shape} and name {variable.name}."
        )
    return storage, bundle.read(key)


# --- what became of it -----------------------------------------------------------------------------------


class CheckpointLoadStatus:
    """Tells whether a restored checkpoint and the objects of the program fit. It keeps the root object alive."""

    def __init__(self, restoration: Restoration, root: Any, attached: Mapping[str, Any]) -> None:
        self._restoration, self._root, self._attached = restoration, root, attached

    def _unmatched(self) -> list[Any]:
        bound = self._restoration.bound_ids()
        objects, nodes = objects_below(self._root, self._attached)
        return [
            value
            for value, node in zip(objects, nodes, strict=True)
            if id(value) not in bound and not (_is_container(value) and not node.children)
        ]

    def assert_existing_objects_matched(self) -> CheckpointLoadStatus:
        """Raise AssertionError where an object of the program got nothing from the checkpoint."""
        unmatched = self._unmatched()
        if unmatched:
            shown = unmatched[:10]
            raise AssertionError(
                f"Found {len(unmatched)} Python objects that were not bound to checkpointed values, likely due to "
                "changes in "
                f"the Python program. Showing {len(shown)} of {len(unmatched)} unmatched objects: {shown}"
            )
        return self

    def assert_consumed(self) -> CheckpointLoadStatus:
        """Raise AssertionError for an object without a saved value, and for a saved value that no object took."""
        self.assert_existing_objects_matched()
        nodes = self._restoration.nodes
        for number, node in enumerate(nodes):
            if node.key is not None and self._restoration.bound(number) is None:
                raise AssertionError(f"Unresolved object in checkpoint {path_of(nodes, number)}: {node}")
        return self

    def assert_nontrivial_match(self) -> CheckpointLoadStatus:
        """Raise AssertionError where nothing but the root was found in the checkpoint."""
        if len(self._restoration.bound_ids()) <= 1:
            unmatched = self._unmatched()
            if not unmatched:
                raise AssertionError(f"Nothing to load. No dependencies have been added to {self._root} yet.")
            raise AssertionError(
                "Nothing except the root object matched a checkpointed value. Typically this means that the "
                "checkpoint does "
                f"not match the Python program. The following objects have no matching checkpointed value: {unmatched}"
            )
        return self

    def expect_partial(self) -> CheckpointLoadStatus:
        """Say that not everything needs to be taken. Nothing here complains of that unasked."""
        return self

    def run_restore_ops(self, session: Any = None) -> None:
        """Do nothing: values were assigned when the checkpoint was restored."""

    initialize_or_restore = run_restore_ops


def _is_container(value: Any) -> bool:
    return isinstance(value, (list, dict, tuple))


class InitializationOnlyStatus:
    """The status of restoring nothing: `restore(None)`."""

    def assert_existing_objects_matched(self) -> Any:
        raise AssertionError("No checkpoint specified (save_path=None); nothing is being restored.")

    assert_consumed = assert_nontrivial_match = assert_existing_objects_matched

    def expect_partial(self) -> InitializationOnlyStatus:
        return self

    def run_restore_ops(self, session: Any = None) -> Any:
        raise AssertionError(
            "No checkpoint specified, so no restore ops are available (save_path=None to Saver.restore)."
        )

    def initialize_or_restore(self, session: Any = None) -> None:
        """Do nothing: variables have their values since they were made."""


class NameBasedSaverStatus:
    """The status of restoring what a `Saver` wrote: variables took their values by name."""

    def __init__(self, bundle: Bundle, root: Any, attached: Mapping[str, Any]) -> None:
        objects, _ = objects_below(root, attached)
        variables = [value for value in objects if storage_of(value) is not None]
        values = [_checked(v, bundle, v._shared_name) for v in variables if v._shared_name in bundle]
        for storage, array in values:
            storage.value = array
        self._missing = [v for v in variables if v._shared_name not in bundle]
        self._unused = sorted(set(bundle.keys()) - {v._shared_name for v in variables})

    def assert_existing_objects_matched(self) -> NameBasedSaverStatus:
        missing = [v for v in self._missing if v._shared_name != "save_counter"]
        if missing:
            raise AssertionError(f"Object not assigned a value from checkpoint: {missing[0]}")
        return self

    def assert_consumed(self) -> NameBasedSaverStatus:
        self.assert_existing_objects_matched()
        if self._unused:
            raise AssertionError(f"Some objects had attributes which were not restored: {self._unused}")
        return self

    def assert_nontrivial_match(self) -> NameBasedSaverStatus:
        return self

    expect_partial = assert_nontrivial_match

    def run_restore_ops(self, session: Any = None) -> None:
        """Do nothing: values were assigned when the checkpoint was restored."""

    initialize_or_restore = run_restore_ops


def status_of(bundle: Bundle, root: Any, attached: Mapping[str, Any]) -> Any:
    """Restore the objects below the root from the checkpoint and return the status."""
    if GRAPH_KEY not in bundle:
        return NameBasedSaverStatus(bundle, root, attached)
    restoration = Restoration(bundle)
    restoration.restore(root, 0, attached)
    return CheckpointLoadStatus(restoration, root, attached)


__all__ = ["CheckpointLoadStatus", "InitializationOnlyStatus", "Node", "Restoration", "status_of"]
