"""Where boxes, arrows and labels go: nothing overlaps, and the same graph is laid out the same."""

import itertools
import random

import pytest

from lifetimes.observe.drawing.layout import Box, Layout, Link, arrange


def random_graph(seed: int, boxes: int = 14, links: int = 22) -> tuple[list[Box], list[Link]]:
    """Boxes of many sizes and labelled links between them, cycles and loops included."""
    rng = random.Random(seed)
    sizes = [Box(rng.randint(40, 180), rng.randint(24, 70)) for _ in range(boxes)]
    ends = [(rng.randrange(boxes), rng.randrange(boxes)) for _ in range(links)]
    return sizes, [Link(a, b, Box(rng.randint(20, 90), 16)) for a, b in ends]


def rectangles(layout: Layout, boxes: list[Box], links: list[Link]) -> list[tuple[float, ...]]:
    """Left, top, right, bottom of every box and label."""
    sizes = boxes + [link.label for link in links]
    places = layout.centres + layout.labels
    return [
        (x - s.width / 2, y - s.height / 2, x + s.width / 2, y + s.height / 2)
        for s, (x, y) in zip(sizes, places, strict=True)
    ]


def overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@pytest.mark.parametrize("seed", range(12))
def test_no_box_and_no_label_overlaps_another(seed):
    """Labels of different arrows, labels and boxes, boxes and boxes; loops may share one label's place."""
    boxes, links = random_graph(seed)
    links = [link for link in links if link.source != link.target]

    found = rectangles(arrange(boxes, links), boxes, links)

    assert not [pair for pair in itertools.combinations(found, 2) if overlap(*pair)]


@pytest.mark.parametrize("seed", range(12))
def test_no_level_stretch_of_an_arrow_runs_through_a_box_or_through_the_label_of_another(seed):
    """Arrows bend only between columns, so only their level stretches could."""
    boxes, links = random_graph(seed)
    links = [link for link in links if link.source != link.target]
    layout = arrange(boxes, links)
    places = rectangles(layout, boxes, links)

    for number, route in enumerate(layout.routes):
        others = [place for at, place in enumerate(places) if at != len(boxes) + number]
        for (x, y), (x2, y2) in itertools.pairwise(route):
            stretch = (min(x, x2), y - 0.1, max(x, x2), y + 0.1)
            assert y != y2 or not any(overlap(stretch, place) for place in others)


@pytest.mark.parametrize("seed", range(12))
def test_everything_lies_within_the_size_of_the_layout(seed):
    """Boxes, labels and the corners of arrows, loops included."""
    boxes, links = random_graph(seed)
    layout = arrange(boxes, links)
    places = rectangles(layout, boxes, links)
    corners = [corner for route in layout.routes for corner in route]

    assert all(left >= 0 and right <= layout.width for left, _, right, _ in places)
    assert all(top >= 0 and bottom <= layout.height for _, top, _, bottom in places)
    assert all(0 <= x <= layout.width and 0 <= y <= layout.height for x, y in corners)


def test_an_arrow_goes_from_the_right_of_its_source_to_the_left_of_its_target():
    """The straight case: two boxes, one arrow."""
    layout = arrange([Box(40, 20), Box(60, 20)], [Link(0, 1)])

    assert layout.routes[0][0][0] == layout.centres[0][0] + 20
    assert layout.routes[0][-1][0] == layout.centres[1][0] - 30


def test_an_arrow_that_closes_a_cycle_still_ends_at_its_target():
    """It is turned round to find ranks, and turned back to be drawn."""
    layout = arrange([Box(40, 20), Box(40, 20)], [Link(0, 1), Link(1, 0)])
    first, last = layout.centres

    assert first[0] < last[0]
    assert layout.routes[1][0][0] == last[0] - 20
    assert layout.routes[1][-1][0] == first[0] + 20


def test_arrows_that_need_not_cross_do_not():
    """Two parallel pairs given in opposite order."""
    links = [Link(0, 3), Link(1, 2)]
    layout = arrange([Box(40, 20)] * 4, links)
    heights = [y for _, y in layout.centres]

    assert (heights[0] < heights[1]) == (heights[3] < heights[2])


def test_boxes_are_reordered_until_no_arrow_crosses_another():
    """In the order in which they are given, the last arrow crosses the one before it."""
    links = [Link(0, 3), Link(1, 4), Link(2, 3)]
    heights = [y for _, y in arrange([Box(40, 20)] * 5, links).centres]

    assert (max(heights[0], heights[2]) < heights[1]) == (heights[3] < heights[4])
    assert heights[1] != sorted(heights[:3])[1]


def test_a_chain_of_boxes_is_drawn_straight():
    """All centres at one height."""
    layout = arrange([Box(40, 20)] * 5, [Link(at, at + 1, Box(30, 16)) for at in range(4)])

    assert len({y for _, y in layout.centres}) == 1


def test_the_same_graph_is_laid_out_the_same():
    """No hashing and no randomness takes part."""
    assert arrange(*random_graph(3)) == arrange(*random_graph(3))


def test_nothing_has_a_layout_too():
    """No boxes, no arrows, no error."""
    assert arrange([], []).centres == []


def test_six_hundred_boxes_are_laid_out_without_deep_recursion():
    """A chain longer than half the recursion limit."""
    layout = arrange([Box(40, 20)] * 600, [Link(at, at + 1) for at in range(599)])

    assert layout.width > 600 * 40
