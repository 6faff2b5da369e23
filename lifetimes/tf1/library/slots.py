"""Slot variables: state that something keeps for another variable, under that variable's name in the same graph."""

from contextlib import nullcontext
from typing import Any

from lifetimes.graph.data.colocation import near
from lifetimes.graph.tensor import Tensor
from lifetimes.ops.random.initializers import Zeros
from lifetimes.tf1.library.initial_values import initialized_value
from lifetimes.tf1.variable_scope import variable_scope
from lifetimes.tf1.variable_store import get_variable


def is_resource(variable: Any) -> bool:
    """Return whether a variable is one of a handle, as all of the new world are."""
    return bool(getattr(variable, "_is_resource", hasattr(variable, "_handle")))


def create_slot(world: Any, primary: Any, name: str, initializer: Any = None) -> Any:
    """Make the variable `<name of the primary>/<name>`, in its shape and dtype; zeros where nothing else is said.

    It goes into the graph's collection of global variables and is not trainable. It outlives whoever asked for it.
    """
    beside = nullcontext() if isinstance(primary, Tensor) else near(world, primary)
    with variable_scope(world, None, f"{primary.op.name}/{name}") as scope, beside:
        start = Zeros(world) if initializer is None else initializer
        sizes, dtype = primary.static_shape, primary.dtype.base_dtype
        known = sizes is not None and None not in sizes
        if callable(start) and not known:
            value = initialized_value(world, primary) if hasattr(primary, "initial_value") else primary
            start = start(world.apply("Shape", value), dtype)
        scope.partitioner = None
        slot = get_variable(
            world, "", primary.shape if callable(start) else None, dtype, start, trainable=False,
            validate_shape=known, use_resource=is_resource(primary),
        )  # fmt: skip
        part = getattr(primary, "_save_slice_info", None)
        if part is not None and slot.static_shape == primary.static_shape:
            real = slot.op.name.removeprefix(f"{primary.op.name}/")
            slot._set_save_slice_info(part._replace(full_name=f"{part.full_name}/{real}"))
        return slot
