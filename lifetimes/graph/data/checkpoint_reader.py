"""Looking into a checkpoint without any object to restore: which keys it has, their shapes and values."""

from __future__ import annotations

import os
from typing import Any

from lifetimes.graph.data.checkpoint_state import latest_checkpoint
from lifetimes.graph.data.tensor_bundle import open_bundle
from lifetimes.ops.dtypes import DType
from lifetimes.ops.registry import public


class CheckpointReader:
    """A checkpoint opened for reading, key by key."""

    def __init__(self, prefix: str) -> None:
        self._bundle = open_bundle(prefix)
        self._keys = self._bundle.keys()

    def has_tensor(self, tensor_str: str) -> bool:
        return tensor_str in self._bundle

    def get_tensor(self, tensor_str: str) -> Any:
        """Return the value of a key as an array or a scalar. NotFoundError where there is none."""
        return self._bundle.read(tensor_str)[()]

    def get_variable_to_shape_map(self) -> dict[str, list[int]]:
        return {key: self._bundle.shape(key) for key in self._keys}

    def get_variable_to_dtype_map(self) -> dict[str, DType]:
        return {key: self._bundle.dtype(key) for key in self._keys}

    def debug_string(self) -> bytes:
        """Return one line per key, with its dtype and shape."""
        lines = (f"{key} ({self._bundle.dtype(key).enum_name}) {self._bundle.shape(key)}".replace(", ", ",")
                 for key in self._keys)  # fmt: skip
        return "".join(f"{line}\n" for line in lines).encode()


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
