"""FuncGraph: a graph with parameters, inside another graph or inside nothing.

A trace of the new world is one, and so is each branch and loop body; in the old world these are parts of the default
graph (`graph.control.regions`). What it uses from
outside is *captured*: it becomes a parameter, and the pair (outside, inside) is kept in `captured`.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any
from weakref import ReferenceType, ref

from lifetimes import labels
from lifetimes.graph.graph import Graph
from lifetimes.graph.plan import Plan
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.library import load
from lifetimes.ops import Shape, World, find
from lifetimes.ops.dtypes import DType, resource
from lifetimes.ops.state import value_shape

SMALL = 128  # elements: what TensorFlow takes into a function as a constant


class FuncGraph(Graph):
    """A graph that takes `inputs` and gives `outputs`. `captured` maps what it reads from outside to parameters."""

    structured_outputs: Any = None
    in_order = True  # whether what has state runs as it was written, though inputs do not say so

    def __init__(self, world: World, name: str, outer: Graph | None = None) -> None:
        super().__init__(world)
        self.name, self.outer = name, outer
        self.parameters: list[Tensor] = []
        self.outputs: list[Tensor] = []
        self.captured: dict[int, tuple[Any, Tensor]] = {}
        self.plans: dict[tuple[int, ...], Plan] = {}
        self.effects: list[Operation] = []
        self.outer_controls: list[Operation] = []
        self.variables_used: dict[int, ReferenceType[Any]] = {}
        if outer is not None:
            self.collections, self.seed, self.op_seeds = outer.collections, outer.seed, outer.op_seeds
        else:
            self.seed = world.global_seed

    def add(self, *operations: Operation) -> Operation:
        """Take in operations; in a world that runs side effects as written, note those that must run."""
        made = super().add(*operations)
        if self.world.runs_effects:
            self.effects += [operation for operation in operations if operation.has_effect]
        return made

    building_function = property(lambda self: True)

    def control_dependencies(self, control_inputs: Any) -> AbstractContextManager[None]:
        """As in any graph; to wait for an operation outside makes the whole of this graph wait for it."""
        if control_inputs is None:
            return super().control_dependencies(None)
        inside = []
        for item in control_inputs:
            operation = item if isinstance(item, Operation) else getattr(self.world.symbol_of(item), "op", None)
            operation = getattr(item, "_written_by", operation)  # a variable after an assignment: that is waited for
            if operation is None or self.owns(operation):
                inside.append(item)
            elif operation not in self.outer_controls:
                self.outer_controls.append(operation)
        return super().control_dependencies(inside)

    def owns(self, operation: Operation) -> bool:
        return operation.graph is self

    def __str__(self) -> str:
        return f"FuncGraph(name={self.name}, id={id(self)})"

    def note_variable(self, variable: Any) -> None:
        """Remember, weakly, a variable that is used here or in a graph inside."""
        known = ref(variable)  # one object for each variable, as long as somebody holds it
        self.variables_used.setdefault(id(known), known)
        if self.outer is not None:
            self.outer.note_variable(variable)

    def plan(self, fetches: Sequence[Tensor] | None = None) -> Plan:
        """Return what runs to compute the outputs, or the tensors asked for; made once for each such choice."""
        wanted = self.outputs if fetches is None else fetches
        key = tuple(map(id, wanted))
        found = self.plans.get(key)
        if found is None:
            found = self.plans[key] = Plan([*wanted, *self.effects], self.inputs, len(wanted))
        return found

    @property
    def variables(self) -> tuple[Any, ...]:
        """The variables that are used here. AssertionError where one of them is gone."""
        found = tuple(known() for known in self.variables_used.values())
        if any(variable is None for variable in found):
            raise AssertionError("Called a function referencing variables which have been deleted. This likely means "
                                 "that function-local variables were created and not referenced elsewhere in the "
                                 "program. This is generally a mistake; consider storing variables in an object "
                                 "attribute on first call.")  # fmt: skip
        return found

    @property
    def inputs(self) -> list[Tensor]:
        """All parameters: the declared ones, then one per capture."""
        return [*self.parameters, *self.internal_captures]

    captures = property(lambda self: [*self.captured.values()])
    external_captures = property(lambda self: [outside for outside, _ in self.captured.values()])
    internal_captures = property(lambda self: [inside for _, inside in self.captured.values()])

    def parameter(self, name: str, dtype: DType, shape: Shape, stands_for: Any = None) -> Tensor:
        """Add a declared parameter and return its symbol."""
        tensor = self._placeholder(name, dtype, shape, stands_for)
        self.parameters.append(tensor)
        return tensor

    def _placeholder(self, name: str, dtype: DType, shape: Shape, stands_for: Any) -> Tensor:
        full = self.names.unique_path(name)
        attrs: dict[str, Any] = {"dtype": dtype, "shape": shape}
        if dtype == resource and stands_for is not None:
            attrs["_value_shape"] = value_shape(stands_for)
        with self.scopes.no_control():
            return self.add(Operation(self, full, find("Placeholder"), (), attrs, [(dtype, shape)])).outputs[0]

    def can_capture(self, tensor: Tensor) -> bool:
        """Return whether a symbolic tensor belongs to a graph around this one."""
        outer = self.outer
        while outer is not None:
            if tensor.graph is outer:
                return True
            outer = outer.outer
        return False

    def capture(self, value: Any, name: str | None = None) -> Tensor:
        """Return the parameter that stands inside for something from outside, made at the first use.

        Raises InaccessibleTensorError for a symbol out of a branch or body inside this graph. One of a graph that
        does not enclose this one is taken in: nobody can hand it over, so the call is what fails.
        """
        found = self.captured.get(id(value))
        if found is not None:
            return found[1]
        if isinstance(value, Tensor):
            if value.graph is self:
                return value
            if self._encloses(value.graph):
                raise load("ops.debugging.refusals").out_of_scope(value, self)
        inside = self._placeholder(name or "captured", value.dtype, value.static_shape, value)
        if hasattr(value, "static_value") and not isinstance(value, Tensor) and value.static_value().size <= SMALL:
            # It cannot change, and shapes may follow from it; as in TensorFlow it is a constant in here.
            inside.op.definition = find("Const")
            inside.op.attrs = {"value": value.static_value(), "dtype": value.dtype}
        self.captured[id(value)] = (value, inside)
        return inside

    def _encloses(self, graph: Graph | None) -> bool:
        while graph is not None and graph is not self:
            graph = graph.outer
        return graph is self

    def discard(self) -> None:
        """Dismantle a graph that nobody will run, such as a trial; the collections are those of the graph around it."""
        self.collections = {}
        self.dismantle()

    def dismantle(self) -> None:
        """As in any graph; the branches and bodies that only this graph uses go with it."""
        for operation in self.get_operations():
            for value in operation.attrs.values():
                if isinstance(value, FuncGraph) and "_callee" not in operation.attrs:
                    value.dismantle()
        super().dismantle()
        for held in (self.parameters, self.outputs, self.effects, self.outer_controls):
            held.clear()
        self.captured.clear()
        self.plans.clear()
        self.outer = self.structured_outputs = None


labels.register(FuncGraph, "trace", name=lambda graph: graph.name, owner=True)
