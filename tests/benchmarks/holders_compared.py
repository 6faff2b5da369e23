"""The tables of holders and of reported leaks asked of four instruments: which of them names who holds the object?

    pip install refleak guppy3 && python tests/benchmarks/holders_compared.py

objgraph labels the edges of its pictures; refleak prints chains of referrers; guppy3 prints the shortest paths from its
root. Each gets the same object. Of a holder it is right when what it says has the name, key or index of the last edge;
of a leak, when it has each name of the path that a program would use.
"""

from __future__ import annotations

import gc
import io
import re
import sys
import warnings
import weakref
from collections.abc import Callable
from contextlib import redirect_stderr
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "observe"))

import holder_cases
import leak_cases
import objgraph
from guppy import hpy
from refleak import testing as refleak

from lifetimes.observe import why_alive


def told_by_us(reference):
    why = why_alive(reference, paths=1)
    return why.expression + str(why.paths[0]) if why.paths else ""


def told_by_objgraph(reference):
    """The labels it would write on the edges into the object, and down the chain that it finds from a module."""
    target = reference()
    chain = objgraph.find_backref_chain(target, objgraph.is_proper_module)
    edges = [(holder, target) for holder in gc.get_referrers(target) if type(holder).__name__ not in ("frame", "cell")]
    labels = [label_of(*edge) for edge in [*edges, *pairwise(chain)]]
    return " ".join([getattr(chain[0], "__name__", ""), *labels])


def label_of(holder, held):
    return objgraph._edge_label(holder, held).partition('"')[2].rstrip(']"')


def told_by_refleak(reference):
    """Its chain of referrers, the nearest first."""
    return " ".join(map(str, refleak.referrer_chain(reference())))


def told_by_guppy(reference):
    """Its shortest paths from the root of all, without those through the frame that asks."""
    with redirect_stderr(io.StringIO()):
        return str(HEAP.iso(reference()).shpaths)


HEAP = hpy()
TELLERS: dict[str, Callable] = {
    "lifetimes": told_by_us,
    "objgraph": told_by_objgraph,
    "refleak": told_by_refleak,
    "guppy3": told_by_guppy,
}


def last_word(edge):
    """The word of the expected edge that cannot be there by chance: the name, key or index."""
    word = edge.split()[-1] if edge.split()[0] in ("closure", "default", "local", "context") else edge
    return [word.split("[")[-1].strip(".[]'\"")]


def names_in(path):
    """The names in a path that the program has written: attributes, variables and keys."""
    return re.findall(r"(?<=\.)[a-z]\w+|(?<=variable )\w+|(?<=local )\w+|(?<=\[')[\w.]+", path)


def asked(make, ask, words):
    """Whether an instrument says all the words of one case, which is built for it anew."""
    reference, cure = make()
    try:
        said = ask(reference)
    except Exception as error:
        said = type(error).__name__
    cure()
    return bool(words) and all(word in said for word in words)


def held(build):
    """A case of the table of holders as one of leaks: what is kept goes with the cure."""

    def make():
        class Fresh(holder_cases.Thing):
            def __call__(self, *args):
                return None

        thing = Fresh()
        reference, kept = weakref.ref(thing), [build(thing)]
        return reference, kept.clear

    return make


def compare(title, cases):
    right = dict.fromkeys(TELLERS, 0)
    print(f"{title:<55} " + " ".join(f"{name:<10}" for name in TELLERS))
    for name, (make, words) in cases.items():
        row = {teller: asked(make, ask, words) for teller, ask in TELLERS.items()}
        right = {teller: count + row[teller] for teller, count in right.items()}
        print(f"{name:<55} " + " ".join(f"{'yes' if found else '-':<10}" for found in row.values()))
    print(f"{'named of ' + str(len(cases)):<55} " + " ".join(f"{count:<10}" for count in right.values()), end="\n\n")


def main():
    warnings.simplefilter("ignore")
    holders = {**holder_cases.CASES, **holder_cases.numpy_cases()}
    compare("holder", {name: (held(build), last_word(edge)) for name, (build, edge) in holders.items()})
    leaks = {name: case for name, case in leak_cases.CASES.items() if names_in(case.path)}
    compare("leak", {name: (case.build, names_in(case.path)) for name, case in leaks.items()})


if __name__ == "__main__":
    main()
