"""Names of a graph: made unique at creation, never given out again, compared without regard to case."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from lifetimes.locks import lock

_OPERATION: Final = re.compile(r"^[A-Za-z0-9.][A-Za-z0-9_.\\/>-]*$")
_SCOPE: Final = re.compile(r"^[A-Za-z0-9_.\\/>-]*$")


def check_operation_name(name: str) -> None:
    """Raise ValueError where TensorFlow refuses the name of an operation."""
    if not _OPERATION.match(name):
        raise ValueError(f"'{name}' is not a valid node name")


def check_scope_name(name: str, root: bool) -> None:
    """Raise ValueError where TensorFlow refuses the name of a scope; at the root it is stricter."""
    if not (_OPERATION if root else _SCOPE).match(name):
        raise ValueError(
            f"'{name}' is not a valid {'root ' if root else ''}scope name. A {'root ' if root else ''}scope name has "
            f"to match the following pattern: {(_OPERATION if root else _SCOPE).pattern}"
        )


class Names:
    """The names in use in one graph, and the name scope of each thread that builds in it."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}
        self._local = threading.local()
        self._lock = lock()

    @property
    def scope(self) -> str:
        """The current name scope of this thread, without a slash; empty at the root."""
        return getattr(self._local, "scope", "")

    def unique(self, name: str, mark_as_used: bool = True) -> str:
        """Return `name` under the current scope, with `_1`, `_2` where it is taken."""
        return self.unique_path(f"{self.scope}/{name}" if self.scope else name, mark_as_used)

    def unique_path(self, path: str, mark_as_used: bool = True) -> str:
        """Return the full path, with `_1`, `_2` where it is taken."""
        # Where nothing is in capitals the name itself is the key, so that a million names are kept once each.
        lower = path.lower()
        key = path if lower == path else lower
        with self._lock:
            count, taken = self._used.get(key, 0), key
            while taken in self._used:
                taken, count = f"{key}_{count}", count + 1
            if mark_as_used:
                self._used[taken], self._used[key] = 1, max(count, 1)  # what was found taken is not tried again
        return path if taken is key else taken if key is path else f"{path}_{count - 1}"

    def mark(self, path: str) -> None:
        """Reserve a path that was given exactly."""
        self._used[path.lower()] = self._used.get(path.lower(), 0) or 1

    @contextmanager
    def enter(self, name: str | None) -> Iterator[str]:
        """Enter a scope: a new one for a name, that very one for `name/`, the root for None. Yields `scope/`."""
        old = self.scope
        self._local.scope = self._resolve(name)
        try:
            yield f"{self._local.scope}/" if self._local.scope else ""
        finally:
            self._local.scope = old

    def _resolve(self, name: str | None) -> str:
        if not name:
            return ""
        if name.endswith("/"):
            return name[:-1]
        check_scope_name(name, root=not self.scope)
        return self.unique(name)
