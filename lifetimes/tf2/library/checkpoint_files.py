"""How the checkpoints of the new world lie on the disk: values by key, the graph of objects among them; what cannot."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from lifetimes.errors import NotFoundError, advise
from lifetimes.graph.data.checkpoint_state import write_state
from lifetimes.graph.data.object_graph_def import KEY, decode, encode
from lifetimes.graph.data.protos import CheckpointState
from lifetimes.graph.data.tensor_bundle import bundle_exists, open_bundle, write_bundle
from lifetimes.library import load
from lifetimes.object_graph import Node
from lifetimes.ops.dtypes import Array
from lifetimes.tf2.context import HERE
from lifetimes.tf2.library import restore_status
from lifetimes.tf2.restoration import Restoration


def write(file_prefix: Any, nodes: Sequence[Node], values: Mapping[str, Array]) -> str:
    """Write objects and their values, in a new folder where there is none, and return the path."""
    prefix: str = os.fspath(file_prefix)
    Path(prefix).parent.mkdir(parents=True, exist_ok=True)
    write_bundle(prefix, {KEY: encode(nodes), **values})
    return prefix


def in_session(checkpoint: Any) -> Any:
    """Return what writes and reads the variables of a `tf.Graph`, whose values are the session's."""
    return load("tf2.library.compat_training").SessionCheckpoint(checkpoint)


def counted(checkpoint: Any) -> int:
    """Add one to the save counter of a checkpoint, and return it. NotImplementedError inside a function."""
    if HERE.place.trace is not None:
        raise NotImplementedError(
            "Calling tf.train.Checkpoint.save() from a function is not supported, as save() modifies saving "
            "metadata in ways not supported by TensorFlow Operations. Consider using tf.train.Checkpoint.write(), "
            "a lower-level API which does not update metadata. tf.train.latest_checkpoint and related APIs will "
            "not see this checkpoint."
        )
    return int(in_session(checkpoint).counted() if HERE.place.graph else checkpoint.save_counter.assign_add(1))


def note_newest(path: str) -> None:
    """Let the state of a folder name a checkpoint as its newest, and the only one."""
    write_state(os.path.dirname(path) or ".", CheckpointState(model_checkpoint_path=path))


def restored(save_path: Any, root: Any, attached: Mapping[str, Any]) -> Any:
    """Restore the objects below the root and return the status. NotFoundError where there is no checkpoint."""
    if save_path is None:
        return restore_status.InitializationOnlyStatus()
    inside = Path(save_path, "variables", "variables")  # a SavedModel has a checkpoint inside
    bundle = open_bundle(os.fspath(inside if bundle_exists(inside) else save_path))
    if KEY not in bundle:
        return restore_status.NameBasedSaverStatus(bundle, root, attached)
    restoration = Restoration(bundle, decode(bundle.read(KEY)))
    restoration.restore(root, 0, attached)
    return restore_status.CheckpointLoadStatus(restoration, root, attached)


def explained(error: NotFoundError, save_path: Any) -> NotFoundError:
    """Return an error of restoring with TensorFlow's words around it."""
    words = f"Error when restoring from checkpoint or SavedModel at {save_path}: {error.message}"
    suffix = "You may be missing the checkpoint suffix (e.g. the '-1' in 'path/to/ckpt-1')."
    return NotFoundError(None, None, advise(words, f"Please double-check that the path is correct. {suffix}"))


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
        "dependency was added was {before}), which breaks restoration on object creation."
    ),
}


def unsaveable(wrapper: Any, why: str) -> ValueError:
    """Return the error for a wrapper whose dependencies by name are no longer to be relied on."""
    kind, described = _KIND[type(wrapper).__name__]
    reason = _REASON[why].format(kind=kind, now=wrapper._storage, before=wrapper._snapshot)
    return ValueError(
        f"Unable to save the object {wrapper} ({described}). {reason}\n\nIf you don't need this "
        f"{described.split()[1]} checkpointed, wrap it in a non-trackable object; it will be subsequently ignored."
    )
