"""Ask why each held object is alive, in a process with little else in it, and print the answers as JSON."""

from __future__ import annotations

import gc
import json
import sys
import threading
import traceback
import weakref

import holder_cases

from lifetimes.observe import why_alive


def ask(build):
    class Fresh(holder_cases.Thing):
        def __call__(self, *args):
            return None

    thing = Fresh()
    reference = weakref.ref(thing)
    kept = build(thing)
    del thing
    why = why_alive(reference, paths=5)
    path = why.paths[0]
    space = {"gc": gc, "sys": sys, "traceback": traceback, "threading": threading, **locals()}
    return {
        "state": why.state,
        "root": path.root.text,
        "first": path.steps[0].edge,
        "nearest": path.steps[-1].edge,
        "walks": all(eval(path.expression, dict(space)) is reference() for path in why.paths),
        "counted": why.counted,
        "explained": why.explained,
        "held_from_c": why.held_from_c,
        "text": str(why),
    }


if __name__ == "__main__":
    cases = holder_cases.CASES
    if "numpy" in sys.argv:
        cases = holder_cases.NUMPY_CASES
    print(json.dumps({name: ask(build) for name, (build, _) in cases.items()}))
