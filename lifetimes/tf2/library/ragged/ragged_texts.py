"""Ragged tensors as text: printed, and texts of rows joined."""

from typing import Any

from lifetimes.ops import dtypes
from lifetimes.ops.layout import arrays, choosing
from lifetimes.ops.text import printing, strings
from lifetimes.tf2.library.ragged.ragged_tensor import RaggedTensor
from lifetimes.tf2.world import WORLD


def reduce_join(
    original: Any, inputs: Any, axis: Any = None, keepdims: bool = False, separator: str = "", name: str | None = None
) -> Any:
    """Return the texts of each row joined into one."""
    axis = axis if axis is None or axis >= 0 else axis + len(inputs.shape)
    if axis is not None and axis > 1:
        return inputs.with_values(reduce_join(original, inputs.values, axis - 1, keepdims, separator))
    if axis != 1 or isinstance(inputs.values, RaggedTensor):
        return original(inputs.to_tensor(), axis, keepdims, separator)
    rows = inputs.value_rowids(), inputs.nrows()
    found = WORLD.apply("UnsortedSegmentJoin", inputs.values, *rows, separator=separator)
    return arrays.expand_dims(WORLD, found, 1) if keepdims else found


def print_(original: Any, *inputs: Any, summarize: int = 3, sep: str = " ", **options: Any) -> Any:
    return original(strings.join(WORLD, [_text(one, summarize) for one in inputs], sep), **options)


def _text(value: Any, summarize: int) -> Any:
    if not isinstance(value, RaggedTensor):
        return printing.formatted(WORLD, [value], summarize, "")
    return arrays.reshape(WORLD, _texts(RaggedTensor.from_row_lengths(value, [value.nrows()]), summarize), [])


def _texts(values: Any, summarize: int) -> Any:
    """Return the text of each value, or of each row: of a long one the beginning and the end."""
    if not isinstance(values, RaggedTensor):
        text = values if values.dtype == dtypes.string else WORLD.apply("AsString", values)
        return strings.join(WORLD, ["'", text, "'"]) if text is values else text
    cells = values.with_values(_texts(values.values, summarize))
    whole = reduce_join(None, cells, 1, separator=", ")
    if summarize >= 0:
        ends = [reduce_join(None, part, 1, separator=", ") for part in (cells[:, :summarize], cells[:, -summarize:])]
        cut = strings.join(WORLD, ends, ", ..., ")
        whole = choosing.where_v2(WORLD, values.row_lengths() > 2 * summarize, cut, whole)
    return strings.join(WORLD, ["[", whole, "]"])
