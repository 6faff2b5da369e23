"""Which spec describes a value, and, for `reduce_retracing`, specs so wide that one trace serves other sizes too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lifetimes import nest
from lifetimes.ops.registry import public
from lifetimes.ops.shapes import common
from lifetimes.tf2.tensor_spec import TensorSpec
from lifetimes.tf2.trace_types import Types, family


def relaxed(types: Types, earlier: Iterable[Types]) -> Types:
    """Return types that cover a call and those earlier ones that can be covered with it."""
    for one in earlier:
        types = _widened(types, one) or types
    return types


def _widened(types: Types, earlier: Types) -> Types | None:
    """Return types that cover both calls, sizes that differ unknown; None where there are none."""
    if family(types) != family(earlier):
        return None
    wide = {}
    for name, item in types.items():
        both = list(map(_generalized, nest.flatten(item), nest.flatten(earlier[name])))
        if any(leaf is None for leaf in both):
            return None
        wide[name] = nest.pack_sequence_as(item, both)
    return wide


def _generalized(mine: Any, theirs: Any) -> Any:
    if (
        isinstance(mine, TensorSpec)
        and isinstance(theirs, TensorSpec)
        and mine.dtype == theirs.dtype
        and mine.name == theirs.name
    ):
        return TensorSpec(common(mine.static_shape, theirs.static_shape), mine.dtype, mine.name)
    return mine if mine == theirs else None


@public(v2=("type_spec_from_value",))
def type_spec_from_value(world: Any, value: Any) -> Any:
    """Return the spec of a tensor, or of what becomes one. TypeError for anything else."""
    spec = getattr(value, "_type_spec", None)
    if spec is not None:
        return spec
    try:
        tensor = value if world.is_tensor(value) else world.convert(value)
    except (TypeError, ValueError):
        raise TypeError(f"Could not build a TypeSpec for {value!r} of unsupported type {type(value)}.") from None
    return TensorSpec(tensor.static_shape, tensor.dtype)
