"""Shortcuts: what a graph spells out in TensorFlow's small ops, and one kernel does at once.

The gradients of the old world's graphs are such: a sum back to a shape that was broadcast, an even share of a mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from lifetimes.graph.planning import Step
from lifetimes.ops.registry import find

_SIZES: Final = ("Prod", ("GatherV2", "shape", "axes", ""), "")
_SHORTCUTS: Final[tuple[tuple[Any, str, dict[str, Any], tuple[str, ...]], ...]] = (
    (("Reshape", ("Sum", "dy", ("BroadcastGradientArgs", "shape", "")), "shape"), "SumToShape", {}, ("dy", "shape")),
    (("Reshape", ("Sum", "dy", ("BroadcastGradientArgs", "", "shape")), "shape"), "SumToShape", {}, ("dy", "shape")),
    (("RealDiv", ("Tile", "dy", "shape"), ("Cast", _SIZES)),
     "Spread", {"keep_dims": False, "mean": True}, ("dy", "shape", "axes")),
)  # fmt: skip
"""Ops with what stands before each of their inputs, an op or the name of a slot, and the op that does the same."""


def shortened(steps: Sequence[Step]) -> list[Step]:
    """Return the steps with each last one of a spelled out computation doing all of it; the others may be left over."""
    made = {slot: step for step in steps for slot in step.outputs}
    return [_short(step, made) for step in steps]


def _short(step: Step, made: Mapping[int, Step]) -> Step:
    for pattern, name, attrs, inputs in _SHORTCUTS:
        found: dict[str, int] = {}
        if step.operation.type == pattern[0] and _fits(step, pattern, made, found):
            kernel = partial(find(name).kernel, **attrs)
            return step._replace(kernel=kernel, inputs=tuple(found[part] for part in inputs))
    return step


def _fits(step: Step | None, pattern: Any, made: Mapping[int, Step], found: dict[str, int]) -> bool:
    """Return whether a step computes what the pattern says, and note the slots that it names."""
    if step is None or step.operation.type != pattern[0]:
        return False
    pairs = zip(step.inputs, pattern[1:], strict=True)
    return all(
        (not part or found.setdefault(part, slot) == slot) if isinstance(part, str)
        else _fits(made.get(slot), part, made, found)
        for slot, part in pairs
    )  # fmt: skip
