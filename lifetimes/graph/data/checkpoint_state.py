"""The file `checkpoint` of a folder, which names the newest checkpoint and those kept; and looking into one of them."""

import logging
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from lifetimes.graph.data import tensor_bundle
from lifetimes.graph.data.protos import CheckpointState
from lifetimes.graph.data.whole_files import remove_file, write_file
from lifetimes.ops import DType, public

_FILE: Final = "checkpoint"


def read_state(directory: str | os.PathLike[str], filename: str | None = None) -> CheckpointState | None:
    """Return the state of a folder, its paths joined to the folder; None where there is none.

    One that is damaged is ignored too, as TensorFlow does it: it is said to the log with file and line. ValueError
    where it names no checkpoint.
    """
    path, folder = Path(directory, filename or _FILE), os.fspath(directory)
    try:
        state = CheckpointState.from_text(path.read_text(encoding="utf-8"))
    except OSError:
        return None
    except ValueError as error:
        for words in (f"ParseError: {error}", f"{path}: Checkpoint ignored"):
            logging.getLogger("tensorflow").warning(words)
        return None
    if not state.model_checkpoint_path:
        raise ValueError(f"Invalid checkpoint state loaded from {folder}")
    state.model_checkpoint_path = os.path.join(folder, state.model_checkpoint_path)
    state.all_model_checkpoint_paths = [os.path.join(folder, path) for path in state.all_model_checkpoint_paths]
    return state


def write_state(
    directory: str | os.PathLike[str], newest: str, paths: Iterable[str] = (), filename: str | None = None,
    relative: bool = True, **moments: Any,
) -> None:  # fmt: skip
    """Write which checkpoint of a folder is the newest, and which are kept: those paths, and last the newest.

    Paths inside the folder are written relative to it, so the folder can be moved. A Saver does that only where it is
    asked to, or where the program itself named the folder relative to its own.
    """
    state = state_of(directory, newest, paths, relative, **moments)
    write_file(Path(directory, filename or _FILE), str(state).encode())


def state_of(
    directory: str | os.PathLike[str], newest: str, paths: Iterable[str], relative: bool = False, **moments: Any
) -> CheckpointState:
    """Return the state as it is written."""
    folder, kept = os.fspath(directory), list(paths)
    kept += [newest] if kept[-1:] != [newest] else []
    if relative or not os.path.isabs(folder):
        whole, inside = map(os.path.abspath, (newest, *kept)), os.path.abspath(folder or ".")
        newest, *kept = (os.path.basename(path) if os.path.dirname(path) == inside else path for path in whole)
    return CheckpointState(model_checkpoint_path=newest, all_model_checkpoint_paths=kept, **moments)


@public(v1=("train.generate_checkpoint_state_proto",))
def generate_checkpoint_state_proto(
    world: Any, save_dir: Any, model_checkpoint_path: str, all_model_checkpoint_paths: Sequence[str] | None = None,
    **moments: Any,
) -> CheckpointState:  # fmt: skip
    """Return the state that a folder would have with this newest checkpoint."""
    return state_of(save_dir, model_checkpoint_path, all_model_checkpoint_paths or (), **moments)


@public("train.get_checkpoint_state")
def get_checkpoint_state(world: Any, checkpoint_dir: Any, latest_filename: str | None = None) -> CheckpointState | None:
    """Return what the file `checkpoint` of the folder says, None where there is none."""
    return read_state(checkpoint_dir, latest_filename)


@public("train.latest_checkpoint")
def latest_checkpoint(world: Any, checkpoint_dir: Any, latest_filename: str | None = None) -> str | None:
    """Return the newest checkpoint of the folder, None where the folder names none that exists."""
    state = read_state(checkpoint_dir, latest_filename)
    return state.model_checkpoint_path if state and tensor_bundle.bundle_exists(state.model_checkpoint_path) else None


@public(v1=("train.checkpoint_exists",))
def checkpoint_exists(world: Any, checkpoint_prefix: Any) -> bool:
    """Return whether a checkpoint with this prefix was written."""
    return tensor_bundle.bundle_exists(checkpoint_prefix)


@public(v1=("train.get_checkpoint_mtimes",))
def get_checkpoint_mtimes(world: Any, checkpoint_prefixes: Sequence[str]) -> list[float]:
    """Return when each of the checkpoints that exist was written, in seconds since 1970."""
    existing = filter(tensor_bundle.bundle_exists, checkpoint_prefixes)
    return [os.stat(tensor_bundle.index_path(prefix)).st_mtime for prefix in existing]


@public(v1=("train.remove_checkpoint",))
def remove_checkpoint(
    world: Any, checkpoint_prefix: Any, checkpoint_format_version: int = 2, meta_graph_suffix: str = "meta"
) -> None:
    """Delete the files of a checkpoint, and its meta graph."""
    tensor_bundle.remove_bundle(checkpoint_prefix)
    remove_file(f"{os.fspath(checkpoint_prefix)}.{meta_graph_suffix}")


@public(v1=("train.update_checkpoint_state",))
def update_checkpoint_state(
    world: Any, save_dir: Any, model_checkpoint_path: str, all_model_checkpoint_paths: Sequence[str] | None = None,
    latest_filename: str | None = None, all_model_checkpoint_timestamps: Sequence[float] | None = None,
    last_preserved_timestamp: float | None = None,
) -> None:  # fmt: skip
    """Write the state of a folder. RuntimeError where the checkpoint has the name of the state itself."""
    if os.path.join(os.fspath(save_dir), latest_filename or _FILE) == model_checkpoint_path:
        raise RuntimeError(f"Save path '{model_checkpoint_path}' conflicts with path used for checkpoint state.  "
                           "Please use a different save path.")  # fmt: skip
    write_state(
        save_dir, model_checkpoint_path, all_model_checkpoint_paths or (), latest_filename, relative=False,
        all_model_checkpoint_timestamps=all_model_checkpoint_timestamps,
        last_preserved_timestamp=last_preserved_timestamp,
    )  # fmt: skip


class CheckpointReader:
    """A checkpoint opened for reading, key by key."""

    def __init__(self, prefix: str) -> None:
        self._bundle = tensor_bundle.open_bundle(prefix)

    def has_tensor(self, tensor_str: str) -> bool:
        return tensor_str in self._bundle

    def get_tensor(self, tensor_str: str) -> Any:
        """Return the value of a key as an array or a scalar. NotFoundError where there is none."""
        return self._bundle.read(tensor_str)[()]

    def get_variable_to_shape_map(self) -> dict[str, list[int]]:
        return {key: self._bundle.shape(key) for key in self._from_the_last()}

    def get_variable_to_dtype_map(self) -> dict[str, DType]:
        return {key: self._bundle.dtype(key) for key in self._from_the_last()}

    def _from_the_last(self) -> list[str]:
        """Return the keys in the order in which TensorFlow's reader most often gives them, which promises none."""
        return sorted(self._bundle.keys(), reverse=True)

    def debug_string(self) -> bytes:
        """Return one line per key, with its dtype and shape."""
        kinds, shapes = self.get_variable_to_dtype_map(), self.get_variable_to_shape_map()
        lines = (
            f"{key} ({kinds[key].enum_name}) {shape}\n".replace(", ", ",") for key, shape in sorted(shapes.items())
        )
        return "".join(lines).encode()


@public("train.load_checkpoint")
def load_checkpoint(world: Any, ckpt_dir_or_file: Any) -> CheckpointReader:
    """Open a checkpoint, or the newest of a folder, for reading. ValueError for a folder without one."""
    path: str | None = os.fspath(ckpt_dir_or_file)
    if os.path.isdir(ckpt_dir_or_file):
        path = latest_checkpoint(world, ckpt_dir_or_file)
    if path is None:
        raise ValueError(f"Couldn't find 'checkpoint' file or checkpoints in given directory {ckpt_dir_or_file}")
    return CheckpointReader(path)


@public("train.list_variables")
def list_variables(world: Any, ckpt_dir_or_file: Any) -> list[tuple[str, list[int]]]:
    """Return the keys of a checkpoint with their shapes, in order."""
    return sorted(load_checkpoint(world, ckpt_dir_or_file).get_variable_to_shape_map().items())


@public("train.load_variable")
def load_variable(world: Any, ckpt_dir_or_file: Any, name: str) -> Any:
    """Return the value that a checkpoint has under that key. NotFoundError where it has none."""
    return load_checkpoint(world, ckpt_dir_or_file).get_tensor(name.removesuffix(":0"))


@public(v1=("train.NewCheckpointReader",))
def new_checkpoint_reader(world: Any, filepattern: Any) -> CheckpointReader:
    """Open a checkpoint for reading."""
    return CheckpointReader(os.fspath(filepattern))
