"""Saver: values to files and back, matched by the names of variables.

    saver = tf.train.Saver()             # the global variables of this moment, and new operations in the graph
    saver.save(sess, "folder/model")     # this session's values
    saver.restore(sess, "folder/model")  # into any session of any graph whose variables have those names

The Saver object dies with its last handle, and its operations outlive it: the graph owns them, and
`save/restore_all` runs by name. Which files it keeps, and how they lie on the disk, is the library's.
Source: `tensorflow/python/training/saver.py`.
"""

import os
from collections.abc import Mapping
from typing import Any

from lifetimes.errors import OpError
from lifetimes.library import load
from lifetimes.ops import public
from lifetimes.tf1.graph_collections import GraphKeys
from lifetimes.tf1.session import BaseSession
from lifetimes.tf1.variable_lists import global_variables


def _by_name(variables: Any) -> dict[str, Any]:
    """Return the variables under the names that a checkpoint has for them: their own, or those of a map."""
    if isinstance(variables, Mapping):
        return load("tf1.library.checkpoint_files").checked(variables)  # type: ignore[no-any-return]
    if not isinstance(variables, (list, tuple, set)):
        raise TypeError(f"Variables to save should be passed in a dict or a list. Got {variables}")
    found: dict[str, Any] = {}
    for variable in load("tf1.library.checkpoint_files").parts_of(variables):
        part = getattr(variable, "_save_slice_info", None)  # saved under the name of the whole
        name = f"{part.full_name} {part.spec}" if part else str(getattr(variable, "_shared_name", variable.name))
        if name in found:
            raise ValueError(f"At least two variables have the same name: {name}")
        if not hasattr(variable, "_shared_name"):
            raise TypeError(f"Variable to save is not a Variable: {variable}")
        found[name] = variable
    return found


@public(v1=("train.Saver",))
class Saver:
    """Saves and restores variables by name, and deletes old files. Holds the variables that it was given or found.

    Under eager execution it needs no session, and must be given its variables.
    """

    def __init__(
        self, world: Any, var_list: Any = None, reshape: bool = False, sharded: bool = False,
        max_to_keep: int | None = 5, keep_checkpoint_every_n_hours: float = 10000.0, name: str | None = None,
        restore_sequentially: bool = False, saver_def: Any = None, builder: Any = None, defer_build: bool = False,
        allow_empty: bool = False, write_version: int = 2, pad_step_number: bool = False,
        save_relative_paths: bool = False, filename: str | None = None,
    ) -> None:  # fmt: skip
        if defer_build and var_list is not None:
            words = "If `var_list` is provided then build cannot be deferred."
            raise ValueError(f"{words} Either set defer_build=False or var_list=None.")
        self._world, self._var_list, self._name, self._filename = world, var_list, name, filename
        self._reshape, self._allow_empty = reshape, allow_empty
        self._pad, self._relative = pad_step_number, save_relative_paths
        self._eager: Any = None  # the variables, where they are in no graph
        self.saver_def, self._files = saver_def, load("tf1.library.checkpoint_files")
        hours = keep_checkpoint_every_n_hours
        if saver_def is not None:
            max_to_keep, hours = saver_def.max_to_keep, saver_def.keep_checkpoint_every_n_hours
        self._kept = self._files.KeptFiles(max_to_keep or 0, hours)
        if saver_def is None and not defer_build:
            self.build()

    # --- the operations ---

    def build(self) -> None:
        """Add the operations to the graph, for the global variables of now where none were given."""
        if self.saver_def is not None:
            return
        if self._world.is_eager():
            if self._var_list is None:
                words = "When eager execution is enabled, `var_list` must specify a list or dict of variables to save"
                raise RuntimeError(words)
            self._eager = _by_name(self._var_list)
            return
        if self._var_list is None:
            graph = self._world.current_graph()
            self._var_list = global_variables(self._world) + graph.get_collection(GraphKeys.SAVEABLE_OBJECTS)
        if not self._var_list and not self._allow_empty:
            raise ValueError("No variables to save")
        if self._var_list:
            self.saver_def = self._build(_by_name(self._var_list))

    def _build(self, variables: Mapping[str, Any]) -> Any:
        """Add `save/control_dependency`, which writes the values, and `save/restore_all`, and return their names."""
        world, names = self._world, sorted(variables)
        values = [variables[name]._as_graph_element() for name in names]
        with world.name_scope(self._name, "save", values), world.current_graph().control_dependencies(None):
            file = world.apply("PlaceholderWithDefault", self._filename or "model", shape=(), name="filename")
            file = world.apply("PlaceholderWithDefault", file, shape=(), name="Const")
            whole, _, slices = zip(*(name.partition(" ") for name in names), strict=True)
            saved = world.node("SaveV2", (file, whole, slices, *values), {}, None)
            with world.current_graph().control_dependencies([saved]):
                path = world.apply("Identity", file, name="control_dependency")
            dtypes = [variables[name].dtype.base_dtype for name in names]
            with world.current_graph().device("cpu:0"):
                found = world.node("RestoreV2", (file, whole, slices), {"dtypes": dtypes}, None).outputs
            assigned = [self._assign(variables[name], value) for name, value in zip(names, found, strict=True)]
            with world.current_graph().control_dependencies(assigned):
                restored = world.node("NoOp", (), {}, "restore_all")
        return load("graph.data.protos").SaverDef(
            filename_tensor_name=file.name, save_tensor_name=path.name, restore_op_name=restored.name,
            max_to_keep=self._kept.max_to_keep, keep_checkpoint_every_n_hours=self._kept.hours, version=2,
        )  # fmt: skip

    def _assign(self, variable: Any, value: Any) -> Any:
        """Return an operation that gives the variable, or a part of a table, a restored value."""
        if hasattr(variable, "restored"):
            return variable.restored(value)
        world, shape = self._world, variable.static_shape
        if self._reshape:
            value = world.apply("Reshape", value, list(shape or ()))
        if variable._is_resource:
            return world.node("AssignVariableOp", (variable.handle, world.apply("Identity", value)), {}, None)
        known = not self._reshape and shape is not None
        return world.node("Assign", (variable, value), {"validate_shape": known}, None)

    # --- saving ---

    def save(
        self, sess: Any, save_path: Any, global_step: Any = None, latest_filename: str | None = None,
        meta_graph_suffix: str = "meta", write_meta_graph: bool = True, write_state: bool = True,
        strip_default_attrs: bool = False, save_debug_info: bool = False,
    ) -> str | None:  # fmt: skip
        """Write the session's values to `save_path`, with the step as `-step`, and return the path.

        Then the file `checkpoint` beside it names it as the newest, and the oldest beyond `max_to_keep` are deleted.
        A crash at any moment leaves what was saved before. None where there is nothing to save.
        """
        if self.saver_def is None and self._eager is None and not self._allow_empty:
            raise RuntimeError("`build()` should be called before save if defer_build==True")
        latest = latest_filename or "checkpoint"
        file: str = self._files.numbered_path(sess, save_path, global_step, latest, self._pad)
        if self._eager is not None:
            self._files.write_values(file, self._eager)
        elif not isinstance(sess, BaseSession):
            raise TypeError(f"'sess' must be a Session; {sess}")
        elif self.saver_def is not None:
            self._files.run_saving(sess, self.saver_def, file, save_path)
        written = self._eager is not None or self.saver_def is not None
        if write_state and written:
            self._kept.add(file, os.path.dirname(file), latest, meta_graph_suffix, self._relative)
        if write_meta_graph and self._eager is None:
            with sess.graph.as_default():
                self.export_meta_graph(f"{file}.{meta_graph_suffix}", strip_default_attrs=strip_default_attrs)
        return file if written else None

    # --- restoring ---

    def restore(self, sess: Any, save_path: Any) -> None:
        """Give the session the values of a checkpoint. Restored variables need no initialiser.

        ValueError where there is no such checkpoint, NotFoundError for a name that it does not have,
        InvalidArgumentError for another shape or dtype, DataLossError for damage.
        """
        if self.saver_def is None and self._eager is None:
            return
        path = self._files.existing_path(save_path)
        if self._eager is not None:
            self._files.read_values(path, self._eager)
            return
        try:
            sess.run(self.saver_def.restore_op_name, {self.saver_def.filename_tensor_name: path})
        except OpError as error:
            raise self._files.explained(error, path) from error

    # --- what it knows of its files ---

    @property
    def last_checkpoints(self) -> list[str]:
        """The checkpoints that it has written and not deleted, oldest first."""
        return [file for file, _ in self._kept.files]

    def set_last_checkpoints(self, last_checkpoints: list[str]) -> None:
        self._kept.files = [(file, float("inf")) for file in last_checkpoints]

    def set_last_checkpoints_with_time(self, last_checkpoints_with_time: list[tuple[str, float]]) -> None:
        self._kept.files = list(last_checkpoints_with_time)

    def recover_last_checkpoints(self, checkpoint_paths: list[str]) -> None:
        """Count these checkpoints, as far as they exist, among its own, so that it will delete them in their time."""
        self._kept.recover(checkpoint_paths)

    # --- as data ---

    def as_saver_def(self) -> Any:
        return self.saver_def

    def to_proto(self, export_scope: str | None = None) -> Any:
        """Return the names of its operations as data; None where they are outside of `export_scope`."""
        if export_scope is None or self.saver_def is None:
            return self.saver_def
        return load("tf1.library.definitions").without_scope(self.saver_def, export_scope)

    @classmethod
    def from_proto(cls, saver_def: Any, import_scope: str | None = None) -> Any:
        """Return a Saver for operations that are in the graph already."""
        renamed = load("tf1.library.definitions").under_scope(saver_def, import_scope)
        return cls(saver_def=renamed)  # type: ignore[call-arg]

    def export_meta_graph(self, filename: str | None = None, collection_list: Any = None, **options: Any) -> Any:
        """Return the graph of this moment with its collections and this Saver as data, and write it to a file."""
        export = load("tf1.library.meta_graph").export_meta_graph
        return export(self._world, filename, collection_list=collection_list, saver_def=self.saver_def, **options)
