"""Places by Graphviz for pictures too large for our own layout, through the optional extra `graphviz`.

Only the places come from it: the drawing stays ours, so both layouts share shapes, legend and tooltips.
"""

import importlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from .layout import MARGIN, Box, Layout, Link, Point

_INCH = 72.0


def arrange_with_graphviz(boxes: Sequence[Box], links: Sequence[Link], downwards: bool = False) -> Layout:
    """The layout that `dot` finds; raises ImportError naming the extra when pygraphviz is not installed."""
    try:
        pygraphviz = importlib.import_module("pygraphviz")
    except ImportError as error:
        raise ImportError("this layout needs pygraphviz, which is not installed\ninstall the extra with `pip install "
                          "variable-lifetimes[graphviz]`, or use layout='layered'") from error  # fmt: skip
    direction = "TB" if downwards else "LR"
    graph = pygraphviz.AGraph(directed=True, strict=False, rankdir=direction, splines="polyline", ranksep=0.4)
    for index, box in enumerate(boxes):
        size = {"width": box.width / _INCH, "height": box.height / _INCH}
        graph.add_node(index, label="", shape="box", fixedsize="true", **size)
    for number, link in enumerate(links):
        graph.add_edge(link.source, link.target, key=number, label=_blank(link.label))
    graph.layout("dot")
    return replace(_read(graph, boxes, links), downwards=downwards)


def _blank(label: Box) -> str:
    """A label that is empty but as large as ours: a table of one cell."""
    if not label.width:
        return ""
    size = f'FIXEDSIZE="TRUE" WIDTH="{label.width:.0f}" HEIGHT="{label.height:.0f}"'
    return f'<<TABLE BORDER="0"><TR><TD {size}></TD></TR></TABLE>>'


def _read(graph: Any, boxes: Sequence[Box], links: Sequence[Link]) -> Layout:
    _, _, width, height = (float(side) for side in graph.graph_attr["bb"].split(","))

    def place(text: str) -> Point:
        x, y = (float(part) for part in text.split(","))
        return (MARGIN + x, MARGIN + height - y)

    centres = [place(graph.get_node(index).attr["pos"]) for index in range(len(boxes))]
    routes, labels = [], []
    for number, link in enumerate(links):
        drawn = graph.get_edge(link.source, link.target, number).attr
        tip, *corners = drawn["pos"].split()
        routes.append([*map(place, corners[::3]), place(tip.removeprefix("e,"))])
        labels.append(place(drawn["lp"]) if drawn["lp"] else routes[-1][0])
    return Layout(width + 2 * MARGIN, height + 2 * MARGIN, list(boxes), centres, routes, labels)
