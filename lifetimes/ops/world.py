"""What the shared code asks of a world: the one argument through which the two designs differ.

An op, a gradient rule or a loss does not know whether it builds a node in a graph or computes an array
now. It is handed a world and says `world.apply("MatMul", a, b)`. Nothing here is a global mode: two worlds
serve side by side in one process, in one expression each, in as many threads as there are.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from lifetimes.ops.dtypes import Array, DType


class World(Protocol):
    """Where ops go and who owns what they make. Tensors, nodes and graphs are the world's own, hence `Any`."""

    # --- ops ---

    def apply(self, op: str, *inputs: Any, name: str | None = None, **attrs: Any) -> Any:
        """Apply a registered op: add a node to a graph, or compute now. Returns its output, or a tuple of them.

        Inputs may be anything that `convert` takes; those that share a dtype group take the dtype of the first
        tensor among them.
        """

    def node(self, op: str, inputs: Sequence[Any], attrs: dict[str, Any], name: str | None, graph: Any = None) -> Any:
        """Add a node to a graph, the current one if none is given, and return the operation."""

    def name_scope(self, name: str | None, default: str | None = None, values: Any = ()) -> AbstractContextManager[str]:
        """Enter a name scope: nodes made inside are named under it."""

    def is_eager(self) -> bool:
        """Return whether an op applied now would compute now."""

    # --- values ---

    def convert(
        self, value: Any, dtype: Any = None, name: str | None = None, hint: Any = None, as_ref: bool = False
    ) -> Any:
        """Return the value as a tensor of this world: of `dtype` if given, of dtype `hint` if it can be."""

    def constant(self, value: Any, dtype: Any = None, shape: Any = None, name: str | None = None) -> Any:
        """Return a tensor that holds the value."""

    def constant_from(self, array: Array, name: str | None = None, dtype: DType | None = None) -> Any:
        """Return a new array as a tensor that holds it."""

    def pack(self, values: Sequence[Any], dtype: DType | None, name: str | None) -> Any:
        """Return a list with tensors in it as one tensor, stacked along a new first axis."""

    def slices(self, values: Any, indices: Any, dense_shape: Any) -> Any:
        """Return a gradient that touches only some rows of a tensor."""

    def is_tensor(self, value: Any) -> bool:
        """Return whether the value is a tensor or a variable of this world."""

    def holds_tensor(self, value: Any) -> bool:
        """Return whether a nested list has a tensor or variable in it."""

    def shape_class(self, shape: Any) -> Any:
        """Return a static shape as this world shows it."""

    # --- seeds ---

    def seeds(self, op_seed: Any) -> tuple[int, int]:
        """Return the two seeds of a random op made now; two zeros where its numbers need not repeat."""

    def set_seed(self, seed: Any) -> None:
        """Let random ops take their seeds from this one."""

    # --- graphs ---

    def current_graph(self) -> Any:
        """Return the graph that a new node of this thread goes into."""

    def graph_as_default(self, graph: Any) -> AbstractContextManager[Any]:
        """Make a graph the current one of this thread, until the block ends."""

    def symbol_of(self, value: Any) -> Any:
        """Return the symbolic tensor that a value stands for, None where it has no graph yet."""

    def label_of(self, op: Any) -> str:
        """Return the name that a node of the op gets where the program gives none, with the scope around it."""

    global_seed: int | None  # of the whole program, from which a graph begins
    runs_effects: bool  # whether what has an effect runs in a graph although nothing there asks for it
    parts_in_graph: bool  # whether branches and the bodies of loops belong to the graph around them
