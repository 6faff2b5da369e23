"""`tf.train.Checkpoint` in graphs: values under the paths of attributes, written and read by a session.

    checkpoint = tf.train.Checkpoint(net=tf.train.Checkpoint(w=w))     # net/w/.ATTRIBUTES/VARIABLE_VALUE
    path = checkpoint.save("folder/ck")                                # folder/ck-1, with the default session
    checkpoint.restore(path).run_restore_ops()

The names of variables play no part. Source: `tensorflow/python/checkpoint/checkpoint.py`, `CheckpointV1`.
"""

import os
from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np

from lifetimes.errors import advise
from lifetimes.graph.data.checkpoint_state import update_checkpoint_state
from lifetimes.graph.data.object_graph_def import KEY, LoadStatus, NothingRestored, decode, encode
from lifetimes.graph.data.tensor_bundle import open_bundle
from lifetimes.object_graph import Node, objects_below
from lifetimes.ops import dtypes, public
from lifetimes.tf1.saver import Saver
from lifetimes.tf1.variable import Variable, variable


@public(v1=("train.Checkpoint",))
class Checkpoint:
    """Groups variables, lists and maps of them, and other checkpoints, to be saved by the names of attributes."""

    def __init__(self, world: Any, **kwargs: Any) -> None:
        self._world = world
        self._save_counter: Any = None
        self._saving: tuple[Any, tuple[Any, ...]] | None = None  # what was written last, and the operation for that
        for name in sorted(kwargs):
            holds = hasattr(kwargs[name], "_trackable_children")
            if not holds and not isinstance(kwargs[name], (Variable, list, tuple, Mapping)):
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
        objects, nodes = _below(self)
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
            return InitializationOnlyStatus(self)
        bundle = open_bundle(save_path)
        if KEY not in bundle:
            return NameBasedSaverStatus(self, save_path)
        return CheckpointLoadStatus(self, save_path, decode(bundle.read(KEY)))


# --- what became of restoring: nothing yet, before its operations are run ----------------------------------------


def _children_of(value: Any) -> Mapping[str, Any]:
    """Return what an object holds by name: attributes of a Checkpoint, elements of a list, entries of a map."""
    if isinstance(value, (list, tuple)):
        return {str(i): child for i, child in enumerate(value)}
    return value if isinstance(value, Mapping) else getattr(value, "_trackable_children", dict)()


def _below(root: Any) -> tuple[list[Any], list[Node]]:
    """Return the objects that one leads to, and what a checkpoint records of each."""
    return objects_below(root, _children_of, lambda one: str(one._shared_name) if isinstance(one, Variable) else None)


def _variables_below(root: Any) -> list[Any]:
    return [value for value in _below(root)[0] if isinstance(value, Variable)]


class _Status:
    """What every status can be asked. It keeps the Checkpoint, and the operations that it made, alive."""

    def __init__(self, checkpoint: Any, path: Any = None, nodes: Sequence[Node] = ()) -> None:
        self._checkpoint = self._root = checkpoint
        self._path, self._nodes = path, nodes
        self._savers: dict[Any, Any] = {}

    def expect_partial(self) -> Self:
        return self

    def _restore(self, session: Any, variables: Mapping[str, Any]) -> None:
        """Give the session the values; the operations are made once for the same variables."""
        key = tuple((name, id(each)) for name, each in variables.items())
        if key not in self._savers:
            self._savers[key] = Saver(self._checkpoint._world, variables)
        self._savers[key].restore(self._checkpoint._session(session), self._path)


class CheckpointLoadStatus(_Status, LoadStatus):
    """What the objects of a checkpoint and those of the program have in common. Later objects are matched too."""

    def _bound(self) -> dict[int, Any]:
        """Return the object of the program for each object of the checkpoint that has one, by number."""
        found = {0: self._checkpoint}
        queue = [0]
        for number in queue:  # grows while it is walked
            children = _children_of(found[number])
            for name, child in self._nodes[number].children.items():
                if name in children and child not in found:
                    found[child] = children[name]
                    queue.append(child)
        for number, node in enumerate(self._nodes):
            for of, name, slot in node.slots if hasattr(found.get(number), "get_slot") else ():
                made = found[number].get_slot(found[of], name) if of in found else None
                if made is not None:
                    found[slot] = made
        return found

    def _below(self) -> tuple[list[Any], list[Node]]:
        return _below(self._checkpoint)

    def run_restore_ops(self, session: Any = None) -> None:
        """Give the session the values."""
        found = ((self._nodes[number].key, each) for number, each in self._bound().items())
        values = {key: each for key, each in found if key is not None and isinstance(each, Variable)}
        if values:
            self._restore(session, values)

    def initialize_or_restore(self, session: Any = None) -> None:
        """Give the session the values, and initialise the variables that have none in the checkpoint."""
        sess = self._checkpoint._session(session)
        self.run_restore_ops(sess)
        sess.run([each.initializer for each, _ in self._unbound()])


class InitializationOnlyStatus(_Status, NothingRestored):
    """The status of restoring nothing: `restore(None)`."""

    def initialize_or_restore(self, session: Any = None) -> None:
        """Initialise the variables."""
        variables = _variables_below(self._checkpoint)
        self._checkpoint._session(session).run([each.initializer for each in variables])


class NameBasedSaverStatus(_Status):
    """The status of restoring what a Saver wrote: variables take their values by name, the save counter too."""

    _done = False

    def assert_existing_objects_matched(self) -> "NameBasedSaverStatus":
        """AssertionError before the values are restored."""
        if not self._done:
            raise AssertionError(f"Object not restored: {self._checkpoint}")
        return self

    assert_consumed = assert_existing_objects_matched

    assert_nontrivial_match = _Status.expect_partial

    def run_restore_ops(self, session: Any = None) -> None:
        """Give the session the values. NotFoundError for a variable whose name is not in the checkpoint."""
        self._done = True
        self._restore(session, {each._shared_name: each for each in _variables_below(self._checkpoint)})

    initialize_or_restore = run_restore_ops
