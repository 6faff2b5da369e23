"""What TensorFlow's Python wrappers ask of their arguments before an op is applied."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from lifetimes.errors import refuse
from lifetimes.ops import DType, World, dtypes
from lifetimes.ops.registry import INDEX


def checked(name: str, value: Any, kind: type) -> Any:
    """Return an attribute of that kind. TypeError for a value of another."""
    if kind is DType:
        with suppress(TypeError):
            return dtypes.as_dtype(value)
        raise TypeError(f"Expected DataType for argument '{name}' not {value!r}.")
    if type(value) is kind or (kind is str and isinstance(value, bytes)):
        return value
    if kind is int and not isinstance(value, str):
        with suppress(TypeError, ValueError):
            return int(value)
    raise TypeError(f"Expected {'string' if kind is str else kind.__name__} for argument '{name}' not {value!r}.")


def at_least_one(world: World, op: str, name: str, value: Any) -> int:
    """Return an attribute that is a number from 1 up. Raises for others."""
    number: int = checked(name, value, int)
    if number < 1 and world.is_eager():
        raise refuse(f"Value for attr '{name}' of {number} must be at least minimum 1")
    if number < 1:
        raise ValueError(f"Attr '{name}' of '{op}' Op passed {number} less than minimum 1.")
    return number


def dtype_among(world: World, attr: str, dtype: Any, allowed: tuple[str, ...] = INDEX) -> DType:
    """Return the dtype of an attribute. InvalidArgumentError, in a graph TypeError, where it is none of the allowed."""
    found = dtypes.as_dtype(dtype)
    if found.name in allowed:
        return found
    if world.is_eager():
        words = f"Value for attr '{attr}' of {found.cpp_name} is not in the list of allowed values"
        raise refuse(f"{words}: {', '.join(allowed)}")
    raise not_listed(attr, found, allowed)


def not_listed(parameter: str, found: DType, allowed: Iterable[str]) -> TypeError:
    """Return the error of a graph for a dtype that is none of those allowed."""
    words = f"Value passed to parameter '{parameter}' has DataType {found.name} not in list of allowed values"
    return TypeError(f"{words}: {', '.join(allowed)}")


def integers(world: World, value: Any, name: str, dtype: Any = dtypes.int32) -> Any:
    """Return the value as a tensor of int32 or int64. TypeError for one that holds no integers."""
    tensor = world.convert(value, name=name, hint=dtype)
    if not tensor.dtype.is_integer:
        received = f"Received `tensor` = {value} of dtype: {tensor.dtype}"
        raise TypeError(f"Argument `tensor` (name: {name}) must be of type integer. {received}")
    if tensor.dtype.base_dtype.name not in INDEX:
        return world.apply("Cast", tensor, to=dtypes.as_dtype(dtype))
    return tensor


def matrices(world: World, a: Any, name: str = "a") -> Any:
    """Return the value as a tensor of real matrices. TypeError for other dtypes, ValueError for fewer than two axes."""
    tensor = world.convert(a, name=name, hint=dtypes.float32)
    if not tensor.dtype.is_floating:
        raise TypeError(f"Input `{name}` must have `float`-like `dtype` (saw {tensor.dtype.base_dtype.name}).")
    shape = tensor.static_shape
    if shape is not None and len(shape) < 2:
        raise ValueError(f"Input `{name}` must have at least 2 dimensions (saw: {len(shape)}).")
    return tensor
