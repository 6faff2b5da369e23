"""The TensorArray of eager code: a Python list of tensors, written in place. No world keeps it but who holds it.

Source: `tensorflow/python/ops/tensor_array_ops.py`, `_EagerTensorArray`.
"""

from typing import Any

import numpy as np

from lifetimes.errors import InvalidArgumentError, OutOfRangeError, refuse
from lifetimes.graph.control.branches_and_loops import boxed
from lifetimes.graph.control.tensor_array import TensorArray, stacked
from lifetimes.library import load
from lifetimes.ops import dtypes


class EagerArray(TensorArray):
    """What `tf.TensorArray` makes where nothing is traced."""

    _inconsistent = "Incompatible shape for value ({}), expected ({})"

    def _start(self, size: Any, name: str | None) -> None:
        if size is None:
            raise ValueError("Size must be declared for TensorArrays when eager execution is enabled.")
        self._items: list[Any] = [None] * int(size)
        self._spent: set[int] = set()

    def _tensors(self) -> list[Any]:
        known = self._shape is not None and None not in self._shape
        items = self._all() if known else self._items  # zeros where nothing was written
        box = boxed([None if item is None else item.numpy() for item in items])
        return [self._world.constant_from(box, None, dtypes.variant)]

    handle: Any = property(lambda self: None)

    def size(self, name: str | None = None) -> Any:
        return self._world.constant(len(self._items), dtypes.int32)

    def close(self, name: str | None = None) -> None:
        self._items.clear()

    # --- one element ---

    def write(self, index: Any, value: Any, name: str | None = None) -> TensorArray:
        position, size = int(index), len(self._items)
        if position < 0:
            raise OutOfRangeError(None, None, f"Writing to negative indices (index {position}) is not allowed.")
        if position >= size and not self._dynamic_size:
            words = f"Tried to write to index {position} but array is not resizeable and size is: {size} "
            raise OutOfRangeError(None, None, words)
        value = self._converted(value)
        given = value.dtype.base_dtype
        if given != self._dtype:
            raise refuse(f"TensorArray dtype is {self._dtype.name} but Op is trying to write dtype {given.name} ")
        self._learn(value.static_shape)
        self._items += [None] * (position - size + 1)
        self._items[position] = value
        return self

    def read(self, index: Any, name: str | None = None) -> Any:
        position, size = int(index), len(self._items)
        if position < 0:
            raise OutOfRangeError(None, None, f"Reading from negative indices (index {position}) is not allowed.")
        if position >= size:
            raise OutOfRangeError(None, None, f"Tried to read from index {position} but array size is: {size} ")
        if self._items[position] is None and position in self._spent:
            words = "because it was cleared after a previous read (perhaps try setting clear_after_read = false?)"
            raise refuse(f"Could not read index {position} twice {words}")
        item = self._item(position)
        if self._clear:
            self._items[position] = None
            self._spent.add(position)
        return item

    def _item(self, position: int) -> Any:
        """Return what is at a place, zeros where nothing is; they are there from now on."""
        if self._items[position] is None:
            zeros = load("ops.layout.creation").zeros
            self._items[position] = zeros(self._world, self.element_shape, self._dtype)
        return self._items[position]

    def _all(self) -> list[Any]:
        return [self._item(position) for position in range(len(self._items))]

    # --- all elements ---

    def stack(self, name: str | None = None) -> Any:
        if not self._items:
            return self._world.constant(stacked(boxed([]), self._dtype, self._shape))
        return self._world.apply("Pack", *self._all(), name="packed")

    def unstack(self, value: Any, name: str | None = None) -> TensorArray:
        rows = load("ops.layout.joining").unstack(self._world, value)
        if len(rows) > len(self._items) and not self._dynamic_size:
            words = f"Cannot unstack {len(rows)} tensors into a TensorArray of static size {len(self._items)} "
            raise ValueError(words)
        self._items = list(rows)
        return self

    def gather(self, indices: Any, name: str | None = None) -> Any:
        return load("ops.layout.joining").stack(self._world, [self._item(int(i)) for i in np.ravel(indices)])

    def scatter(self, indices: Any, value: Any, name: str | None = None) -> TensorArray:
        rows = load("ops.layout.joining").unstack(self._world, value)
        for position, row in zip(np.ravel(indices), rows, strict=False):
            self.write(position, row)
        return self

    def concat(self, name: str | None = None) -> Any:
        items = self._all()
        try:
            return load("ops.layout.joining").concat(self._world, items, 0)
        except InvalidArgumentError:
            for place, item in enumerate(items):
                if item.shape == ():
                    raise refuse(f"Concat saw a scalar shape at index {place} but requires at least vectors.") from None
            raise

    def split(self, value: Any, lengths: Any, name: str | None = None) -> TensorArray:
        value, pieces = self._converted(value), np.ravel(lengths).tolist()
        if sum(pieces) != value.shape[0]:
            words = f"but sum of lengths is {sum(pieces)} and value's shape is: {list(value.shape)} "
            raise refuse(f"Expected sum of lengths to be equal to values.shape[0], {words}")
        if not self._dynamic_size and len(pieces) != len(self._items):
            words = f"({len(self._items)} vs. {len(pieces)}), and the TensorArray is not marked as dynamically"
            raise refuse(f"TensorArray's size is not equal to the size of lengths {words} resizeable.")
        ends = np.cumsum(pieces).tolist()
        self._items = [value[start:end] for start, end in zip([0, *ends], ends, strict=False)]
        return self


EagerArray.__name__ = EagerArray.__qualname__ = "TensorArray"
