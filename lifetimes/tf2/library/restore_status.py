"""What became of a restored checkpoint: whether its values and the objects of the program fit together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from lifetimes.graph.data.object_graph_def import path_of, trackable_object
from lifetimes.graph.data.tensor_bundle import Bundle
from lifetimes.tf2.object_graph import objects_below, storage_of
from lifetimes.tf2.restoration import Restoration, checked


class _Status:
    """What every status can be asked; values were assigned, or made, before there was one."""

    def expect_partial(self) -> Self:
        """Say that not everything needs to be taken. Nothing here complains of that unasked."""
        return self

    def run_restore_ops(self, session: Any = None) -> None:
        """Do nothing: values were assigned when the checkpoint was restored."""

    def initialize_or_restore(self, session: Any = None) -> None:
        """Do nothing: variables have their values."""


class CheckpointLoadStatus(_Status):
    """Tells whether a restored checkpoint and the objects of the program fit. It keeps the root object alive."""

    def __init__(self, restoration: Restoration, root: Any, attached: Mapping[str, Any]) -> None:
        self._restoration, self._root, self._attached = restoration, root, attached

    def _unmatched(self) -> list[Any]:
        bound = self._restoration.bound_ids()
        objects, nodes = objects_below(self._root, self._attached)
        return [
            value for value, node in zip(objects, nodes, strict=True) if node.key is not None and id(value) not in bound
        ]

    def assert_existing_objects_matched(self) -> CheckpointLoadStatus:
        """Raise AssertionError where an object of the program got nothing from the checkpoint."""
        unmatched = self._unmatched()
        if unmatched:
            shown = unmatched[:10]
            raise AssertionError(
                f"Found {len(unmatched)} Python objects that were not bound to checkpointed values, likely due to "
                f"changes in the Python program. Showing {len(shown)} of {len(unmatched)} unmatched objects: {shown}"
            )
        return self

    def assert_consumed(self) -> CheckpointLoadStatus:
        """Raise AssertionError for an object without a saved value, and for a saved value that no object took."""
        self.assert_existing_objects_matched()
        nodes = self._restoration.nodes
        for number, node in enumerate(nodes):
            if node.key is not None and self._restoration.bound(number) is None:
                raise AssertionError(
                    f"Unresolved object in checkpoint {path_of(nodes, number)}: {trackable_object(node)}"
                )
        return self

    def assert_nontrivial_match(self) -> CheckpointLoadStatus:
        """Raise AssertionError where nothing but the root was found in the checkpoint."""
        if len(self._restoration.bound_ids()) <= 1:
            unmatched = self._unmatched()
            if not unmatched:
                raise AssertionError(f"Nothing to load. No dependencies have been added to {self._root} yet.")
            raise AssertionError(
                "Nothing except the root object matched a checkpointed value. Typically this means that the "
                "checkpoint does "
                f"not match the Python program. The following objects have no matching checkpointed value: {unmatched}"
            )
        return self


class InitializationOnlyStatus(_Status):
    """The status of restoring nothing: `restore(None)`."""

    def assert_existing_objects_matched(self) -> Any:
        raise AssertionError("No checkpoint specified (save_path=None); nothing is being restored.")

    assert_consumed = assert_nontrivial_match = assert_existing_objects_matched

    def run_restore_ops(self, session: Any = None) -> Any:
        raise AssertionError(
            "No checkpoint specified, so no restore ops are available (save_path=None to Saver.restore)."
        )


class NameBasedSaverStatus(_Status):
    """The status of restoring what a `Saver` wrote: variables took their values by name."""

    def __init__(self, bundle: Bundle, root: Any, attached: Mapping[str, Any]) -> None:
        objects, _ = objects_below(root, attached)
        variables = [value for value in objects if storage_of(value) is not None]
        values = [checked(v, bundle, v._shared_name) for v in variables if v._shared_name in bundle]
        for storage, array in values:
            storage.value = array
        self._missing = [v for v in variables if v._shared_name not in bundle]
        self._unused = sorted(set(bundle.keys()) - {v._shared_name for v in variables})

    def assert_existing_objects_matched(self) -> NameBasedSaverStatus:
        missing = [v for v in self._missing if v._shared_name != "save_counter"]
        if missing:
            raise AssertionError(f"Object not assigned a value from checkpoint: {missing[0]}")
        return self

    def assert_consumed(self) -> NameBasedSaverStatus:
        self.assert_existing_objects_matched()
        if self._unused:
            raise AssertionError(f"Some objects had attributes which were not restored: {self._unused}")
        return self

    def assert_nontrivial_match(self) -> NameBasedSaverStatus:
        return self
