"""Source of one function, written line by line, with the objects that its names stand for."""

from __future__ import annotations

import keyword
from collections.abc import Callable, Sequence
from typing import Any


class Source:
    """A function in the making. `lines` are its body; what `named` names are its default arguments."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._names: dict[int, str] = {}
        self._values: dict[str, Any] = {}

    def named(self, value: Any, wanted: str) -> str:
        """Return the name under which the function finds an object, made unique; the object is held for good."""
        if id(value) not in self._names:
            base = "".join(c if c.isalnum() else "_" for c in wanted)
            base = f"_{base}" if keyword.iskeyword(base) or not base.isidentifier() else base
            name, number = base, 1
            while name in self._values:
                name, number = f"{base}_{number}", number + 1
            self._names[id(value)], self._values[name] = name, value
        return self._names[id(value)]

    def text(self, title: str, arguments: Sequence[str]) -> str:
        """Return the function as text."""
        given = ", ".join([*arguments, *(f"{name}={name}" for name in self._values)])
        return "\n    ".join([f"def {title}({given}):", *(self.lines or ["pass"])]) + "\n"

    def compiled(self, title: str, arguments: Sequence[str]) -> Callable[..., Any]:
        """Return the function itself."""
        names = dict(self._values)
        exec(compile(self.text(title, arguments), f"<{title}>", "exec"), names)  # written here, of names made here
        made: Callable[..., Any] = names.pop(title)
        made.__globals__.clear()  # its defaults hold what it needs, and a function in its own globals is a cycle
        return made
