"""Notebooks: the code cells are one program with a mark above each, and what comes out is cut at the marks again."""

from __future__ import annotations

import json
import re
from typing import Any

MARK, MAGIC = '"In [{}]:"', "# IPython: "


def program_of(text: str) -> str:
    """Return the code cells of a notebook as one program; what only IPython understands becomes a comment."""
    parts = []
    for number, cell in enumerate(json.loads(text)["cells"]):
        if cell["cell_type"] == "code":
            parts.append(MARK.format(number))
            for line in "".join(cell["source"]).splitlines():
                parts.append(MAGIC + line if line.startswith(("%", "!", "?")) else line)
    return "\n".join(parts) + "\n"


def notebook_of(text: str, program: str) -> str:
    """Return the notebook with a program's pieces in the places of its code cells, and without its old outputs."""
    notebook: Any = json.loads(text)
    pieces = re.split(r'^"In \[(\d+)\]:"[ \t]*\n?', program, flags=re.MULTILINE)
    cells = dict(zip(map(int, pieces[1::2]), pieces[2::2], strict=True))
    first = True
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "code":
            source = (pieces[0] if first else "") + cells.get(number, "")
            cell.update(source=source.replace(MAGIC, "").strip("\n").splitlines(keepends=True), outputs=[])
            cell["execution_count"], first = None, False
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
