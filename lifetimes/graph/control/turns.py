"""In which order a graph's operations have their turn when gradients are built: the order names what is added."""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any


def by_turns(path: list[Any], targets: Iterable[Any]) -> Iterator[Any]:
    """Yield the steps that lead to the targets, each when all that use it are done; first come, first served."""
    makers = {output: place for place, (*_, outputs) in enumerate(path) for output in outputs}

    def used_by(place: int) -> list[int]:
        return [makers[tensor] for tensor in path[place][2] if tensor in makers]

    starts = [*dict.fromkeys(makers[target] for target in targets if target in makers)]
    uses: dict[int, int] = dict.fromkeys(starts, 0)
    waiting = [*starts]
    while waiting:
        for maker in used_by(waiting.pop()):
            if maker not in uses:
                waiting.append(maker)
            uses[maker] = uses.get(maker, 0) + 1
    ready = deque(place for place in starts if not uses[place])
    while ready:
        yield path[place := ready.popleft()]
        for maker in used_by(place):
            uses[maker] -= 1
            if not uses[maker]:
                ready.append(maker)
