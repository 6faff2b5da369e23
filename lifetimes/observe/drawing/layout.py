"""A small layered layout: where the boxes and arrows of an object graph go, left to right.

The way of Sugiyama, Tagawa and Toda (1981): give every box a rank and order each rank so that few arrows cross, then
choose heights so that arrows run straight, then set the columns side by side.  One idea keeps the result
readable: boxes stand in even columns, and the label of an arrow is itself an item of an odd column.  So a
label can overlap neither a box nor another label, and since arrows bend only between columns, no arrow runs
through a box or through the label of another.

Everything follows the order in which boxes and links are given; there is no randomness and no hashing, so the
same graph has the same picture on every run.
"""

from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

Point = tuple[float, float]

MARGIN, ROW_GAP, LOOP_ROOM = 24.0, 16.0, 30.0
STUB = 13.0  # how far an arrow runs level before it enters a box: room for its head
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


@dataclass
class Layout:
    """Size and places: centres of boxes, the corners of each arrow from source to target, label centres."""

    width: float
    height: float
    centres: list[Point]
    routes: list[list[Point]]
    labels: list[Point]


def arrange(boxes: Sequence[Box], links: Sequence[Link]) -> Layout:
    """Lay out boxes and arrows from left to right."""
    forward = _forward_ends(len(boxes), links)
    columns = [2 * rank for rank in _ranked(len(boxes), [ends for ends in forward if ends])]
    items = [Item(*_room(index, box, links), columns[index], True) for index, box in enumerate(boxes)]
    chains = [_chained(items, ends, link) for ends, link in zip(forward, links, strict=True)]
    layers = _ordered(items)
    _choose_heights(items, layers)
    return _measure(items, layers, chains, boxes, links)


def arrange_downwards(boxes: Sequence[Box], links: Sequence[Link]) -> Layout:
    """The same from the top down: from left to right with all sides exchanged, which are then exchanged back."""
    turned_links = [replace(link, label=_turned(link.label)) for link in links]
    turned = arrange([_turned(box) for box in boxes], turned_links)
    centres, labels, *routes = (
        [(x, y) for y, x in points] for points in (turned.centres, turned.labels, *turned.routes)
    )
    return Layout(turned.height, turned.width, centres, routes, labels)


def _turned(box: Box) -> Box:
    return Box(box.height, box.width)


def _room(index: int, box: Box, links: Sequence[Link]) -> tuple[float, float]:
    """The size of a box with the level ends of its arrows, and what an arrow to itself needs above it."""
    loops = [link.label for link in links if link.source == link.target == index]
    if not loops:
        return box.width + 2 * STUB, box.height
    return max(box.width, *(label.width for label in loops)) + 2 * STUB, box.height + 2 * LOOP_ROOM


def _choose_heights(items: list[Item], layers: list[list[int]]) -> None:
    """Move every column to where its arrows run as straight as the room allows."""
    for layer in layers:
        _spread(items, layer, [0.0] * len(layer), [1.0] * len(layer))
    for sweep in range(2 * SWEEPS):
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            pulls = [_pull(items, items[index], sweep) for index in layer]
            _spread(items, layer, [at for at, _ in pulls], [weight for _, weight in pulls])


def _pull(items: list[Item], item: Item, sweep: int) -> tuple[float, float]:
    """Where the neighbours of an item would like it, and how strongly; all of them in the last sweeps."""
    near = item.before + item.after if sweep >= SWEEPS else (item.before, item.after)[sweep % 2]
    weight = sum(weight for _, weight in near)
    if not weight:
        return item.y, 0.01
    return sum(items[other].y * weight for other, weight in near) / weight, weight


def _spread(items: list[Item], layer: list[int], wanted: list[float], weights: list[float]) -> None:
    """The heights nearest to those wanted that keep order and gaps: least squares, by pooling neighbours."""
    offsets, offset = [], 0.0
    for at, index in enumerate(layer):
        if at:
            offset += (items[layer[at - 1]].height + items[index].height) / 2 + ROW_GAP
        offsets.append(offset)
    pools: list[tuple[float, float, int]] = []
    for want, weight, shift in zip(wanted, weights, offsets, strict=True):
        mean, count = want - shift, 1
        while pools and pools[-1][0] > mean:
            other, other_weight, other_count = pools.pop()
            mean = (mean * weight + other * other_weight) / (weight + other_weight)
            weight, count = weight + other_weight, count + other_count
        pools.append((mean, weight, count))
    means = [mean for mean, _, count in pools for _ in range(count)]
    for index, mean, shift in zip(layer, means, offsets, strict=True):
        items[index].y = mean + shift


def _measure(
    items: list[Item], layers: list[list[int]], chains: list[list[int]], boxes: Sequence[Box], links: Sequence[Link]
) -> Layout:
    """Columns set side by side, everything moved to positive numbers, and the corners of every arrow."""
    top = min((item.y - item.height / 2 for item in items), default=0) - MARGIN
    for item in items:
        item.y = float(round(item.y - top))
    height = max((item.y + item.height / 2 for item in items), default=0) + MARGIN
    lefts, rights = _column_sides(items, layers)
    middles = [(left + right) / 2 for left, right in zip(lefts, rights, strict=True)]
    centres = [(middles[items[index].column], items[index].y) for index in range(len(boxes))]
    ports = _ports(items, chains, boxes)
    layout = Layout((rights[-1] if rights else 0) + MARGIN, height, centres, [], [])
    for number, (chain, link) in enumerate(zip(chains, links, strict=True)):
        if not chain:
            layout.routes.append(_loop(centres[link.source], boxes[link.source]))
            layout.labels.append((layout.routes[-1][0][0], layout.routes[-1][1][1] - link.label.height / 2))
            continue
        route = _route(items, chain, lefts, rights, boxes, ports[number])
        label = chain[_middle_of(len(chain))]
        layout.routes.append(route if chain[0] == link.source else route[::-1])
        layout.labels.append((middles[items[label].column], items[label].y))
    return layout


def _column_sides(items: list[Item], layers: list[list[int]]) -> tuple[list[float], list[float]]:
    """Left and right side of every column; between two columns there is more room where arrows climb."""
    lefts, rights, x = [], [], MARGIN
    for layer in layers:
        width = max((items[index].width for index in layer), default=0)
        lefts.append(x)
        rights.append(x + width)
        climb = max((abs(items[i].y - items[j].y) for i in layer for j, _ in items[i].after), default=0)
        x += width + min(60.0, max(14.0, climb * 0.35))
    return lefts, rights


def _ports(items: list[Item], chains: list[list[int]], boxes: Sequence[Box]) -> list[list[float]]:
    """How far above or below the middle of its boxes each arrow starts and ends, so that they fan out."""
    ports = [[0.0, 0.0] for _ in chains]
    for end, near in ((0, 1), (-1, -2)):
        at_box: dict[int, list[int]] = {}
        for number, chain in enumerate(chains):
            if chain:
                at_box.setdefault(chain[end], []).append(number)
        for box, numbers in at_box.items():
            numbers.sort(key=lambda number: items[chains[number][near]].y)
            step = min(12.0, (boxes[box].height - 12) / len(numbers))
            for at, number in enumerate(numbers):
                ports[number][end] = (at - (len(numbers) - 1) / 2) * step
    return ports


def _route(
    items: list[Item], chain: list[int], lefts: list[float], rights: list[float], boxes: Sequence[Box],
    ports: list[float],
) -> list[Point]:  # fmt: skip
    """The corners of an arrow from left to right: level through every column."""
    first, last = items[chain[0]], items[chain[-1]]
    start, end = first.y + ports[0], last.y + ports[-1]
    middle = (lefts[first.column] + rights[first.column]) / 2
    route = [(middle + boxes[chain[0]].width / 2, start), (rights[first.column], start)]
    for index in chain[1:-1]:
        column, y = items[index].column, items[index].y
        route += [(lefts[column], y), (rights[column], y)]
    middle = (lefts[last.column] + rights[last.column]) / 2
    return [*route, (lefts[last.column], end), (middle - boxes[chain[-1]].width / 2, end)]


def _loop(centre: Point, box: Box) -> list[Point]:
    """The corners of an arrow from a box to itself, over its top."""
    (x, y), reach = centre, min(18.0, box.width / 4)
    top = y - box.height / 2
    return [(x - reach, top), (x - reach, top - 14), (x + reach, top - 14), (x + reach, top)]


# Ranks ------------------------------------------------------------------------------------------------------


def _forward_ends(count: int, links: Sequence[Link]) -> list[tuple[int, int] | None]:
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


def _ranked(count: int, ends: list[tuple[int, int]]) -> list[int]:
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


def _chained(items: list[Item], ends: tuple[int, int] | None, link: Link) -> list[int]:
    """The items that an arrow passes from left to right, made and tied together; its label in the middle."""
    if ends is None:
        return []
    first, last = ends
    columns = range(items[first].column + 1, items[last].column)
    middle = items[first].column + _middle_of(len(columns) + 2)
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


def _middle_of(chain_length: int) -> int:
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


def _ordered(items: list[Item]) -> list[list[int]]:
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
