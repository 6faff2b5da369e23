"""Structures of plain values and specs as messages, and back: what a trace takes and gives, and its parameters."""

import inspect
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from lifetimes.graph.data.attributes import shape_of, shape_proto
from lifetimes.graph.data.protos import FunctionSpec, StructuredValue
from lifetimes.ops import DType, as_shape, dtypes
from lifetimes.tf2.library.ragged.ragged_spec import RaggedTensorSpec
from lifetimes.tf2.tensor_spec import TensorSpec
from lifetimes.tf2.trace_types import CompositeType, Literal

PLAIN: Final = (bool, int, float, str, type(None), DType)


class Unknown:
    """A type that is not here, such as that of a sparse tensor. No argument is of it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return self._name


def _values(items: Sequence[Any]) -> dict[str, Any]:
    return {"values": [structured(item) for item in items]}


def type_spec(value: RaggedTensorSpec) -> dict[str, Any]:
    """Return a promise of a ragged tensor as TensorFlow writes it."""
    shape = StructuredValue(tensor_shape_value=shape_proto(as_shape(value.shape)))
    rest = [structured(one) for one in (value.dtype, value.ragged_rank, value.row_splits_dtype)]
    return {
        "type_spec_class": "RAGGED_TENSOR_SPEC", "type_state": {"tuple_value": {"values": [shape, *rest]}},
        "type_spec_class_name": "RaggedTensorSpec", "num_flat_components": value.ragged_rank + 1,
    }  # fmt: skip


def _of_type_spec(value: Any) -> Any:
    name = value.type_spec_class_name
    return RaggedTensorSpec(*plain(value.type_state)[:4]) if name == "RaggedTensorSpec" else Unknown(name)


_WRITERS: Final[tuple[tuple[Any, str, Callable[[Any], Any]], ...]] = (
    (type(None), "none_value", lambda value: {}), (bool, "bool_value", bool), (int, "int64_value", int),
    (float, "float64_value", float), (str, "string_value", str), (DType, "tensor_dtype_value", lambda value: value),
    (TensorSpec, "tensor_spec_value",
     lambda one: {"name": one.name, "shape": shape_proto(one.static_shape), "dtype": one.dtype}),
    (RaggedTensorSpec, "type_spec_value", type_spec), (list, "list_value", _values), (tuple, "tuple_value", _values),
    (Mapping, "dict_value", lambda found: {"fields": {str(key): structured(item) for key, item in found.items()}}),
)  # fmt: skip


def structured(value: Any) -> StructuredValue:
    """Return types, or any structure of plain values and specs, as a message. TypeError for anything else."""
    if isinstance(value, Literal):
        return structured(value.value)
    if isinstance(value, CompositeType):
        return structured(RaggedTensorSpec.from_value(value.example._with_tensors(value.parts)))
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return _named_tuple(type(value).__name__, zip(value._fields, value, strict=True))
    for kind, field, write in _WRITERS:
        if isinstance(value, kind):
            return StructuredValue(**{field: write(value)})
    raise TypeError(f"{value!r} cannot be written as data.")


def _named_tuple(name: str, pairs: Any) -> StructuredValue:
    values = [{"key": key, "value": structured(value)} for key, value in pairs]
    return StructuredValue(named_tuple_value={"name": name, "values": values})


@lru_cache(maxsize=64)
def _class_of(name: str, *fields: str) -> Callable[..., Any]:
    """Return a class of named tuples: each new one would wait for the collector, and every function has one."""
    return namedtuple(name, fields)


def _of_named_tuple(value: Any) -> Any:
    fields = [pair.key for pair in value.values]
    return _class_of(value.name, *fields)(*(plain(pair.value) for pair in value.values))


_READERS: Final[dict[str | None, Callable[[Any], Any]]] = {
    "none_value": lambda value: None, "tensor_dtype_value": dtypes.as_dtype,
    "tensor_shape_value": shape_of,
    "tensor_spec_value": lambda one: TensorSpec(shape_of(one.shape), dtypes.as_dtype(one.dtype), one.name or None),
    "list_value": lambda value: list(map(plain, value.values)),
    "tuple_value": lambda value: tuple(map(plain, value.values)),
    "dict_value": lambda value: {key: plain(value.fields[key]) for key in sorted(value.fields)},
    "named_tuple_value": _of_named_tuple,
    "type_spec_value": _of_type_spec,
    **dict.fromkeys(("float64_value", "int64_value", "string_value", "bool_value"), lambda value: value),
}  # fmt: skip
_READERS["bounded_tensor_spec_value"] = _READERS["tensor_spec_value"]


def plain(message: StructuredValue) -> Any:
    """Return what `structured` was given; a named tuple is one of a class of its own."""
    kind = message.WhichOneof("kind")
    return _READERS[kind](getattr(message, kind)) if kind in _READERS else Unknown(str(kind))


def function_spec(signature: inspect.Signature, input_signature: Any = None) -> FunctionSpec:
    """Return the parameters of a Python function, with the defaults that are plain values; others are None."""
    kinds = inspect.Parameter
    of_kind: dict[Any, list[str]] = {}
    for one in signature.parameters.values():
        of_kind.setdefault(one.kind, []).append(one.name)
    by_place = of_kind.get(kinds.POSITIONAL_ONLY, []) + of_kind.get(kinds.POSITIONAL_OR_KEYWORD, [])
    by_name = of_kind.get(kinds.KEYWORD_ONLY, [])
    rest, more = (of_kind.get(kind, [None])[0] for kind in (kinds.VAR_POSITIONAL, kinds.VAR_KEYWORD))
    defaults = {one.name: one.default if isinstance(one.default, PLAIN) else None
                for one in signature.parameters.values() if one.default is not kinds.empty}  # fmt: skip
    named = {name: defaults[name] for name in by_name if name in defaults}
    argspec = _named_tuple("FullArgSpec", {
        "args": by_place, "varargs": rest, "varkw": more,
        "defaults": tuple(defaults[name] for name in by_place if name in defaults) or None,
        "kwonlyargs": by_name, "kwonlydefaults": named or None, "annotations": {},
    }.items())  # fmt: skip
    return FunctionSpec(fullargspec=argspec, input_signature=structured(input_signature))


def signature_of(spec: FunctionSpec) -> inspect.Signature:
    """Return the parameters that a message tells; of a method without `self`."""
    found, kinds = plain(spec.fullargspec), inspect.Parameter
    args = found.args[1:] if spec.is_method else found.args
    defaults = dict(zip(reversed(args), reversed(found.defaults or ()), strict=False))
    made = [kinds(name, kinds.POSITIONAL_OR_KEYWORD, default=defaults.get(name, kinds.empty)) for name in args]
    made += [kinds(name, kinds.VAR_POSITIONAL) for name in [found.varargs] if name]
    named = found.kwonlydefaults or {}
    made += [kinds(name, kinds.KEYWORD_ONLY, default=named.get(name, kinds.empty)) for name in found.kwonlyargs]
    made += [kinds(name, kinds.VAR_KEYWORD) for name in [found.varkw] if name]
    return inspect.Signature(made)
