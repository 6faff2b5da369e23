"""Random object graphs with owners, asked about by the engine and by a model of a few lines; prints what differs.

    python tests/observe/random_heaps.py [graphs]

It needs nothing but Python and the library, so that any interpreter can run it.
"""

from __future__ import annotations

import ctypes
import gc
import random
import sys
import weakref

from lifetimes.observe import register_owner, snapshot, why_alive
from lifetimes.observe.heap import looking
from lifetimes.observe.naming.reasons import explain_many

STATES = ("cyclic garbage", "named", "lost", "held from C")
AT_ONCE = 50


class Node(list):
    __slots__ = ("__weakref__",)


@register_owner
class Owner(Node):
    __slots__ = ()


# The model: nodes are numbers, and everything is said by what reaches what. ----------------------------------------


def reached(starts, edges, closed=()):
    """How far each node is from the nearest start, without a way on from those that are closed."""
    far = dict.fromkeys(starts, 0)
    queue = list(far)
    for node in queue:
        for held in () if node in closed else edges[node]:
            if held not in far:
                far[held] = far[node] + 1
                queue.append(held)
    return far


def model(edges, roots, owners, from_c):
    """The state of each node, and how many would go with it."""
    named, alive, held = reached(roots, edges, owners), reached(roots, edges), reached(from_c, edges)
    cyclic = reached([node for node in edges if node in reached(edges[node], edges)], edges)
    words = {"named": named, "lost": alive, "held from C": held, "cyclic garbage": cyclic, "freed": edges}
    states = {node: next(word for word, among in words.items() if node in among) for node in edges}
    living = {node for node in edges if states[node] != "freed"}
    entries = {*roots, *(living - alive.keys())}
    return states, {node: len(living) - len(reached(entries, edges, [node])) + 1 for node in alive}


# The same as objects. ----------------------------------------------------------------------------------------------


class Heap:
    """One random graph as objects, held by a list of roots and by C alone."""

    def __init__(self, seed):
        chance = random.Random(seed)
        count = chance.randint(2, 12)
        pick = lambda most: [chance.randrange(count) for _ in range(chance.randint(0, most))]  # noqa: E731
        self.edges = {node: pick(3) for node in range(count)}
        self.owners, self.from_c, self.roots = set(pick(3)), set(pick(1)), pick(2)
        nodes = [Owner() if node in self.owners else Node() for node in range(count)]
        for node, targets in self.edges.items():
            nodes[node].extend(nodes[target] for target in targets)
        for node in self.from_c:
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(nodes[node]))
        self.references = [weakref.ref(node) for node in nodes]
        self.held = [nodes[node] for node in self.roots]
        self.states, self.retained = model(self.edges, self.roots, self.owners, self.from_c)

    def living(self):
        return [node for node, state in self.states.items() if state != "freed"]

    def counted(self, node):
        """References to a node: from living nodes, from the roots, and from C."""
        from_nodes = sum(self.edges[other].count(node) for other in self.living())
        return from_nodes + self.roots.count(node) + (node in self.from_c)

    def drop(self):
        for node in self.from_c:
            ctypes.pythonapi.Py_DecRef(ctypes.py_object(self.references[node]()))
        self.held.clear()


def asked_one(heap, node):
    """`why_alive` of one node: its state, the balance, the length of the shortest way, and the owner on it."""
    why = why_alive(heap.references[node])
    yield "why_alive", why.state, heap.states[node]
    if why.state == "freed":
        return
    counted, from_c = heap.counted(node), int(node in heap.from_c)
    yield "balance", (why.counted, why.explained, why.held_from_c), (counted, counted - from_c, from_c)
    if why.state == "named":
        edges = [step.edge for step in why.paths[0].steps]
        yield "shortest way", len(edges) - edges.index(".held") - 2, reached(heap.roots, heap.edges, heap.owners)[node]
    yield "owner", why.owner is not None, why.state == "lost"


def asked_of_all(heaps):
    """`explain_many` and a snapshot of every node of every heap."""
    asked = [(heap, node) for heap in heaps for node in heap.living()]
    reasons, taken = explain_many([heap.references[node] for heap, node in asked]), snapshot()
    place = {identity: node for node, identity in enumerate(taken._record.identities)}
    for (heap, node), reason in zip(asked, reasons, strict=True):
        yield "explain_many", reason.state, heap.states[node]
        state = taken._record.states[place[id(heap.references[node]())]]
        yield "snapshot", STATES[state], heap.states[node]
        if node in heap.retained:
            yield "retained", taken.retained(heap.references[node]()).objects, heap.retained[node]


# A small heap. ----------------------------------------------------------------------------------------------------


def leave_out_what_nothing_is_asked_about():
    """The names in all modules but this one, and what else is there by now: most of what a walk would go over."""
    looking.left_out |= {id(vars(module)) for module in sys.modules.values()} - {id(globals())}
    gc.freeze()


HEAPS = []


def answers(first):
    """What is said of the heaps, of all together and of one node of each, and what the model says."""
    for answer in asked_of_all(HEAPS):
        yield "all", *answer
    for seed, heap in enumerate(HEAPS, first):
        node = random.Random(seed).choice(list(heap.edges))
        for answer in asked_one(heap, node):
            yield f"graph {seed}, node {node}", *answer


def main(graphs):
    leave_out_what_nothing_is_asked_about()
    gc.disable()
    differing = compared = 0
    for first in range(0, graphs, AT_ONCE):
        HEAPS[:] = [Heap(seed) for seed in range(first, min(first + AT_ONCE, graphs))]
        for where, what, found, expected in answers(first):
            compared += 1
            if found != expected:
                differing += 1
                print(f"{where}: {what} says {found}, the model {expected}")
        for heap in HEAPS:
            heap.drop()
        heap = None
        gc.collect()
    print(f"{graphs} graphs, {compared:,} answers compared, {differing} differ")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 500)
