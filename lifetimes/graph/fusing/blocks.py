"""A chain as one straight function over scratch buffers: `out=` everywhere, and no array as large as the arguments.

    def block(x, result, scratch, two):
        Mul(x, two, scratch)           which buffer an op may write to follows from what is still needed:
        Exp(scratch, scratch)          in place where its input is read for the last time
        Neg(scratch, result)

The function is written once for each kind of arguments, and called for each block. Threads do not share the blocks: a
call of NumPy takes microseconds, and it takes more to get Python's lock back.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from lifetimes.graph.compiled.source import Source
from lifetimes.graph.tensor import Operation
from lifetimes.ops import Array
from lifetimes.ops.arithmetic import add

BLOCK: Final = 1 << 16
"""Elements of a block, 256 KB of float32: more do not fit a core's own cache, and for fewer, calls take longer."""

Link = tuple["Operation", Callable[..., Any], tuple[int, ...], int]


class Blocks:
    """The function for one kind of arguments, with its scratch, which a second call at the same time does without.

    `like` has a value of each slot, of one element where the slot is large. Only dtypes are kept of it.
    """

    def __init__(self, links: Sequence[Link], inputs: Sequence[int], outputs: Sequence[int], like: Any) -> None:
        large = {slot: value for slot, value in like.items() if np.ndim(value)}
        self.single = [link for link in links if link[3] not in large]
        self.given = [slot for slot in inputs if slot in large]
        self.fixed = [slot for slot in like if slot not in large]
        self.results = {slot: large[slot].dtype for slot in outputs if slot in large}
        names = {slot: f"x{slot}" for slot in self.given} | {slot: f"one{slot}" for slot in self.fixed}
        source = Source()
        spread = [link for link in links if link[3] in large]
        self.buffers = _written(source, spread, large, [*self.results], names)
        arguments = [names[slot] for slot in (*self.given, *self.results)] + [*self.buffers]
        arguments += [names[slot] for slot in self.fixed]
        self.source = source.text("block", arguments)
        self.block = source.compiled("block", self.source)
        self._scratch: list[list[Array]] = []

    def run(self, values: Mapping[int, Any], size: int) -> dict[int, Array]:
        """Return the large results, for flat large arrays and single values."""
        results = {slot: np.empty(size, dtype) for slot, dtype in self.results.items()}
        moving = [*(values[slot] for slot in self.given), *results.values()]
        fixed = [np.asarray(values[slot]).reshape(()) for slot in self.fixed]
        try:
            scratch = self._scratch.pop()
        except IndexError:  # nobody ran before, or somebody runs now
            scratch = [_buffer(dtype) for dtype in self.buffers.values()]
        for at in range(0, size, BLOCK):
            rest = size - at
            buffers = scratch if rest >= BLOCK else [buffer[:rest] for buffer in scratch]
            self.block(*[array[at : at + BLOCK] for array in moving], *buffers, *fixed)
        self._scratch = [scratch]
        return results


def _buffer(dtype: Any) -> Array:
    """Return a buffer for a block that begins where a line of the cache does: NumPy works a third faster there."""
    room = np.empty(BLOCK * dtype.itemsize + 64, np.uint8)
    start = -room.ctypes.data % 64
    return room[start : start + BLOCK * dtype.itemsize].view(dtype)


def _written(
    source: Source, links: Sequence[Link], like: Mapping[int, Array], results: Sequence[int], names: dict[int, str]
) -> dict[str, Any]:
    """Write one line for each link, name what it makes, and return the buffers that are needed, with their dtypes."""
    last = {slot: link[3] for link in links for slot in link[2]}
    kinds: dict[str, Any] = {}  # of each name that may be used again: the dtype of a buffer, None where it is none
    free: dict[Any, list[str]] = {}
    names.update((slot, f"result{slot}") for slot in results)
    for operation, kernel, inputs, output in links:
        given = ", ".join(names[slot] for slot in inputs)
        for slot in set(inputs):
            # A kernel may hand on its input: that is in use for good then.
            if last[slot] == output and names[slot] in kinds and not np.may_share_memory(like[slot], like[output]):
                free.setdefault(kinds[names[slot]], []).append(names[slot])
        writing = kernel if kernel is not add else np.add
        in_place = isinstance(writing, np.ufunc) and not like[output].dtype.hasobject
        if output not in names:
            kind = like[output].dtype if in_place else None
            spare = free.get(kind)
            names[output] = spare.pop() if spare else f"{'scratch' if in_place else 'made'}{len(kinds)}"
            kinds[names[output]] = kind
        if in_place:
            source.lines.append(f"{source.named(writing, operation.type)}({given}, {names[output]})")
        else:
            target = f"{names[output]}[...]" if output in results else names[output]
            source.lines.append(f"{target} = {source.named(kernel, operation.type)}({given})")
    return {name: kind for name, kind in kinds.items() if kind is not None}
