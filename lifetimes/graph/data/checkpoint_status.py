"""What a program can ask of a restored checkpoint, in either world: whether its values and the objects fit together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from lifetimes.errors import advise
from lifetimes.graph.data.object_graph_def import path_of, trackable_object
from lifetimes.object_graph import Node


class LoadStatus:
    """The status of a checkpoint of objects. A world says which nodes were `_taken`, and which variables are left."""

    _nodes: Sequence[Node]
    _root: Any
    _taken: Any  # a function: the numbers of the nodes that became objects of the program
    _unbound: Any  # a function: the variables of the program that got nothing
    _advice: Any = None  # a function: what to do about these

    def _unresolved(self) -> list[int]:
        taken = self._taken()
        return [number for number, node in enumerate(self._nodes) if node.key is not None and number not in taken]

    def assert_existing_objects_matched(self) -> Self:
        """Raise AssertionError where a variable of the program got nothing from the checkpoint."""
        unbound = self._unbound()
        if unbound:
            words = (
                "Python objects that were not bound to checkpointed values, likely due to changes in the Python program"
            )
            counts = f"Showing {min(len(unbound), 10)} of {len(unbound)} unmatched objects"
            first = f"Found {len(unbound)} {words}. {counts}: {unbound[:10]}"
            raise AssertionError(first if self._advice is None else advise(first, self._advice()))
        return self

    def assert_consumed(self) -> Self:
        """Raise AssertionError for a variable without a saved value, and for a saved value that no variable took."""
        self.assert_existing_objects_matched()
        for number in self._unresolved():
            words = f"Unresolved object in checkpoint {path_of(self._nodes, number)}"
            raise AssertionError(f"{words}: {trackable_object(self._nodes[number])}")
        return self

    def assert_nontrivial_match(self) -> Self:
        """Raise AssertionError where nothing but the root was found in the checkpoint."""
        unbound = self._unbound() if len(self._taken()) <= 1 else None
        if unbound:
            raise AssertionError("Nothing except the root object matched a checkpointed value. Typically this means "
                                 "that the checkpoint does not match the Python program. The following objects have no "
                                 f"matching checkpointed value: {unbound}")  # fmt: skip
        if unbound is not None:
            raise AssertionError(f"Nothing to load. No dependencies have been added to {self._root} yet.")
        return self


class NothingRestored:
    """The status of restoring nothing: `restore(None)`."""

    def assert_existing_objects_matched(self) -> Any:
        raise AssertionError("No checkpoint specified (save_path=None); nothing is being restored.")

    assert_consumed = assert_nontrivial_match = assert_existing_objects_matched

    def run_restore_ops(self, session: Any = None) -> Any:
        words = "No checkpoint specified, so no restore ops are available (save_path=None to Saver.restore)."
        raise AssertionError(words)
