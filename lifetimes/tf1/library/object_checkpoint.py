"""`tf.train.Checkpoint` in graphs: values under the paths of attributes, written and read by a session.

    checkpoint = tf.train.Checkpoint(net=tf.train.Checkpoint(w=w))     # net/w/.ATTRIBUTES/VARIABLE_VALUE
    path = checkpoint.save("folder/ck")                                # folder/ck-1, with the default session
    checkpoint.restore(path).run_restore_ops()

The names of variables play no part. Source: `tensorflow/python/checkpoint/checkpoint.py`, `CheckpointV1`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from lifetimes.errors import NotFoundError
from lifetimes.graph.data.checkpoint_state import update_checkpoint_state
from lifetimes.graph.data.tensor_bundle import bundle_exists, open_bundle
from lifetimes.object_graph import VALUE, objects_below
from lifetimes.ops import dtypes
from lifetimes.ops.registry import public
from lifetimes.tf1.saver import Saver
from lifetimes.tf1.variable import Variable, variable

_VALUE = f"/{VALUE}"


@public(v1=("train.Checkpoint",))
class Checkpoint:
    """Groups variables, lists and maps of them, and other checkpoints, to be saved by the names of attributes."""

    def __init__(self, world: Any, **kwargs: Any) -> None:
        self._world = world
        self._save_counter: Any = None
        for name, value in kwargs.items():
            if not _named(value) and not isinstance(value, Checkpoint):
                raise ValueError(
                    f"`Checkpoint` was expecting {name} to be a trackable object (an object derived from `Trackable`), "
                    f"got {value}. If you believe this object should be trackable (i.e. it is part of the TensorFlow "
                    "Python API and manages state), please open an issue."
                )
            setattr(self, name, value)

    @property
    def save_counter(self) -> Any:
        """An int64 variable: how often `save` was called; made at its first use."""
        if self._save_counter is None:
            self._save_counter = variable(
                self._world, 0, name="save_counter", dtype=dtypes.int64, trainable=False, collections=[]
            )
        return self._save_counter

    def _session(self, session: Any) -> Any:
        found = self._world.sessions.get() if session is None else session
        if found is None:
            raise RuntimeError("No session is open: pass `session`, or save and restore inside `with tf.Session():`.")
        return found

    def write(self, file_prefix: Any, session: Any = None) -> str:
        """Write the session's values under that very prefix and return it."""
        saver = Saver(self._world, _named(self), max_to_keep=None)
        saver.save(self._session(session), file_prefix, write_meta_graph=False, write_state=False)
        return str(os.fspath(file_prefix))

    def save(self, file_prefix: Any, session: Any = None) -> str:
        """Write under the prefix and a number, note it as the newest of its folder, and return the path."""
        sess = self._session(session)
        if self._save_counter is None:
            sess.run(self.save_counter.initializer)
        number = sess.run(self.save_counter.assign_add(1))
        path = self.write(f"{os.fspath(file_prefix)}-{number}", sess)
        update_checkpoint_state(self._world, os.path.dirname(path), path, [path])
        return path

    def restore(self, save_path: Any) -> CheckpointStatus:
        """Return what can be restored from a checkpoint; its `run_restore_ops` does it. NotFoundError without one."""
        if save_path is not None and not bundle_exists(save_path):
            raise NotFoundError(
                None,
                None,
                f"Error when restoring from checkpoint or SavedModel at {save_path}: Unsuccessful TensorSliceReader "
                f"constructor: Failed to find any matching files for {save_path}\nPlease double-check that the path is "
                "correct. You may be missing the checkpoint suffix (e.g. the '-1' in 'path/to/ckpt-1').",
            )
        return CheckpointStatus(self, save_path)


def _children_of(value: Any) -> Mapping[str, Any]:
    """Return what an object holds by name: attributes of a Checkpoint, elements of a list, entries of a map."""
    if isinstance(value, Checkpoint):
        counter = {} if value._save_counter is None else {"save_counter": value._save_counter}
        return {name: child for name, child in vars(value).items() if not name.startswith("_")} | counter
    if isinstance(value, (list, tuple)):
        return {str(i): child for i, child in enumerate(value)}
    return value if isinstance(value, Mapping) else {}


def _named(root: Any) -> dict[str, Variable]:
    """Return each variable below an object by its key."""
    objects, nodes = objects_below(root, _children_of, lambda one: one.op.name if isinstance(one, Variable) else None)
    return {node.key: value for value, node in zip(objects, nodes, strict=True) if node.key is not None}


class CheckpointStatus:
    """What a `restore` found. Nothing is restored before `run_restore_ops` or `initialize_or_restore`."""

    def __init__(self, checkpoint: Checkpoint, path: Any) -> None:
        self._checkpoint, self._path = checkpoint, path
        _ = checkpoint.save_counter
        self._bundle = None if path is None else open_bundle(path)

    def _found(self) -> dict[str, Variable]:
        named = _named(self._checkpoint)
        return {key: each for key, each in named.items() if self._bundle is not None and key in self._bundle}

    def assert_existing_objects_matched(self) -> CheckpointStatus:
        """AssertionError names a variable whose value is not in the checkpoint."""
        counter, found = f"save_counter{_VALUE}", self._found()
        for key in _named(self._checkpoint):
            if key not in found and key != counter:
                raise AssertionError(f"Object not assigned a value from checkpoint: {key.removesuffix(_VALUE)}")
        return self

    def assert_consumed(self) -> CheckpointStatus:
        """AssertionError names a value of the checkpoint that belongs to no variable, or a variable without one."""
        found = self._found()
        for key in self._bundle.keys() if self._bundle is not None else ():
            if key.endswith(_VALUE) and key not in found:
                raise AssertionError(f"Unresolved object in checkpoint: {key.removesuffix(_VALUE)}")
        return self.assert_existing_objects_matched()

    def assert_nontrivial_match(self) -> CheckpointStatus:
        if not self._found():
            raise AssertionError("Nothing except the root object matched a checkpointed value.")
        return self

    def expect_partial(self) -> CheckpointStatus:
        return self

    def run_restore_ops(self, session: Any = None) -> None:
        """Give the session the values."""
        found = self._found()
        if found:
            saver = Saver(self._checkpoint._world, found)
            saver.restore(self._checkpoint._session(session), self._path)

    def initialize_or_restore(self, session: Any = None) -> None:
        """Give the session the values, and initialise the variables that have none in the checkpoint."""
        sess, found = self._checkpoint._session(session), self._found()
        sess.run([each.initializer for key, each in _named(self._checkpoint).items() if key not in found])
        self.run_restore_ops(sess)
