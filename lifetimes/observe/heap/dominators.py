"""Three answers about a directed graph, from nothing but its edges: dominators, retained sizes, cycles.

A graph is two arrays: the successors of node `n` are `targets[starts[n]:starts[n + 1]]`. That form holds the
millions of edges of a heap in a few bytes each. Everything here is iterative, since a linked list is as deep
as it is long.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from operator import not_


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """A directed graph in compressed rows; node 0 is where it is entered."""

    starts: Sequence[int]
    targets: Sequence[int]

    @property
    def nodes(self) -> int:
        return len(self.starts) - 1

    def successors(self, node: int) -> Sequence[int]:
        return self.targets[self.starts[node] : self.starts[node + 1]]


def immediate_dominators(graph: Graph) -> array[int]:
    """For each node the last other node that every path from node 0 passes; -1 for node 0 and what it cannot reach.

    The semi-NCA form of Lengauer and Tarjan's algorithm: semidominators with path compression, then each
    immediate dominator as the nearest common ancestor of tree parent and semidominator. Georgiadis, Tarjan
    and Werneck, "Finding dominators in practice" (2006), found it the fastest on real graphs.
    """
    order, parents, others = _depth_first(graph)
    semi = _semidominators(parents, others)
    idom = parents
    for node in range(1, len(order)):
        above, limit = idom[node], semi[node]
        while above > limit:
            above = idom[above]
        idom[node] = above
    found = array("i", [-1]) * graph.nodes
    for node in range(1, len(order)):
        found[order[node]] = order[idom[node]]
    return found


def _depth_first(graph: Graph) -> tuple[list[int], list[int], dict[int, list[int]]]:
    """The nodes in preorder; for each preorder number that of its parent in the tree, and of all others before it."""
    starts, targets = list(graph.starts), list(graph.targets)  # lists are read faster, while they are needed
    number = [-1] * graph.nodes
    number[0] = 0
    order, parents, stack = [0], [-1], [0]
    others: defaultdict[int, list[int]] = defaultdict(list)
    rest = [starts[0]]
    ends = [starts[1]]
    while stack:
        edge, end, source = rest[-1], ends[-1], stack[-1]
        while edge < end and (met := number[targets[edge]]) >= 0:
            others[met].append(source)
            edge += 1
        if edge == end:
            stack.pop()
            rest.pop()
            ends.pop()
            continue
        node = targets[edge]
        rest[-1] = edge + 1
        number[node] = len(order)
        stack.append(len(order))
        parents.append(source)
        order.append(node)
        rest.append(starts[node])
        ends.append(starts[node + 1])
    return order, parents, others


def _semidominators(parents: list[int], others: dict[int, list[int]]) -> list[int]:
    count = len(parents)
    semi = list(range(count))
    label = list(range(count))
    ancestor = parents[:]
    for node in range(count - 1, 0, -1):
        best = parents[node]
        for source in others.get(node, ()):
            if source > node:
                if ancestor[source] > node:
                    _compress(source, node, ancestor, label, semi)
                source = semi[label[source]]
            if source < best:
                best = source
        semi[node] = best
    return semi


def _compress(node: int, last: int, ancestor: list[int], label: list[int], semi: list[int]) -> None:
    """Let each node on the way up, as far as the part after `last`, point past its ancestor and know the best label."""
    path = []
    while ancestor[node] > last:
        path.append(node)
        node = ancestor[node]
    top, best = ancestor[node], label[node]
    for node in reversed(path):
        if semi[best] < semi[label[node]]:
            label[node] = best
        else:
            best = label[node]
        ancestor[node] = top


def retained(idom: Sequence[int], sizes: Sequence[int]) -> tuple[array[int], array[int]]:
    """For each node how many objects, and how many bytes, would go with it: those of its dominator subtree.

    `sizes` are shallow; a node that is not reached keeps its own.
    """
    children = array("i", bytes(4 * len(idom)))
    for above in idom:
        if above >= 0:
            children[above] += 1
    counts, totals = array("q", [1]) * len(idom), array("q", sizes)
    leaves = [node for node, count in enumerate(children) if count == 0]
    for node in leaves:
        above = idom[node]
        while above >= 0:
            counts[above] += counts[node]
            totals[above] += totals[node]
            children[above] -= 1
            if children[above]:
                break
            node, above = above, idom[above]
    return counts, totals


def components(graph: Graph, skip: bytearray | None = None) -> list[list[int]]:
    """The strongly connected components that are cycles: two nodes and more, or one that points to itself.

    Tarjan's algorithm. Nodes marked in `skip` are taken as absent.
    """
    number = array("i", bytes(4 * graph.nodes))  # 0: not yet met
    low = array("i", bytes(4 * graph.nodes))
    if skip is None:
        skip = bytearray(graph.nodes)
    on_stack = bytearray(graph.nodes)
    open_nodes: list[int] = []
    found: list[list[int]] = []
    met = 0
    starts, targets = graph.starts, graph.targets
    for root in compress(range(graph.nodes), map(not_, skip)):
        if number[root]:
            continue
        work = [(root, starts[root])]
        while work:
            node, edge = work.pop()
            if not number[node]:
                met += 1
                number[node] = low[node] = met
                open_nodes.append(node)
                on_stack[node] = 1
            end = starts[node + 1]
            lowest = low[node]
            while edge < end:
                target = targets[edge]
                if skip[target]:
                    pass
                elif not number[target]:
                    break
                elif on_stack[target] and low[target] < lowest:
                    lowest = low[target]
                edge += 1
            low[node] = lowest
            if edge < end:
                work.append((node, edge))  # again at this edge, by then with the target's answer
                work.append((targets[edge], starts[targets[edge]]))
            elif lowest == number[node]:
                _close(node, graph, open_nodes, on_stack, found)
    return found


def _close(node: int, graph: Graph, open_nodes: list[int], on_stack: bytearray, found: list[list[int]]) -> None:
    """Take a finished component off the stack, and keep it if it is a cycle."""
    component = []
    while True:
        member = open_nodes.pop()
        on_stack[member] = 0
        component.append(member)
        if member == node:
            break
    if len(component) > 1 or node in graph.successors(node):
        found.append(component)
