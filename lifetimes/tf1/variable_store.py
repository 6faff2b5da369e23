"""`get_variable`: makes a variable under its full name, or finds the one that was made under it.

The name is the key. It works across functions, files and lost handles, because the store belongs to the
graph and not to the code. What `tf.Variable` made is not in it. Source:
`tensorflow/python/ops/variable_scope.py`, `_VariableStore`.
"""

import inspect
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from lifetimes.errors import advise
from lifetimes.library import load, load_if_here
from lifetimes.ops import Shape, as_shape, compatible, dtypes, is_full, public, show
from lifetimes.ops.variable_options import VariableAggregation, VariableSynchronization
from lifetimes.tf1.graph_collections import GraphKeys
from lifetimes.tf1.variable import variable
from lifetimes.tf1.variable_scope import AUTO_REUSE, get_variable_scope

_STORE: Final = ("__variable_store",)


def store(world: Any) -> dict[str, Any]:
    """Return what `get_variable` has made in the default graph, under full names."""
    kept = world.current_graph().collections.setdefault(_STORE, [])
    if not kept:
        kept.append({})
    return kept[0]  # type: ignore[no-any-return]


@public(v1=("get_variable",))
def get_variable(
    world: Any, name: str, shape: Any = None, dtype: Any = None, initializer: Any = None, regularizer: Any = None,
    trainable: bool | None = None, collections: Any = None, caching_device: Any = None, partitioner: Any = None,
    validate_shape: bool = True, use_resource: bool | None = None, custom_getter: Callable[..., Any] | None = None,
    constraint: Any = None, synchronization: VariableSynchronization = VariableSynchronization.AUTO,
    aggregation: VariableAggregation = VariableAggregation.NONE,
) -> Any:  # fmt: skip
    """Return the variable of that name in the variable scope in force: the one that exists, or a new one.

    Which of the two depends on the scope's `reuse`. ValueError where it must be new and is not, or must exist and
    does not, or exists with another shape or dtype.
    """
    scope = get_variable_scope(world)
    if not isinstance(name, str) and (scope.name or name is not None):
        given = type(name).__name__
        raise TypeError(f'can only concatenate str (not "{given}") to str' if scope.name else
                        f"expected string or bytes-like object, got {given!r}")  # fmt: skip
    if dtype is not None and initializer is not None and not callable(initializer):
        given = world.convert(initializer).dtype.base_dtype
        if given != dtype:
            raise ValueError(f"Initializer type '{given}' and explicit dtype '{dtype}' don't match.")
    getter = custom_getter or scope.custom_getter
    if getter is not None and not callable(getter):
        raise ValueError(f"Passed a custom_getter which is not callable: {getter}")
    if synchronization is VariableSynchronization.ON_READ and trainable is None:
        trainable = False
    arguments = {
        "name": f"{scope.name}/{name}" if scope.name else name, "shape": shape,
        "dtype": dtypes.as_dtype(scope.dtype if dtype is None else dtype).base_dtype,
        "initializer": scope.initializer if initializer is None else initializer,
        "regularizer": scope.regularizer if regularizer is None else regularizer,
        "reuse": scope.reuse, "trainable": True if trainable is None else trainable, "collections": collections,
        "caching_device": scope.caching_device if caching_device is None else caching_device,
        "partitioner": scope.partitioner if partitioner is None else partitioner, "validate_shape": validate_shape,
        "use_resource": scope.use_resource if use_resource is None else use_resource,
        "constraint": scope.constraint if constraint is None else constraint,
        "synchronization": synchronization, "aggregation": aggregation,
    }  # fmt: skip
    with world.current_graph().name_scope(None):
        if getter is None:
            return _get(world, **arguments)
        if not _takes(getter, "constraint"):
            del arguments["constraint"]
        return getter(getter=partial(_get, world), **arguments)


def _get(
    world: Any, name: str, shape: Any = None, dtype: Any = dtypes.float32, initializer: Any = None,
    regularizer: Any = None, reuse: Any = None, partitioner: Any = None, **options: Any,
) -> Any:  # fmt: skip
    """Find or make the variable of that full name: what a custom getter gets as its own getter."""
    if (partitioner is not None and shape not in ((), [])) or f"{name}/part_0" in store(world):
        more = {"regularizer": regularizer, **options}
        part = load("tf1.library.partitioned").partitioned
        return part(world, _get, store(world), name, shape, dtype, initializer, reuse, partitioner, **more)
    if shape is not None and initializer is not None and not callable(initializer):
        raise ValueError("If initializer is a constant, do not specify shape.")
    known = store(world)
    sizes = None if shape is None else as_shape(shape)
    if name in known:
        return _shared(known[name], name, sizes, dtype, reuse)
    if reuse is True:
        raise ValueError(_unknown(name, known))
    start, kind = _start(world, name, sizes if shape is not None else ..., dtypes.as_dtype(dtype), initializer)
    made = variable(world, initial_value=start, name=name, dtype=kind, shape=sizes, **options)
    known[name] = made
    if regularizer is not None:
        load("tf1.library.lazy_losses").regularize(made, name, regularizer)
    return made


def _shared(found: Any, name: str, shape: Shape, dtype: Any, reuse: Any) -> Any:
    if reuse is False:
        hint = "Did you mean to set reuse=True or reuse=tf.AUTO_REUSE in VarScope?"
        first = f"Variable {name} already exists, disallowed. {hint}"
        site = found.op.site
        if site is not None and found.dtype.is_ref:
            first += f' Originally defined at:\n\n  File "{site.file}", line {site.line}, in {site.function}\n'
        raise ValueError(first)
    if not compatible(shape, found.static_shape):
        shapes = f"specified shape {show(shape, '?')} and found shape {show(found.static_shape, '?')}"
        raise ValueError(f"Trying to share variable {name}, but {shapes}.")
    dtype = dtypes.as_dtype(dtype)
    if not dtype.is_compatible_with(found.dtype):
        raise ValueError(f"Trying to share variable {name}, but specified dtype {dtype.name} and found dtype "
                         f"{found.dtype.name}.")  # fmt: skip
    return found


def _unknown(name: str, known: dict[str, Any]) -> str:
    first = (
        f"Variable {name} does not exist, or was not created with tf.get_variable(). Did you mean to set "
        "reuse=tf.AUTO_REUSE in VarScope?"
    )
    hints = load_if_here("ops.debugging.refusals")
    near = hints and hints.near(str(name), map(str, known))
    return advise(first, near) if near else first


def _start(world: Any, name: str, shape: Any, dtype: Any, initializer: Any) -> tuple[Any, Any]:
    """Return the initial value of a new variable, or a function that gives it, and the dtype to ask for."""
    if initializer is None:
        if shape is ...:
            raise ValueError(f"Variable {name} did not get an initializer, so its `shape` argument must be specified.")
        initializer = default_initializer(world, name, dtype)
    elif not callable(initializer):
        return initializer, None
    if isinstance(initializer, type):
        initializer = initializer()
    if shape is not ... and is_full(shape):
        asked = inspect.signature(initializer).parameters.get("partition_info")
        more = {"partition_info": None} if asked is not None and asked.default is asked.empty else {}
        return partial(initializer, list(shape), dtype=dtype, **more), dtype
    if _needs_nothing(initializer):
        return initializer, None
    raise ValueError("The initializer passed is not valid. It should be a callable with no arguments and the shape "
                     "should not be provided or an instance of `tf.keras.initializers.*' and `shape` should be fully "
                     "defined.")  # fmt: skip


def default_initializer(world: Any, name: str, dtype: Any) -> Any:
    if dtype.is_floating:
        return load("ops.random.initializers").GlorotUniform(world)
    if dtype.is_integer or dtype.is_bool or dtype == dtypes.string:
        return load("ops.random.initializers").Zeros(world)
    raise ValueError(f"An initializer for variable {name} of {dtype.base_dtype} is required")


def _takes(function: Callable[..., Any], name: str) -> bool:
    parameters = inspect.signature(function).parameters
    return name in parameters or any(p.kind is p.VAR_KEYWORD for p in parameters.values())


def _needs_nothing(function: Callable[..., Any]) -> bool:
    parameters = inspect.signature(function).parameters.values()
    return all(p.default is not p.empty or p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) for p in parameters)


@public(v1=("get_local_variable",))
def get_local_variable(world: Any, name: str, *arguments: Any, collections: Any = None, **options: Any) -> Any:
    """Like `get_variable`, for a variable in LOCAL_VARIABLES that is not trained and not saved."""
    keys = [GraphKeys.LOCAL_VARIABLES, *(collections or ())]
    options["trainable"] = False
    return get_variable(world, name, *arguments, collections=keys, **options)


__all__ = ["AUTO_REUSE", "get_local_variable", "get_variable", "store"]
