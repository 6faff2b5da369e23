"""What a program can ask of a restored checkpoint, in either world: whether its values and the objects fit together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from lifetimes.errors import advise
from lifetimes.graph.data.object_graph_def import paths_of, trackable_object
from lifetimes.object_graph import VALUE, Node


class LoadStatus:
    """The status of a checkpoint of objects. A world says what took the place of its nodes, and what else it has."""

    _nodes: Sequence[Node]
    _root: Any
    _bound: Any  # a function: the objects of the program that took the place of a node, by its number
    _below: Any  # a function: the objects that the root leads to, and what a checkpoint records of each

    def _unbound(self) -> list[tuple[Any, Node]]:
        """Return the variables of the program that got nothing, each with what a checkpoint records of it."""
        bound = set(map(id, self._bound().values()))
        pairs = zip(*self._below(), strict=True)
        return [(value, node) for value, node in pairs if node.key is not None and id(value) not in bound]

    def _unresolved(self) -> list[int]:
        taken = self._bound()
        return [number for number, node in enumerate(self._nodes) if node.key is not None and number not in taken]

    def assert_existing_objects_matched(self) -> Self:
        """Raise AssertionError where a variable of the program got nothing from the checkpoint."""
        unbound = [value for value, _ in self._unbound()]
        if unbound:
            words = (
                "Python objects that were not bound to checkpointed values, likely due to changes in the Python program"
            )
            counts = f"Showing {min(len(unbound), 10)} of {len(unbound)} unmatched objects"
            here, there = map(_paths, ([n for _, n in self._unbound()], [self._nodes[n] for n in self._unresolved()]))
            advice = f"In the program: {here}. In the checkpoint: {there or 'no other'}."
            raise AssertionError(advise(f"Found {len(unbound)} {words}. {counts}: {unbound[:10]}", advice))
        return self

    def assert_consumed(self) -> Self:
        """Raise AssertionError for a variable without a saved value, and for a saved value that no variable took."""
        self.assert_existing_objects_matched()
        for number in self._unresolved():
            words = f"Unresolved object in checkpoint (root){paths_of(self._nodes).get(number, '?')}"
            raise AssertionError(f"{words}: {trackable_object(self._nodes[number])}")
        return self

    def assert_nontrivial_match(self) -> Self:
        """Raise AssertionError where nothing but the root was found in the checkpoint."""
        if len(self._bound()) > 1:
            return self
        unbound = [value for value, _ in self._unbound()]
        if unbound:
            raise AssertionError("Nothing except the root object matched a checkpointed value. Typically this means "
                                 "that the checkpoint does not match the Python program. The following objects have no "
                                 f"matching checkpointed value: {unbound}")  # fmt: skip
        raise AssertionError(f"Nothing to load. No dependencies have been added to {self._root} yet.")


def _paths(nodes: Sequence[Node]) -> str:
    return ", ".join(str(node.key).removesuffix(f"/{VALUE}") for node in nodes)


class NothingRestored:
    """The status of restoring nothing: `restore(None)`."""

    def assert_existing_objects_matched(self) -> Any:
        raise AssertionError("No checkpoint specified (save_path=None); nothing is being restored.")

    assert_consumed = assert_nontrivial_match = assert_existing_objects_matched

    def run_restore_ops(self, session: Any = None) -> Any:
        words = "No checkpoint specified, so no restore ops are available (save_path=None to Saver.restore)."
        raise AssertionError(words)
