"""A path on one line, as a programmer says it: `__main__.kept[0]`, `layer.inner in train()`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..heap.roots import Root
from .paths import Path

__all__ = ["name_of", "one_line", "without_line"]

LONGEST = 80


def name_of(path: Path) -> str:
    """The path from its root on in one line; the middle of a long one is left out."""
    return one_line(path.root, [step.edge for step in path.steps])


def one_line(root: Root, edges: Sequence[str]) -> str:
    """The same of a root and the words for the edges that follow."""
    before, after = root.text, ""
    if root.kind == "module" and edges:
        before = root.text.removeprefix("module ")
    elif root.kind == "frame" and edges and edges[0].startswith(("local ", "argument ")):
        before, after = edges[0].partition(" ")[2], f" in {without_line(root.text)}"
        edges = edges[1:]
    text = before + "".join(edge if edge.startswith((".", "[", "(")) else f" <{edge}>" for edge in edges)
    half = LONGEST // 2
    return (text if len(text) <= LONGEST else f"{text[:half]} ... {text[-half:]}") + after


def without_line(place: str) -> str:
    """`train() at train.py` of `train() at train.py:12`: the same at every line of the function."""
    return re.sub(r"(\.\w+|>):[0-9]+", r"\1", place)
