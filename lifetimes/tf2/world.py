"""The new world: an op applied computes now, unless the code runs inside a trace or a graph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import numpy as np

from lifetimes.errors import InaccessibleTensorError, InvalidArgumentError, OpError
from lifetimes.graph import tensor as graph_tensor
from lifetimes.graph.building import GraphWorld, results
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.graph import Graph
from lifetimes.graph.plan import Run, describe
from lifetimes.graph.storage import Storage
from lifetimes.ops import dtypes, shapes
from lifetimes.ops.dtypes import DType
from lifetimes.ops.registry import Op, find
from lifetimes.ops.values import CannotConvert, to_array
from lifetimes.tf2.context import Context
from lifetimes.tf2.tensor import EagerTensor, SymbolicTensor, Tensor


class Call:
    """One op that was applied eagerly: what a graph calls an operation, without a graph."""

    __slots__ = ("attrs", "definition", "inputs", "name", "outputs")

    def __init__(self, definition: Op, inputs: Sequence[Any], attrs: dict[str, Any], name: str) -> None:
        self.definition, self.inputs, self.attrs, self.name = definition, inputs, attrs, name
        self.outputs: Sequence[Any] = ()

    @property
    def type(self) -> str:
        return self.definition.name


class World(GraphWorld):
    """TensorFlow 2: it owns nothing. Values belong to tensors, storages to variables, traces to functions."""

    tensor_class = SymbolicTensor
    runs_effects = True

    def __init__(self) -> None:
        self.context = Context()
        self.run = Run()
        EagerTensor._world = self

    # --- where code runs ---

    def is_eager(self) -> bool:
        return self.context.graph is None

    def current_graph(self) -> Graph:
        graph = self.context.graph
        if graph is None:
            raise RuntimeError("There is no graph under eager execution.")
        return graph

    @contextmanager
    def graph_as_default(self, graph: Graph) -> Iterator[Graph]:
        with self.context.inside(graph):
            yield graph

    # --- applying an op ---

    def apply(self, op: str, *inputs: Any, name: str | None = None, **attrs: Any) -> Any:
        """Compute now and return the outputs; inside a graph, add a node instead."""
        if self.context.graph is not None:
            return results(self.node(op, inputs, attrs, name))
        return self._compute(find(op), inputs, attrs, name)

    def _compute(self, op: Op, inputs: Sequence[Any], attrs: dict[str, Any], name: str | None) -> Any:
        tensors = self._eager_inputs(op, inputs)
        values = [t._value if type(t) is EagerTensor else t for t in tensors]
        call = Call(op, tensors, attrs, name or op.name)
        try:
            with np.errstate(all="ignore"):
                result = op.kernel(self.run, call, *values) if op.stateful else op.kernel(*values, **attrs)
        except Exception as error:
            raise self._eager_error(error, call, values, name) from None
        if op.outputs == 1:
            output = EagerTensor(result)
            call.outputs = (output,)
        else:
            output = call.outputs = tuple(map(EagerTensor, result))  # type: ignore[assignment]
        if self.context.tapes:
            self.record(call)
        return output

    def record(self, call: Call) -> None:
        """Tell the active tapes of an op that ran."""
        for tape in self.context.tapes:
            tape.record(call)

    def _eager_inputs(self, op: Op, inputs: Sequence[Any]) -> list[Any]:
        tensors = [self._eager_input(value) for value in inputs]
        groups, fixed = op.layout(len(tensors))
        for group in groups:
            self._match(op, tensors, group)
        for index, dtype in fixed.items():
            tensors[index] = self.convert(tensors[index], dtype)
        for index, value in enumerate(tensors):
            if type(value) is not EagerTensor and type(value) is not Storage:
                tensors[index] = self.convert(value)
        return tensors

    def _eager_input(self, value: Any) -> Any:
        if type(value) is EagerTensor or type(value) is Storage:
            return value
        if hasattr(value, "_as_tensor"):
            return value._as_tensor()
        if isinstance(value, graph_tensor.Tensor):
            raise InaccessibleTensorError(
                f"{value!r} is out of scope and cannot be used here. Use return values, explicit Python locals or "
                "TensorFlow collections to access it."
            )
        return value

    def _match(self, op: Op, tensors: list[Any], group: tuple[int, ...]) -> None:
        """Give all inputs of one dtype group the dtype of the first tensor among them."""
        first = next((tensors[i] for i in group if type(tensors[i]) is EagerTensor), None)
        wanted = None if first is None else first.dtype
        for i in group:
            if type(tensors[i]) is not EagerTensor:
                tensors[i] = self.convert(tensors[i], hint=wanted)
                wanted = wanted or tensors[i].dtype
            if tensors[i].dtype is not wanted:
                raise InvalidArgumentError(
                    None,
                    None,
                    f"cannot compute {op.name} as input #{i}(zero-based) was expected to be a {_cpp_name(wanted)} tensor "
                    f"but is a {_cpp_name(tensors[i].dtype)} tensor [Op:{op.name}] name: ",
                )

    def _eager_error(self, error: Exception, call: Call, values: Sequence[Any], name: str | None) -> Exception:
        kind, text = (type(error), error.message) if isinstance(error, OpError) else describe(error, call, values)
        where = f"{{{{function_node __wrapped__{call.type}_device_/job:localhost/replica:0/task:0/device:CPU:0}}}} "
        return kind(None, None, f"{where}{text} [Op:{call.type}] name: {name or ''}")

    # --- values ---

    def is_tensor(self, value: Any) -> bool:
        return isinstance(value, Tensor) or hasattr(value, "_as_tensor")

    def constant_from(self, array: Any, name: str | None = None, dtype: DType | None = None) -> Any:
        if self.context.graph is None:
            return EagerTensor(array)
        return super().constant_from(array, name, dtype)

    def _input(self, graph: Graph, value: Any, dtype: DType | None, name: str, as_ref: bool = False) -> Any:
        if isinstance(value, (EagerTensor, Storage)):
            if isinstance(graph, FuncGraph):
                return graph.capture(value)
            if isinstance(value, EagerTensor):
                return self.constant_node(graph, value._value.copy(), value.dtype, graph.names.unique_path(name))
        return super()._input(graph, value, dtype, name, as_ref)

    def equal(self, x: Any, y: Any) -> Any:
        return NotImplemented if y is None else self.apply("Equal", x, y)

    def not_equal(self, x: Any, y: Any) -> Any:
        return NotImplemented if y is None else self.apply("NotEqual", x, y)

    def shape_class(self, shape: Any) -> Any:
        return shapes.TensorShape(shape)

    def name_scope(
        self, name: str | None, default: str | None = None, values: Any = ()
    ) -> AbstractContextManager[str]:
        if self.context.graph is not None:
            return super().name_scope(name, default, values)
        return self._eager_scope(name if name is not None else default)

    @contextmanager
    def _eager_scope(self, name: str | None) -> Iterator[str]:
        scope = name if name and name.endswith("/") else f"{self.context.scope}{name}/" if name else ""
        with self.context.named(scope):
            yield scope

    def refuse_value(self, error: CannotConvert) -> Exception:
        value, wanted = error.value, error.dtype
        if error.reason == "type" and wanted is not None:
            return TypeError(f"Cannot convert {value!r} to EagerTensor of dtype {_cpp_name(wanted)}")
        if error.reason == "ragged":
            return ValueError("Can't convert non-rectangular Python sequence to Tensor.")
        if error.reason == "mixed":
            return ValueError("Can't convert Python sequence with mixed types to Tensor.")
        return ValueError(f"Attempt to convert a value ({value!r}) with an unsupported type ({type(value)}) to a Tensor.")


def _cpp_name(dtype: DType | None) -> str:
    """Return the dtype as TensorFlow's C++ messages call it."""
    name = "" if dtype is None else dtype.name
    return {"float32": "float", "float64": "double", "float16": "half"}.get(name, name)


WORLD = World()

__all__ = ["WORLD", "Call", "World", "dtypes", "to_array"]
