"""Elements of XML, written in C: a tree keeps all the elements that `iterparse` has built."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from ..heap.attributes import c_value
from ..naming.edges import Edge, attribute_edge, names_edges_of, position_of

_Element: Any = sys.modules["_elementtree"].Element


@names_edges_of(_Element)
def _child(holder: Any, rest: Sequence[object]) -> Edge | None:
    if type(rest[0]) is dict and c_value(holder, "attrib") is rest[0]:
        return attribute_edge("attrib")
    children = (_Element.__getitem__(holder, at) for at in range(_Element.__len__(holder)))
    position = position_of(children, rest[0])
    return None if position is None else Edge(f"[{position}]", "{}" + f"[{position}]")
