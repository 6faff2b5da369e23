"""Source of one function, written line by line, with the objects that its names stand for."""

import keyword
import re
from collections.abc import Callable, Sequence
from typing import Any, Final

_FOLDER: Final = __file__.rpartition("source.py")[0]  # a frame of what is written here is one of this package


class Source:
    """A function in the making. `lines` are its body; what `named` names are its default arguments."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._taken = {"run": 1, "nodes": 1, "feeds": 1}
        self._names: dict[tuple[int, str], str] = {}
        self._values: dict[str, Any] = {}

    def unique(self, wanted: str) -> str:
        """Return a name that is nobody else's, as near to the one wanted as Python allows."""
        base = re.sub(r"\W+", "_", wanted, flags=re.ASCII).strip("_")
        base = f"_{base}" if keyword.iskeyword(base) or not base.isidentifier() else base
        name = base
        while name in self._taken:
            self._taken[base] = number = self._taken.get(base, 0) + 1
            name = f"{base}_{number}"
        self._taken[name] = 1
        return name

    def named(self, value: Any, wanted: str) -> str:
        """Return the name under which the function finds an object, which it holds for good."""
        name = self._names.get((id(value), wanted))
        if name is None:
            name = self._names[id(value), wanted] = self.unique(wanted)
            self._values[name] = value
        return name

    def text(self, title: str, arguments: Sequence[str]) -> str:
        """Return the function as text."""
        given = ", ".join([*arguments, *(f"{name}={name}" for name in self._values)])
        return "\n    ".join([f"def {title}({given}):", *self.lines]) + "\n"

    def compiled(self, title: str, text: str) -> Callable[..., Any]:
        """Return the function itself, of the text that `text` gave."""
        names = dict(self._values)
        exec(compile(text, f"{_FOLDER}{title}.py", "exec"), names)
        made: Callable[..., Any] = names.pop(title)
        made.__globals__.clear()  # its defaults hold what it needs; a function in its own globals is a cycle
        return made
