"""A cell of a notebook under the instrument: `%load_ext lifetimes`, then `%%watch` as the first line of a cell.

The report of the cell stands below it: its lines, the lives on one axis, and who held what after each line. Classes
behind `%%watch` say what is watched; without any it is variables and what the notebook itself defines.
"""

import ast
import asyncio
import linecache
from collections.abc import Coroutine, Iterator
from operator import attrgetter
from types import SimpleNamespace
from typing import Any

from .tracing import Trace, traced
from .watching.births import Kinds


def load(shell: Any) -> None:
    """Give a shell of IPython the magic."""

    def watch(line: str, cell: str) -> Trace:
        """Run the cell line by line and show the report: `%%watch [CLASS ...]`."""
        return watched(shell, line.split(), cell)

    shell.register_magic_function(watch, "cell")


def watched(shell: Any, names: list[str], cell: str) -> Trace:
    """Run a cell in the names of the notebook and return the record; an error of the cell is told in it."""
    text, title = shell.transform_cell(cell), f"cell {shell.execution_count}"
    file = f"<{title}>"
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    code = compile(text, file, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    kinds = Kinds(list(_classes(shell.user_ns, names)), "__main__")
    return traced(title, lambda: _run(eval(code, shell.user_ns)), kinds, file)


def _run(waiting: Coroutine[Any, Any, None] | None) -> None:
    """Run a cell with an `await` to its end, in a loop of its own: that of the notebook goes on after the cell."""
    if waiting is not None:
        outer, inner = asyncio._get_running_loop(), asyncio.new_event_loop()
        asyncio._set_running_loop(None)
        try:
            inner.run_until_complete(waiting)
        finally:
            inner.close()
            asyncio._set_running_loop(outer)


def _classes(known: dict[str, Any], names: list[str]) -> Iterator[Any]:
    """The classes of these names; those that the cell will define stay names."""
    for name in names:
        try:
            yield attrgetter(name)(SimpleNamespace(**known))
        except AttributeError:
            yield name
