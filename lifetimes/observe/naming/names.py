"""A path on one line, as a programmer says it: `__main__.kept[0]`, `layer.inner in train()`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..heap.roots import Root
from .paths import Path

__all__ = ["OF_A_CALL", "edge_words", "name_of", "one_line", "without_line"]

LONGEST = 80

OF_A_CALL = ("local ", "argument ")
"""How the words for an edge begin, where a running function holds an object by a name of its own."""


def name_of(path: Path) -> str:
    """The path from its root on in one line; the middle of a long one is left out."""
    return one_line(path.root, [step.edge for step in path.steps])


def one_line(root: Root, edges: Sequence[str]) -> str:
    """The same of a root and the words for the edges that follow."""
    before, after = root.text, ""
    if root.kind == "module" and edges:
        before = root.text.removeprefix("module ")
    elif root.kind == "frame" and edges and edges[0].startswith(OF_A_CALL):
        before, after = edges[0].partition(" ")[2], f" in {without_line(root.text)}"
        edges = edges[1:]
    text = before + "".join(map(edge_words, edges))
    half = LONGEST // 2
    return (text if len(text) <= LONGEST else f"{text[:half]} ... {text[-half:]}") + after


def edge_words(edge: str) -> str:
    """An edge as it follows its holder: as the code writes it, or what no code writes in angle brackets."""
    return edge if edge.startswith((".", "[", "(")) else f" <{edge}>"


def without_line(place: str) -> str:
    """`train() at train.py` of `train() at train.py:12`: the same at every line of the function."""
    return re.sub(r"(\.\w+|>):[0-9]+", r"\1", place)
