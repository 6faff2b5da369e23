"""Weak references and proxies: what they stand for, found without calling anything of the user's."""

from __future__ import annotations

import gc
import weakref

__all__ = ["is_weak", "referent"]

_PROXIES = (weakref.ProxyType, weakref.CallableProxyType)


def is_weak(obj: object) -> bool:
    """Whether this is a weak reference or a proxy, and so stands for another object."""
    return issubclass(type(obj), (weakref.ref, *_PROXIES))


def referent(weak: object) -> object | None:
    """The object that a weak reference or a proxy stands for, or None when it is gone."""
    if issubclass(type(weak), weakref.ref):
        return weakref.ref.__call__(weak)  # type: ignore[arg-type]
    # A proxy passes every question on to its object but this one: its own repr ends with the address.
    address = type(weak).__repr__(weak).rpartition(" at ")[2].rstrip(">")
    if address.endswith("dead") or int(address, 16) == id(None):
        return None
    tracked = gc.get_objects()
    found = (obj for objects in (tracked, gc.get_referents(*tracked)) for obj in objects if id(obj) == int(address, 16))
    return next(found, None)
