"""What a picture shows, as a plain record: boxes for objects, arrows for references, and the kind of each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

NODE_KINDS = ("root", "owner", "object", "target", "weak", "lost", "tensor")
EDGE_KINDS = ("path", "strong", "weak")


@dataclass(frozen=True)
class Node:
    """One object: what is written in its box, and what is said when the mouse rests on it."""

    label: str
    kind: str
    tooltip: str


@dataclass(frozen=True)
class Edge:
    """One reference, from the holder to what it holds."""

    source: str
    target: str
    label: str


class ObjectGraph:
    """Boxes and arrows under a title: nodes by the caller's ids, and the kind of each edge."""

    def __init__(self, title: str, *, downwards: bool = False) -> None:
        self.title = title
        self.downwards = downwards
        self.nodes: dict[str, Node] = {}
        self.edges: dict[Edge, str] = {}

    def about(self, chosen: Collection[str]) -> ObjectGraph:
        """The part with these nodes and all that leads to them; a last node says how many others there are."""
        into: dict[str, list[Edge]] = {}
        for edge in self.edges:
            into.setdefault(edge.target, []).append(edge)
        kept, queue = set(chosen), list(chosen)
        for id in queue:  # grows while it is walked
            sources = [edge.source for edge in into.get(id, ()) if edge.source not in kept]
            kept.update(sources)
            queue += sources
        made = ObjectGraph(self.title, downwards=self.downwards)
        made.nodes = {id: node for id, node in self.nodes.items() if id in kept or id == "more"}
        made.edges = {edge: kind for edge, kind in self.edges.items() if edge.target in kept}
        others = sum(node.kind in ("target", "owner", "lost", "weak") and id != "more" and not id.startswith("root ")
                     for id, node in self.nodes.items() if id not in made.nodes)  # fmt: skip
        if others:
            made.nodes["same"] = Node(f"and {others:,} more alive, as before", "weak", "")
        return made
