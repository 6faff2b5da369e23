"""Names that have no value on some path, and how two paths' values of one name become one."""

from __future__ import annotations

from typing import Any

from lifetimes import nest
from lifetimes.autograph.jumps import FLAGS, RETURN_VALUE


class Undefined:
    """What a name stands for where nothing was assigned to it; using it raises. `error` says why it has no value."""

    __slots__ = ("error", "name")

    def __init__(self, name: str, error: Exception | None = None) -> None:
        self.name, self.error = name, error

    def refusal(self) -> Exception:
        if self.error is not None:
            return self.error
        return UnboundLocalError(f"cannot access local variable '{self.name}' where it is not associated with a value")


def is_flag(name: str) -> bool:
    """Return whether a name is one of ours, made for `return`, `break` or `continue`."""
    return name.startswith(FLAGS)


def same(a: Any, b: Any) -> bool:
    """Return whether two paths left one and the same thing: nothing to choose between."""
    return a is b or (isinstance(a, Undefined) and isinstance(b, Undefined))


def missing_return(name: str, a: Any, b: Any) -> Exception | None:
    """Return the error for a return value, or any name, that only one of two branches sets."""
    if isinstance(a, Undefined) == isinstance(b, Undefined):
        return None
    branch = "else" if isinstance(b, Undefined) else "main"
    if name == RETURN_VALUE:
        return ValueError(f"the {branch} branch must also have a return statement.")
    earlier = a.error if isinstance(a, Undefined) else b.error
    return earlier or ValueError(f"'{name}' must also be initialized in the {branch} branch")


def mismatch(name: str, a: Any, b: Any) -> Exception | None:
    """Return the error for a name whose values on two branches have different kinds."""
    label = "the return value" if name == RETURN_VALUE else f"'{name}'"
    for value, branch in ((a, "main"), (b, "else")):
        if value is None:
            return ValueError(f"{label} is None at the end of the {branch} branch.")
    try:
        nest.assert_same_structure(a, b, check_types=False)
    except (TypeError, ValueError) as error:
        return TypeError(f"{label} does not have the same nested structure in the main and else branches.\n\n{error}")
    return None
