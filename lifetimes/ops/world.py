"""What the shared code asks of a world: the one argument through which the two designs differ.

An op, a gradient rule or a loss does not know whether it builds a node in a graph or computes an array
now. It is handed a world and says `world.apply("MatMul", a, b)`. Nothing here is a global mode: two worlds
serve side by side in one process, in one expression each, in as many threads as there are.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any, Protocol


class World(Protocol):
    """Where ops go and who owns what they make."""

    def apply(self, op: str, *inputs: Any, name: str | None = None, **attrs: Any) -> Any:
        """Apply a registered op: add a node to a graph, or compute now. Returns its output, or a tuple of them.

        Inputs may be anything that `convert` takes; those that share a dtype group take the dtype of the first
        tensor among them.
        """

    def convert(self, value: Any, dtype: Any = None, name: str | None = None, hint: Any = None) -> Any:
        """Return the value as a tensor of this world: of `dtype` if given, of dtype `hint` if it can be."""

    def constant(self, value: Any, dtype: Any = None, shape: Any = None, name: str | None = None) -> Any:
        """Return a tensor that holds the value."""

    def name_scope(self, name: str | None, default: str | None = None, values: Any = ()) -> AbstractContextManager[str]:
        """Enter a name scope: nodes made inside are named under it."""

    def shape_class(self, shape: Any) -> Any:
        """Return a static shape as this world shows it."""

    def is_tensor(self, value: Any) -> bool:
        """Return whether the value is a tensor or a variable of this world."""

    def is_eager(self) -> bool:
        """Return whether an op applied now would compute now."""
