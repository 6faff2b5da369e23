"""Input signatures: what a program promises of the arguments of a traced function, and how arguments are cast to it."""

import inspect
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from lifetimes import nest
from lifetimes.ops.values import CannotConvert
from lifetimes.tf2.library.signature_text import shown
from lifetimes.tf2.tensor_spec import TensorSpec
from lifetimes.tf2.trace_types import CompositeType, Literal, Typing, spec_of
from lifetimes.tf2.world import WORLD


def checked(specs: Any, parameters: Sequence[inspect.Parameter], skip_self: bool) -> tuple[Any, ...]:
    """Return an input signature as a tuple. TypeError where it is none, or does not fit the parameters."""
    if not isinstance(specs, (tuple, list)):
        raise TypeError(f"input_signature must be either a tuple or a list, got {type(specs)}.")
    odd = [leaf for leaf in nest.flatten(specs) if not hasattr(leaf, "is_compatible_with")]
    if odd:
        raise TypeError("input_signature must be a possibly nested sequence of TensorSpec objects, got invalid args "
                        f"{odd} with types {[type(leaf) for leaf in odd]}.")  # fmt: skip
    if any(p.kind is p.VAR_POSITIONAL for p in parameters):
        return tuple(specs)
    places = [p for p in parameters if p.kind is not p.VAR_KEYWORD]
    if skip_self and places and places[0].name == "self":
        places = places[1:]
    if len(specs) > len(places):
        raise TypeError(f"input_signature contains {len(specs) - len(places)} extra type constraints.")
    missing = [p.name for p in places[len(specs) :] if p.default is p.empty and p.kind is not p.KEYWORD_ONLY]
    if missing:
        raise TypeError(f"input_signature missing type constraint for {', '.join(missing)}")
    return tuple(specs)


def by_parameter(
    specs: Sequence[Any], parameters: Sequence[inspect.Parameter]
) -> tuple[list[inspect.Parameter], dict[str, Any]]:
    """Return the parameters under an input signature, and their types.

    `*args` becomes as many parameters as there are specs left, `**kwargs` none; a parameter without a spec keeps its
    default. Source: `add_type_constraints` in `tensorflow/core/function/polymorphism/function_type.py`.
    """
    left = [nest.map_structure(Typing().leaf, spec) for spec in specs]
    by_place = any(p.kind is p.VAR_POSITIONAL for p in parameters)
    made: list[inspect.Parameter] = []
    types: dict[str, Any] = {}
    for p in parameters:
        kind = p.POSITIONAL_ONLY if by_place and p.kind is p.POSITIONAL_OR_KEYWORD else p.kind
        if p.kind is p.VAR_POSITIONAL:
            rest = {f"{p.name}_{i}": spec for i, spec in enumerate(left)}
            made += [inspect.Parameter(name, p.POSITIONAL_ONLY) for name in rest]
            types.update(rest)
            left = []
        elif p.kind is p.KEYWORD_ONLY and p.default is p.empty:
            words = f"keyword-only parameter `{p.name}` must have a default value"
            raise TypeError(f"Since input_signature is defined, {words}")
        elif p.kind is not p.VAR_KEYWORD:
            made.append(p.replace(kind=kind))
            if left and p.name != "self":
                types[p.name] = left.pop(0)
            elif p.default is not p.empty:
                types[p.name] = nest.map_structure(Typing().leaf, p.default)
    return made, types


def cast_all(arguments: dict[str, Any], specs: Mapping[str, Any]) -> None:
    """Cast arguments to an input signature, in place. TypeError where one cannot be."""
    for name, spec in specs.items():
        arguments[name] = cast(arguments[name], spec)


def cast(value: Any, spec: Any) -> Any:
    """Return an argument as its part of an input signature wants it. TypeError where it cannot be."""
    if isinstance(spec, Mapping):
        if not isinstance(value, Mapping):
            raise TypeError(f"Can not cast {value!r} to a Dict type.")
        if spec.keys() != value.keys():
            raise TypeError(f"{value!r} has different keys with the TraceType {shown(spec)}.")
        return {key: cast(value[key], part) for key, part in spec.items()}
    check_fields(value, spec)
    if isinstance(spec, (list, tuple)):
        kind = list if isinstance(spec, list) else tuple
        if not isinstance(value, kind):
            raise TypeError(f"Can not cast {value!r} to {kind.__name__} type.")
        if len(value) != len(spec):
            listed = "object of type 'Tuple' has no len()"  # what TensorFlow says of a list
            raise TypeError(listed if kind is list else f"Expected {value} to have length of {len(spec)}")
        return nest.rebuild(spec, [cast(item, part) for item, part in zip(value, spec, strict=True)])
    if nest.is_nested(spec):
        _no_cast(value, spec)
    if isinstance(spec, Literal) and Typing().leaf(value) != spec:
        _no_cast(value, spec)
    if isinstance(spec, CompositeType) and not hasattr(value, "_example") and not isinstance(value, CompositeType):
        if type(value) is not type(spec.example) or len(value._tensors()) != len(spec.parts):
            try:
                nest.assert_same_structure(list(spec.parts), [value])
            except ValueError as error:
                raise TypeError(str(error)) from None
        return value._with_tensors(list(map(cast, value._tensors(), spec.parts)))
    if not isinstance(spec, TensorSpec):
        return value
    if isinstance(value, TensorSpec):
        return spec if value.is_subtype_of(spec) else _no_cast(value, spec)
    try:
        variable = hasattr(value, "_note_access")
        tensor = WORLD.convert(value, None if WORLD.is_tensor(value) and not variable else spec.dtype)
    except (ValueError, CannotConvert) as error:
        raise TypeError(str(error)) from None
    found = spec_of(tensor)
    if found.is_subtype_of(TensorSpec(spec.shape, spec.dtype)):
        return tensor
    return _no_cast(TensorSpec(found.shape, found.dtype, spec.name), spec)


def check_fields(value: Any, spec: Any) -> None:
    """Raise TypeError where a named tuple is wanted, and the value has not the same fields."""
    if not hasattr(spec, "_fields") or spec._fields == getattr(value, "_fields", None):
        return
    if not hasattr(value, "_fields"):
        raise TypeError(f"Cannot cast {value!r} to type {type(spec)!r}.")
    raise TypeError(f"{value!r} has different attributes with the TraceType {shown(spec)}")


def _no_cast(value: Any, spec: Any) -> NoReturn:
    raise TypeError(f"Can not cast {value!r} to {shown(spec) if nest.is_nested(spec) else repr(spec)}")
