"""What is told about one upgrade: the verdict first, then the items, what is unproved, and who owns what now."""

from __future__ import annotations

import html
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from lifetimes.upgrade.items import CHECK, CONVERTED, DECIDE, REFUSED, Item
from lifetimes.upgrade.proving import Proof

PROVED, IN_PART, REFUSED_WHOLE = "proved", "in part", "refused"
STATUS = {PROVED: 0, IN_PART: 3, REFUSED_WHOLE: 4}


@dataclass
class Report:
    """One upgrade. `new` is the new program, None where it was refused."""

    path: str
    old: str
    new: str | None = None
    verdict: str = REFUSED_WHOLE
    why: str = ""
    items: list[Item] = field(default_factory=list)
    proof: Proof | None = None
    unproved: list[int] = field(default_factory=list)
    owners: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def status(self) -> int:
        """The exit status: 0 proved, 3 in part, 4 refused."""
        return STATUS[self.verdict]

    def __str__(self) -> str:
        lines = [f"{self.path}: {self.verdict}", f"  {self.why}", *self.told_of_proof()]
        for kind in (CONVERTED, CHECK, DECIDE, REFUSED):
            found = sorted((item for item in self.items if item.kind == kind), key=lambda item: item.line)
            lines += ["", f"{kind} ({len(found)})"] if found else []
            lines += [f"  {item.number:2}  line {item.line}: {item.text}" for item in found]
        if self.owners:
            lines += ["", *table([("variable", "who owned it", "who owns it now"), *self.owners])]
        return "\n".join(lines)

    def told_of_proof(self) -> list[str]:
        if self.proof is None:
            return []
        lines = [f"  different: {text}" for text in self.proof.differences]
        if self.unproved:
            lines.append(f"  lines that did not run, and are not proved: {', '.join(map(str, self.unproved))}")
        return lines

    def as_json(self) -> str:
        """Return the report as JSON."""
        found: dict[str, Any] = {**asdict(self), "status": self.status}
        return json.dumps(found, indent=1)

    def as_html(self) -> str:
        """Return the report as one page: the text, then old and new beside each other."""
        parts = [html.escape(text) for text in (str(self), self.old, self.new or "(refused)")]
        style = "body{font:14px sans-serif}pre{font:12px monospace;overflow:auto}td{vertical-align:top;width:50%}"
        return (f"<!doctype html><meta charset=utf-8><title>{html.escape(self.path)}</title><style>{style}</style>\n"
                f"<h1>{html.escape(self.verdict)}</h1><pre>{parts[0]}</pre>\n<table><tr><th>old<th>new\n"
                f"<tr><td><pre>{parts[1]}</pre><td><pre>{parts[2]}</pre></table>\n")  # fmt: skip


def table(rows: list[tuple[str, str, str]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
