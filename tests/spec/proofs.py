"""The two witnesses of every claim about a life: weak references, and objgraph, which knows nothing of this library."""

import weakref

import objgraph


def counted(kind: type) -> int:
    """Return how many instances of the class the collector knows, by objgraph."""
    return sum(type(obj) is kind for obj in objgraph.by_type(kind.__name__))


def chain(owner, obj):
    """Return objgraph's shortest chain of references from the owner itself to the object; empty where there is none."""
    found = objgraph.find_backref_chain(obj, lambda link: link is owner)
    return found if found[0] is owner and found[0] is not obj else []


def chain_from_modules(obj):
    """Return objgraph's shortest chain from any imported module to the object; empty where there is none."""
    found = objgraph.find_backref_chain(obj, objgraph.is_proper_module)
    return found if len(found) > 1 else []


def alive(watches: list[weakref.ref]) -> int:
    """Return how many of the watched objects still live."""
    return sum(watch() is not None for watch in watches)
