"""From chains of objects to retention paths: a root, then named steps. Text only, so that a path keeps
nothing alive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lifetimes import labels

from ..heap.roots import Root, Seed, object_code
from . import containers, functions  # noqa: F401  they enter how the built-in types hold
from .edges import name_edge
from .words import words_for

__all__ = ["Path", "Step", "make_path"]


@dataclass(frozen=True, slots=True)
class Step:
    """One edge and the object it leads to. `owner` says that the object was declared an owner."""

    edge: str
    leads_to: str
    identity: int
    owner: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """A retention path, root first. `expression` is Python that walks it, from the frame that asked."""

    root: Root
    steps: tuple[Step, ...]
    expression: str
    start: Step | None = None
    """The object that the root is itself, where it is an owner: `steps` begin after it."""

    @property
    def owners(self) -> tuple[str, ...]:
        """The owners that the path passes through on its way, nearest to the root first."""
        return tuple(step.leads_to for step in self.owner_steps)

    @property
    def owner_steps(self) -> tuple[Step, ...]:
        """The steps that lead to these owners."""
        return tuple(step for step in (self.start, *self.steps[:-1]) if step is not None and step.owner)

    def __str__(self) -> str:
        width = max((len(step.edge) for step in self.steps), default=0)
        lines = [self.root.text if self.start is None else f"{self.root.text}: {self.start.leads_to}  (owner)"]
        for step in self.steps:
            mark = "  (owner)" if step.owner else ""
            lines.append(f"  {step.edge:<{width}}  {step.leads_to}{mark}")
        return "\n".join(lines)


def make_path(seed: Seed, chain: Sequence[object]) -> Path:
    """Name every edge from a seed down a chain of objects; the last object of the chain is the target.

    A linked list makes a path of a million steps: of more than a few hundred, both ends are named.
    """
    steps: list[Step] = []
    code = seed.root.code
    if seed.text:
        code = seed.code.replace("{}", code)
        steps.append(_step(seed.text, chain[0]))
    at, last = 0, len(chain) - 1
    while at < last:
        if _END <= at < last - _END:
            steps.append(_step(f"... {last - _END - at:,} more objects ...", chain[last - _END]))
            at = last - _END
            code = object_code(chain[at])
        edge = name_edge(chain[at], chain[at + 1 : at + 1 + _FURTHEST])
        at += edge.crosses
        code = edge.code.format(code) if "{}" in edge.code else code
        steps.append(_step(edge.text, chain[at]))
    start = _step("", chain[0]) if not seed.text and len(chain) > 1 and labels.is_owner(chain[0]) else None
    return Path(seed.root, tuple(steps), code, start)


_END = 100
"""Objects at each end of a very long chain that are named."""

_FURTHEST = 12
"""More objects than any single edge crosses."""


def _step(edge: str, obj: object) -> Step:
    return Step(edge, words_for(obj), id(obj), labels.is_owner(obj))
