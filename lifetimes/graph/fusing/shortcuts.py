"""Shortcuts: what a graph spells out in TensorFlow's small ops, and one kernel does at once.

The gradients of the old world's graphs are such: a sum back to a shape that was broadcast, an even share of a mean.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from lifetimes.graph.planning import Step
from lifetimes.ops import Array
from lifetimes.ops.registry import find


def evenly(dy: Array, sizes: Array, axes: Array) -> Any:
    """Return tiles divided by the product of some sizes; of one number the same for each element of a whole."""
    if dy.size == 1 and dy.ndim == axes.size == sizes.size:
        return find("Spread").kernel(dy, sizes, axes, keep_dims=False, mean=True)
    return find("Tile").kernel(dy, sizes) / dy.dtype.type(sizes.take(axes).prod())


_SUM: Final = find("SumToShape").kernel
_SIZES: Final = ("Prod", ("GatherV2", "sizes", "axes", ""), "")
_SHORTCUTS: Final[tuple[tuple[Any, Callable[..., Any], tuple[str, ...]], ...]] = (
    (("Reshape", ("Sum", "dy", ("BroadcastGradientArgs", "shape", "")), "shape"), _SUM, ("dy", "shape")),
    (("Reshape", ("Sum", "dy", ("BroadcastGradientArgs:1", "", "shape")), "shape"), _SUM, ("dy", "shape")),
    (("RealDiv", ("Tile", "dy", "sizes"), ("Cast", _SIZES)), evenly, ("dy", "sizes", "axes")),
)
"""Ops with what stands before each input, an output of an op or the name of a slot, and what does the same."""


def shortened(steps: Sequence[Step]) -> list[Step]:
    """Return the steps with each last one of a spelled out computation doing all of it; the others may be left over."""
    made = {slot: step for step in steps for slot in step.outputs}
    return [_short(step, made) for step in steps]


def _short(step: Step, made: Mapping[int, Step]) -> Step:
    for pattern, kernel, inputs in _SHORTCUTS:
        found: dict[str, int] = {}
        if step.operation.type == pattern[0] and _fits(step.outputs[0], pattern, made, found):
            return step._replace(kernel=kernel, inputs=tuple(found[part] for part in inputs))
    return step


def _fits(slot: int, pattern: Any, made: Mapping[int, Step], found: dict[str, int]) -> bool:
    """Return whether a slot is made as the pattern says, and note the slots that it names."""
    if isinstance(pattern, str):
        return not pattern or found.setdefault(pattern, slot) == slot
    step, (kind, _, place) = made.get(slot), pattern[0].partition(":")
    if step is None or step.operation.type != kind or step.outputs.index(slot) != int(place or 0):
        return False
    return all(_fits(one, part, made, found) for one, part in zip(step.inputs, pattern[1:], strict=True))
