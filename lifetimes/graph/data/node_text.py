"""How errors write a node: `{{node AssignAdd}} = AssignAdd[T=DT_FLOAT, use_locking=false](v, AssignAdd/value)`."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from lifetimes.errors import ShapeError
from lifetimes.graph.data.attributes import array_of, attr_value, each, shape_of
from lifetimes.graph.data.graph_def import node_def, output_name
from lifetimes.graph.data.op_signatures import signature_of
from lifetimes.ops import Op, Shape, brackets, dtypes
from lifetimes.ops.layout.static_values import sizes_of


def node_text(op: Op, inputs: Sequence[Any], attrs: dict[str, Any], name: str) -> str:
    """Return a node that could not be made, with its attributes in the order of their names."""
    operation: Any = SimpleNamespace(
        name=name, type=op.name, definition=op, inputs=inputs, outputs=(), attrs=attrs, control_inputs=(), device=""
    )
    known = {key: attr for key, attr in node_def(operation).attr.items() if attr.WhichOneof("value") and key[0] != "_"}
    signature = signature_of(op.name)
    for key, value in (signature.defaults if signature else {}).items():
        if key[0] != "_" and value is not None:
            known.setdefault(key, attr_value(key, value))
    shown = ", ".join(f"{key}={_value(known[key])}" for key in sorted(known))
    given = ", ".join(map(output_name, inputs))
    return f"'{{{{node {name}}}}} = {op.name}{f'[{shown}]' if shown else ''}({given})'"


def misfit(op: Op, inputs: Sequence[Any], attrs: dict[str, Any], name: str, error: ShapeError) -> str:
    """Return why a node could not be made: its shapes do not fit, or those and the values that its rule asked for.

    TensorFlow tries the rule without any value, and then again with those that it asked for, until it asks for no
    other (`core/common_runtime/shape_refiner.cc`); so the values are told that the rule had when it failed.
    """
    known: set[int] = set()
    reason = str(error)
    for _ in range(3):
        asking = [_Asking(tensor, index in known) for index, tensor in enumerate(inputs)]
        try:
            op.shape(asking, attrs)
        except ShapeError as first:
            reason = str(first)  # not the error itself: its traceback holds this frame
            break
        known = {index for index, one in enumerate(asking) if one.asked}
    told = ""
    for words, kind in (("computed input tensors", "value"), ("input tensors computed as partial shapes", "sizes")):
        known_ones = [(n, getattr(one, kind)()) for n, one in enumerate(asking) if one.known]
        texts = [f"input[{n}] = {text}" for n, text in known_ones if text]
        told += f" and with {words}: {', '.join(texts)}" * bool(texts)
    shapes = ", ".join(brackets(tensor.static_shape) for tensor in inputs)
    return f"{reason} for {node_text(op, inputs, attrs, name)} with input shapes: {shapes}{told}."


class _Asking:
    """Stands for an input whose value is known or not, and notes what a shape rule asks about it."""

    def __init__(self, tensor: Any, known: bool) -> None:
        self.tensor, self.known = tensor, known
        self.asked: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.tensor, name)

    def static_value(self) -> Any:
        self.asked.add("value")
        return self.tensor.static_value() if self.known else None

    def static_value_as_shape(self) -> Shape:
        self.asked.add("sizes")
        return self.tensor.static_value_as_shape() if self.known else sizes_of(self.tensor, None)

    def value(self) -> str:
        """Return the value as errors write it, if it was asked for and is known."""
        array = self.tensor.static_value() if self.asked == {"value"} else None
        return "" if array is None else f"<{_summary(array)}>"

    def sizes(self) -> str:
        """Return the value as a shape, if it was asked for as one."""
        return brackets(self.tensor.static_value_as_shape()) if "sizes" in self.asked else ""


def _summary(array: Any) -> str:
    if array.ndim > 1:
        return "".join(f"[{_summary(row)}]" for row in array)
    return " ".join(map(str, array.reshape(-1).tolist()))


def _value(attr: Any) -> str:
    found = each(attr, _field)
    return f"[{', '.join(found)}]" if isinstance(found, list) else found


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
