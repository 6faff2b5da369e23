"""How a `Picture` looks: boxes, arrows, labels and the legend, over the places that `layout` chose.

A kind is shown three ways at once, by colour, by border and by shape, so that no reader depends on one.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

from . import svg
from .layout import Box, Layout, Link, Point, arrange, arrange_downwards
from .object_graph import Node, ObjectGraph
from .svg import GREEN, GREY, INK, NAVY, PAPER, VERMILION

FONT, LABEL_FONT, LINE = 12.0, 11.0, 16.0
LONGEST_LINE, LONGEST_LABEL = 44, 36
TITLE_ROOM, LEGEND_ROW = 40.0, 30.0


@dataclass(frozen=True)
class Look:
    """The look of one kind of node, and what the legend says of it."""

    meaning: str
    fill: str = PAPER
    stroke: str = GREY
    ink: str = INK
    width: float = 1.3
    radius: float = 7
    dash: str | None = None
    double: bool = False
    hatched: bool = False
    cut: bool = False


LOOKS = {
    "root": Look("root: module, frame, thread", NAVY, NAVY, PAPER, radius=0),
    "owner": Look("owner", "#fff3d6", "#7a5200", double=True),
    "object": Look("object", "#f7f9fb"),
    "target": Look("the object in question", VERMILION, INK, PAPER, width=2.2, radius=16),
    "weak": Look("no strong reference", ink=GREY, dash="5 4"),
    "lost": Look("lost: only an owner holds it", "#fff8f4", VERMILION, width=2.2, hatched=True),
    "tensor": Look("tensor", "#e0f3ed", GREEN, cut=True),
}
EDGE_LOOKS: dict[str, tuple[str, dict[str, object]]] = {
    "path": ("path from a root", {"stroke": VERMILION, "stroke_width": 2.8}),
    "strong": ("strong reference", {"stroke": GREY, "stroke_width": 1.3}),
    "weak": ("weak reference", {"stroke": GREY, "stroke_width": 1.3, "stroke_dasharray": "5 4"}),
}


def draw(picture: ObjectGraph) -> str:
    """The picture as SVG: arrows first, then boxes, then labels, then the legend below."""
    boxes = [_box_of(node) for node in picture.nodes.values()]
    places = _arranged(picture, boxes)
    legend, legend_width, legend_height = _legend(picture, max(places.width, 420.0))
    width = max(places.width, legend_width, svg.text_width(picture.title, 15) + 48)
    kinds = list(picture.edges.values())
    order = sorted(range(len(kinds)), key=lambda number: kinds[number] == "path")
    body = [svg.words(picture.title, (24, 28), 15, font_weight="bold")]
    drawing = [_arrow(places.routes[number], kinds[number], picture.downwards) for number in order]
    if not picture.nodes:
        drawing.append(svg.words("nothing is here", (24, 20), FONT, fill=GREY))
    drawing += map(_node, picture.nodes.values(), places.centres, boxes)
    drawing += [_label(edge.label, at) for edge, at in zip(picture.edges, places.labels, strict=True)]
    body.append(svg.element("g", "\n", "\n".join(drawing), "\n", transform=f"translate(0 {TITLE_ROOM:.0f})"))
    top = TITLE_ROOM + places.height
    body.append(svg.element("g", "\n", "\n".join(legend), "\n", transform=f"translate(0 {svg.number(top)})"))
    return svg.document(width, top + legend_height, picture.title, body, _description(picture))


def _arranged(picture: ObjectGraph, boxes: list[Box]) -> Layout:
    """The places of everything in the picture."""
    number = {id: at for at, id in enumerate(picture.nodes)}
    links = [Link(number[edge.source], number[edge.target], _label_box(edge.label), 16 if kind == "path" else 1)
             for edge, kind in picture.edges.items()]  # fmt: skip
    return (arrange_downwards if picture.downwards else arrange)(boxes, links)


def _description(picture: ObjectGraph) -> str:
    """Every reference as a line of text, for readers who hear the picture."""
    names = {id: " ".join(node.label.split()) for id, node in picture.nodes.items()}
    told = [f"{names[edge.source]} → {edge.label} → {names[edge.target]}" for edge in picture.edges]
    return "; ".join(told) or ", ".join(names.values())


# Boxes ------------------------------------------------------------------------------------------------------


def _lines(label: str) -> list[str]:
    return [svg.shorten(svg.printable(line), LONGEST_LINE) for line in label.split("\n")]


def _box_of(node: Node) -> Box:
    lines = _lines(node.label)
    return Box(max(58.0, max(svg.text_width(line, FONT) for line in lines) + 24), len(lines) * LINE + 14)


def _node(node: Node, at: Point, box: Box) -> str:
    look, lines = LOOKS[node.kind], _lines(node.label)
    shapes = _shape(look, at[0] - box.width / 2, at[1] - box.height / 2, box.width, box.height)
    top = at[1] - (len(lines) - 1) * LINE / 2 + FONT * 0.36
    halo = look.fill if look.hatched else None
    weight = "bold" if node.kind in ("target", "lost") else None
    for number, line in enumerate(lines):
        place = (at[0], top + number * LINE)
        shapes.append(svg.words(line, place, FONT, fill=look.ink, text_anchor="middle", halo=halo, font_weight=weight))
    return svg.group(*shapes, tooltip=node.tooltip or (node.label if lines != node.label.split("\n") else ""))


def _shape(look: Look, x: float, y: float, width: float, height: float) -> list[str]:
    """The outline of a kind of node, with its hatching or its second line."""
    style: dict[str, object] = {
        "fill": look.fill, "stroke": look.stroke, "stroke_width": look.width, "stroke_dasharray": look.dash,
    }  # fmt: skip
    if look.cut:
        return [svg.polygon(_cut_corners(x, y, width, height), **style)]
    radius = min(look.radius, height / 2)
    shapes = [svg.rectangle(x, y, width, height, rx=radius, **style)]
    if look.hatched:
        shapes.append(svg.hatch(x + 2, y + 2, width - 4, height - 4, stroke="#f0a98a", stroke_width=1.6))
    if look.double:
        inner = {**style, "fill": "none", "stroke_width": 1.0}
        shapes.append(svg.rectangle(x + 3, y + 3, width - 6, height - 6, rx=max(radius - 3, 0), **inner))
    return shapes


def _cut_corners(x: float, y: float, width: float, height: float) -> list[Point]:
    cut = min(9.0, height / 3)
    right, bottom = x + width, y + height
    return [
        (x + cut, y), (right - cut, y), (right, y + cut), (right, bottom - cut),
        (right - cut, bottom), (x + cut, bottom), (x, bottom - cut), (x, y + cut),
    ]  # fmt: skip


# Arrows -----------------------------------------------------------------------------------------------------


def _label_box(label: str) -> Box:
    if not label:
        return Box(0, 0)
    text = svg.shorten(svg.printable(label), LONGEST_LABEL)
    return Box(svg.text_width(text, LABEL_FONT, mono=True) + 8, LINE)


def _label(label: str, at: Point) -> str:
    if not label:
        return ""
    text, box = svg.shorten(svg.printable(label), LONGEST_LABEL), _label_box(label)
    paper = svg.rectangle(at[0] - box.width / 2, at[1] - LINE / 2, box.width, LINE, rx=3, fill=PAPER)
    word = svg.words(text, (at[0], at[1] + LABEL_FONT * 0.36), LABEL_FONT, mono=True, text_anchor="middle")
    return svg.group(paper, word, tooltip=label if text != label else "")


def _arrow(route: list[Point], kind: str, downwards: bool = False) -> str:
    style = EDGE_LOOKS[kind][1]
    length, spread = (11.0, 5.0) if kind == "path" else (8.0, 3.6)
    tip, back = route[-1], _towards(route[-1], route[-2], length)
    dx, dy = _towards((0, 0), (tip[0] - back[0], tip[1] - back[1]), spread)
    sides = [(back[0] - dy, back[1] + dx), (back[0] + dy, back[1] - dx)]
    if kind == "weak":
        corners = f"M{svg.pair(sides[0])}L{svg.pair(tip)}L{svg.pair(sides[1])}"
        return svg.path(_curve(route, downwards), **style) + svg.path(corners, **{**style, "stroke_dasharray": None})
    head = svg.polygon([tip, *sides], fill=style["stroke"])
    return svg.path(_curve([*route[:-1], _towards(tip, back, length - 2)], downwards), **style) + head


def _towards(start: Point, end: Point, length: float) -> Point:
    """The point that far from the start in the direction of the end."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    whole = math.hypot(dx, dy) or 1.0
    return (start[0] + dx / whole * length, start[1] + dy / whole * length)


def _curve(route: list[Point], downwards: bool) -> str:
    """Straight where the arrow runs level or upright, and between an S whose ends run as the picture does."""
    pieces = [f"M{svg.pair(route[0])}"]
    for (x, y), (x2, y2) in pairwise(route):
        if (x, y) == (x2, y2):
            continue
        if y == y2 or x == x2:
            pieces.append(f"L{svg.number(x2)} {svg.number(y2)}")
        else:
            bends = [(x, (y + y2) / 2), (x2, (y + y2) / 2)] if downwards else [((x + x2) / 2, y), ((x + x2) / 2, y2)]
            pieces.append(f"C{svg.pair(bends[0])} {svg.pair(bends[1])} {svg.pair((x2, y2))}")
    return "".join(pieces)


# Legend -----------------------------------------------------------------------------------------------------


def _legend(picture: ObjectGraph, room: float) -> tuple[list[str], float, float]:
    """A sample and a word for each kind in the picture, in rows, with their width and height."""
    kinds = {node.kind for node in picture.nodes.values()}
    entries = [(look.meaning, _shape(look, 0, -8, 28, 16)) for kind, look in LOOKS.items() if kind in kinds]
    used = set(picture.edges.values())
    for kind, (meaning, _) in EDGE_LOOKS.items():
        if kind in used:
            entries.append((meaning, [_arrow([(0.0, 0.0), (30.0, 0.0)], kind)]))
    return legend_rows(entries, room)


def legend_rows(entries: list[tuple[str, list[str]]], room: float) -> tuple[list[str], float, float]:
    """Samples with their words, in rows no wider than the room, and the width and height that they take."""
    pieces, x, y, widest = [], 24.0, 14.0, 0.0
    for meaning, sample in entries:
        width = 38 + svg.text_width(meaning, LABEL_FONT) + 20
        if x > 24 and x + width > room:
            x, y = 24.0, y + LEGEND_ROW
        word = svg.words(meaning, (38, LABEL_FONT * 0.36), LABEL_FONT, fill=GREY)
        place = f"translate({svg.number(x)} {svg.number(y)})"
        pieces.append(svg.element("g", *sample, word, transform=place))
        x, widest = x + width, max(widest, x + width)
    return pieces, widest, y + 22
