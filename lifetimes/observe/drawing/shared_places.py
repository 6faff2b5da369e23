"""Several pictures of one thing at different moments, drawn so that what stays, stays in place."""

from __future__ import annotations

from collections.abc import Sequence

from .layout import Layout
from .object_graph import Node, ObjectGraph
from .rendering import arranged, box_of, draw, draw_at

LARGEST_UNION = 45


def draw_in_place(pictures: Sequence[ObjectGraph]) -> list[str]:
    """Each picture as SVG; nodes with one id, and edges with one label between them, share their places.

    They are drawn downwards or sideways, as takes less width: that is what a page is short of.

    When all of them together are too many to look at, each picture is laid out alone.
    """
    union = _union(pictures)
    if len(union.nodes) > LARGEST_UNION:
        return [draw(picture) for picture in pictures]
    sideways = arranged(union, "layered")
    union.downwards = True
    everything = min(arranged(union, "layered"), sideways, key=lambda places: places.width)
    return [draw_at(picture, _part(everything, union, picture)) for picture in pictures]


def _union(pictures: Sequence[ObjectGraph]) -> ObjectGraph:
    """All nodes and edges; a node with the largest of its labels, so that its box has room for each."""
    union = ObjectGraph("")
    for picture in pictures:
        for id, node in picture.nodes.items():
            union.nodes[id] = max(union.nodes.get(id, node), node, key=_size)
        union.edges.update(picture.edges)
    return union


def _size(node: Node) -> tuple[float, float]:
    box = box_of(node)
    return box.height, box.width


def _part(everything: Layout, union: ObjectGraph, picture: ObjectGraph) -> Layout:
    """The places of one picture in the layout of all."""
    node_at = {id: number for number, id in enumerate(union.nodes)}
    edge_at = {edge: number for number, edge in enumerate(union.edges)}
    nodes = [node_at[id] for id in picture.nodes]
    edges = [edge_at[edge] for edge in picture.edges]
    return Layout(
        everything.width, everything.height, [everything.boxes[at] for at in nodes],
        [everything.centres[at] for at in nodes], [everything.routes[at] for at in edges],
        [everything.labels[at] for at in edges], everything.downwards,
    )  # fmt: skip
