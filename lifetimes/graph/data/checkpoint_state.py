"""The file `checkpoint` of a folder: which checkpoint is the newest, which are kept, and when each was written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from lifetimes.graph.data import archive
from lifetimes.ops.registry import public

_FILE: Final = "checkpoint"
_LINE: Final = re.compile(r'^(\w+): (?:"((?:[^"\\]|\\.)*)"|(\S+))$')


class CheckpointState:
    """What the file says, with the fields of TensorFlow's protocol buffer."""

    def __init__(
        self,
        model_checkpoint_path: str = "",
        all_model_checkpoint_paths: Sequence[str] = (),
        all_model_checkpoint_timestamps: Sequence[float] = (),
        last_preserved_timestamp: float = 0.0,
    ) -> None:
        self.model_checkpoint_path = model_checkpoint_path
        self.all_model_checkpoint_paths = list(all_model_checkpoint_paths)
        self.all_model_checkpoint_timestamps = list(all_model_checkpoint_timestamps)
        self.last_preserved_timestamp = last_preserved_timestamp

    def _lines(self) -> Iterator[str]:
        yield f'model_checkpoint_path: "{_escaped(self.model_checkpoint_path)}"'
        for path in self.all_model_checkpoint_paths:
            yield f'all_model_checkpoint_paths: "{_escaped(path)}"'
        for moment in self.all_model_checkpoint_timestamps:
            yield f"all_model_checkpoint_timestamps: {moment!r}"
        if self.last_preserved_timestamp:
            yield f"last_preserved_timestamp: {self.last_preserved_timestamp!r}"

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in self._lines())

    __repr__ = __str__


def _escaped(path: str) -> str:
    return path.replace("\\", "\\\\").replace('"', '\\"')


def parse(text: str) -> CheckpointState:
    """Return the state that such text tells. ValueError where a line is not of that form."""
    state = CheckpointState()
    for line in filter(None, text.splitlines()):
        found = _LINE.match(line)
        if found is None:
            raise ValueError(f"{line!r} is not a line of a checkpoint state.")
        field, quoted, plain = found.groups()
        value: Any = float(plain) if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
        if field.startswith("all_"):
            getattr(state, field).append(value)
        else:
            setattr(state, field, value)
    return state


def read_state(directory: str | os.PathLike[str], filename: str | None = None) -> CheckpointState | None:
    """Return the state of a folder, its paths joined to the folder; None where there is none to be read."""
    folder = os.fspath(directory)
    with suppress(OSError, ValueError):
        state = parse(Path(folder, filename or _FILE).read_text())
        state.model_checkpoint_path = os.path.join(folder, state.model_checkpoint_path)
        state.all_model_checkpoint_paths = [os.path.join(folder, path) for path in state.all_model_checkpoint_paths]
        return state
    return None


def write_state(
    directory: str | os.PathLike[str], state: CheckpointState, filename: str | None = None, relative: bool = True
) -> None:
    """Write the state of a folder; paths inside the folder are written relative to it, so the folder can be moved.

    A Saver does that only where it is asked to, or where the program itself named the folder relative to its own.
    """
    folder = os.fspath(directory)
    if not relative and os.path.isabs(folder):
        archive.write_file(Path(folder, filename or _FILE), str(state).encode())
        return
    newest, paths = state.model_checkpoint_path, state.all_model_checkpoint_paths
    written = CheckpointState(
        _relative(newest, folder),
        [_relative(path, folder) for path in (paths if paths and paths[-1] == newest else [*paths, newest])],
        state.all_model_checkpoint_timestamps,
        state.last_preserved_timestamp,
    )
    archive.write_file(Path(folder, filename or _FILE), str(written).encode())


def _relative(path: str, folder: str) -> str:
    inside = os.path.dirname(os.path.abspath(path)) == os.path.abspath(folder or ".")
    return os.path.basename(path) if inside else os.path.abspath(path)


@public("train.get_checkpoint_state")
def get_checkpoint_state(world: Any, checkpoint_dir: Any, latest_filename: str | None = None) -> CheckpointState | None:
    """Return what the file `checkpoint` of the folder says, None where there is none."""
    return read_state(checkpoint_dir, latest_filename)


@public("train.latest_checkpoint")
def latest_checkpoint(world: Any, checkpoint_dir: Any, latest_filename: str | None = None) -> str | None:
    """Return the newest checkpoint of the folder, None where the folder names none that exists."""
    state = read_state(checkpoint_dir, latest_filename)
    if state is not None and archive.bundle_exists(state.model_checkpoint_path):
        return state.model_checkpoint_path
    return None


@public(v1=("train.checkpoint_exists",))
def checkpoint_exists(world: Any, checkpoint_prefix: Any) -> bool:
    """Return whether a checkpoint with this prefix was written."""
    return archive.bundle_exists(checkpoint_prefix)


@public(v1=("train.get_checkpoint_mtimes",))
def get_checkpoint_mtimes(world: Any, checkpoint_prefixes: Sequence[str]) -> list[float]:
    """Return when each of the checkpoints that exist was written, in seconds since 1970."""
    return [archive.bundle_time(prefix) for prefix in checkpoint_prefixes if archive.bundle_exists(prefix)]


@public(v1=("train.remove_checkpoint",))
def remove_checkpoint(
    world: Any, checkpoint_prefix: Any, checkpoint_format_version: int = 2, meta_graph_suffix: str = "meta"
) -> None:
    """Delete the files of a checkpoint, and its meta graph."""
    archive.remove_bundle(checkpoint_prefix)
    archive.remove_file(f"{os.fspath(checkpoint_prefix)}.{meta_graph_suffix}")


@public(v1=("train.update_checkpoint_state",))
def update_checkpoint_state(
    world: Any,
    save_dir: Any,
    model_checkpoint_path: str,
    all_model_checkpoint_paths: Sequence[str] | None = None,
    latest_filename: str | None = None,
    all_model_checkpoint_timestamps: Sequence[float] | None = None,
    last_preserved_timestamp: float | None = None,
) -> None:
    """Write the state of a folder. RuntimeError where the checkpoint has the name of the state itself."""
    if os.path.join(os.fspath(save_dir), latest_filename or _FILE) == model_checkpoint_path:
        raise RuntimeError(
            f"Save path '{model_checkpoint_path}' conflicts with path used for checkpoint state.  Please use a "
            "different save path."
        )
    paths = list(all_model_checkpoint_paths or ())
    if not paths or paths[-1] != model_checkpoint_path:
        paths.append(model_checkpoint_path)
    moments = all_model_checkpoint_timestamps or ()
    state = CheckpointState(model_checkpoint_path, paths, moments, last_preserved_timestamp or 0.0)
    write_state(save_dir, state, latest_filename, relative=False)
