"""The element types of tensors, with TensorFlow's names, reprs and promotion of Python values.

A *reference* dtype (`float32_ref`) is what a variable of TensorFlow 1 has: it names a place that can be
written, so it is not equal to the dtype of the value that is read from it.
"""

from contextlib import suppress
from typing import Any, Final

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


def _of_kind(kinds: str) -> property:
    """Return the property of a dtype that tells whether its kind is one of these letters."""
    return property(lambda self: self.kind in kinds)


class DType:
    """One element type. Immutable, compared by name; equal to its NumPy type and to its name as a string."""

    __slots__ = ("_number", "as_numpy_dtype", "base_dtype", "is_ref", "kind", "name")

    def __init__(self, name: str, numpy_type: Any, number: int, kind: str, base: "DType | None" = None) -> None:
        self.name, self.as_numpy_dtype, self._number, self.kind = name, numpy_type, number, kind
        self.base_dtype = base or self
        self.is_ref = base is not None

    as_datatype_enum: Any = property(lambda self: self._number)

    @property
    def cpp_name(self) -> str:
        """The name of the element type in C++, as error messages of kernels have it."""
        return {"float32": "float", "float64": "double", "float16": "half"}.get(self.name, self.name)

    @property
    def enum_name(self) -> str:
        """The name in TensorFlow's protocol buffers: `DT_FLOAT`."""
        return f"DT_{self.cpp_name.upper()}"

    @property
    def real_dtype(self) -> "DType":
        return {"complex64": float32, "complex128": float64}.get(self.base_dtype.name, self.base_dtype)

    is_floating, is_integer, is_unsigned = _of_kind("f"), _of_kind("iu"), _of_kind("u")
    is_complex, is_bool, is_numeric = _of_kind("c"), _of_kind("b"), _of_kind("fiuc")
    is_numpy_compatible, is_quantized = _of_kind("fiucbs"), _of_kind("")

    @property
    def size(self) -> int:
        """Bytes of one element; 0 for strings, which have no fixed size, and 1 for handles."""
        return {"s": 0, "r": 1, "v": 1}[self.kind] if self.kind in "srv" else np.dtype(self.as_numpy_dtype).itemsize

    min: Any = property(lambda self: self._limit("min"))
    max: Any = property(lambda self: self._limit("max"))
    limits = property(lambda self: (0, 1) if self.is_floating else (0, True) if self.is_bool else (0, self.max))

    def _limit(self, which: str) -> Any:
        if not (self.is_floating or self.is_integer):
            raise TypeError(f"Cannot find {which}imum value of {self} with type {self}.")
        info: Any = np.finfo(self.as_numpy_dtype) if self.is_floating else np.iinfo(self.as_numpy_dtype)
        return getattr(info, which)

    def is_compatible_with(self, other: Any) -> bool:
        """Return whether a value of `other` may be given where this is wanted: a reference may, not the reverse."""
        wanted = as_dtype(other)
        return self == wanted or self == wanted.base_dtype

    def is_subtype_of(self, other: Any) -> bool:
        return self == as_dtype(other)

    def __eq__(self, other: object) -> bool:
        if type(other) is DType:
            return self is other
        try:
            return self is as_dtype(other)
        except TypeError:
            return False

    def __hash__(self) -> int:
        return self._number

    def __reduce__(self) -> Any:
        return as_dtype, (self.name,)

    def __str__(self) -> str:
        return f"<dtype: {self.name!r}>"

    def __repr__(self) -> str:
        return f"tf.{self.name}"


half = float16 = DType("float16", np.float16, 19, "f")
float32 = DType("float32", np.float32, 1, "f")
double = float64 = DType("float64", np.float64, 2, "f")
int8 = DType("int8", np.int8, 6, "i")
int16 = DType("int16", np.int16, 5, "i")
int32 = DType("int32", np.int32, 3, "i")
int64 = DType("int64", np.int64, 9, "i")
uint8 = DType("uint8", np.uint8, 4, "u")
uint16 = DType("uint16", np.uint16, 17, "u")
uint32 = DType("uint32", np.uint32, 22, "u")
uint64 = DType("uint64", np.uint64, 23, "u")
complex64 = DType("complex64", np.complex64, 8, "c")
complex128 = DType("complex128", np.complex128, 18, "c")
bool_ = DType("bool", np.bool_, 10, "b")
string = DType("string", object, 7, "s")
resource = DType("resource", np.object_, 20, "r")
variant = DType("variant", np.object_, 21, "v")

ALL: Final = (
    float16, float32, float64, int8, int16, int32, int64, uint8, uint16, uint32, uint64,
    complex64, complex128, bool_, string, resource, variant,
)  # fmt: skip

BY_NAME: Final[dict[str, DType]] = {dtype.name: dtype for dtype in ALL}
BY_NAME.update({"half": float16, "float": float32, "double": float64})
_REFS: Final = {d: DType(f"{d.name}_ref", d.as_numpy_dtype, d.as_datatype_enum + 100, d.kind, d) for d in ALL}
BY_NAME.update({ref.name: ref for ref in _REFS.values()})
_BY_NUMPY: Final[dict[Any, DType]] = {
    np.dtype(d.as_numpy_dtype): d for d in ALL if d.name not in ("resource", "variant")
}
_BY_NUMPY[np.dtype(np.object_)] = string
_ANY: Final[dict[Any, DType]] = {
    **BY_NAME, **{d.as_datatype_enum: d for d in BY_NAME.values()}, **{kind.type: d for kind, d in _BY_NUMPY.items()},
    np.longlong: int64, np.ulonglong: uint64, np.bytes_: string, np.str_: string,
    float: float32, bool: bool_, object: string,
}  # fmt: skip


def boxed(value: Any) -> Any:
    """Return one string as an array without axes; NumPy hands it out bare, and would take it for another dtype."""
    return np.array(value, np.object_) if type(value) is bytes else value


def as_ref(dtype: DType) -> DType:
    """Return the reference type of `dtype`."""
    return _REFS[dtype.base_dtype]


def of(array: Any) -> DType:
    """Return the dtype of a NumPy array or scalar."""
    return _BY_NUMPY[array.dtype]


def as_dtype(value: Any) -> DType:
    """Return the DType named by a DType, a name, a number, a NumPy or Python type, or an array. TypeError otherwise."""
    if type(value) is DType:
        return value
    with suppress(TypeError, KeyError):  # a table of what is equal: True is the number 1
        return _ANY[value.type if isinstance(value, np.dtype) else value]
    with suppress(TypeError, KeyError, AttributeError):
        return _ANY[np.dtype(value.dtype).type]
    raise TypeError(f"Cannot convert the argument `type_value`: {value!r} to a TensorFlow DType.")
