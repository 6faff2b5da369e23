"""The traces of one function, and which of them serves a call."""

from collections.abc import Iterator
from typing import Any

from lifetimes.library import load
from lifetimes.tf2.concrete_function import ConcreteFunction
from lifetimes.tf2.trace_types import Types, family, is_subtype, key, leaves


class Traces:
    """Concrete functions by the types that they were traced for. Owned by the function, and they own their graphs."""

    def __init__(self) -> None:
        self._exact: dict[Any, ConcreteFunction] = {}
        self._families: dict[Any, list[ConcreteFunction]] = {}

    def __iter__(self) -> Iterator[ConcreteFunction]:
        return iter(self._exact.values())

    def __len__(self) -> int:
        return len(self._exact)

    def add(self, made: ConcreteFunction) -> None:
        types = made._trace.types
        self._exact[key(types)] = made
        self._families.setdefault(family(types), []).append(made)

    def serving(self, types: Types) -> ConcreteFunction | None:
        """Return the trace of these very types, or the one of the narrowest types that cover them."""
        exact = self._exact.get(key(types))
        if exact is not None:
            return exact
        fitting = [one for one in self._families.get(family(types), ()) if _covers(one, types)]
        for candidate in fitting:
            if all(_covers(other, candidate._trace.types) for other in fitting):
                return candidate
        return fitting[0] if fitting else None

    def relaxed(self, types: Types) -> Types:
        """Return types so wide that a trace for them would have served earlier calls too."""
        earlier = [one._trace.types for one in self]
        return load("tf2.library.retracing").relaxed(types, earlier[::-1])  # type: ignore[no-any-return]


def _covers(made: ConcreteFunction, types: Types) -> bool:
    return all(map(is_subtype, leaves(types), leaves(made._trace.types)))
