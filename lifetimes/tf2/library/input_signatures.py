"""Input signatures: what a program promises of the arguments of a traced function, and how arguments are cast to it."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from lifetimes import nest
from lifetimes.ops.values import CannotConvert
from lifetimes.tf2.library.signature_text import shown
from lifetimes.tf2.tensor_spec import TensorSpec
from lifetimes.tf2.trace_types import Typing, spec_of
from lifetimes.tf2.world import WORLD


def checked(specs: Any, parameters: Sequence[inspect.Parameter], skip_self: bool) -> tuple[Any, ...]:
    """Return an input signature as a tuple. TypeError where it is none, or does not fit the parameters."""
    if not isinstance(specs, (tuple, list)):
        raise TypeError(f"input_signature must be either a tuple or a list, got {type(specs)}.")
    odd = [leaf for leaf in nest.flatten(specs) if not hasattr(leaf, "is_compatible_with")]
    if odd:
        raise TypeError(
            "input_signature must be a possibly nested sequence of TensorSpec objects, got invalid args "
            f"{odd} with types {[type(leaf) for leaf in odd]}."
        )
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


def by_parameter(specs: Sequence[Any], parameters: Sequence[inspect.Parameter]) -> dict[str, Any]:
    """Return the types that an input signature gives, by parameter."""
    names = [parameter.name for parameter in parameters if parameter.kind is not parameter.VAR_KEYWORD]
    return dict(zip(names, [nest.map_structure(Typing().leaf, spec) for spec in specs], strict=False))


def cast_all(arguments: dict[str, Any], specs: Mapping[str, Any]) -> None:
    """Cast arguments to an input signature, in place. TypeError where one cannot be."""
    for name, spec in specs.items():
        arguments[name] = cast(arguments[name], spec)


def cast(value: Any, spec: Any) -> Any:
    """Return an argument as its part of an input signature wants it. TypeError where it cannot be."""
    if isinstance(spec, Mapping) and isinstance(value, Mapping) and spec.keys() == value.keys():
        return {key: cast(value[key], part) for key, part in spec.items()}
    if isinstance(spec, (list, tuple)) and isinstance(value, (list, tuple)) and len(spec) == len(value):
        return nest.rebuild(spec, [cast(item, part) for item, part in zip(value, spec, strict=True)])
    if nest.is_nested(spec):
        _no_cast(value, spec)
    if not isinstance(spec, TensorSpec):
        return value
    if isinstance(value, TensorSpec):
        return spec if value.is_subtype_of(spec) else _no_cast(value, spec)
    try:
        tensor = WORLD.convert(value, None if WORLD.is_tensor(value) else spec.dtype)
    except (ValueError, CannotConvert) as error:
        raise TypeError(str(error)) from None
    found = spec_of(tensor)
    return tensor if found.is_subtype_of(TensorSpec(spec.shape, spec.dtype)) else _no_cast(found, spec)


def _no_cast(value: Any, spec: Any) -> NoReturn:
    raise TypeError(f"Can not cast {value!r} to {shown(spec) if nest.is_nested(spec) else repr(spec)}")
