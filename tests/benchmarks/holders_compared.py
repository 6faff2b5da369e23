"""The table of holders asked of three instruments: which names the nearest edge?

    pip install refleak && python tests/benchmarks/holders_compared.py

objgraph labels an edge in its pictures; refleak prints chains of referrers. Each gets the same object and is right when
what it says of the last edge holds the name, key or index that the case expects.
"""

from __future__ import annotations

import gc
import sys
import weakref
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "observe"))

import holder_cases
import objgraph
from refleak import testing as refleak

from lifetimes.observe import why_alive


def told_by_us(reference):
    why = why_alive(reference)
    return why.paths[0].steps[-1].edge if why.paths else ""


def told_by_objgraph(reference):
    """The labels it would write on the edges into the object, from each object that refers to it."""
    target = reference()
    labels = []
    for holder in gc.get_referrers(target):
        if type(holder).__name__ not in ("frame", "cell"):
            labels.append(objgraph._edge_label(holder, target).partition('"')[2].rstrip(']"'))
    return " ".join(filter(None, labels))


def told_by_refleak(reference):
    """Its chain of referrers, the nearest first."""
    return " ".join(map(str, refleak.referrer_chain(reference())))


def wanted(edge):
    """The word of the expected edge that cannot be there by chance: the name, key or index."""
    word = edge.split()[-1] if edge.split()[0] in ("closure", "default", "local", "context") else edge
    return word.split("[")[-1].strip(".[]'\"")


def main():
    cases = {**holder_cases.CASES, **holder_cases.numpy_cases()}
    tellers = {"lifetimes": told_by_us, "objgraph": told_by_objgraph, "refleak": told_by_refleak}
    right = dict.fromkeys(tellers, 0)
    print(f"{'holder':<45} {'expected edge':<38} " + " ".join(f"{name:<10}" for name in tellers))
    for name, (build, edge) in cases.items():
        row = {}
        for teller, ask in tellers.items():
            row[teller] = asked(build, ask, edge)
            right[teller] += row[teller]
        marks = " ".join(f"{'yes' if row[teller] else '-':<10}" for teller in tellers)
        print(f"{name:<45} {edge:<38} {marks}")
    print(f"{'named of ' + str(len(cases)):<84} " + " ".join(f"{count:<10}" for count in right.values()))


def asked(build, ask, edge):
    class Fresh(holder_cases.Thing):
        def __call__(self, *args):
            return None

    thing = Fresh()
    reference = weakref.ref(thing)
    kept = build(thing)
    del thing
    said = ask(reference)
    return kept is not None and wanted(edge) in said


if __name__ == "__main__":
    main()
