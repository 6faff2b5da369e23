"""Kernel fusion: a chain of elementwise ops over large arrays, run block by block.

Done one op after the other, each op of a chain reads and writes the whole array, and memory is the limit.
Done block by block, a block goes through all ops while it is in the processor's cache: the large arrays are
read once and written once, and no intermediate is ever as large as they are. Before that, what a graph spells out in
TensorFlow's small ops becomes the one kernel that does it at once.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from lifetimes.graph.failures import is_located, located
from lifetimes.graph.fusing.blocks import BLOCK, Blocks, Link
from lifetimes.graph.planning import Fetch, Step, read, touches_resource
from lifetimes.ops import Array, find


def evenly(dy: Array, sizes: Array, axes: Array) -> Any:
    """Return tiles divided by the product of some sizes; of one number the same for each element of a whole."""
    if dy.size == 1 and dy.ndim == axes.size == sizes.size:
        return find("Spread").kernel(dy, sizes, axes, keep_dims=False, mean=True)
    return find("Tile").kernel(dy, sizes) / dy.dtype.type(sizes.take(axes).prod())


def of_mean_square(dy: Array, x: Array, axes: Array, two: Array) -> Any:
    """Return the gradient of a mean of squares; one number, if the mean is over all, is not written out."""
    is_one = dy.size == 1 and dy.ndim == axes.size == x.ndim and x.size
    return (dy / x.size if is_one else evenly(dy, np.array(x.shape), axes)) * (x * two)


def sum_like(dy: Array, like: Array) -> Any:
    """Return the gradient of what was broadcast from the shape of another array."""
    return dy if dy.shape == like.shape else find("SumToShape").kernel(dy, np.array(like.shape))


def _mean(sizes: Any) -> Any:
    return "RealDiv", ("Tile", "dy", sizes), ("Cast", ("Prod", ("GatherV2", sizes, "axes", ""), ""))


def _broadcast(shape: Any) -> list[Any]:
    """The two inputs of an op that broadcasts, of which either may have been stretched."""
    both = ("BroadcastGradientArgs", shape, ""), ("BroadcastGradientArgs:1", "", shape)
    return [("Reshape", ("Sum", "dy", axes), shape) for axes in both]


_SUM: Final = find("SumToShape").kernel
_SHORTCUTS: Final[tuple[tuple[Any, Callable[..., Any], tuple[str, ...]], ...]] = (
    *((pattern, sum_like, ("dy", "like")) for pattern in _broadcast(("Shape", "like"))),
    *((pattern, _SUM, ("dy", "shape")) for pattern in _broadcast("shape")),
    (("Mul", _mean(("Shape", ("Square", "x"))), ("Mul", "x", "two")), of_mean_square, ("dy", "x", "axes", "two")),
    (_mean("sizes"), evenly, ("dy", "sizes", "axes")),
)
"""Ops with what stands before each input, an output of an op or the name of a slot, and what does the same."""
_NOT_BY_BLOCKS: Final = {read, *(kernel for _, kernel, _ in _SHORTCUTS)}
"""Kernels that stand in the steps of other ops, and take more than an element of each input at a time."""


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


class Chain:
    """The kernel of several elementwise ops. `links` are (operation, kernel, input slots, output slot)."""

    def __init__(self, links: Sequence[Link], inputs: tuple[int, ...], outputs: tuple[int, ...]) -> None:
        self.links, self.inputs, self.outputs = list(links), inputs, outputs
        self._written: tuple[Any, Blocks] | None = None  # for the kinds of arguments that came last

    def __call__(self, *arrays: Any) -> tuple[Any, ...]:
        """Return the values of `outputs`, of the shape that the arrays broadcast to."""
        shape = _common_shape(arrays)
        if shape is None:
            values = self._through(dict(zip(self.inputs, arrays, strict=True)), self.links)
            return tuple(values[slot] for slot in self.outputs)
        try:
            return self._by_blocks(arrays, shape)
        except Exception:
            return self.plainly(arrays, shape)  # which says of what operation the error is

    def _through(self, values: dict[int, Any], links: Sequence[Link]) -> dict[int, Any]:
        """Run every op once on the values given."""
        for operation, kernel, inputs, output in links:
            arguments = [values[slot] for slot in inputs]
            try:
                values[output] = kernel(*arguments)
            except Exception as error:
                if is_located(error):
                    raise
                raise located(error, operation, arguments) from error
        return values

    def _by_blocks(self, arrays: Sequence[Array], shape: tuple[int, ...]) -> tuple[Array, ...]:
        """Return what `plainly` returns, by one function written for arguments of these kinds."""
        size = math.prod(shape)
        kinds = [(array.size == size, array.dtype) for array in arrays]
        flat = [array.reshape(-1) if large else array for array, (large, _) in zip(arrays, kinds, strict=True)]
        if self._written is None or self._written[0] != kinds:
            ones = (array[:1] if large else array.reshape(()) for array, (large, _) in zip(flat, kinds, strict=True))
            like = self._through(dict(zip(self.inputs, ones, strict=True)), self.links)
            self._written = kinds, Blocks(self.links, self.inputs, self.outputs, like)
        blocks = self._written[1]
        values = self._through(dict(zip(self.inputs, flat, strict=True)), blocks.single)
        values.update((slot, result.reshape(shape)) for slot, result in blocks.run(values, size).items())
        return tuple(np.asarray(values[slot]) for slot in self.outputs)

    def plainly(self, arrays: Sequence[Array], shape: tuple[int, ...]) -> tuple[Array, ...]:
        """Return the values of `outputs` with a new array for each op and block: what any faster way must give."""
        size = math.prod(shape)
        flat = [array.reshape(-1 if array.size == size else ()) for array in arrays]
        results: dict[int, Array] = {}
        shapes = {slot: array.shape for slot, array in zip(self.inputs, arrays, strict=True)}
        for _, _, inputs, output in self.links:
            shapes[output] = np.broadcast_shapes(*(shapes[slot] for slot in inputs))
        for start in range(0, size, BLOCK):
            part = slice(start, min(start + BLOCK, size))
            given = (array[part] if array.ndim else array for array in flat)
            values = self._through(dict(zip(self.inputs, given, strict=True)), self.links)
            for slot in self.outputs:
                block = values[slot]
                if slot not in results:
                    results[slot] = np.empty(size if shapes[slot] == shape else (), np.asarray(block).dtype)
                results[slot][part if results[slot].ndim else ()] = block
        return tuple(results[slot].reshape(shapes[slot]) for slot in self.outputs)


def _common_shape(arrays: Sequence[Any]) -> tuple[int, ...] | None:
    """Return the shape to go through by blocks; None where the arrays are small or do not simply line up."""
    large: Array | None = None
    for array in arrays:
        if array.size > BLOCK and (large is None or array.size > large.size):
            large = array
    if large is None:
        return None
    fits = all(
        (a.size == 1 and a.ndim <= large.ndim) or (a.shape == large.shape and a.flags.c_contiguous) for a in arrays
    )
    return large.shape if fits else None


# --- which steps make a chain ----------------------------------------------------------------------------


REFUSING = frozenset({"CheckNumerics"})
"""Ops without state that are there to fail."""


def observed(steps: Sequence[Step], kept: set[int], fetches: Sequence[Fetch]) -> list[Step]:
    """Return the steps without operations that are only waited for, as TensorFlow's optimiser leaves them out.

    What has no state, and a value that nobody reads, does nothing: such are gradients with regard to a placeholder.
    """
    fetched, read_slots, result = set(map(id, fetches)), set(kept), list[Step]()
    for step in reversed(steps):
        idle = step.outputs and read_slots.isdisjoint(step.outputs) and not step.stateful and step.kernel is not read
        seen = step.operation.type in REFUSING or touches_resource(step.operation)
        if not idle or seen or id(step.operation) in fetched:
            read_slots.update(step.inputs)
            result.append(step)
    return result[::-1]


def fused(steps: Sequence[Step], kept: set[int], fetches: Sequence[Fetch]) -> list[Step]:
    """Return the steps that are observed, with each chain of elementwise ones made one step."""
    steps = observed(shortened(steps), kept, fetches)
    uses = _uses(steps)
    result: list[Step] = []
    chain: list[Step] = []
    for step in steps:
        if step.operation.definition.blockwise and step.single and step.kernel not in _NOT_BY_BLOCKS:
            chain.append(step)
        else:
            result += [*_joined(chain, uses, kept), step]
            chain = []
    return result + _joined(chain, uses, kept)


def _uses(steps: Sequence[Step]) -> Counter[int]:
    """Return how many of the steps read each slot."""
    return Counter(slot for step in steps for slot in set(step.inputs))


def _joined(chain: list[Step], uses: Counter[int], kept: set[int]) -> list[Step]:
    return [_one_step(chain, uses, kept)] if len(chain) > 1 else chain


def _one_step(chain: list[Step], uses: Counter[int], kept: set[int]) -> Step:
    made = {step.outputs[0] for step in chain}
    inputs = tuple(dict.fromkeys(slot for step in chain for slot in step.inputs if slot not in made))
    inside = _uses(chain)
    outputs = tuple(slot for slot in sorted(made) if slot in kept or uses[slot] > inside[slot])
    kernel = Chain([(step.operation, step.kernel, step.inputs, step.outputs[0]) for step in chain], inputs, outputs)
    return Step(chain[-1].operation, kernel, False, False, inputs, outputs)
