"""A picture of objects and the references between them: as SVG, HTML, DOT, Mermaid or PNG.

A `Picture` knows nothing of the heap.  Whoever explains something adds nodes and edges and says what kind
each is; kinds are told apart by shape, border and dash as well as by colour, so a grey print says the same.
"""

from typing import ClassVar

from ..forms import Drawable
from . import page, rendering
from .object_graph import EDGE_KINDS, NODE_KINDS, Edge, Node, ObjectGraph
from .rendering import EDGE_LOOKS, LOOKS, Look
from .svg import printable


class Picture(Drawable, ObjectGraph):
    """Boxes and arrows under a title, drawn the same on every run."""

    forms: ClassVar = {".svg": "to_svg", ".html": "to_html", ".dot": "to_dot", ".mmd": "to_mermaid"}

    def __repr__(self) -> str:
        return f"<Picture {self.title!r}: {len(self.nodes)} nodes, {len(self.edges)} edges>"

    def node(self, id: str, label: str, *, kind: str = "object", tooltip: str = "") -> None:
        """Add an object, or say something new about one; `id` is the caller's and is never shown."""
        _check(kind, NODE_KINDS, "node")
        self.nodes[id] = Node(label, kind, tooltip)

    def edge(self, source_id: str, target_id: str, label: str = "", *, kind: str = "strong") -> None:
        """Add a reference between two nodes; given twice it is drawn once, as the most telling kind.

        Raises ValueError when one of the two nodes has not been added.
        """
        _check(kind, EDGE_KINDS, "edge")
        for id in (source_id, target_id):
            if id not in self.nodes:
                raise ValueError(
                    f"no node {id!r} in {self!r}, so no edge can touch it\nadd it first with `.node({id!r}, label)`"
                )
        edge = Edge(source_id, target_id, label)
        self.edges[edge] = min(kind, self.edges.get(edge, kind), key=EDGE_KINDS.index)

    def to_svg(self) -> str:
        """The picture as a self-contained SVG."""
        return rendering.draw(self)

    def to_html(self) -> str:
        """The picture as one HTML page that asks the network for nothing."""
        return page.page(self.title, page.figure(self.to_svg()))

    def to_dot(self) -> str:
        """The picture in the language of Graphviz."""
        ids = {id: f"n{number}" for number, id in enumerate(self.nodes)}
        lines = [
            f"digraph {_quoted(self.title)} {{",
            f"  label={_quoted(self.title)}; labelloc=t; rankdir={'TB' if self.downwards else 'LR'};",
            '  node [shape=box, fontname="DejaVu Sans"];',
        ]
        for id, node in self.nodes.items():
            tip = f", tooltip={_quoted(node.tooltip)}" if node.tooltip else ""
            lines.append(f"  {ids[id]} [label={_quoted(node.label)}, {_dot_look(LOOKS[node.kind])}{tip}];")
        for edge, kind in self.edges.items():
            ends = f"{ids[edge.source]} -> {ids[edge.target]}"
            style = EDGE_LOOKS[kind][1]
            dashed = ", style=dashed, arrowhead=open" if "stroke_dasharray" in style else ""
            look = f'color="{style["stroke"]}", penwidth={style["stroke_width"]}{dashed}'
            lines.append(f"  {ends} [label={_quoted(edge.label)}, {look}];")
        return "\n".join([*lines, "}", ""])

    def to_mermaid(self) -> str:
        """The picture as a Mermaid flowchart, which many Markdown viewers draw."""
        ids = {id: f"n{number}" for number, id in enumerate(self.nodes)}
        # A string of YAML, where entity codes are not read: angle brackets become look-alikes.
        title = _quoted(self.title.replace("\n", " ").replace("<", "‹").replace(">", "›"))
        lines = ["---", f"title: {title}", "---", f"flowchart {'TB' if self.downwards else 'LR'}"]
        for id, node in self.nodes.items():
            left, right = _MERMAID_NODES[node.kind]
            lines.append(f"  {ids[id]}{left}{_mermaid_text(node.label)}{right}:::{node.kind}")
        for edge, kind in self.edges.items():
            label = f"|{_mermaid_text(edge.label)}|" if edge.label else ""
            lines.append(f"  {ids[edge.source]} {_MERMAID_EDGES[kind]}{label} {ids[edge.target]}")
        for kind, look in LOOKS.items():
            if any(node.kind == kind for node in self.nodes.values()):
                dash = f",stroke-dasharray:{look.dash}" if look.dash else ""
                colours = f"fill:{look.fill},color:{look.ink},stroke:{look.stroke}"
                lines.append(f"  classDef {kind} {colours},stroke-width:{look.width:g}px{dash}")
        return "\n".join([*lines, ""])

    def _repr_svg_(self) -> str:
        return self.to_svg()


def _check(kind: str, kinds: tuple[str, ...], what: str) -> None:
    if kind not in kinds:
        raise ValueError(f"{kind!r} is no kind of {what}\nuse one of {', '.join(kinds)}")


def _quoted(text: str) -> str:
    text = printable(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{text}"'


def _mermaid_text(text: str) -> str:
    """Quoted, with every character that Mermaid or its HTML could read as markup as an entity code."""
    codes = {character: f"#{ord(character)};" for character in '"#&<>`\\'}
    text = "".join(codes.get(character, character) for character in printable(text))
    return '"' + text.replace("\n", "<br/>") + '"'


def _dot_look(look: Look) -> str:
    """How Graphviz draws a kind of node: the shape, the border and the colours of the SVG."""
    styles = {"filled": True, "rounded": look.radius > 0, "dashed": look.dash, "diagonals": look.hatched}
    shape = f'style="{",".join(style for style, is_on in styles.items() if is_on)}", penwidth={look.width}'
    shape += ", peripheries=2" * look.double + ", shape=octagon" * look.cut
    return f'{shape}, fillcolor="{look.fill}", color="{look.stroke}", fontcolor="{look.ink}"'


_MERMAID_NODES = {
    "root": ("[", "]"), "owner": ("[[", "]]"), "object": ("(", ")"), "target": ("([", "])"), "weak": ("(", ")"),
    "lost": ("{{", "}}"), "tensor": ("[/", "/]"),
}  # fmt: skip
_MERMAID_EDGES = {"path": "==>", "strong": "-->", "weak": "-.->"}
