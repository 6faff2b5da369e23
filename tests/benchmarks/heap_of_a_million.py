"""`why_alive` and retained sizes in a heap of a million objects, beside a bare pass and objgraph, in one run.

    python tests/benchmarks/heap_of_a_million.py [shape ...]
    shapes: mixed deep tree wide wider linked mark retained

Times are seconds of the processor. A bare pass is a Python loop over every reference of every object: what no
answer can do without.
"""

from __future__ import annotations

import gc
import resource
import sys
import time
import weakref

import objgraph

from lifetimes.observe import snapshot, watch, why_alive

OBJECTS = 1_000_000


class Target:
    pass


class Item:
    pass


def fill(count):
    """Instances with a list and a tuple each: `count` objects that the collector tracks."""
    heap = []
    for number in range(count // 3):
        item = Item()
        item.numbers = [number]
        item.pair = (item.numbers, None)
        heap.append(item)
    return heap


def bare_pass():
    started = time.process_time()
    for obj in gc.get_objects():
        for _ in gc.get_referents(obj):
            pass
    return time.process_time() - started


def asked(reference):
    started = time.process_time()
    why = why_alive(reference)
    return time.process_time() - started, why


def asked_of_objgraph(target, max_depth):
    started = time.process_time()
    chain = objgraph.find_backref_chain(target, objgraph.is_proper_module, max_depth=max_depth)
    return time.process_time() - started, len(chain)


def report(shape, reference, with_objgraph=True, max_depth=60):
    gc.collect()
    gc.disable()
    bare = min(bare_pass() for _ in range(3))
    ours, why = min((asked(reference) for _ in range(3)), key=lambda pair: pair[0])
    print(f"{shape}: {len(gc.get_objects()):,} objects")
    print(f"   bare pass {bare:.2f} s; why_alive {ours:.2f} s = {ours / bare:.1f} x")
    print(f"   {why.state}, {len(why.paths[0].steps)} steps, {why.counted:,} counted, {why.explained:,} explained")
    if with_objgraph:
        theirs, found = asked_of_objgraph(reference(), max_depth)
        print(f"   objgraph.find_backref_chain {theirs:.1f} s = {theirs / ours:.0f} x ours; its chain has {found}")
    gc.enable()


def mixed():
    global held
    held = fill(OBJECTS)
    held[OBJECTS // 6].target = Target()
    report("mixed", weakref.ref(held[OBJECTS // 6].target), with_objgraph=False)


def deep(children=0):
    """A chain of 40 links in front of the target; links may have children that point back, as nodes of a tree do."""
    global held, chain
    held, chain = fill(OBJECTS), Target()
    reference = weakref.ref(chain)
    for _ in range(40):
        chain = [chain, []]
        chain[1].extend([chain] for _ in range(children))
    report(f"deep (40 links, {children} children each)", reference, max_depth=100)


def wide(count=3_000, with_objgraph=True):
    """Many referrers, each of which is reached only through one more object."""
    global held, referrers
    held, target = fill(OBJECTS), Target()
    referrers = [[[target]] for _ in range(count)]
    report(f"wide ({count:,} referrers)", weakref.ref(target), with_objgraph)


def linked():
    """One list of a million links: as deep as it is long."""
    global first
    first = target = Target()
    reference = weakref.ref(target)
    for _ in range(OBJECTS):
        first = (first,)
    del target
    report("linked list", reference, with_objgraph=False)


def mark():
    """A mark of a watch on a hundred objects among the million."""
    global held
    held = fill(OBJECTS)
    gc.collect()
    gc.disable()
    bare = min(bare_pass() for _ in range(3))
    with watch(Target) as timeline:
        targets = [Target() for _ in range(100)]
        started = time.process_time()
        timeline.mark("now")
        spent = time.process_time() - started
    print(f"mark: bare pass {bare:.2f} s; a mark of {len(targets)} objects {spent:.2f} s = {spent / bare:.1f} x")
    gc.enable()


def retained():
    global held
    held = fill(OBJECTS)
    gc.collect()
    bare = min(bare_pass() for _ in range(3))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    taken = snapshot()
    looked = time.process_time()
    size = taken.retained(held)
    done = time.process_time()
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"retained: {taken!r}: bare pass {bare:.2f} s; the pass {looked - started:.1f} s", end=" ")
    print(f"= {(looked - started) / bare:.1f} x, all retained sizes {done - looked:.1f} s")
    print(f"   together {done - started:.1f} s, {memory:.0f} MB more at the peak; the list retains {size}")


SHAPES = {
    "mixed": mixed,
    "deep": deep,
    "tree": lambda: deep(80),
    "wide": wide,
    "wider": lambda: wide(100_000, with_objgraph=False),
    "linked": linked,
    "mark": mark,
    "retained": retained,
}

if __name__ == "__main__":
    for name in sys.argv[1:] or SHAPES:
        SHAPES[name]()
        globals().update(held=None, chain=None, referrers=None, first=None)
