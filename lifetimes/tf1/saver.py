"""Saver: values to files and back, matched by the names of variables.

    saver = tf.train.Saver()             # the global variables of this moment, and new operations in the graph
    saver.save(sess, "folder/model")     # this session's values
    saver.restore(sess, "folder/model")  # into any session of any graph whose variables have those names

The Saver object dies with its last handle, and its operations outlive it: the graph owns them, and
`save/restore_all` runs by name. Source: `tensorflow/python/training/saver.py`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from typing import Any

import numpy as np

from lifetimes.errors import InvalidArgumentError, NotFoundError, OpError
from lifetimes.graph.data import archive, checkpoint_ops
from lifetimes.graph.data.checkpoint_state import write_state
from lifetimes.graph.data.protos import CheckpointState, SaverDef
from lifetimes.ops.registry import public
from lifetimes.tf1 import saved_names
from lifetimes.tf1.graph_collections import GraphKeys
from lifetimes.tf1.library import definitions
from lifetimes.tf1.library import log_messages as messages
from lifetimes.tf1.library.meta_graph import export_meta_graph
from lifetimes.tf1.session import BaseSession
from lifetimes.tf1.variable_lists import global_variables


@public(v1=("train.Saver",))
class Saver:
    """Saves and restores variables by name, and deletes old files. Holds the variables that it was given or found.

    Under eager execution it needs no session, and must be given its variables.
    """

    def __init__(
        self,
        world: Any,
        var_list: Any = None,
        reshape: bool = False,
        sharded: bool = False,
        max_to_keep: int | None = 5,
        keep_checkpoint_every_n_hours: float = 10000.0,
        name: str | None = None,
        restore_sequentially: bool = False,
        saver_def: SaverDef | None = None,
        builder: Any = None,
        defer_build: bool = False,
        allow_empty: bool = False,
        write_version: int = SaverDef.V2,
        pad_step_number: bool = False,
        save_relative_paths: bool = False,
        filename: str | None = None,
    ) -> None:
        if defer_build and var_list is not None:
            raise ValueError(
                "If `var_list` is provided then build cannot be deferred. Either set defer_build=False or "
                "var_list=None."
            )
        self._world, self._var_list, self._name, self._filename = world, var_list, name, filename
        self._max_to_keep, self._hours = max_to_keep or 0, keep_checkpoint_every_n_hours
        self._reshape, self._allow_empty = reshape, allow_empty
        self._pad, self._relative = pad_step_number, save_relative_paths
        self.saver_def: Any = saver_def
        self._eager: dict[str, Any] | None = None
        self._kept: list[tuple[str, float]] = []
        self._next_preserved = time.time() + keep_checkpoint_every_n_hours * 3600
        if saver_def is not None:
            self._max_to_keep, self._hours = saver_def.max_to_keep, saver_def.keep_checkpoint_every_n_hours
        elif not defer_build:
            self.build()

    # --- the operations ---

    def build(self) -> None:
        """Add the operations to the graph, for the global variables of now where none were given."""
        if self.saver_def is not None:
            return
        if self._world.is_eager():
            if self._var_list is None:
                raise RuntimeError(
                    "When eager execution is enabled, `var_list` must specify a list or dict of variables to save"
                )
            self._eager = saved_names.by_name(self._var_list)
            return
        if self._var_list is None:
            graph = self._world.current_graph()
            self._var_list = global_variables(self._world) + graph.get_collection(GraphKeys.SAVEABLE_OBJECTS)
        if not self._var_list and not self._allow_empty:
            raise ValueError("No variables to save")
        if self._var_list:
            self.saver_def = self._build(saved_names.by_name(self._var_list))

    def _build(self, variables: Mapping[str, Any]) -> SaverDef:
        world, names = self._world, sorted(variables)
        with world.name_scope(self._name, "save"), world.current_graph().control_dependencies(None):
            file = world.apply("PlaceholderWithDefault", self._filename or "model", shape=(), name="filename")
            file = world.apply("PlaceholderWithDefault", file, shape=(), name="Const")
            values = [saved_names.saved_tensor(variables[name]) for name in names]
            slices = [""] * len(names)
            saved = world.node("SaveV2", (file, names, slices, *values), {}, None)
            with world.current_graph().control_dependencies([saved]):
                path = world.apply("Identity", file, name="control_dependency")
            dtypes = [variables[name].dtype.base_dtype for name in names]
            found = world.node("RestoreV2", (file, names, slices), {"dtypes": dtypes}, None).outputs
            assigned = [
                saved_names.assign(world, variables[n], v, self._reshape) for n, v in zip(names, found, strict=True)
            ]
            with world.current_graph().control_dependencies(assigned):
                restored = world.node("NoOp", (), {}, "restore_all")
        return SaverDef(
            filename_tensor_name=file.name, save_tensor_name=path.name, restore_op_name=restored.name,
            max_to_keep=self._max_to_keep, keep_checkpoint_every_n_hours=self._hours, version=SaverDef.V2,
        )  # fmt: skip

    # --- saving ---

    def save(
        self,
        sess: Any,
        save_path: Any,
        global_step: Any = None,
        latest_filename: str | None = None,
        meta_graph_suffix: str = "meta",
        write_meta_graph: bool = True,
        write_state: bool = True,
        strip_default_attrs: bool = False,
        save_debug_info: bool = False,
    ) -> str | None:
        """Write the session's values to `save_path`, with the step as `-step`, and return the path.

        Then the file `checkpoint` beside it names it as the newest, and the oldest beyond `max_to_keep` are deleted.
        A crash at any moment leaves what was saved before. None where there is nothing to save.
        """
        self._check_built()
        latest = latest_filename or "checkpoint"
        path = os.fspath(save_path)
        self._check_path(path, latest)
        step = saved_names.step_of(sess, global_step)
        file = path if step is None else f"{path}-{step:08d}" if self._pad else f"{path}-{step}"
        if self._eager is not None:
            archive.write_bundle(file, {name: np.asarray(each.numpy()) for name, each in self._eager.items()})
            if write_state:
                self._record(file, path, latest)
                self._delete_old(meta_graph_suffix)
            return file
        if not isinstance(sess, BaseSession):
            raise TypeError(f"'sess' must be a Session; {sess}")
        if self.saver_def is not None:
            sess.run(self.saver_def.save_tensor_name, {self.saver_def.filename_tensor_name: file})
            if write_state:
                self._record(file, path, latest)
                self._delete_old(meta_graph_suffix)
        if write_meta_graph:
            with sess.graph.as_default():
                self.export_meta_graph(f"{file}.{meta_graph_suffix}")
        return None if self.saver_def is None else file

    def _check_built(self) -> None:
        if self.saver_def is None and self._eager is None and not self._allow_empty:
            raise RuntimeError("`build()` should be called before save if defer_build==True")

    def _check_path(self, path: str, latest: str) -> None:
        if os.path.split(latest)[0]:
            raise ValueError("'latest_filename' must not contain path components")
        if os.path.basename(path) == latest:
            raise ValueError(f"'latest_filename' collides with 'save_path': '{latest}' and '{path}'")
        if not path or not os.path.isdir(os.path.dirname(path) or "."):
            raise ValueError(f"Parent directory of {path} doesn't exist, can't save.")

    def _record(self, file: str, path: str, latest: str) -> None:
        """Let the folder's state name the new checkpoint as its newest."""
        self._kept = [(kept, moment) for kept, moment in self._kept if kept != file]
        self._kept.append((file, time.time()))
        keep = len(self._kept) - self._max_to_keep if self._max_to_keep else 0
        state = CheckpointState(
            model_checkpoint_path=file, all_model_checkpoint_paths=[kept for kept, _ in self._kept[max(keep, 0) :]]
        )
        write_state(os.path.dirname(path), state, latest, relative=self._relative)

    def _delete_old(self, meta_graph_suffix: str) -> None:
        while self._max_to_keep and len(self._kept) > self._max_to_keep:
            file, moment = self._kept.pop(0)
            if moment > self._next_preserved:
                self._next_preserved += self._hours * 3600
            else:
                archive.remove_bundle(file)
                archive.remove_file(f"{file}.{meta_graph_suffix}")

    # --- restoring ---

    def restore(self, sess: Any, save_path: Any) -> None:
        """Give the session the values of a checkpoint. Restored variables need no initialiser.

        ValueError where there is no such checkpoint, NotFoundError for a name that it does not have,
        InvalidArgumentError for another shape or dtype, DataLossError for damage.
        """
        if self.saver_def is None and self._eager is None:
            return
        if save_path is None:
            raise ValueError("Can't load save_path when it is None.")
        path = os.fspath(save_path)
        if not archive.bundle_exists(path):
            raise ValueError(f"The passed save_path is not a valid checkpoint: {path}")
        messages.info("Restoring parameters from %s", path)
        if self._eager is not None:
            bundle = archive.Bundle(path)
            found = {n: checkpoint_ops.read_entry(bundle, n, each.dtype) for n, each in self._eager.items()}
            for name, value in found.items():
                self._eager[name].assign(value)
            return
        try:
            sess.run(self.saver_def.restore_op_name, {self.saver_def.filename_tensor_name: path})
        except NotFoundError as error:
            raise _explained(error, "a Variable name or other graph key that is missing from the checkpoint") from error
        except InvalidArgumentError as error:
            raise _explained(error, "a mismatch between the current graph and the graph from the checkpoint") from error

    # --- what it knows of its files ---

    @property
    def last_checkpoints(self) -> list[str]:
        """The checkpoints that it has written and not deleted, oldest first."""
        return [file for file, _ in self._kept]

    def set_last_checkpoints(self, last_checkpoints: list[str]) -> None:
        self._kept = [(file, float("inf")) for file in last_checkpoints]

    def set_last_checkpoints_with_time(self, last_checkpoints_with_time: list[tuple[str, float]]) -> None:
        self._kept = list(last_checkpoints_with_time)

    def recover_last_checkpoints(self, checkpoint_paths: list[str]) -> None:
        """Count these checkpoints, as far as they exist, among its own, so that it will delete them in their time."""
        found = [path for path in checkpoint_paths if archive.bundle_exists(path)]
        self._kept = [(path, archive.bundle_time(path)) for path in found]

    # --- as data ---

    def as_saver_def(self) -> Any:
        return self.saver_def

    def to_proto(self, export_scope: str | None = None) -> Any:
        """Return the names of its operations as data; None where they are outside of `export_scope`."""
        if export_scope is None or self.saver_def is None:
            return self.saver_def
        return definitions.without_scope(self.saver_def, export_scope)

    @classmethod
    def from_proto(cls, saver_def: Any, import_scope: str | None = None) -> Any:
        """Return a Saver for operations that are in the graph already."""
        return cls(saver_def=definitions.under_scope(saver_def, import_scope))  # type: ignore[call-arg]

    def export_meta_graph(self, filename: str | None = None, collection_list: Any = None, **options: Any) -> Any:
        """Return the graph of this moment with its collections and this Saver as data, and write it to a file."""
        return export_meta_graph(
            self._world, filename, collection_list=collection_list, saver_def=self.saver_def, **options
        )


def _explained(error: OpError, likely: str) -> Exception:
    words = (
        f"Restoring from checkpoint failed. This is most likely due to {likely}. Please ensure that you have not "
        f"altered the graph expected based on the checkpoint. Original error:\n\n{error.message}"
    )
    kind: type[OpError] = type(error)
    return kind(error.node_def, error.op, words)
