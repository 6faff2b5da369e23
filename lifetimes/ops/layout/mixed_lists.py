"""The dtype of a list with NumPy's scalars in it, or with values of several kinds.

In a graph NumPy chooses, and what is wider than need be is narrowed; eager code goes by the first value. Source:
`make_tensor_proto` in `python/framework/tensor_util.py`; `python/lib/core/py_seq_tensor.cc`.
"""

from collections.abc import Iterable
from typing import Any, Final

import numpy as np

from lifetimes.ops import DType
from lifetimes.ops.values import TAKE_TRUTHS, CannotConvert, whole_dtype

_LETTERS: Final = {"float64": "d", "float16": "h", "bool": "B"}
_CHOSEN: Final = {"f": np.float32, "d": np.float64, "h": np.float16, "c": np.complex128}


def as_numpy_does(value: Any, plain: Any, kinds: Iterable[str], dtype: DType | None = None) -> Any:
    """Return the dtype that NumPy gives the list, but float32 for float64, and int32 where that holds the values."""
    _check_dense(value, plain)
    own = {"b": np.bool_, "i": np.int64, "f": np.float64, "c": np.complex128}
    chosen = np.result_type(*(own.get(kind, kind) for kind in kinds))
    if chosen == np.int64:
        return whole_dtype(plain, value)
    return np.float32 if chosen == np.float64 else chosen


def _check_dense(value: Any, plain: Any) -> None:
    """Raise ValueError where arrays stand in a list: for TensorFlow each is one value."""
    found, sizes = value, []
    while isinstance(found, (list, tuple)) and found:
        sizes.append(len(found))
        found = found[0]
    if isinstance(found, np.ndarray) and found.ndim:
        shape = list(np.shape(plain))
        raise ValueError(f"Expected values {value} to be a dense tensor with shape {sizes}, but got shape {shape}.")


def by_the_first(value: Any, plain: Any, kinds: Iterable[str], dtype: DType | None = None) -> Any:
    """Return the dtype that the first value asks for. CannotConvert where it does not take the kind of another.

    Where a dtype is given that takes truths as numbers, other numbers may follow on a truth.
    """
    first, *others = kinds
    first, *others = (kind if len(kind) == 1 else _LETTERS.get(kind) or np.dtype(kind).kind for kind in kinds)
    if first in "bB" and ({*others} <= {"b", "B"} or (dtype is not None and dtype.name in TAKE_TRUTHS)):
        return np.bool_
    if first in "bB" or "B" in others or ("c" in others and first != "c" and (dtype is None or dtype.size < 16)):
        raise CannotConvert("mixed", value)
    if first in "iu":
        return whole_dtype(plain, value) if {*others} <= {"i", "u", "b"} else np.float32
    return _CHOSEN[first]
