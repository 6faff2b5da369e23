"""What is told about one upgrade: the verdict first, then an item for each place that became something else, or could
not, what is unproved, and who owns what now."""

from __future__ import annotations

import html
import json
import math
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

import libcst as cst

from lifetimes.upgrade.proving import Proof

CONVERTED, CHECK, DECIDE, REFUSED = "converted", "converted, please check", "decide", "refused"
STATUS = {"proved": 0, "in part": 3, "refused": 4}

# What a form of source that nobody thought of may raise while it is followed: it is left then, like any other.
UNFOLLOWED = (AttributeError, IndexError, KeyError, TypeError, ValueError, StopIteration, RecursionError,
              cst.ParserSyntaxError, cst.CSTValidationError)  # fmt: skip


class Left(Exception):
    """A place cannot be converted; the text says why and what to do. `kind` is the kind of item that it makes."""

    def __init__(self, text: str, kind: str = DECIDE) -> None:
        super().__init__(text)
        self.kind = kind

    @classmethod
    def of(cls, error: Exception) -> Left:
        """Return the reason itself, or one for a form that nobody thought of."""
        return error if isinstance(error, Left) else cls(f"this form is not followed ({type(error).__name__})")


def once(known: dict[Any, Any], key: Any, make: Callable[[], Any]) -> Any:
    """Return what is made under a key, which is known from then on: the reason, too, why it cannot be made."""
    if key not in known:
        known[key] = Left("what makes this calls itself; write it as a loop")
        try:
            known[key] = make()
        except (Left, *UNFOLLOWED) as error:
            known[key] = Left.of(error)
    if isinstance(known[key], Left):
        raise known[key]
    return known[key]


@dataclass
class Item:
    """One entry of the report."""

    number: int
    kind: str
    line: int
    text: str


class Items(list[Item]):
    """The entries so far, each place and text once."""

    def add(self, kind: str, line: int, text: str) -> Item:
        found = next((item for item in self if (item.line, item.text) == (line, text)), None)
        if found is None:
            found = Item(len(self) + 1, kind, line, text)
            self.append(found)
        return found

    def of_kinds(self, *kinds: str) -> list[Item]:
        return [item for item in self if item.kind in kinds]


@dataclass
class Report:
    """One upgrade. `new` is the new program, None where it was refused."""

    path: str
    old: str
    new: str | None = None
    verdict: str = "refused"
    why: str = ""
    items: Items = field(default_factory=Items)
    proof: Proof | None = None
    unproved: list[int] = field(default_factory=list)
    owners: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def status(self) -> int:
        """The exit status: 0 proved, 3 in part, 4 refused."""
        return STATUS[self.verdict]

    def __str__(self) -> str:
        lines = [f"{self.path}: {self.verdict}", f"  {self.why}"]
        if self.proof is not None:
            lines += [f"  different: {text}" for text in self.proof.differences]
            if self.unproved:
                lines.append(f"  lines that did not run, and are not proved: {', '.join(map(str, self.unproved))}")
        for kind in (CONVERTED, CHECK, DECIDE, REFUSED):
            found = sorted(self.items.of_kinds(kind), key=lambda item: item.line)
            lines += ["", f"{kind} ({len(found)})"] if found else []
            lines += [f"  {item.number:2}  line {item.line}: {item.text}" for item in found]
        if self.owners:
            rows = [("variable", "who owned it", "who owns it now"), *self.owners]
            widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
            cells = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in rows]
            lines += ["", *("  ".join(row).rstrip() for row in cells)]
        return "\n".join(lines)

    def as_json(self) -> str:
        """Return the report as JSON."""
        found: dict[str, Any] = {**asdict(self), "status": self.status}
        if self.proof is not None:  # JSON has no word for infinity
            found["proof"] = {word: None if value == math.inf else value for word, value in found["proof"].items()}
        return json.dumps(found, indent=1)

    def as_html(self) -> str:
        """Return the report as one page: the text, then old and new beside each other."""
        parts = [html.escape(text) for text in (str(self), self.old, self.new or "(refused)")]
        style = "body{font:14px sans-serif}pre{font:12px monospace;overflow:auto}td{vertical-align:top;width:50%}"
        return (f"<!doctype html><meta charset=utf-8><title>{html.escape(self.path)}</title><style>{style}</style>\n"
                f"<h1>{html.escape(self.verdict)}</h1><pre>{parts[0]}</pre>\n<table><tr><th>old<th>new\n"
                f"<tr><td><pre>{parts[1]}</pre><td><pre>{parts[2]}</pre></table>\n")  # fmt: skip
