"""A traced function must leave the lists and dictionaries that it is given as they are: it would do so only once.

Source: `check_func_mutation` in `python/framework/func_graph.py`.
"""

import inspect
from collections.abc import Callable
from typing import Any

from lifetimes import nest


def check(function: Callable[..., Any], before: dict[str, Any], after: dict[str, Any]) -> None:
    """Raise ValueError where arguments, by the names of their parameters, are not what they were before the call."""
    changed = [name for name in after if _differ(before[name], after[name])]
    if not changed:
        return
    signature = inspect.signature(function)
    parameters = [p for i, p in enumerate(signature.parameters.values()) if i or p.name in after or p.kind > 1]
    owners = {_parameter_of(name, parameters) for name in changed}
    shown = f"{getattr(function, '__qualname__', function)}{signature.replace(parameters=parameters)}"
    raise ValueError(
        f"{shown} should not modify its Python input arguments. Modifying a copy is allowed. "
        "The following parameter(s) were modified: " + ", ".join(p.name for p in parameters if p.name in owners)
    )


def _differ(before: Any, after: Any) -> bool:
    try:
        nest.assert_same_structure(before, after, expand_composites=True)
    except (ValueError, TypeError):
        return True
    return any(one is not other for one, other in zip(nest.flatten(before), nest.flatten(after), strict=True))


def _parameter_of(name: str, parameters: list[inspect.Parameter]) -> str:
    """Return the parameter that took an argument: those that `*args` and `**kwargs` took have names of their own."""
    if any(p.name == name for p in parameters):
        return name
    rest = next((p.name for p in parameters if p.kind is p.VAR_POSITIONAL), None)
    if rest is not None and name.rpartition("_")[0] == rest:
        return rest
    return next((p.name for p in parameters if p.kind is p.VAR_KEYWORD), name)
