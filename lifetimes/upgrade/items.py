"""The items of a report: one for each place of the old program that became something else, or could not."""

from __future__ import annotations

from dataclasses import dataclass, field

import libcst as cst

CONVERTED, CHECK, DECIDE, REFUSED = "converted", "converted, please check", "decide", "refused"

# What a form of source that nobody thought of may raise while it is followed: it is left then, like any other.
UNFOLLOWED = (AttributeError, IndexError, KeyError, TypeError, ValueError, StopIteration, RecursionError,
              cst.ParserSyntaxError, cst.CSTValidationError)  # fmt: skip


class Left(Exception):
    """A place cannot be converted; the text says why and what to do. `kind` is the kind of item that it makes."""

    def __init__(self, text: str, kind: str = DECIDE) -> None:
        super().__init__(text)
        self.kind = kind


@dataclass
class Item:
    """One entry of the report."""

    number: int
    kind: str
    line: int
    text: str


@dataclass
class Items:
    """The entries so far, each place and text once."""

    found: list[Item] = field(default_factory=list)

    def add(self, kind: str, line: int, text: str) -> Item:
        for item in self.found:
            if (item.line, item.text) == (line, text):
                return item
        self.found.append(Item(len(self.found) + 1, kind, line, text))
        return self.found[-1]
