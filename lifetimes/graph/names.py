"""Names of a graph: made unique at creation, never given out again, compared without regard to case."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Final

from lifetimes.locks import lock

_OPERATION: Final = re.compile(r"^[A-Za-z0-9.][A-Za-z0-9_.\\/>-]*$")
is_operation_name: Final = _OPERATION.match
_SCOPE: Final = re.compile(r"^[A-Za-z0-9_.\\/>-]*$")


@lru_cache(maxsize=256)
def _and(names: tuple[str, ...], another: str) -> tuple[str, ...]:
    """Return names and another one: the same tuple for all scopes in which the same names are."""
    return (*names, another)


class Names:
    """The names in use in one graph, and the name scope of each thread that builds in it."""

    def __init__(self) -> None:
        self._inside: dict[str, tuple[str, ...]] = {}  # of a path in use the names right inside of it, while few
        self._next: dict[str, int] = {}  # of a path that was asked for again the number to try next
        self._local = threading.local()
        self._lock = lock()

    @property
    def scope(self) -> str:
        """The current name scope of this thread, without a slash; empty at the root."""
        return getattr(self._local, "scope", "")

    def unique(self, name: str, mark_as_used: bool = True) -> str:
        """Return `name` under the current scope, with `_1`, `_2` where it is taken."""
        scope = self.scope
        return self.unique_path(f"{scope}/{name}" if scope else name, mark_as_used)

    def unique_path(self, path: str, mark_as_used: bool = True) -> str:
        """Return the full path, with `_1`, `_2` where it is taken."""
        # Where nothing is in capitals the name itself is the key, so that a million names are kept once each.
        lower = path.lower()
        key = path if lower == path else lower
        with self._lock:
            number = self._next.get(key, 0)  # what was found taken is not tried again
            taken = f"{key}_{number}" if number else key
            while not self._is_free(taken, mark_as_used):
                number += 1
                taken = f"{key}_{number}"
            if mark_as_used and number:
                self._next[key] = number + 1
        return path if not number else taken if key is path else f"{path}_{number}"

    def mark(self, path: str) -> None:
        """Reserve a path that was given exactly."""
        self._is_free(path.lower(), True)

    def take(self, scope: str, names: tuple[str, ...]) -> bool:
        """Reserve names right inside a scope, if it is so new that nothing is in there, and return whether it was."""
        key = scope.lower()
        with self._lock:
            new = self._inside.get(key) == () and self._inside.keys().isdisjoint(map(f"{key}/".__add__, names))
            if new:
                self._inside[key] = names
            return new

    def _is_free(self, key: str, and_take_it: bool) -> bool:
        scope, _, name = key.rpartition("/")
        beside = self._inside.get(scope)
        if key in self._inside or (beside and name in beside):
            return False
        if and_take_it and (beside is None or len(beside) == 8):
            self._inside[key] = ()
        elif and_take_it:
            self._inside[scope] = _and(beside, name)
        return True

    @contextmanager
    def enter(self, name: str | None) -> Iterator[str]:
        """Enter a scope: a new one for a name, that very one for `name/`, the root for None. Yields `scope/`."""
        old = self.scope
        self._local.scope = self.resolve(name)
        try:
            yield f"{self._local.scope}/" if self._local.scope else ""
        finally:
            self._local.scope = old

    def resolve(self, name: str | None) -> str:
        """Return the path of a scope: a new one for a name, that very one for `name/`, the root for None."""
        found = self.path_of(name) if name else ""
        if name and not name.endswith("/"):
            self._inside.setdefault(found.lower(), ())
        return found

    def path_of(self, name: str) -> str:
        """Return the path of a node or a scope: a new one for a name, that very one for `name/`."""
        if name.endswith("/"):
            return name[:-1]
        scope = getattr(self._local, "scope", "")  # as the property says: each new node comes by here
        kind, pattern = ("scope name", _SCOPE) if scope else ("root scope name", _OPERATION)  # there it is stricter
        if not pattern.match(name):
            words = f"'{name}' is not a valid {kind}. A {kind} has to match the following pattern: {pattern.pattern}"
            raise ValueError(words)
        return self.unique_path(f"{scope}/{name}" if scope else name)
