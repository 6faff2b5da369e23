"""Place: where an op that is applied goes. What all places do alike is here: any value becomes a tensor.

A thread of the old world is always building a graph (`graph.building`); one of the new world is in one of two
places, eager or in a graph, and entering a graph swaps the place. Nothing else asks which.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

import numpy as np

from lifetimes import nest
from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.graph.tensor import Tensor
from lifetimes.library import load
from lifetimes.ops import Array, DType, Op, Shape, World, dtypes, shapes
from lifetimes.ops.values import CannotConvert, to_array

_PLAIN: Final = {float, int, bool, str, bytes}


class Place(World):
    """Turns values into tensors; what applying an op means is said by each kind of place."""

    tensor_class: type[Tensor] = Tensor
    runs_effects = False
    mixing = "as_numpy_does"  # what chooses the dtype of a list of several kinds: `ops.layout.mixed_lists`
    parts_in_graph = False
    global_seed: int | None = None

    def is_eager(self) -> bool:
        """Return whether an op applied here computes now."""
        return False

    def applied(self, op: str, inputs: Sequence[Any], attrs: dict[str, Any], name: str | None) -> Any:
        """Apply a registered op; return its output, or a tuple of several."""
        raise NotImplementedError

    def label_of(self, op: Op) -> str:
        """Return the name that a node of the op gets where the program gives none, with the scope around it."""
        return op.label

    def refuse_value(self, error: CannotConvert) -> Exception:
        """Return the exception for a Python value that has no form as a tensor."""
        return load("ops.debugging.refusals").no_tensor(error)  # type: ignore[no-any-return]

    # --- ops ---

    def apply(self, op: str, *inputs: Any, name: str | None = None, **attrs: Any) -> Any:
        """Apply a registered op; return its output, or a tuple of several."""
        return self.applied(op, inputs, attrs, name)

    # --- values ---

    def is_tensor(self, value: Any) -> bool:
        """Return whether the value is a tensor or a variable."""
        return isinstance(value, Tensor) or hasattr(value, "_as_tensor")

    def symbol_of(self, value: Any) -> Tensor | None:
        """Return the symbolic tensor that a value stands for, None where it has no graph yet."""
        return value if isinstance(value, Tensor) else getattr(value, "_symbol", None)

    def dtype_of(self, value: Any) -> DType | None:
        """Return the dtype of a tensor, variable or array; None for a Python value, which adapts."""
        dtype = getattr(value, "dtype", None)
        return dtype.base_dtype if type(dtype) is DType else None

    def holds_tensor(self, value: Any) -> bool:
        """Return whether a nested list has a tensor or variable in it."""
        if isinstance(value, (list, tuple)):
            return not {*map(type, value)} <= _PLAIN and any(map(self.holds_tensor, value))
        return self.is_tensor(value) and not hasattr(value, "_get_partitions")  # which stays out of lists

    def convert(
        self, value: Any, dtype: Any = None, name: str | None = None, hint: Any = None, as_ref: bool = False
    ) -> Any:
        """Return the value as a tensor: of `dtype` if given (ValueError for a tensor of another), else of `hint`."""
        dtype = None if dtype is None else dtypes.as_dtype(dtype).base_dtype
        given, value = value, value._as_tensor(as_ref=as_ref) if hasattr(value, "_as_tensor") else value
        if self.is_tensor(value):
            if dtype is not None and value.dtype.base_dtype != dtype:
                raise load("ops.debugging.refusals").other_conversion(given, value, dtype, name)
            return value
        if isinstance(value, (list, tuple)) and self.holds_tensor(value):
            return self.pack(value, hint if dtype is None else dtype, name)
        dtype = dtypes.int32 if dtype is None and hasattr(value, "as_list") else dtype  # a shape without sizes too
        if dtype is None and hint is not None:
            with suppress(CannotConvert):
                return self.constant_from(self.array_from(value, dtypes.as_dtype(hint).base_dtype), name)
        return self.constant_from(self.array_of(value, dtype), name, dtype)

    def array_from(self, value: Any, dtype: DType | None = None) -> Array:
        """Return a Python value as an array; whole numbers wrap around in a dtype that is too narrow for them."""
        try:
            return to_array(value, dtype, self.mixing)
        except CannotConvert as error:
            if dtype is None or not dtype.is_integer or error.reason == "mixed":
                raise
            try:
                return to_array(value, dtypes.int64).astype(dtype.as_numpy_dtype)
            except CannotConvert as wide:
                raise (wide if isinstance(wide.value, (int, list)) else error) from None

    def array_of(self, value: Any, dtype: DType | None) -> Array:
        """Return a Python value as an array. Raises in this world's words where it has no such form."""
        try:
            return self.array_from(value, dtype)
        except CannotConvert as error:
            if error.reason in ("none", "unsupported"):
                error.whole = value
            raise self.refuse_value(error) from None

    def pack(self, values: Sequence[Any], dtype: DType | None, name: str | None) -> Any:
        """Return a list with tensors in it as one tensor, stacked along a new first axis; of `dtype` if given."""
        own = self._deep_dtype(values)
        if dtype not in (None, own):
            values, own = [self._cast(item, dtype) for item in values], dtype
        return self._packed(values, own, name or "packed")

    def kind_of_sizes(self, values: Sequence[Any]) -> DType | None:
        """Return what a list with tensors in it is cast to as positions or sizes: int32, None where it stays as is."""
        found = {self.dtype_of(leaf) for leaf in nest.flatten(values)} - {None}
        return dtypes.int32 if found and found not in ({dtypes.int32}, {dtypes.int64}) else None

    def _packed(self, values: Sequence[Any], dtype: DType | None, name: str) -> Any:
        if self.is_eager() and all(map(self.is_tensor, values)):
            return self.apply("Pack", *values, name=name)
        with self.name_scope(name) as scope:
            return self.apply("Pack", *[self._part(item, dtype, str(i)) for i, item in enumerate(values)], name=scope)

    def _part(self, item: Any, dtype: DType | None, name: str) -> Any:
        if isinstance(item, (list, tuple)) and self.holds_tensor(item):
            return self._packed(item, dtype, name)
        if dtype is not None and self.dtype_of(item) not in (None, dtype):
            words = f"Cannot convert a list containing a tensor of dtype {item.dtype} to {dtype}"
            raise TypeError(f"{words} (Tensor is: {item!r})")
        return (self.constant if hasattr(item, "_get_partitions") else self.convert)(item, dtype, name=name)

    def _cast(self, value: Any, dtype: DType) -> Any:
        if isinstance(value, (list, tuple)):
            return [self._cast(item, dtype) for item in value]
        return value if self.dtype_of(value) in (None, dtype) else self.apply("Cast", value, to=dtype)

    def _deep_dtype(self, value: Any) -> DType | None:
        if isinstance(value, (list, tuple)):
            return next((d for d in map(self._deep_dtype, value) if d is not None), None)
        return self.dtype_of(value)

    def constant(self, value: Any, dtype: Any = None, shape: Any = None, name: str | None = None) -> Any:
        """Return a constant, broadcast to `shape` if that is given. TypeError for what holds a tensor."""
        dtype = None if dtype is None else dtypes.as_dtype(dtype)
        if isinstance(value, Tensor) or (isinstance(value, (list, tuple)) and self.holds_tensor(value)):
            raise self.refuse_value(CannotConvert("tensor", value, dtype))
        array = self.array_of(value, dtype)
        return self.constant_from(array if shape is None else self.shaped(array, shape, repr(array)), name)

    def shaped(self, array: Array, shape: Any, shown: str) -> Array:
        """Return the array in the shape given for a constant; one value is repeated."""
        wanted = shapes.as_shape(shape) or ()
        sizes = tuple(size or 0 for size in wanted)
        count = int(np.prod(sizes, dtype=np.int64))
        return array.reshape(sizes) if array.size == count else self.fill_constant(array, wanted, count, shown)

    def fill_constant(self, array: Array, shape: Shape, count: int, shown: str) -> Array:
        """Return the array made to fit another shape. TypeError where this world does not do that."""
        assert shape is not None
        if array.size != 1:
            raise TypeError(f"Eager execution of tf.constant with unsupported shape. Tensor {shown} has {array.size} "
                            f"elements, but got `shape` {shapes.show(shape)} with {count} elements).")  # fmt: skip
        return np.full([size or 0 for size in shape], array.reshape(-1)[0], array.dtype)

    def slices(self, values: Any, indices: Any, dense_shape: Any) -> IndexedSlices:
        """Return a gradient that touches only some rows of a tensor."""
        return IndexedSlices(values, indices, dense_shape)
