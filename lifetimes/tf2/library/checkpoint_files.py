"""How the checkpoints of the new world lie on the disk: values by key, and the graph of objects among them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lifetimes.errors import NotFoundError, advise
from lifetimes.graph.data.checkpoint_state import write_state
from lifetimes.graph.data.object_graph_def import KEY, decode, encode
from lifetimes.graph.data.protos import CheckpointState
from lifetimes.graph.data.tensor_bundle import open_bundle, write_bundle
from lifetimes.object_graph import Node
from lifetimes.ops.dtypes import Array
from lifetimes.tf2.library import restore_status
from lifetimes.tf2.restoration import Restoration


def write(file_prefix: Any, nodes: Sequence[Node], values: Mapping[str, Array]) -> str:
    """Write objects and their values, in a new folder where there is none, and return the path."""
    prefix: str = os.fspath(file_prefix)
    Path(prefix).parent.mkdir(parents=True, exist_ok=True)
    write_bundle(prefix, {KEY: encode(nodes), **values})
    return prefix


def note_newest(path: str) -> None:
    """Let the state of a folder name a checkpoint as its newest, and the only one."""
    write_state(os.path.dirname(path) or ".", CheckpointState(model_checkpoint_path=path))


def restored(save_path: Any, root: Any, attached: Mapping[str, Any]) -> Any:
    """Restore the objects below the root and return the status. NotFoundError where there is no checkpoint."""
    if save_path is None:
        return restore_status.InitializationOnlyStatus()
    inside = Path(save_path, "variables", "variables")  # a SavedModel has a checkpoint inside
    bundle = open_bundle(os.fspath(inside if inside.with_suffix(".index").is_file() else save_path))
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
