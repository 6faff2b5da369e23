"""What the lesson's Checkpoint asks of the library: its files, what became of restoring one, and what cannot be saved.

In a file lie the values by their keys, the graph of objects among them. Values are assigned when it is restored.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Self

from lifetimes.errors import NotFoundError, advise
from lifetimes.graph.data.checkpoint_state import write_state
from lifetimes.graph.data.object_graph_def import KEY, LoadStatus, NothingRestored, decode, encode
from lifetimes.graph.data.tensor_bundle import Bundle, bundle_exists, open_bundle, write_bundle
from lifetimes.library import load
from lifetimes.object_graph import Node
from lifetimes.ops import Array
from lifetimes.tf2.context import HERE
from lifetimes.tf2.object_graph import objects_below, storage_of
from lifetimes.tf2.restoration import Restoration, checked


def write(file_prefix: Any, nodes: Sequence[Node], values: Mapping[str, Array]) -> str:
    """Write objects and their values, in a new folder where there is none, and return the path."""
    prefix: str = os.fspath(file_prefix)
    Path(prefix).parent.mkdir(parents=True, exist_ok=True)
    write_bundle(prefix, {KEY: encode(nodes), **values})
    return prefix


def in_session(checkpoint: Any) -> Any:
    """Return what writes and reads the variables of a `tf.Graph`, whose values are the session's; None outside one."""
    if not HERE.place.builds_graph:
        return None
    return load("tf2.library.compat_training").SessionCheckpoint(checkpoint)


def counted(checkpoint: Any) -> int:
    """Add one to the save counter of a checkpoint, and return it. NotImplementedError inside a function."""
    if HERE.place.trace is not None:
        raise NotImplementedError("Calling tf.train.Checkpoint.save() from a function is not supported, as save() "
                                  "modifies saving metadata in ways not supported by TensorFlow Operations. Consider "
                                  "using tf.train.Checkpoint.write(), a lower-level API which does not update "
                                  "metadata. tf.train.latest_checkpoint and related APIs will not see this "
                                  "checkpoint.")  # fmt: skip
    session = in_session(checkpoint)
    return int(checkpoint.save_counter.assign_add(1) if session is None else session.counted())


def note_newest(path: str) -> None:
    """Let the state of a folder name a checkpoint as its newest, and the only one."""
    write_state(os.path.dirname(path) or ".", path)


def restored(save_path: Any, root: Any, attached: Mapping[str, Any]) -> Any:
    """Restore the objects below the root and return the status. NotFoundError where there is no checkpoint."""
    if save_path is None:
        return InitializationOnlyStatus()
    inside = Path(save_path, "variables", "variables")  # a SavedModel has a checkpoint inside
    bundle = open_bundle(os.fspath(inside if bundle_exists(inside) else save_path))
    if KEY not in bundle:
        return NameBasedSaverStatus(bundle, root, attached)
    restoration = Restoration(bundle, decode(bundle.read(KEY)))
    restoration.restore(root, 0, attached)
    return CheckpointLoadStatus(restoration, root, attached)


def explained(error: NotFoundError, save_path: Any) -> NotFoundError:
    """Return an error of restoring with TensorFlow's words around it."""
    words = f"Error when restoring from checkpoint or SavedModel at {save_path}: {error.message}"
    suffix = "You may be missing the checkpoint suffix (e.g. the '-1' in 'path/to/ckpt-1')."
    return NotFoundError(None, None, advise(words, f"Please double-check that the path is correct. {suffix}"))


class _Status:
    """What every status can be asked; values were assigned, or made, before there was one."""

    def expect_partial(self) -> Self:
        """Say that not everything needs to be taken. Nothing here complains of that unasked."""
        return self

    def run_restore_ops(self, session: Any = None) -> None:
        """Do nothing: values were assigned when the checkpoint was restored."""

    def initialize_or_restore(self, session: Any = None) -> None:
        """Do nothing: variables have their values."""


class CheckpointLoadStatus(LoadStatus, _Status):
    """Tells whether a restored checkpoint and the objects of the program fit. It keeps the root object alive."""

    def __init__(self, restoration: Restoration, root: Any, attached: Mapping[str, Any]) -> None:
        self._restoration, self._root, self._attached = restoration, root, attached
        self._nodes = restoration.nodes

    def _bound(self) -> dict[int, Any]:
        bound = {number: self._restoration.bound(number) for number in range(len(self._nodes))}
        return {number: value for number, value in bound.items() if value is not None}

    def _below(self) -> tuple[list[Any], list[Node]]:
        return objects_below(self._root, self._attached)


class InitializationOnlyStatus(NothingRestored, _Status):
    """The status of restoring nothing: `restore(None)`."""


class NameBasedSaverStatus(_Status):
    """The status of restoring what a `Saver` wrote: variables took their values by name."""

    def __init__(self, bundle: Bundle, root: Any, attached: Mapping[str, Any]) -> None:
        objects, _ = objects_below(root, attached)
        variables = [value for value in objects if storage_of(value) is not None]
        held = bundle.held()
        values = [checked(v, held, v._shared_name) for v in variables if v._shared_name in bundle]
        for storage, array in values:
            storage.value = array.__array__()
        self._missing = [v for v in variables if v._shared_name not in bundle]
        self._unused = sorted(set(bundle.keys()) - {v._shared_name for v in variables})

    def assert_existing_objects_matched(self) -> Self:
        missing = [v for v in self._missing if v._shared_name != "save_counter"]
        if missing:
            raise AssertionError(f"Object not assigned a value from checkpoint: {missing[0]}")
        return self

    def assert_consumed(self) -> Self:
        self.assert_existing_objects_matched()
        if self._unused:
            raise AssertionError(f"Some objects had attributes which were not restored: {self._unused}")
        return self

    assert_nontrivial_match = _Status.expect_partial


_KIND: Final = {
    "ListWrapper": ("list", "a list wrapper constructed to track trackable TensorFlow objects"),
    "_DictWrapper": ("dictionary", "a dictionary wrapper constructed automatically on attribute assignment"),
}
_REASON: Final = {
    "moved": (
        "A list element was replaced (__setitem__, __setslice__), deleted (__delitem__, __delslice__), or moved "
        "(sort). In order to support restoration on object creation, tracking is exclusively for append-only data "
        "structures."
    ),
    "odd key": "The wrapped dictionary contains a non-string key which maps to a trackable object or mutable data "
    "structure.",
    "changed outside": (
        "The wrapped {kind} was modified outside the wrapper (its final value was {now}, its value when a checkpoint "
        "dependency was added was None), which breaks restoration on object creation."
    ),
}


def unsaveable(wrapper: Any, why: str) -> ValueError:
    """Return the error for a wrapper whose dependencies by name are no longer to be relied on."""
    kind, described = _KIND[type(wrapper).__name__]
    reason = _REASON[why].format(kind=kind, now=wrapper._storage)
    other = "NoDependency" if (kind, why) == ("list", "changed outside") else "non-trackable"
    return ValueError(
        f"Unable to save the object {wrapper} ({described}). {reason}\n\nIf you don't need this {kind} "
        f"checkpointed, wrap it in a {other} object; it will be subsequently ignored."
    )
