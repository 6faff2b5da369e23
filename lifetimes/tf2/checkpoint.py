"""Checkpoint: saves what a root object leads to, by the paths of attributes, and restores it by the same paths.

A Checkpoint is a strong owner of the objects that it was given. How values lie on the disk is the library's
(`tf2/library/checkpoint_files.py`): the old file is whole until the new one is.
Source: `guide/checkpoint`; `tensorflow/python/checkpoint/checkpoint.py`.
"""

import os
from typing import Any

from lifetimes import labels
from lifetimes.errors import NotFoundError
from lifetimes.library import load
from lifetimes.ops import dtypes, plain
from lifetimes.tf2.object_graph import child_of, objects_below, values_of
from lifetimes.tf2.tracking import AutoTrackable, Trackable, is_trackable
from lifetimes.tf2.variable import Variable


@plain(v2=("train.Checkpoint",))
class Checkpoint(AutoTrackable):
    """Groups objects to be saved together. `Checkpoint(root)` saves the root's own paths, without a prefix."""

    _root: Any
    _attached: dict[str, Any]

    def __init__(self, root: Any = None, **kwargs: Any) -> None:
        vars(self).update(_root=None, _attached={}, _self_setattr_tracking=True)
        if root is not None:
            _assert_trackable(root, "root")
            vars(self)["_root"] = root
            kwargs["root"] = root
        for name in sorted(kwargs):
            setattr(self, name, kwargs[name])
            _assert_trackable(getattr(self, name), name)
            if root is not None:
                self._attach(name, getattr(self, name))
        vars(self)["_kwargs"] = kwargs  # what it was given lives on where an attribute is replaced

    def _attach(self, name: str, value: Any) -> None:
        """Save an object beside those of the root. ValueError where the root has another one of that name."""
        own = child_of(self._root, name)
        if own is None:
            self._attached[name] = value
        elif own is not value:
            raise ValueError(f"Cannot create a Checkpoint with keyword argument {name} if root.{name} already exists.")

    _top: Any = property(lambda self: self if self._root is None else self._root)

    @property
    def save_counter(self) -> Any:
        """An int64 variable: how often `save` was called. It is saved, and made at its first use."""
        counter = vars(self).get("_save_counter")
        if counter is None:
            counter = Variable(0, name="save_counter", dtype=dtypes.int64, trainable=False)
            vars(self)["_save_counter"] = counter
            if self._root is None:
                self._track("save_counter", counter)
            else:
                self._attached["save_counter"] = counter
                if isinstance(self._root, Trackable):
                    self._root._dependency_added("save_counter", counter)
        return counter

    # --- writing ---

    def write(self, file_prefix: Any, options: Any = None) -> str:
        """Write the values of now under that very prefix and return it."""
        files = load("tf2.library.checkpoint_files")
        if (session := files.in_session(self)) is not None:
            return session.write(file_prefix)  # type: ignore[no-any-return]
        objects, nodes = objects_below(self._top, self._attached)
        return files.write(file_prefix, nodes, values_of(objects, nodes))  # type: ignore[no-any-return]

    def save(self, file_prefix: Any, options: Any = None) -> str:
        """Write under the prefix and a number, note it as the newest of its folder, and return the path."""
        path = self.write(f"{os.fspath(file_prefix)}-{self._counted()}")
        load("tf2.library.checkpoint_files").note_newest(path)
        return path

    def _counted(self) -> int:
        return load("tf2.library.checkpoint_files").counted(self)  # type: ignore[no-any-return]

    # --- reading ---

    def read(self, save_path: Any, options: Any = None) -> Any:
        """Restore the objects from what `write` or `save` wrote and return a status. NotFoundError where nothing is."""
        files = load("tf2.library.checkpoint_files")
        if (session := files.in_session(self)) is not None:
            return session.read(save_path)
        return files.restored(save_path, self._top, self._attached)

    def restore(self, save_path: Any, options: Any = None) -> Any:
        """Restore the objects, the save counter too. Values whose objects do not exist yet wait for them."""
        try:
            status = self.read(save_path)
        except NotFoundError as error:
            raise load("tf2.library.checkpoint_files").explained(error, save_path) from None
        _ = self.save_counter
        return status


def _assert_trackable(value: Any, name: str) -> None:
    if not is_trackable(value):
        raise ValueError(f"`Checkpoint` was expecting {name} to be a trackable object (an object derived from "
                         f"`Trackable`), got {value}. If you believe this object should be trackable (i.e. it is part "
                         "of the TensorFlow Python API and manages state), please open an issue.")  # fmt: skip


labels.register(Checkpoint, "checkpoint")
