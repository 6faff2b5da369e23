"""Python functions as ops: `py_func` and its relatives.

The function is an attribute of the node, so it lives as long as the graph, with everything it refers to; a
session that is closed does not free it. As data the node has a token only: a graph made from that finds the
function as long as something else holds it. Source: `tensorflow/python/ops/script_ops.py`.
"""

import itertools
import weakref
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Final

import numpy as np

from lifetimes import errors
from lifetimes.errors import refuse
from lifetimes.ops import Array, DType, Out, World, dtypes, not_differentiable, op, public
from lifetimes.ops.layout.joining import zeros_for_none
from lifetimes.ops.values import to_array

_CLASSES: dict[type[Exception], type[errors.OpError]] = {
    TypeError: errors.InvalidArgumentError, ValueError: errors.InvalidArgumentError,
    StopIteration: errors.OutOfRangeError, MemoryError: errors.ResourceExhaustedError,
    NotImplementedError: errors.UnimplementedError,
}  # fmt: skip


_NUMBERS: Final = itertools.count()


class Callback:
    """A Python function as nodes hold it, found by its token for as long."""

    by_token: Final = weakref.WeakValueDictionary[str, "Callback"]()

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function, self.token = function, f"pyfunc_{next(_NUMBERS)}"
        self.by_token[self.token] = self


def callback(function: Callable[..., Any]) -> dict[str, Any]:
    """Return the attributes of a node that calls a function."""
    made = Callback(function)
    return {"token": made.token.encode(), "_function": made}


def token_of(node: Any) -> str:
    """Return by what a node finds its function."""
    token = node.attrs["token"]
    return token.decode() if isinstance(token, bytes) else str(token)


def function_of(node: Any) -> Callable[..., Any]:
    """Return the function of a node. InvalidArgumentError where a node made from data finds nobody who holds it."""
    found = node.attrs.get("_function") or Callback.by_token.get(token_of(node))
    if found is None:
        raise refuse(f"ValueError: Could not find callback with key={token_of(node)} in the registry.")
    return found.function


def called(function: Callable[..., Any], arguments: Sequence[Any]) -> list[Any]:
    """Return what a Python function gives, as a list, empty for None; what it raises becomes a TensorFlow error."""
    try:
        result = function(*arguments)
    except Exception as error:
        kind = next((cls for python, cls in _CLASSES.items() if isinstance(error, python)), errors.UnknownError)
        raise kind(None, None, f"{type(error).__name__}: {error}") from error
    return list(result) if isinstance(result, (list, tuple)) else [] if result is None else [result]


def check_count(token: str, results: Sequence[Any], wanted: Sequence[DType], more: bool = True) -> None:
    """Raise InvalidArgumentError where a function gave fewer results than declared, or `more` where that is refused."""
    if len(results) < len(wanted) or (len(results) > len(wanted) and not more):
        raise refuse(f"{token} returns {len(results)} values, but expects to see {len(wanted)} values.")


def _call(run: Any, node: Any, *arrays: Array) -> Any:
    # A copy each: the function may write into its arguments, and a variable may share them.
    arguments = [array.copy() if np.ndim(array) else np.asarray(array)[()] for array in arrays]
    wanted: Sequence[DType] = node.attrs["Tout"]
    results = called(function_of(node), arguments)
    return _checked(token_of(node), results, wanted) if wanted else ()


def _checked(token: str, results: list[Any], wanted: Sequence[DType]) -> Any:
    """Return the results as arrays. InvalidArgumentError where they are not as many, or not of the dtypes, declared."""
    arrays = [np.asarray(value, order="C") for value in results]
    for item in (item for array in arrays if array.dtype == np.object_ for item in array.flat):
        if not isinstance(item, (str, bytes)):
            raise errors.InternalError(None, None, f"Unsupported object type {type(item).__name__}")
    check_count(token, results, wanted, more=False)
    arrays = [to_array(value, dtypes.string) if array.dtype.kind in "SUO" else array
              for value, array in zip(results, arrays, strict=True)]  # fmt: skip
    for i, (array, dtype) in enumerate(zip(arrays, wanted, strict=True)):
        if dtypes.of(array) != dtype:
            raise refuse(f"{i}-th value returned by {token} is {dtypes.of(array).cpp_name}, but expects "
                         f"{dtype.cpp_name}")  # fmt: skip
    return arrays


def _unknown_shapes(inputs: Any, attrs: dict[str, Any]) -> list[Out]:
    return [(dtype, None) for dtype in attrs["Tout"]]


for _name in ("PyFunc", "PyFuncStateless"):
    op(_name, "input:*", _call, _unknown_shapes, not_differentiable, stateful=True, effect=_name == "PyFunc",
       outputs=-1)  # fmt: skip


def differentiable(name: str, call: Callable[..., Any], call_back: Callable[..., Any], label: str = "") -> None:
    """Register an op that calls a Python function, and the one that calls it for the gradients of its arguments.

    The second is given the arguments, as many as its attribute `count` says, and the gradients of the results.
    """

    def rule(world: Any, node: Any, *dys: Any) -> Any:
        given = zeros_for_none(world, node, dys)
        attrs = {"_function": None, **node.attrs, "count": len(node.inputs)}
        return world.apply(f"{name}Grad", *node.inputs, *given, **attrs)

    op(name, "input:*", call, _unknown_shapes, rule, stateful=True, effect=True, outputs=-1, label=label)
    op(f"{name}Grad", "input:*", call_back,
       lambda inputs, attrs: [(one.dtype.base_dtype, one.static_shape) for one in inputs[: attrs["count"]]],
       stateful=True, outputs=-1)  # fmt: skip


def declared(result: Any) -> tuple[DType, ...]:
    """Return the dtypes that a function is declared to give, by themselves or in specs: several in a list, or one."""
    each = result if isinstance(result, (list, tuple)) else [result]
    return tuple(dtypes.as_dtype(getattr(one, "dtype", one)) for one in each)


def arranged(found: Any, result: Any) -> Any:
    """Return what an op gave as its results were declared: in a list, or the one; where none were, as it is."""
    if not isinstance(result, (list, tuple)):
        return found[0]
    return list(found) if result else found


def check_callable(function: Any) -> None:
    """Raise ValueError for what cannot be called."""
    if not callable(function):
        raise ValueError(f"Expected func to be callable. Received func={function} of type {type(function)}.")


def applied(world: World, name: str, function: Any, inputs: Sequence[Any], result: Any, label: str | None) -> Any:
    """Return what an op that calls a Python function gives, as declared. ValueError for what cannot be called."""
    check_callable(function)
    return arranged(world.apply(name, *inputs, Tout=declared(result), **callback(function), name=label), result)


def decorating(label: str) -> Callable[[Any], Any]:
    """Return what makes a function that applies others a decorator of these too: `@tf.py_function(Tout=tf.float32)`."""

    def extended(apply: Any) -> Any:
        @wraps(apply)
        def call(world: World, func: Any = None, inp: Any = None, Tout: Any = None, *args: Any, **kwargs: Any) -> Any:
            if Tout is None:
                raise TypeError(f"Missing required argument: 'Tout'\n  If using {label} as a decorator, set `Tout`\n"
                                f"  **by name** above the function:\n  `@{label}(Tout=tout)`")  # fmt: skip
            if func is not None and inp is None:
                raise TypeError("Missing argument `inp`:\n  You must set the `inp` argument (the list of arguments to "
                                f"the\n  function), unless you use `{label}` as a decorator(`func=None`).")  # fmt: skip
            if func is not None:
                return apply(world, func, inp, Tout, *args, **kwargs)
            if inp is not None:
                raise TypeError(f"Don't set the `inp` argument when using {label} as a decorator (`func=None`).")
            return lambda one: wraps(one)(lambda *inputs: apply(world, one, inputs, Tout, *args, **kwargs))

        return call

    return extended


@public(v1=("py_func",))
def py_func(world: World, func: Any, inp: Any, Tout: Any, stateful: bool = True, name: str | None = None) -> Any:
    """Return tensors of what a Python function gives for the values of `inp`: NumPy arrays in, NumPy arrays out.

    The graph holds the function, and all that it refers to, as long as it lives itself.
    """
    inputs = list(inp)
    if world.is_eager():  # the function runs here, and its results are of the dtypes that they have
        results = func(*[np.array(value) for value in inputs])
        if results is None:
            return None
        made = [world.convert(one) for one in (results if isinstance(results, (list, tuple)) else [results])]
        return made[0] if len(made) == 1 else made
    return applied(world, "PyFunc" if stateful else "PyFuncStateless", func, inputs, Tout, name)


@public("numpy_function")
@decorating("tf.numpy_function")
def numpy_function(
    world: World, func: Any = None, inp: Any = None, Tout: Any = None, stateful: bool = True, name: str | None = None
) -> Any:
    """As `py_func`, and as a decorator it makes of a function one that takes and gives tensors."""
    return py_func(world, func, inp, Tout, stateful, name)
