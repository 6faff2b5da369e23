"""How signatures print: of a Python function in a refusal, and of a trace."""

import inspect
from collections.abc import Iterator, Mapping
from typing import Any

from lifetimes import nest
from lifetimes.tf2.trace_types import CompositeType, Literal, ObjectType, spec_of


def parameters_text(signature: Any) -> str:
    """Return the parameters of a function, those with an input signature by what it says."""
    specs, empty = signature.specs, inspect.Parameter.empty
    parameters = []
    for name, parameter in signature.signature.parameters.items():
        suffix = "" if parameter.default is empty else "=<captured_default_value>"
        if name in specs:
            suffix = f": {shown(specs[name])}{suffix.replace('=', ' = ')}"
        parameters.append((parameter.replace(annotation=empty, default=empty), suffix))
    return f"({', '.join(_with_marks(parameters))})"


def _with_marks(parameters: list[tuple[inspect.Parameter, str]]) -> Iterator[str]:
    star = by_place = False
    for parameter, suffix in parameters:
        star = star or parameter.kind is inspect.Parameter.VAR_POSITIONAL
        if by_place and parameter.kind is not inspect.Parameter.POSITIONAL_ONLY:
            yield "/"
        by_place = parameter.kind is inspect.Parameter.POSITIONAL_ONLY
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY and not star:
            star = True
            yield "*"
        yield f"{parameter}{suffix}"
    if by_place:
        yield "/"


def type_text(concrete: Any) -> str:
    """Return parameters and result of a trace in one line."""
    types = concrete._trace.types
    pairs = [(one, f": {shown(types[name])}") for name, one in parameters_of(concrete).parameters.items()]
    return f"({', '.join(_with_marks(pairs))}) -> {shown(concrete._output_type())}"


def result_of(concrete: Any) -> Any:
    """Return the types of what a trace returns, in its structure."""

    def kind(leaf: Any) -> Any:
        if hasattr(leaf, "_with_tensors"):
            return CompositeType(leaf)
        return Literal(None) if leaf is None else spec_of(leaf)

    return nest.map_structure(kind, concrete._trace.structure)


class FunctionType:
    """How a signature prints: short by `str`, by lines by `repr`."""

    def __init__(self, concrete: Any) -> None:
        self._concrete = concrete

    def __str__(self) -> str:
        return type_text(self._concrete)

    def __repr__(self) -> str:
        trace = self._concrete._trace
        lines = [f"  {n} ({k}): {shown(t)}" for (n, t), k in zip(trace.types.items(), trace.kinds, strict=True)]
        captures = [f"  {id(value)}: {spec_of(value)!r}" for value in self._concrete.captured_inputs]
        parts = ["Input Parameters:", *lines, "Output Type:", f"  {shown(self._concrete._output_type())}"]
        return "\n".join([*parts, "Captures:", *(captures or ["  None"])])


def shown(types: Any) -> str:
    """Return types as TensorFlow prints them."""
    if isinstance(types, Mapping):
        return f"Dict[{', '.join(f'[{key!r}, {shown(item)}]' for key, item in types.items())}]"
    if hasattr(types, "_fields"):
        pairs = zip(types._fields, types, strict=True)
        return f"{type(types).__name__}[{', '.join(f'[{name!r}, {shown(item)}]' for name, item in pairs)}]"
    if isinstance(types, (list, tuple)):
        kind = "List" if isinstance(types, list) else "Tuple"
        return f"{kind}[{', '.join(map(shown, types))}]"
    return repr(types)


def parameters_of(concrete: Any) -> inspect.Signature:
    """Return the parameters that a trace was made with."""
    trace = concrete._trace
    kinds = [getattr(inspect.Parameter, kind) for kind in trace.kinds]
    return inspect.Signature([inspect.Parameter(name, kind) for name, kind in zip(trace.types, kinds, strict=True)])


def structured(trace: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Return what a trace takes, by position and by keyword, in the structure of its arguments."""
    specs = {name: nest.map_structure(_as_given, part) for name, part in trace.specs.items()}
    named = list(zip(specs, trace.kinds, strict=True))
    by_keyword = {name: specs[name] for name, kind in named if kind == "KEYWORD_ONLY"}
    return tuple(specs[name] for name, kind in named if kind != "KEYWORD_ONLY"), by_keyword


def _as_given(leaf: Any) -> Any:
    return leaf.value if isinstance(leaf, (Literal, ObjectType)) else leaf
