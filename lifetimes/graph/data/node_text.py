"""How errors write a node: `{{node AssignAdd}} = AssignAdd[T=DT_FLOAT, use_locking=false](v, AssignAdd/value)`."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from lifetimes.graph.data.attributes import array_of, shape_of
from lifetimes.graph.data.graph_def import node_def
from lifetimes.ops import dtypes
from lifetimes.ops.registry import Op
from lifetimes.ops.shapes import brackets


def node_text(op: Op, inputs: Sequence[Any], attrs: dict[str, Any], name: str) -> str:
    """Return a node that could not be made, with its attributes in the order of their names."""
    operation: Any = SimpleNamespace(
        name=name, type=op.name, definition=op, inputs=inputs, outputs=(), attrs=attrs, control_inputs=(), device=""
    )
    known = node_def(operation).attr
    shown = ", ".join(f"{key}={_value(known[key])}" for key in sorted(known) if known[key].WhichOneof("value"))
    given = ", ".join(tensor.op.name if not tensor.value_index else tensor.name for tensor in inputs)
    return f"'{{{{node {name}}}}} = {op.name}{f'[{shown}]' if shown else ''}({given})'"


def _value(attr: Any) -> str:
    kind = attr.WhichOneof("value")
    if kind == "list":
        return f"[{', '.join(_field(name, item) for name, items in attr.list.ListFields() for item in items)}]"
    return _field(kind, getattr(attr, kind))


def _field(kind: str, value: Any) -> str:
    if kind == "type":
        return dtypes.as_dtype(value).enum_name
    if kind == "shape":
        return "<unknown>" if value.unknown_rank else brackets(shape_of(value))
    if kind == "tensor":
        array = array_of(value)
        values = " ".join(map(str, array.reshape(-1)[:10].tolist()))
        return f"Tensor<type: {dtypes.of(array).name} shape: {brackets(array.shape)} values: {values}>"
    if kind == "s":
        return f'"{value.decode(errors="replace")}"'
    return str(value).lower() if kind == "b" else getattr(value, "name", str(value))
