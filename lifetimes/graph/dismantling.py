"""Taking a graph apart, so that it dies at once with its owner; but not while somebody else holds a part of it.

A graph, its operations and their tensors refer back and forth; the owner of a trace undoes these cycles when it goes.
Where a program holds the graph, or a tensor of it, the trace stays whole, and the collector frees it later. Which of
the two it is, the collector's own rule tells: held is what has more references than the graph's parts make.
"""

import gc
import sys
from types import FunctionType
from typing import Any

from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.library import load


def dismantle(graph: FuncGraph, owned: int) -> None:
    """Undo the cycles of a graph to which the owner has `owned` references, unless others hold a part of it."""
    if not _is_held(graph, owned + 1):
        graph.dismantle()


def _is_held(graph: FuncGraph, owned: int) -> bool:
    """Return whether the graph, an operation or a tensor of it has a reference that is neither a part's nor owned."""
    parts, others = list[Any]([graph]), set[int]()  # others: numbers, text and types, which each operation has
    graphs, from_inside = {id(graph)}, {id(graph): owned + 1}  # one is this function's own
    for part in parts:  # grows while it is walked
        if isinstance(part, Operation) and "_gradient" in part.attrs:
            graphs.update(map(id, load("graph.control.custom_gradient").made_of(part.attrs["_gradient"])))
        for target in (part.__closure__,) if isinstance(part, FunctionType) else gc.get_referents(part):
            key = id(target)
            if key in from_inside:
                from_inside[key] += 1
            elif key in graphs or (key not in others and _is_part(target, graphs)):
                from_inside[key] = 1
                parts.append(target)
            elif not isinstance(target, (Operation, Tensor, FuncGraph)):  # whose graph may become one of these
                others.add(key)
    part = target = None
    return any(
        sys.getrefcount(parts[i]) - 2 > from_inside[id(parts[i])]  # the list of parts, and the call itself
        for i in range(len(parts))
        if isinstance(parts[i], (FuncGraph, Operation, Tensor)) or id(parts[i]) in graphs
    )


def _is_part(target: Any, graphs: set[int]) -> bool:
    """Return whether an object belongs to these graphs; the graph of a branch or body is one of them."""
    if isinstance(target, (Operation, Tensor)):
        return id(target.graph) in graphs
    is_graph, kind = isinstance(target, FuncGraph), type(target).__module__
    is_inside = is_graph and target.outer is not None and id(target.outer) in graphs
    if is_inside or kind.startswith("lifetimes.tf2.library.ragged."):
        graphs.add(id(target))  # who has a ragged tensor, has symbols
        return True
    return not is_graph and (isinstance(target, (list, dict, tuple, set)) or kind.startswith("lifetimes.graph."))
