"""Feeds of tensors inside a branch of the old world: the branch, where it is taken, goes on with what was fed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lifetimes.graph.plan import Plan, Run
from lifetimes.graph.tensor import Tensor


class FedRun(Run):
    """A run of a session in which tensors inside of branches have values already. It lasts for one call of `run`."""

    __slots__ = ("_fed", "_session")

    def __init__(self, session: Run, tensors: Sequence[Tensor], values: Sequence[Any]) -> None:
        super().__init__()
        self._session, self._fed = session, list(zip(tensors, values, strict=True))
        self.storages = session.storages

    @property
    def random(self) -> Any:
        """The source of random numbers: that of the session."""
        return self._session.random

    def call(self, function: Any, arguments: Sequence[Any], fetches: Sequence[Tensor] | None = None) -> list[Any]:
        """Run a branch on the arguments, and on what is fed inside of it."""
        mine = [(tensor, value) for tensor, value in self._fed if function.owns(tensor.op)]
        if not mine:
            return super().call(function, arguments, fetches)
        wanted = function.outputs if fetches is None else fetches
        plan = Plan([*wanted, *function.effects], [*function.inputs, *(tensor for tensor, _ in mine)], len(wanted))
        return plan.run([*arguments, *(value for _, value in mine)], self)
