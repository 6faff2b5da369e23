"""The public functions of this world, for the parts of it that are written in terms of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from lifetimes.library import index, load
from lifetimes.ops.registry import PUBLIC
from lifetimes.tf2.world import WORLD


def function(name: str) -> Callable[..., Any]:
    """Return a function of the new world by its public name."""
    load(index().names["tf2"][name])
    return partial(PUBLIC["tf2"][name], WORLD)
