"""The size of a dimension as old programs read it: `x.shape[1]`, `x.get_shape().as_list()[1]`."""

from __future__ import annotations

from typing import Any

import libcst as cst

SIZES = ("shape", "get_shape", "as_list", "value")


def size_of(node: Any) -> tuple[str, int] | None:
    """Return whose shape a piece of source reads, and which dimension; None for anything else."""
    if not isinstance(node, cst.Subscript) or len(node.slice) != 1 or not isinstance(node.slice[0].slice, cst.Index):
        return None
    try:
        dimension = int(cst.Module([]).code_for_node(node.slice[0].slice.value))
    except ValueError:
        return None
    found: Any = node.value
    while isinstance(found, (cst.Attribute, cst.Call)):
        if isinstance(found, cst.Attribute) and found.attr.value not in SIZES:
            return None
        found = found.value if isinstance(found, cst.Attribute) else found.func
    return (found.value, dimension) if isinstance(found, cst.Name) and found is not node.value else None
