"""Which functions are turned when turned code calls them: the user's own, and nothing else."""

import builtins
import sysconfig
from functools import partial
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from lifetimes.autograph.blame import is_turned
from lifetimes.autograph.convert import turned_function
from lifetimes.graph.origin import is_ours
from lifetimes.library import load
from lifetimes.ops.dtypes import DType, float32, int32

_LIBRARIES = tuple({sysconfig.get_path(key) for key in ("stdlib", "platstdlib", "purelib", "platlib")})


def call(runtime: Any, function: Any, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
    """Call `function`, turned where it is a Python function of the user's."""
    overload = _OVERLOADS.get(function) if isinstance(function, (BuiltinFunctionType, type)) else None
    if overload is not None and any(runtime.symbolic(argument) for argument in arguments):
        return overload(runtime, *arguments, **keywords)
    if isinstance(function, partial):
        return call(runtime, function.func, (*function.args, *arguments), {**function.keywords, **keywords})
    return turn(runtime, function)(*arguments, **keywords)


def turn(runtime: Any, function: Any, asserts: bool = False) -> Any:
    """Return a callable with the user's Python function in it turned; itself where there is none, or no source."""
    if isinstance(function, FunctionType):
        return turned_function(runtime, function, asserts) if is_users(function) else function
    if isinstance(function, partial):
        return partial(turn(runtime, function.func, asserts), *function.args, **function.keywords)
    if isinstance(function, MethodType):
        return MethodType(turn(runtime, function.__func__, asserts), function.__self__)
    method = getattr(type(function), "__call__", None)  # noqa: B004 - the class's own, not what instances may have
    if isinstance(method, FunctionType) and not isinstance(function, type) and is_users(method):
        return MethodType(turned_function(runtime, method, asserts), function)
    return function


def is_users(function: FunctionType) -> bool:
    """Return whether a function is the user's own code, still to be turned."""
    file = function.__code__.co_filename
    if is_ours(file) or is_turned(function.__code__) or getattr(function, "_autograph_do_not_convert", False):
        return False
    return not file.startswith(_LIBRARIES) and not file.startswith("<frozen")


def _cast(dtype: DType, runtime: Any, value: Any) -> Any:
    tensor = runtime.world.convert(value)
    return tensor if tensor.dtype.base_dtype == dtype else runtime.world.apply("Cast", tensor, to=dtype)


def _sorted(runtime: Any, rows: Any, key: Any = None, reverse: bool = False) -> Any:
    """Return the elements in order, or in that of what `key` gives for them. ValueError where they are not in a row."""
    world, search = runtime.world, load("ops.math.searching")
    keys = rows if key is None else load("graph.control.control_flow").vectorized_map(world, turn(runtime, key), rows)
    if keys.static_shape is not None and len(keys.static_shape) != 1:
        raise ValueError("sort only supports only 1D tensors")
    direction = "DESCENDING" if reverse else "ASCENDING"
    if key is None:
        return search.sort(world, rows, direction=direction)
    return world.apply("GatherV2", rows, search.argsort(world, keys, direction=direction), 0)


_OVERLOADS: dict[Any, Any] = {
    builtins.len: lambda runtime, value: runtime.length(runtime.world.convert(value)),
    builtins.int: partial(_cast, int32), builtins.float: partial(_cast, float32),
    builtins.abs: lambda runtime, value: runtime.world.apply("Abs", value),
    builtins.sorted: _sorted,
    builtins.range: lambda runtime, *bounds: load("ops.layout.creation").range(runtime.world, *bounds),
}  # fmt: skip
