"""Ranks and order: in which column a box stands, and how far down, so that few arrows cross.

Everything follows the order in which boxes and links are given; there is no randomness and no hashing, so the
same graph has the same picture on every run.
"""

from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

SWEEPS = 12


@dataclass(frozen=True)
class Box:
    """The size of one box, in pixels."""

    width: float
    height: float


@dataclass(frozen=True)
class Link:
    """An arrow between two boxes by index, the size of its label, and how much it wants to be straight."""

    source: int
    target: int
    label: Box = Box(0, 0)
    weight: float = 1


@dataclass
class Item:
    """Something with a place in a column: a box, a label, or the spot where a long arrow passes."""

    width: float
    height: float
    column: int
    is_box: bool = False
    y: float = 0
    before: list[tuple[int, float]] = field(default_factory=list)
    after: list[tuple[int, float]] = field(default_factory=list)


# Ranks ------------------------------------------------------------------------------------------------------


def forward_ends(count: int, links: Sequence[Link]) -> list[tuple[int, int] | None]:
    """The ends of every link, those that close a cycle turned round; None for an arrow to itself."""
    targets: list[list[int]] = [[] for _ in range(count)]
    for link in links:
        targets[link.source].append(link.target)
    entered, left = _visit(targets, links)
    ends: list[tuple[int, int] | None] = []
    for link in links:
        a, b = link.source, link.target
        closes = entered[b] <= entered[a] and left[a] <= left[b]
        ends.append(None if a == b else (b, a) if closes else (a, b))
    return ends


def _visit(targets: list[list[int]], links: Sequence[Link]) -> tuple[list[int], list[int]]:
    """When a depth-first walk enters and leaves each box, starting where nothing points to."""
    count, clock = len(targets), 0
    pointed = {link.target for link in links if link.source != link.target}
    entered, left = [-1] * count, [-1] * count
    for start in sorted(range(count), key=lambda index: index in pointed):
        if entered[start] >= 0:
            continue
        entered[start], clock = clock, clock + 1
        stack = [(start, iter(targets[start]))]
        while stack:
            index, rest = stack[-1]
            following = next((target for target in rest if entered[target] < 0), None)
            if following is None:
                left[index], clock = clock, clock + 1
                stack.pop()
            else:
                entered[following], clock = clock, clock + 1
                stack.append((following, iter(targets[following])))
    return entered, left


def ranked(count: int, ends: list[tuple[int, int]]) -> list[int]:
    """The longest way to each box, then boxes that nothing points to moved up to what they point to."""
    after: list[list[int]] = [[] for _ in range(count)]
    waiting = [0] * count
    for source, target in ends:
        after[source].append(target)
        waiting[target] += 1
    sources = [index for index in range(count) if not waiting[index]]
    ranks, ready = [0] * count, list(sources)
    for index in ready:
        for target in after[index]:
            ranks[target] = max(ranks[target], ranks[index] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    for index in sources:
        ranks[index] = min((ranks[target] - 1 for target in after[index]), default=0)
    return ranks


def chained(items: list[Item], ends: tuple[int, int] | None, link: Link) -> list[int]:
    """The items that an arrow passes from left to right, made and tied together; its label in the middle."""
    if ends is None:
        return []
    first, last = ends
    columns = range(items[first].column + 1, items[last].column)
    middle = items[first].column + middle_of(len(columns) + 2)
    chain = [first]
    for column in columns:
        size = link.label if column == middle else Box(0, 4)
        items.append(Item(size.width, size.height, column))
        chain.append(len(items) - 1)
    chain.append(last)
    for left, right in pairwise(chain):
        weight = link.weight * (1, 2, 8)[2 - items[left].is_box - items[right].is_box]
        items[left].after.append((right, weight))
        items[right].before.append((left, weight))
    return chain


def middle_of(chain_length: int) -> int:
    """Where in a chain of items the label is: the odd column nearest to the middle."""
    return 1 + (chain_length - 2) // 4 * 2


# Order within columns ---------------------------------------------------------------------------------------


def _first_order(items: list[Item]) -> list[list[int]]:
    """Columns of items in the order in which a walk from the left comes to them."""
    layers: list[list[int]] = [[] for _ in range(1 + max((item.column for item in items), default=0))]
    seen = [False] * len(items)
    for start in sorted(range(len(items)), key=lambda index: (bool(items[index].before), index)):
        stack = [start]
        while stack:
            index = stack.pop()
            if not seen[index]:
                seen[index] = True
                layers[items[index].column].append(index)
                stack.extend(after for after, _ in reversed(items[index].after))
    return layers


def ordered(items: list[Item]) -> list[list[int]]:
    """The order with the fewest crossings that sweeps to and fro find."""
    layers = _first_order(items)
    best, fewest = layers, _crossings(items, layers)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        layers = _sweep(items, layers, to_the_right=sweep % 2 == 0, ties_turned=sweep % 4 >= 2)
        crossings = _crossings(items, layers)
        if crossings < fewest:
            best, fewest = layers, crossings
    return best


def _sweep(items: list[Item], layers: list[list[int]], to_the_right: bool, ties_turned: bool) -> list[list[int]]:
    """Every column sorted by the mean place of its neighbours in the column that came before.

    Items that want the same place keep their order, or turn it round: only so do they ever change places.
    """
    place: dict[int, float] = {index: at for layer in layers for at, index in enumerate(layer)}
    result = [list(layer) for layer in layers]
    for layer in result if to_the_right else reversed(result):
        wanted = {}
        for index in layer:
            near = items[index].before if to_the_right else items[index].after
            wanted[index] = sum(place[other] for other, _ in near) / len(near) if near else place[index]
        if ties_turned:
            layer.reverse()
        layer.sort(key=wanted.__getitem__)
        place.update((index, at) for at, index in enumerate(layer))
    return result


def _crossings(items: list[Item], layers: list[list[int]]) -> int:
    """How many pairs of arrows cross."""
    total = 0
    for layer, following in pairwise(layers):
        place = {index: at for at, index in enumerate(following)}
        passed: list[int] = []
        for index in layer:
            ends = sorted(place[after] for after, _ in items[index].after)
            total += sum(len(passed) - bisect_right(passed, end) for end in ends)
            for end in ends:
                insort(passed, end)
    return total
