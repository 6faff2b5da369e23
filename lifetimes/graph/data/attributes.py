"""Shapes, arrays and attributes of nodes as messages, and back."""

from collections.abc import Callable
from math import prod
from typing import Any, Final

import numpy as np

from lifetimes.errors import DataLossError
from lifetimes.graph.data.protos import AttrValue, NameAttrList, PythonValue, TensorProto, TensorShapeProto
from lifetimes.ops import Array, DType, Shape, dtypes


def shape_proto(shape: Shape) -> TensorShapeProto:
    """Return a static shape as data."""
    if shape is None:
        return TensorShapeProto(unknown_rank=True)
    return TensorShapeProto(dim=[{"size": -1 if size is None else size} for size in shape])


def shape_of(proto: TensorShapeProto) -> Shape:
    """Return the static shape that data tells."""
    return None if proto.unknown_rank else tuple(None if dim.size < 0 else dim.size for dim in proto.dim)


# The list for the elements of a dtype, and the NumPy type of what is in it; all other dtypes are whole numbers.
_LISTS: Final[dict[str, tuple[str, Any]]] = {
    "float16": ("half_val", np.uint16), "float32": ("float_val", np.float32), "float64": ("double_val", np.float64),
    "int64": ("int64_val", np.int64), "uint32": ("uint32_val", np.uint32), "uint64": ("uint64_val", np.uint64),
    "bool": ("bool_val", np.bool_), "string": ("string_val", np.object_), "complex64": ("scomplex_val", np.float32),
    "complex128": ("dcomplex_val", np.float64),
}  # fmt: skip


_LARGE: Final = 1 << 20  # elements; a constant of more that are all the same takes the memory of one


def tensor_proto(array: Array, shape: tuple[int, ...] | None = None) -> TensorProto:
    """Return an array as data: one element in the list for its dtype, several as bytes, text always in a list.

    Where another shape is given and has more elements, all are in a list, and the last stands for the rest.
    """
    dtype, shape = dtypes.of(array), array.shape if shape is None else shape
    made = TensorProto(dtype=dtype, tensor_shape=shape_proto(shape))
    name, numpy_type = _LISTS.get(dtype.name, ("int_val", dtype.as_numpy_dtype))
    if array.size > 1 and dtype != dtypes.string and array.size == prod(shape):
        made.tensor_content = array.tobytes()
    elif array.size:
        flat = np.ascontiguousarray(array).reshape(-1)
        setattr(made, name, (flat if dtype == dtypes.string else flat.view(numpy_type)).tolist())
    return made


def array_of(proto: TensorProto) -> Array:
    """Return the array that data tells; where a list is short, its last element stands for the rest."""
    dtype, shape = dtypes.as_dtype(proto.dtype), tuple(dim.size for dim in proto.tensor_shape.dim)
    size = prod(shape)
    name, numpy_type = _LISTS.get(dtype.name, ("int_val", dtype.as_numpy_dtype))
    content, found = proto.tensor_content, getattr(proto, name)
    if content:
        if dtype == dtypes.string or len(content) != size * dtype.size:
            words = f"A tensor of {dtype.name} and shape {list(shape)} has {len(content)} bytes of content"
            raise DataLossError(None, None, words)
        return np.frombuffer(content, dtype.as_numpy_dtype).reshape(shape).copy()
    flat = np.array(found, numpy_type if dtype == dtypes.string or found else dtype.as_numpy_dtype)
    flat = flat if dtype == dtypes.string else flat.view(dtype.as_numpy_dtype)
    if flat.size == size:
        return flat.reshape(shape)
    if flat.size > size:
        raise DataLossError(None, None, f"A tensor of shape {list(shape)} has {flat.size} elements")
    last = flat[-1] if flat.size else b"" if dtype == dtypes.string else np.zeros((), dtype.as_numpy_dtype)[()]
    if flat.size <= 1 and size > _LARGE:
        return np.broadcast_to(np.asarray(last, flat.dtype), shape)
    if size > max(_LARGE, 256 * flat.size):
        raise DataLossError(None, None, f"A tensor of shape {list(shape)} has {flat.size} elements")
    whole = np.full(size, last, flat.dtype)
    whole[: flat.size] = flat
    return whole.reshape(shape)


_SHAPES: Final = ("shape", "element_shape", "element_shape_except0")
_KINDS: Final[dict[type, str]] = {
    bool: "b", int: "i", float: "f", str: "s", bytes: "s", DType: "type", np.ndarray: "tensor",
}  # fmt: skip


def _kind(value: Any, may_be_shape: bool) -> str | None:
    return "shape" if may_be_shape and (value is None or isinstance(value, tuple)) else _KINDS.get(type(value))


def _as_field(kind: str, value: Any) -> Any:
    if kind == "type":
        return value.as_datatype_enum
    if kind not in ("shape", "tensor"):
        return value.encode() if isinstance(value, str) else value
    made: Any = shape_proto(value) if kind == "shape" else tensor_proto(value)
    made.SetInParent()
    return made


def attr_value(key: str, value: Any) -> AttrValue:
    """Return the value of an attribute as a kernel takes it, as data; nothing in it for None."""
    kind = _kind(value, key in _SHAPES)
    if kind is not None:
        return AttrValue.holding(**{kind: _as_field(kind, value)})
    if value is None:
        return AttrValue()
    if isinstance(value, (list, tuple)):
        made = AttrValue(list={})
        for item in value:
            kind = _kind(item, True)
            if kind is not None:
                getattr(made.list, kind).append(_as_field(kind, item))
        return made
    return AttrValue(func=value) if isinstance(value, NameAttrList) else python_value(value)


def python_value(value: Any) -> AttrValue:
    """Return an attribute that shows the name of a Python object and holds it."""
    made = PythonValue(func={"name": getattr(value, "name", value.__class__.__name__)})
    made._held = value
    return made


def value_of(attr: AttrValue) -> Any:
    """Return what a kernel takes: the value that data tells; lists as tuples, functions by their names as they are."""
    if isinstance(attr, PythonValue):
        return attr._held
    found = each(attr, _of_field)
    return tuple(found) if isinstance(found, list) else found


def each(attr: AttrValue, read: Callable[[str, Any], Any]) -> Any:
    """Return what `read` makes of the kind and the value that an attribute has, a list where it has several."""
    kind = attr.WhichOneof("value")
    if kind == "list":
        return [read(name, item) for name, items in attr.list.ListFields() for item in items]
    return None if kind is None else read(kind, getattr(attr, kind))


def _of_field(kind: str, value: Any) -> Any:
    if kind == "s":
        try:
            return value.decode()
        except UnicodeDecodeError:
            return value
    return _READERS[kind](value) if kind in _READERS else value


_READERS: Final[dict[str, Any]] = {"shape": shape_of, "tensor": array_of, "type": dtypes.as_dtype}
