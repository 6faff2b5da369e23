"""What a picture shows, as a plain record: boxes for objects, arrows for references, and the kind of each."""

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
