"""What became of a restored checkpoint in the new world, where values are assigned when it is restored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from lifetimes.graph.data.checkpoint_status import LoadStatus, NothingRestored
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


class CheckpointLoadStatus(LoadStatus, _Status):
    """Tells whether a restored checkpoint and the objects of the program fit. It keeps the root object alive."""

    def __init__(self, restoration: Restoration, root: Any, attached: Mapping[str, Any]) -> None:
        self._restoration, self._root, self._attached = restoration, root, attached
        self._nodes = restoration.nodes

    def _unbound(self) -> list[Any]:
        bound = self._restoration.bound_ids()
        pairs = zip(*objects_below(self._root, self._attached), strict=True)
        return [value for value, node in pairs if node.key is not None and id(value) not in bound]

    def _taken(self) -> set[int]:
        return {number for number in range(len(self._nodes)) if self._restoration.bound(number) is not None}


class InitializationOnlyStatus(NothingRestored, _Status):
    """The status of restoring nothing: `restore(None)`."""


class NameBasedSaverStatus(_Status):
    """The status of restoring what a `Saver` wrote: variables took their values by name."""

    def __init__(self, bundle: Bundle, root: Any, attached: Mapping[str, Any]) -> None:
        objects, _ = objects_below(root, attached)
        variables = [value for value in objects if storage_of(value) is not None]
        held = bundle.held()
        values = [checked(v, held, v._shared_name) for v in variables if v._shared_name in bundle]
        for storage, array in values:
            storage.value = array.__array__()
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
