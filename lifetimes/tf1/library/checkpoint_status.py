"""What became of restoring a checkpoint in a graph: nothing yet, before its operations are run."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from lifetimes.graph.data.checkpoint_status import LoadStatus, NothingRestored
from lifetimes.graph.data.object_graph_def import path_of
from lifetimes.object_graph import VALUE, Node, objects_below
from lifetimes.tf1.saver import Saver
from lifetimes.tf1.variable import Variable


def children_of(value: Any) -> Mapping[str, Any]:
    """Return what an object holds by name: attributes of a Checkpoint, elements of a list, entries of a map."""
    if hasattr(value, "_trackable_children"):
        return value._trackable_children()  # type: ignore[no-any-return]
    if isinstance(value, (list, tuple)):
        return {str(i): child for i, child in enumerate(value)}
    return value if isinstance(value, Mapping) else {}


def name_of(value: Any) -> str | None:
    """Return the name under which a Saver keeps a variable, None for any other object."""
    return str(value._shared_name) if isinstance(value, Variable) else None


def variables_below(root: Any) -> dict[int, tuple[str, Any]]:
    """Return each variable that an object leads to, with its nearest path, by id."""
    pairs = zip(*objects_below(root, children_of, name_of), strict=True)
    return {id(each): (node.key.removesuffix(f"/{VALUE}"), each) for each, node in pairs if node.key is not None}


class _Status:
    """What every status can be asked. It keeps the Checkpoint, and the operations that it made, alive."""

    def __init__(self, checkpoint: Any) -> None:
        self._checkpoint = self._root = checkpoint
        self._savers: dict[Any, Any] = {}

    def expect_partial(self) -> Self:
        return self

    def _restore(self, session: Any, path: Any, variables: Mapping[str, Any]) -> None:
        """Give the session the values; the operations are made once for the same variables."""
        key = tuple((name, id(each)) for name, each in variables.items())
        if key not in self._savers:
            self._savers[key] = Saver(self._checkpoint._world, variables)
        self._savers[key].restore(self._checkpoint._session(session), path)


class CheckpointLoadStatus(_Status, LoadStatus):
    """What the objects of a checkpoint and those of the program have in common. Later objects are matched too."""

    def __init__(self, checkpoint: Any, path: Any, nodes: list[Node]) -> None:
        super().__init__(checkpoint)
        self._path, self._nodes = path, nodes

    def _bound(self) -> dict[int, Any]:
        """Return the object of the program for each object of the checkpoint that has one, by number."""
        found = {0: self._checkpoint}
        queue = [0]
        for number in queue:  # grows while it is walked
            children = children_of(found[number])
            for name, child in self._nodes[number].children.items():
                if name in children and child not in found:
                    found[child] = children[name]
                    queue.append(child)
        return found

    def _values(self) -> dict[str, Any]:
        """Return the variables that have a value in the checkpoint, by its key."""
        values = ((self._nodes[number].key, each) for number, each in self._bound().items())
        return {key: each for key, each in values if key is not None and isinstance(each, Variable)}

    def _without_value(self) -> dict[int, tuple[str, Any]]:
        bound = set(map(id, self._bound().values()))
        return {key: each for key, each in variables_below(self._checkpoint).items() if key not in bound}

    def _unbound(self) -> list[Any]:
        return [each for _, each in self._without_value().values()]

    def _taken(self) -> Set[int]:
        return self._bound().keys()

    def _advice(self) -> str:
        saved = ", ".join(path_of(self._nodes, number)[7:].replace(".", "/") for number in self._unresolved())
        paths = ", ".join(path for path, _ in self._without_value().values())
        return f"In the program: {paths}. In the checkpoint: {saved or 'no other'}."

    def run_restore_ops(self, session: Any = None) -> None:
        """Give the session the values."""
        values = self._values()
        if values:
            self._restore(session, self._path, values)

    def initialize_or_restore(self, session: Any = None) -> None:
        """Give the session the values, and initialise the variables that have none in the checkpoint."""
        sess = self._checkpoint._session(session)
        self.run_restore_ops(sess)
        sess.run([each.initializer for each in self._unbound()])


class InitializationOnlyStatus(_Status, NothingRestored):
    """The status of restoring nothing: `restore(None)`."""

    def initialize_or_restore(self, session: Any = None) -> None:
        """Initialise the variables."""
        variables = variables_below(self._checkpoint).values()
        self._checkpoint._session(session).run([each.initializer for _, each in variables])


class NameBasedSaverStatus(_Status):
    """The status of restoring what a Saver wrote: variables take their values by name, the save counter too."""

    def __init__(self, checkpoint: Any, path: Any) -> None:
        super().__init__(checkpoint)
        self._path, self._done = path, False

    def assert_existing_objects_matched(self) -> NameBasedSaverStatus:
        """AssertionError before the values are restored."""
        if not self._done:
            raise AssertionError(f"Object not restored: {self._checkpoint}")
        return self

    assert_consumed = assert_existing_objects_matched

    def assert_nontrivial_match(self) -> NameBasedSaverStatus:
        return self

    def run_restore_ops(self, session: Any = None) -> None:
        """Give the session the values. NotFoundError for a variable whose name is not in the checkpoint."""
        variables = [each for _, each in variables_below(self._checkpoint).values()]
        self._done = True
        self._restore(session, self._path, {each._shared_name: each for each in variables})

    initialize_or_restore = run_restore_ops
