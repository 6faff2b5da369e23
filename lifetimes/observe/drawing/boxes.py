"""Who holds what, as boxes in boxes: an owner contains what it owns, and a name is a tag on what it names.

Plain containers on the way are told with the edges, so that a tag says `kept[0]`, and inside an owner they are
compartments: the collections of a graph.  It is a list of lists in HTML, which is read aloud as it is seen.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from ..naming.paths import OF_A_CALL, edge_words
from .object_graph import ObjectGraph
from .svg import escape, shorten

LONGEST = 120
"""Characters of a name that are shown."""

_MOST_GONE = 4

_RESTS = ("same", "more")  # nodes that say what is not drawn
_UNBOXED = ("root", "object")
_PLAIN = re.compile(r"[\w.]+ of [\d,]+( .*)?", re.DOTALL)
_INDEX = re.compile(r"\[\d+\]$")
_KEY = re.compile(r"\['([^\[\]]+?)/?'\]$")


@dataclass
class _Box:
    """One object: its words, who contains it and by which edges, the tags of who else holds it, what it contains."""

    id: str
    label: str
    kind: str
    parent: str | None = None
    edges: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    inside: list[_Box] = field(default_factory=list)


def draw(picture: ObjectGraph, changed: Collection[str] = (), gone: Sequence[str] = ()) -> str:
    """The boxes as HTML; those that have changed are marked, and those that have gone are crossed out: a few."""
    top = _boxes(picture)
    drawn = [_drawn(box, changed) for box in top]
    crossed = [f"<s>{_shown(name)}</s> freed" for name in gone[:_MOST_GONE]]
    drawn += [f'<li><div class="box gone"><span class="cross">✕</span> {name}</div></li>' for name in crossed]
    more = [f"and {len(gone) - _MOST_GONE:,} more freed"] if len(gone) > _MOST_GONE else []
    more += [picture.nodes[id].label for id in _RESTS if id in picture.nodes]
    drawn += [f'<li class="rest">{escape(rest)}</li>' for rest in more]
    return f'<ul class="boxes">{"".join(drawn)}</ul>' if drawn else '<p class="rest">Nothing watched is alive.</p>'


# What stands in what ----------------------------------------------------------------------------------------


def _boxes(picture: ObjectGraph) -> list[_Box]:
    """The boxes that no other contains."""
    into: dict[str, list[tuple[str, str]]] = {}
    for edge in picture.edges:
        into.setdefault(edge.target, []).append((edge.source, edge.label))
    shown = [(id, node) for id, node in picture.nodes.items() if node.kind not in _UNBOXED and id not in _RESTS]
    boxes = {id: _Box(id, node.label, node.kind) for id, node in shown}
    _box_what_holds_many(picture, into, boxes)
    for box in boxes.values():
        ways = list(dict.fromkeys(_ways(box.id, into, boxes)))
        # Where a holder has an object under a public name, its own notes of that are left out.
        public = {source for source, text in ways if "._" not in text}
        ways = [(source, text) for source, text in ways if source not in public or "._" not in text]
        box.parent = _parent(box, [source for source, _ in ways], boxes)
        box.edges = [text for source, text in ways if source == box.parent]
        box.tags = list(dict.fromkeys(_tag(picture, source, text) for source, text in ways if source != box.parent))
    for box in boxes.values():
        if box.parent is not None:
            boxes[box.parent].inside.append(box)
    return [box for box in boxes.values() if box.parent is None]


def _box_what_holds_many(picture: ObjectGraph, into: dict[str, list[tuple[str, str]]], boxes: dict[str, _Box]) -> None:
    """Let objects that are no plain containers have a box where they hold several: a model of some library."""
    held: dict[str, set[str]] = {}
    for id in boxes:
        for source, _ in into.get(id, ()):
            held.setdefault(source, set()).add(id)
    for source, those in held.items():
        node = picture.nodes[source]
        if node.kind == "object" and len(those) > 1 and not _PLAIN.fullmatch(node.label):
            boxes[source] = _Box(source, node.label, node.kind)


def _ways(
    id: str, into: dict[str, list[tuple[str, str]]], boxes: dict[str, _Box], text: str = "", seen: tuple[str, ...] = ()
) -> Iterator[tuple[str, str]]:
    """Who holds a box, each a box or a root, and by which edges."""
    for source, label in into.get(id, ()):
        longer = (label if label.startswith(OF_A_CALL) else edge_words(label)) + text
        if source in boxes or not into.get(source):
            yield source, longer
        elif source not in seen:
            yield from _ways(source, into, boxes, longer, (*seen, source))


def _parent(box: _Box, sources: list[str], boxes: dict[str, _Box]) -> str | None:
    """The box that contains it: an owner first, then who comes first; none that it contains itself."""
    for source in sorted(sources, key=lambda source: source in boxes and boxes[source].kind != "owner"):
        above: str | None = source if source in boxes else None
        while above is not None and above != box.id:
            above = boxes[above].parent
        if source in boxes and above is None:
            return source
    return None


def _tag(picture: ObjectGraph, source: str, text: str) -> str:
    """The name as the program says it: `w`, `x in build()`, `layers.kept[0]`, `module 'layer'.w`."""
    label = picture.nodes[source].label.partition("\n")[0]
    if label.startswith(("a cycle", "C code")):
        return label.partition(":")[0].partition(" of a ")[0]
    if label == "module __main__":
        return text.removeprefix(".")
    for word in OF_A_CALL:
        if text.startswith(word):
            return f"{text.removeprefix(word)} in {label.partition(' at ')[0]}"
    return label.removeprefix("module ") + text if picture.nodes[source].kind == "root" else label + text


# How it looks -----------------------------------------------------------------------------------------------


def _shown(text: str) -> str:
    """As much of a text as is shown, escaped."""
    return escape(shorten(text, LONGEST))


def _drawn(box: _Box, changed: Collection[str]) -> str:
    """One box with the tags above it and what it contains."""
    tags = "".join(f'<code class="tag">{_shown(tag)}</code> ' for tag in box.tags)
    name, _, note = box.label.partition("\n")
    name = name.removesuffix(" of this thread") if box.id.startswith("root ") else name
    note = "" if box.id.startswith("root ") else note  # of a graph it counts operations, and would change at each line
    classes = ["box", box.kind, *(["now"] if box.id in changed else [])]
    head = f'<span class="name">{_shown(name)}</span>' + (f' <span class="note">{_shown(note)}</span>' if note else "")
    inside = "".join(_compartments(box, changed))
    named = f'<div class="tags"><span class="aloud">held by </span>{tags}</div>' if tags else ""
    return f'<li>{named}<div class="{" ".join(classes)}">{head}{inside}</div></li>'


def _place(text: str, label: str) -> str:
    """The edges to an object without its index; a key that only says again what is written in its box is a star."""
    key = _KEY.search(text)
    if key and (f"'{key[1]}:" in label or f"'{key[1]}'" in label):
        return _KEY.sub("[*]", text)
    return _INDEX.sub("", text)


def _compartments(box: _Box, changed: Collection[str]) -> Iterator[str]:
    """What a box contains, together where the same edges lead to it, an index and its own name as a key aside."""
    groups: dict[tuple[str, ...], list[_Box]] = {}
    for inner in box.inside:
        groups.setdefault(tuple(sorted({_place(text, inner.label) for text in inner.edges})), []).append(inner)
    for places, those in groups.items():
        told = ", ".join(f"<code>{_shown(place)}</code>" for place in places)
        items = "".join(_drawn(inner, changed) for inner in those)
        yield f'<div class="part"><span class="place">{told}</span><ul class="boxes">{items}</ul></div>'
