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

import numpy as np

from lifetimes.errors import advise
from lifetimes.graph.data.checkpoint_state import update_checkpoint_state
from lifetimes.graph.data.object_graph_def import KEY, decode, encode
from lifetimes.graph.data.tensor_bundle import Bundle, open_bundle
from lifetimes.object_graph import VALUE, Node, objects_below
from lifetimes.ops import dtypes
from lifetimes.ops.registry import public
from lifetimes.tf1.library import checkpoint_status as status
from lifetimes.tf1.variable import Variable, variable


@public(v1=("train.Checkpoint",))
class Checkpoint:
    """Groups variables, lists and maps of them, and other checkpoints, to be saved by the names of attributes."""

    def __init__(self, world: Any, **kwargs: Any) -> None:
        self._world = world
        self._save_counter: Any = None
        self._saving: tuple[Any, tuple[Any, ...]] | None = None  # what was written last, and the operation for that
        for name in sorted(kwargs):
            if not _is_trackable(kwargs[name]):
                raise ValueError("`Checkpoint` was expecting a trackable object (an object derived from `Trackable`), "
                                 f"got {kwargs[name]}. If you believe this object should be trackable (i.e. it is part "
                                 "of the TensorFlow Python API and manages state), please open an issue.")  # fmt: skip
            setattr(self, name, kwargs[name])

    @property
    def save_counter(self) -> Any:
        """An int64 variable: how often `save` was called; made at its first use."""
        if self._save_counter is None:
            self._save_counter = variable(
                self._world, 0, name="save_counter", dtype=dtypes.int64, trainable=False, use_resource=True
            )
        return self._save_counter

    def _trackable_children(self) -> dict[str, Any]:
        counter = {} if self._save_counter is None else {"save_counter": self._save_counter}
        return {name: child for name, child in vars(self).items() if not name.startswith("_")} | counter

    def _session(self, session: Any) -> Any:
        found = self._world.sessions.get() if session is None else session
        if found is None:
            advice = "No session is open: pass `session`, or save and restore inside `with tf.Session():`."
            raise AttributeError(advise("'NoneType' object has no attribute 'run'", advice))
        return found

    def write(self, file_prefix: Any, session: Any = None) -> str:
        """Write the session's values under that very prefix and return it."""
        path = str(os.fspath(file_prefix))
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        objects, nodes = objects_below(self, status.children_of, status.name_of)
        file, graph, written = self._written([v for v, node in zip(objects, nodes, strict=True) if node.key], nodes)
        self._session(session).run(written, {file: path, graph: encode(nodes)})
        return path

    def _written(self, variables: list[Any], nodes: list[Node]) -> tuple[Any, ...]:
        """Return what to feed and run. It is made anew only where other variables are to be written."""
        keys = [node.key for node in nodes if node.key is not None]
        if self._saving is None or self._saving[0] != (keys, [*map(id, variables)]):
            world = self._world
            file, graph = world.constant("model"), world.constant(np.array(b"", np.object_))
            values = [each._as_graph_element() for each in variables]
            written = world.node("SaveV2", (file, [*keys, KEY], [""] * (len(keys) + 1), *values, graph), {}, None)
            self._saving = (keys, [*map(id, variables)]), (file, graph, written)
        return self._saving[1]

    def save(self, file_prefix: Any, session: Any = None) -> str:
        """Write under the prefix and a number, note it as the newest of its folder, and return the path."""
        path = self.write(f"{os.fspath(file_prefix)}-{self._counted(session)}", session)
        update_checkpoint_state(self._world, os.path.dirname(path), path, [path])
        return path

    def _counted(self, session: Any = None) -> int:
        """Add one to the save counter in the session, and return it."""
        sess = self._session(session)
        if self._save_counter is None:
            sess.run(self.save_counter.initializer)
        return int(sess.run(self.save_counter.assign_add(1)))

    def restore(self, save_path: Any) -> Any:
        """Return what can be restored from a checkpoint; its `run_restore_ops` does it. NotFoundError without one.

        Where a Saver wrote the file, variables are matched by their names.
        """
        found = self._read(save_path)
        _ = self.save_counter
        return found

    def _read(self, save_path: Any) -> Any:
        """Return what can be restored, as `restore` does; the save counter is not asked for."""
        if save_path is None:
            return status.InitializationOnlyStatus(self)
        bundle = open_bundle(save_path)
        nodes = decode(bundle.read(KEY)) if KEY in bundle else _nodes_of_keys(bundle)
        if not nodes:
            return status.NameBasedSaverStatus(self, save_path)
        return status.CheckpointLoadStatus(self, save_path, nodes)


def _is_trackable(value: Any) -> bool:
    return isinstance(value, (Variable, list, tuple, Mapping)) or hasattr(value, "_trackable_children")


def _nodes_of_keys(bundle: Bundle) -> list[Node]:
    """Return the objects that the keys of an earlier checkpoint tell of, which has no graph of them; mostly none."""
    nodes: list[Node] = []
    for key in bundle.keys():  # noqa: SIM118
        if not key.endswith(f"/{VALUE}"):
            continue
        nodes = nodes or [Node({}, None, "")]
        place = 0
        for name in key.removesuffix(f"/{VALUE}").split("/"):
            children = nodes[place].children
            if name not in children:
                children[name] = len(nodes)
                nodes.append(Node({}, None, ""))
            place = children[name]
        nodes[place] = nodes[place]._replace(key=key)
    return nodes
