"""Build each leak in a process of its own kind, ask why it is alive, cure it, and print all answers as JSON."""

from __future__ import annotations

import asyncio
import contextvars
import gc
import importlib
import json
import logging
import re
import signal
import sys
import threading
import traceback
import warnings

from lifetimes.observe import why_alive

SPACE = {module.__name__: module for module in (asyncio, contextvars, gc, logging, signal, sys, threading, traceback)}


def ask(build):
    """What is said of one leak, whether the expression gives the object, and whether it is gone after the cure."""
    reference, cure = build()
    why = why_alive(reference)
    if not why.paths:
        return {"state": why.state, "path": "", "advice": "", "walks": False, "cured": False, "text": str(why)}
    path = why.paths[0]
    ipython = getattr(sys.modules.get("IPython"), "get_ipython", None)
    walks = eval(path.expression, {**SPACE, "get_ipython": ipython}) is reference()
    cure()
    return {
        "state": why.state,
        "path": re.sub(r" at \S+:\d+", "", " ".join([path.root.text, *(step.edge for step in path.told)])),
        "advice": why.advice,
        "walks": walks,
        "cured": reference() is None or (gc.collect() >= 0 and reference() is None),
        "text": str(why),
    }


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    gc.disable()
    cases = importlib.import_module(sys.argv[1]).CASES
    print(json.dumps({name: ask(case.build) for name, case in cases.items()}))
