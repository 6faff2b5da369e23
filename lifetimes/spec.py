"""Who owns what: the table that this library exists to make true, visible and tested."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Final

ROWS: Final = (
    (
        "where does a new variable go?",
        "into this thread's default graph and its collections",
        "nowhere: only the name that you bind it to holds it",
    ),
    ("who owns the variable?", "the graph", "whoever holds a reference to it"),
    (
        "who owns its value?",
        "each session that initialised it, under the variable's name",
        "the variable, or a trace that captured its storage",
    ),
    (
        "the last Python name goes:",
        "it is lost: alive, reachable only by name or collection",
        "it is freed at that statement, cycle collector off",
    ),
    (
        "how is it found again?",
        'by the unique name it was created with: sess.run("w:0")',
        "not at all: the name is a label and a key to nothing",
    ),
    (
        "when does it die?", "with the graph, after reset_default_graph(), by the collector", "with its last reference",
    ),
    ("who keeps state between runs?", "the session", "the objects"),
    (
        "who finds what to train, save, initialise?",
        "global collections",
        "whoever passes it: module.variables, tape.watched_variables()",
    ),
    ("how is saved state matched?", "by variable name", "by the path of attributes from an object"),
    ("what decides what runs?", "fetches, pruned from the one graph", "the call: a function traced once per signature"),
)  # fmt: skip


def table(width: int = 100) -> str:
    """Return the table as text of at most `width` columns."""
    columns = (width - 6) // 3
    rows = (("", "TensorFlow 1 (lifetimes.tf1)", "TensorFlow 2 (lifetimes.tf2)"), *ROWS)
    head, *rest = ("\n".join(beside([textwrap.wrap(cell, columns) for cell in row], columns)) for row in rows)
    return "\n".join([head, "-+-".join("-" * columns for _ in range(3)), *rest])


def beside(cells: Iterable[Sequence[str]], width: int) -> Iterator[str]:
    """Return the lines of cells that stand beside each other."""
    for lines in zip_longest(*cells, fillvalue=""):
        yield " | ".join(line.ljust(width) for line in lines).rstrip()
