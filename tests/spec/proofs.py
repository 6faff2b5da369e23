"""The two witnesses of every claim about a life: weak references, and objgraph, which knows nothing of this library."""

import gc
import weakref

import objgraph


def counted(kind: type) -> int:
    """Return how many instances of the class the collector knows, by objgraph."""
    return sum(type(obj) is kind for obj in objgraph.by_type(kind.__name__))


def chain(owner, obj):
    """Return objgraph's shortest chain of references from the owner itself to the object; empty where there is none."""
    return _chain(obj, lambda link: link is owner)


def chain_from_modules(obj):
    """Return objgraph's shortest chain from any imported module to the object; empty where there is none."""
    return _chain(obj, objgraph.is_proper_module)


def _chain(obj, begins):
    """Look among what the claims have made; that there is no chain is said only when everything has been looked at."""
    found = objgraph.find_backref_chain(obj, begins)
    if not begins(found[0]):
        gc.unfreeze()
        found = objgraph.find_backref_chain(obj, begins)
    return found if len(found) > 1 else []


def alive(watches: list[weakref.ref]) -> int:
    """Return how many of the watched objects still live."""
    return sum(watch() is not None for watch in watches)
