"""What is done about too many traces, for a trace costs far more than a call: a warning, wider types, or no trace.

Types are widened for `reduce_retracing`, so that one trace serves other sizes too.

Source: `_FrequentTracingDetector` in `tensorflow/python/eager/polymorphic_function/polymorphic_function.py`.
"""

import logging
from collections.abc import Iterable
from typing import Any, Final
from weakref import WeakKeyDictionary

from lifetimes import nest
from lifetimes.ops import common, public
from lifetimes.tf2.context import HERE
from lifetimes.tf2.tensor_spec import TensorSpec
from lifetimes.tf2.trace_types import CompositeType, Types, family

_HISTORY: Final = 10  # calls that count
_OFTEN: Final = 5  # traces among them that are too many
_WARNINGS: Final = 2


class _Record:
    """How many calls each of the latest traces served, for all functions made of one piece of code."""

    def __init__(self) -> None:
        self.calls: list[int] = []
        self.warnings = 0


_RECORDS: Final[WeakKeyDictionary[Any, _Record]] = WeakKeyDictionary()
"""By the code, which they do not keep alive: a function that is made anew in every turn of a loop is found out, too."""


def traced(function: Any, calls: int) -> int:
    """Note that a call traced, after so many calls that did not; warn where that is too often. Returns 0: no calls."""
    record = _RECORDS.setdefault(_code(function), _Record())
    if calls:
        record.calls = record.calls or [0]
        record.calls[-1] += calls
    record.calls.append(1)
    while sum(record.calls) - record.calls[0] > _HISTORY:
        del record.calls[0]
    if len(record.calls) >= _OFTEN and record.warnings < _WARNINGS:
        record.warnings += 1
        logging.getLogger("tensorflow").warning(
            f"{len(record.calls)} out of the last {sum(record.calls)} calls to {function} triggered tf.function "
            "retracing. Tracing is expensive and the excessive number of tracings could be due to (1) creating "
            "@tf.function repeatedly in a loop, (2) passing tensors with different shapes, (3) passing Python objects "
            "instead of tensors. For (1), please define your @tf.function outside of the loop. For (2), @tf.function "
            "has reduce_retracing=True option that can avoid unnecessary retracing. For (3), please refer to "
            "https://www.tensorflow.org/guide/function#controlling_retracing and "
            "https://www.tensorflow.org/api_docs/python/tf/function for  more details."
        )
    return 0


def _code(function: Any) -> Any:
    """Return the code of a function, of what it wraps or of the method that it is; itself where there is none."""
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    function = getattr(function, "__func__", function)
    return getattr(function, "__code__", function)


@public(v2=("config.run_functions_eagerly", "config.experimental_run_functions_eagerly"))
def run_functions_eagerly(world: Any, run_eagerly: bool) -> None:
    """Let every `tf.function` run its Python function at each call, until told otherwise."""
    HERE.functions_run_eagerly = bool(run_eagerly)


@public(v2=("config.functions_run_eagerly", "config.experimental_functions_run_eagerly"))
def functions_run_eagerly(world: Any) -> bool:
    return bool(HERE.functions_run_eagerly)


# --- types so wide that one trace serves several ----------------------------------------------------------


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
    if mine == theirs:
        return mine
    specs = isinstance(mine, TensorSpec) and isinstance(theirs, TensorSpec)
    if specs and (mine.dtype, mine.name) == (theirs.dtype, theirs.name):
        return TensorSpec(common(mine.static_shape, theirs.static_shape), mine.dtype, mine.name)
    if isinstance(mine, CompositeType) and isinstance(theirs, CompositeType) and mine.spec is not None:
        example = getattr(mine.spec.most_specific_common_supertype([theirs.spec]), "_example", None)
        return None if example is None else CompositeType(example)
    return None


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
