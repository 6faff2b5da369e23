"""Which spec describes a value."""

from __future__ import annotations

from typing import Any

from lifetimes.ops.registry import public
from lifetimes.tf2.tensor_spec import TensorSpec


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
