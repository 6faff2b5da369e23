"""Slot variables: state that something keeps for another variable, under that variable's name in the same graph."""

from __future__ import annotations

from typing import Any

from lifetimes.ops.random.initializers import Zeros
from lifetimes.tf1.variable_scope import variable_scope
from lifetimes.tf1.variable_store import get_variable


def is_resource(variable: Any) -> bool:
    return bool(getattr(variable, "_is_resource", False))


def create_slot(world: Any, primary: Any, name: str, initializer: Any = None) -> Any:
    """Make the variable `<name of the primary>/<name>`, in its shape and dtype; zeros where nothing else is said.

    It goes into the graph's collection of global variables and is not trainable. It outlives whoever asked for it.
    """
    with variable_scope(world, None, f"{primary.op.name}/{name}") as scope:
        scope.custom_getter, scope.regularizer, scope.reuse, scope.initializer = None, None, False, None
        start = Zeros(world) if initializer is None else initializer
        shape = primary.shape if callable(start) else None
        dtype = primary.dtype.base_dtype
        return get_variable(world, "", shape, dtype, start, trainable=False, use_resource=is_resource(primary))
