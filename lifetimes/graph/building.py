"""How a node is made: inputs become tensors of the graph, dtypes are matched, shapes are inferred, a name is found.

Both worlds build so. The old one does nothing else; the new one does while its thread is inside a graph.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from lifetimes.errors import ShapeError
from lifetimes.graph.graph import Graph
from lifetimes.graph.place import Place
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.library import load
from lifetimes.ops import DType, Shape, dtypes
from lifetimes.ops.registry import INDEX, OPS, Op, find
from lifetimes.ops.seeds import choose_seeds


class Building(Place):
    """A place where applying an op adds a node. Subclasses say to which graph."""

    # --- nodes ---

    def applied(self, op: str, inputs: Sequence[Any], attrs: dict[str, Any], name: str | None) -> Any:
        """Add a node to the graph of its inputs, or to the current one, and return its output or outputs."""
        return results(self.node(op, inputs, attrs, name))

    def node(
        self, op: str, inputs: Sequence[Any], attrs: dict[str, Any], name: str | None, graph: Graph | None = None,
    ) -> Operation:  # fmt: skip
        """Add a node and return the operation. Raises where inputs do not fit; the graph keeps no half of it."""
        definition = OPS.get(op) or find(op)
        if definition.attrs and definition.attrs.keys() - attrs.keys():  # else as given, and equal ones may be one
            attrs = {**definition.attrs, **attrs}
        graph = self.graph_for(inputs) if graph is None else graph
        graph.check_open()
        full = graph.names.path_of(name or definition.label)
        tensors = self._convert_inputs(graph, definition, inputs, full)
        outputs = infer(definition, tensors, attrs, full)
        return graph.add(Operation(graph, full, definition, tensors, attrs, outputs))

    def graph_for(self, inputs: Sequence[Any]) -> Graph:
        """Return the graph for a node with these inputs: theirs, or the current one. ValueError where they differ."""
        current: Graph = self.current_graph()
        first, home = None, current
        for value in inputs:
            tensor = value if isinstance(value, Tensor) else self.symbol_of(value)
            if tensor is not None:
                own = tensor.op.graph
                own = current if own is not current and current.can_capture(tensor) else own
                if first is not None and own is not home:
                    raise _refusals().other_graph(value, first)
                first, home = value if first is None else first, own
        return home

    def _convert_inputs(self, graph: Graph, op: Op, inputs: Sequence[Any], full: str) -> tuple[Tensor, ...]:
        wanted: dict[str, DType] = {}
        declarations = op.declared(len(inputs)) if op.variadic else op.inputs
        for declared, value in zip(declarations, inputs, strict=True) if op.variadic else ():
            dtype = self.dtype_of(value)  # of a list the first tensor decides, else what was given first
            if dtype is not None and declared.variadic and declared.shares:
                wanted.setdefault(declared.group, dtype)
        of_tensors, tensors = {**wanted}, []  # the numbers of a list have dtypes of their own where no tensor is in it
        for index, (declared, value) in enumerate(zip(declarations, inputs, strict=True)):
            told = of_tensors if declared.variadic else wanted
            dtype = dtypes.BY_NAME.get(declared.group) or told.get(declared.group)
            sizes = declared.group == "I" and dtype is None and isinstance(value, (list, tuple))
            kind = self.kind_of_sizes(value) if sizes else dtype
            try:
                tensor = self._input(graph, value, kind, f"{full}/{declared.name}", as_ref=index < op.refs)
            except (TypeError, ValueError) as error:
                if self.holds_tensor(value) or (dtype is None and isinstance(error, TypeError)):
                    raise
                if not index or "adapts" not in op.wrapper or isinstance(error, ValueError):
                    raise _refusals().other_value(op, declared, dtype, value, error, inputs) from None
                tensor = self._input(graph, value, None, f"{full}/{declared.name}")
            found = tensor.dtype.base_dtype
            if dtype is not None and found is not dtype:
                raise _refusals().other_dtype(op, index, tensor.dtype, dtype, wanted, inputs)
            if declared.shares:
                first = wanted.setdefault(declared.group, found)
                if declared.variadic and first is not found:
                    raise _refusals().other_dtype(op, index, tensor.dtype, first, wanted, inputs)
                if declared.group == "I" and found.name not in INDEX:
                    raise _refusals().not_allowed(op, declared, found, INDEX)
                if op.allow and found.name not in op.allow:
                    raise _refusals().not_allowed(op, declared, found, op.allow)
            tensors.append(tensor)
        return tuple(tensors)

    def _input(self, graph: Graph, value: Any, dtype: DType | None, name: str, as_ref: bool = False) -> Tensor:
        """Return the value as a tensor of `graph`; a Python value becomes the constant node `name`."""
        if not isinstance(value, Tensor):
            if hasattr(value, "_read_as"):
                value = value._read_as(f"{name.rpartition('/')[0]}/ReadVariableOp")
            elif hasattr(value, "_as_tensor"):
                value = value._as_tensor(as_ref=as_ref)
            else:
                value = self.literal(graph, value, dtype, name)
        return value if value.op.graph is graph else graph.capture_or_own(value, name)

    def literal(self, graph: Graph, value: Any, dtype: DType | None, name: str) -> Tensor:
        """Return a constant node for a Python value; of `dtype` if the value can have it, else of its own."""
        if isinstance(value, (list, tuple)) and self.holds_tensor(value):
            packed: Tensor = self.pack(value, dtype, name + "/")
            return packed
        array = self.array_of(value, dtype)
        return self.constant_node(graph, array, dtype or dtypes.of(array), graph.names.unique_path(name))

    def constant_node(self, graph: Graph, array: Any, dtype: DType, full: str) -> Tensor:
        array.setflags(write=False)
        made = Operation(graph, full, find("Const"), (), {"value": array, "dtype": dtype}, [(dtype, array.shape)])
        return graph.add(made).outputs[0]

    def constant_from(self, array: Any, name: str | None = None, dtype: DType | None = None) -> Any:
        """Return a new array as a tensor that holds it."""
        graph = self.current_graph()
        graph.check_open()
        full = name[:-1] if name and name.endswith("/") else graph.names.unique(name or "Const")
        return self.constant_node(graph, array, dtype or dtypes.of(array), full)

    # --- seeds ---

    def seeds(self, op_seed: Any) -> tuple[int, int]:
        """Return the two seeds of a random op made now; two zeros where its numbers need not repeat."""
        graph = self.current_graph()
        return choose_seeds(graph.seed, op_seed, graph.op_seeds.__next__)

    def set_seed(self, seed: Any) -> None:
        """Let the random ops of the current graph take their seeds from this one."""
        self.current_graph().seed = seed

    # --- scopes ---

    def name_scope(self, name: str | None, default: str | None = None, values: Any = ()) -> AbstractContextManager[str]:
        """Enter the name scope `name`, or `default` where the program gave none, for values of one graph."""
        self.graph_for(values)
        return self.current_graph().name_scope(name if name is not None else default)  # type: ignore[no-any-return]


def _refusals() -> Any:
    """Return TensorFlow's words for inputs that do not fit; they are in the library."""
    return load("ops.debugging.refusals")


def results(node: Operation) -> Any:
    """Return what a program gets from applying an op: the output, a tuple of several, or the operation itself."""
    outputs = node.outputs
    if not outputs:
        return node
    return outputs[0] if node.definition.outputs == 1 else tuple(outputs)


def infer(op: Op, inputs: tuple[Tensor, ...], attrs: dict[str, Any], name: str) -> list[tuple[DType, Shape]]:
    """Return dtype and shape of each output. ValueError names the operation where shapes do not fit."""
    try:
        out = op.shape(inputs, attrs)
    except ShapeError as error:
        raise ValueError(load("graph.data.node_text").misfit(op, inputs, attrs, name, error)) from None
    return out if isinstance(out, list) else [out]
