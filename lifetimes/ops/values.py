"""Python values become arrays here, by TensorFlow's rules: ints are int32, floats float32, text is bytes."""

import numbers
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, Final

import numpy as np

from lifetimes.library import load
from lifetimes.ops import Array, DType, dtypes

_INT32 = np.iinfo(np.int32)
TAKE_TRUTHS: Final = ("int32", "int64", "uint64", "float16", "float32", "float64")  # of numbers, in eager code
_KINDS: dict[type, str] = {float: "f", int: "i", bool: "b"}
_CHOSEN: dict[str, Any] = {"f": np.float32, "c": np.complex128, "b": np.bool_}


class CannotConvert(Exception):
    """A value has no form as a tensor. `reason` is one of: type, ragged, mixed, none, unsupported."""

    def __init__(self, reason: str, value: Any, dtype: DType | None = None, whole: Any = None) -> None:
        super().__init__(f"{reason}: {value!r}")
        self.reason, self.value, self.dtype, self.whole = reason, value, dtype, value if whole is None else whole


def to_array(value: Any, dtype: DType | None = None, mixing: str = "as_numpy_does") -> Array:
    """Return a new array of the value: of `dtype` if given, else of the dtype that TensorFlow would choose.

    `mixing` says how a list with NumPy's scalars in it, or with several kinds, gets its dtype. Raises CannotConvert;
    each world words that as its TensorFlow does.
    """
    if isinstance(value, (np.ndarray, np.generic)):
        return _from_numpy(np.asarray(value), dtype)
    if value is None:
        raise CannotConvert("none", value, dtype)
    if type(value) in (float, int, bool):
        return _from_scalar(value, dtype)
    if hasattr(value, "__array__") and not isinstance(value, (list, tuple)):
        return _from_numpy(np.asarray(value.__array__()), dtype)
    kinds = _only_kind(value) if type(value) in (list, tuple) else {}
    plain = value if kinds else _plain(value, kinds)
    return _from_list(value, plain, kinds, dtype, mixing)


def _only_kind(values: Any) -> dict[str, None]:
    """Return the kind of all numbers in nested lists, as long as nobody needs to look at each; nothing for others."""
    for _ in range(32):  # lists in lists, one of which may hold itself
        types = {*map(type, values)}
        if not types or not types <= {list, tuple}:
            break
        values = [*chain.from_iterable(values)]
    return {_KINDS[kind]: None for kind in types} if len(types) == 1 and types <= _KINDS.keys() else {}


def _from_numpy(array: Array, dtype: DType | None) -> Array:
    if array.dtype.kind in "OSU":
        if dtype is not None and dtype.kind not in "srv":
            return array.astype(dtype.as_numpy_dtype)  # NumPy says what does not fit
        encoded = np.empty(array.shape, np.object_)
        for index, item in np.ndenumerate(array):
            encoded[index] = _encode(item)
        array = encoded
    if array.dtype not in dtypes._BY_NUMPY:
        raise CannotConvert("unsupported", array)
    if dtype is None:
        return array.copy()
    if (array.dtype == np.object_) != (dtype.kind in "srv"):
        raise CannotConvert("type", array, dtype)
    return array.astype(dtype.as_numpy_dtype)


def _encode(item: Any) -> bytes:
    if not isinstance(item, (str, bytes)):
        raise CannotConvert("text", item)
    return item.encode() if isinstance(item, str) else bytes(item)


def _from_scalar(value: Any, dtype: DType | None) -> Array:
    if dtype is None:
        if type(value) is float:
            return np.array(value, np.float32)
        if type(value) is bool:
            return np.array(value)
        dtype = dtypes.int32 if _INT32.min <= value <= _INT32.max else dtypes.int64
    if not _fits(value, dtype):
        raise CannotConvert("type", value, dtype)
    try:
        return np.array(value, dtype.as_numpy_dtype)
    except OverflowError:
        raise CannotConvert("type", value, dtype) from None


def _fits(value: Any, dtype: DType) -> bool:
    return dtype.kind in {bool: "biufc", float: "fc", complex: "c"}.get(type(value), "fiuc")


def _plain(value: Any, kinds: dict[str, None]) -> Any:
    """Return nested lists of plain scalars, noting each kind at its first: b, i, f, c, s, or a NumPy dtype's name."""
    if isinstance(value, (str, bytes)):
        kinds.setdefault("s")
        return _encode(value)
    if isinstance(value, (list, tuple)):
        return [_plain(item, kinds) for item in value]
    if isinstance(value, range):
        kinds.setdefault("i")
        return list(value)
    if isinstance(value, (np.ndarray, np.generic)) or hasattr(value, "__array__"):
        if (array := np.asarray(value.__array__())).dtype == np.object_:
            return _plain(array.tolist(), kinds)
        array = _from_numpy(array, None)
        kinds.setdefault("s" if array.dtype == np.object_ else array.dtype.name)
        return array.tolist()
    if hasattr(value, "as_list"):
        return _plain(value.as_list(), kinds)
    for kind, cls in (("b", bool), ("i", numbers.Integral), ("f", numbers.Real), ("c", numbers.Complex)):
        if isinstance(value, cls):
            kinds.setdefault(kind)
            return value
    if hasattr(value, "__index__"):
        kinds.setdefault("i")
        return value.__index__()
    raise CannotConvert("none" if value is None else "unsupported", value)


def _from_list(value: Any, plain: Any, kinds: dict[str, None], dtype: DType | None, mixing: str) -> Array:
    fits = dtype is None or "s" in kinds or _all_fit(kinds, dtype)
    plain = plain if fits else _plain(value, {})
    if len(kinds) != 1 or "s" in kinds or not fits:
        shape = _shape_of(plain, value)
    if "s" in kinds:
        if len(kinds) > 1:
            raise CannotConvert("mixed", value, dtype)
        if dtype is not None and dtype.kind != "s":
            first = value
            while isinstance(first, (list, tuple)):
                first = first[0]
            raise CannotConvert("type", first, dtype, value)
        text = np.empty(shape, np.object_)
        text.reshape(-1)[:] = [*_scalars(plain)]
        return text
    first = next(iter(kinds), "f")
    if (len(kinds) > 1 or len(first) > 1) and (dtype is None or mixing == "by_the_first"):
        chosen = getattr(load("ops.layout.mixed_lists"), mixing)(value, plain, kinds, dtype)
    elif dtype is None:
        chosen = whole_dtype(plain, value) if "i" in kinds else _CHOSEN[first]
    if dtype is not None:
        chosen = dtype.as_numpy_dtype
        if not fits:
            unfit = next((item for item in _scalars(plain) if not _fits(item, dtype)), plain)
            raise CannotConvert("type", unfit, dtype, value)
    try:
        return np.array(plain, chosen)
    except OverflowError:
        raise CannotConvert("type", value, dtype) from None
    except (TypeError, ValueError):
        raise CannotConvert("ragged", value) from None


def whole_dtype(plain: Any, value: Any) -> Any:
    """Return the dtype for whole numbers: int32 where all fit into it. CannotConvert for those beyond 64 bits."""
    try:
        wide = np.array(plain)
    except ValueError:
        raise CannotConvert("ragged", value) from None
    if wide.size and wide.dtype.kind != "i":
        raise CannotConvert("type", value, dtypes.int64)
    small = wide.size == 0 or (wide.min() >= _INT32.min and wide.max() <= _INT32.max)
    return np.int32 if small else np.int64


def _all_fit(kinds: Iterable[str], dtype: DType) -> bool:
    def fits(kind: str) -> bool:
        kind = np.dtype(kind).kind if len(kind) > 1 else kind
        return dtype.kind in {"b": "biufc", "i": "iufc", "u": "iufc", "f": "fc", "c": "c"}[kind]

    return all(fits(kind) for kind in kinds)


def _scalars(plain: Any) -> Iterator[Any]:
    """Give what stands in nested lists, from the first to the last."""
    if isinstance(plain, list):
        for item in plain:
            yield from _scalars(item)
    else:
        yield plain


def _shape_of(plain: Any, value: Any) -> tuple[int, ...]:
    if not isinstance(plain, list):
        return ()
    shapes = {_shape_of(item, value) for item in plain}
    if len(shapes) > 1:
        raise CannotConvert("ragged", value)
    return (len(plain), *(shapes.pop() if shapes else ()))
