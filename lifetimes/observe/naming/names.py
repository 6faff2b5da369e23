"""A path on one line, as a programmer says it: `__main__.kept[0]`, `layer.inner in train()`."""

from __future__ import annotations

import re

from .paths import Path

__all__ = ["name_of"]

LONGEST = 80


def name_of(path: Path) -> str:
    """The path from its root on in one line; the middle of a long one is left out."""
    root, edges = path.root, [step.edge for step in path.steps]
    before, after = root.text, ""
    if root.kind == "module":
        before = root.text.removeprefix("module ")
    elif root.kind == "frame" and edges and edges[0].startswith(("local ", "argument ")):
        before, after = edges.pop(0).partition(" ")[2], f" in {without_line(root.text)}"
    text = before + "".join(edge if edge.startswith((".", "[")) else f" <{edge}>" for edge in edges)
    half = LONGEST // 2
    return (text if len(text) <= LONGEST else f"{text[:half]} ... {text[-half:]}") + after


def without_line(place: str) -> str:
    """`train() at train.py` of `train() at train.py:12`: the same at every line of the function."""
    return re.sub(r"(\.\w+|>):[0-9]+", r"\1", place)
