"""Shapes as programs see them: TensorFlow's `TensorShape` and `Dimension`. They print and compare; nothing computes
with them. The old world shows sizes as `Dimension` objects and unknown ones as `?`, the new one as ints and `None`.
"""

import operator
from collections.abc import Callable, Iterator
from math import prod
from typing import Any

from lifetimes.errors import ShapeError
from lifetimes.library import load
from lifetimes.ops import plain
from lifetimes.ops.shapes import as_shape, as_size, common, compatible, is_full, merge, show, within


def _arithmetic(combine: Callable[[int, int], int]) -> Any:
    """Return the method of an operator on two sizes; of what is not known nothing is known."""

    def method(self: "Dimension", other: Any) -> Any:
        if isinstance(other, (list, tuple)):
            return NotImplemented
        mine, theirs = self.value, Dimension(other).value
        return Dimension(None if mine is None or theirs is None else combine(mine, theirs))

    return method


def _relation(holds: Callable[[int, int], bool]) -> Any:
    """Return the method of a comparison of two sizes: None where one is not known."""

    def method(self: "Dimension", other: Any) -> Any:
        try:
            mine, theirs = self.value, Dimension(other).value
        except (TypeError, ValueError):
            return NotImplemented
        return None if mine is None or theirs is None else holds(mine, theirs)

    return method


@plain(v1=("Dimension",))
class Dimension:
    """One size of a shape in the old world; `value` is an int or None. An unknown one compares to None."""

    __slots__ = ("_value",)

    def __init__(self, value: Any) -> None:
        self._value = as_size(value)

    value = property(lambda self: self._value)

    def is_compatible_with(self, other: Any) -> bool:
        other = Dimension(other).value
        return self._value is None or other is None or self._value == other

    def assert_is_compatible_with(self, other: Any) -> None:
        if not self.is_compatible_with(other):
            raise ValueError(f"Dimensions {self} and {Dimension(other)} are not compatible")

    def merge_with(self, other: Any) -> "Dimension":
        self.assert_is_compatible_with(other)
        return Dimension(other if self._value is None else self._value)

    __add__ = __radd__ = _arithmetic(operator.add)
    __sub__, __rsub__ = _arithmetic(operator.sub), _arithmetic(lambda mine, theirs: theirs - mine)
    __mul__ = __rmul__ = _arithmetic(operator.mul)
    __floordiv__, __rfloordiv__ = _arithmetic(operator.floordiv), _arithmetic(lambda mine, theirs: theirs // mine)
    __mod__ = _arithmetic(operator.mod)

    def __truediv__(self, other: Any) -> "Dimension":
        operands = f"'Dimension' and '{type(other).__name__}'"
        raise TypeError(f"unsupported operand type(s) for /: {operands}, please use // instead")

    __eq__, __ne__ = _relation(operator.eq), _relation(operator.ne)
    __lt__, __le__ = _relation(operator.lt), _relation(operator.le)
    __gt__, __ge__ = _relation(operator.gt), _relation(operator.ge)
    __hash__ = None  # type: ignore[assignment]

    def __int__(self) -> int:
        if self._value is None:
            raise TypeError("__int__ returned non-int (type NoneType)")
        return self._value

    __index__ = __int__

    def __str__(self) -> str:
        return "?" if self._value is None else str(self._value)

    def __repr__(self) -> str:
        return f"Dimension({self._value})"


@plain(v2=("TensorShape",))
class TensorShape:
    """A possibly unknown shape, as the new world shows it: like a list of ints and None."""

    __slots__ = ("__weakref__", "_sizes")
    _unknown = "None"

    def __init__(self, dims: Any) -> None:
        self._sizes = as_shape(dims)

    rank = property(lambda self: None if self._sizes is None else len(self._sizes))

    ndims = rank

    dims = property(lambda self: None if self._sizes is None else [Dimension(size) for size in self._sizes])

    def _item(self, size: int | None) -> Any:
        return size

    def as_list(self) -> list[int | None]:
        if self._sizes is None:
            raise ValueError("as_list() is not defined on an unknown TensorShape.")
        return list(self._sizes)

    def as_proto(self) -> Any:
        return load("graph.data.attributes").shape_proto(self._sizes)

    def is_fully_defined(self) -> bool:
        return is_full(self._sizes)

    def assert_is_fully_defined(self) -> None:
        if not self.is_fully_defined():
            raise ValueError(f"Shape {self} is not fully defined")

    def num_elements(self) -> int | None:
        return prod(size or 0 for size in self._sizes or ()) if is_full(self._sizes) else None

    def is_compatible_with(self, other: Any) -> bool:
        return compatible(self._sizes, as_shape(other))

    def is_subtype_of(self, other: Any) -> bool:
        return within(self._sizes, as_shape(other))

    def most_specific_compatible_shape(self, other: Any) -> "TensorShape":
        return type(self)(common(self._sizes, as_shape(other)))

    def assert_is_compatible_with(self, other: Any) -> None:
        if not self.is_compatible_with(other):
            raise ValueError(f"Shapes {self} and {other} are incompatible")

    def assert_has_rank(self, rank: int) -> None:
        if self.rank not in (None, rank):
            raise ValueError(f"Shape {self} must have rank {rank}")

    def assert_same_rank(self, other: Any) -> None:
        theirs = as_shape(other)
        if self._sizes is not None and theirs is not None and len(theirs) != len(self._sizes):
            raise ValueError(f"Shapes {self} and {type(self)(other)} must have the same rank")

    def with_rank(self, rank: int) -> "TensorShape":
        self.assert_has_rank(rank)
        return self.merge_with([None] * rank)

    def with_rank_at_least(self, rank: int) -> "TensorShape":
        if self.rank is not None and self.rank < rank:
            raise ValueError(f"Shape {self} must have rank at least {rank}")
        return self

    def with_rank_at_most(self, rank: int) -> "TensorShape":
        if self.rank is not None and self.rank > rank:
            raise ValueError(f"Shape {self} must have rank at most {rank}")
        return self

    def merge_with(self, other: Any) -> "TensorShape":
        try:
            return type(self)(merge(self._sizes, as_shape(other)))
        except ShapeError:
            raise ValueError(f"Shapes {self} and {type(self)(other)} are not compatible") from None

    def concatenate(self, other: Any) -> "TensorShape":
        theirs = as_shape(other)
        return type(self)(None if self._sizes is None or theirs is None else self._sizes + theirs)

    __add__ = concatenate

    def __radd__(self, other: Any) -> "TensorShape":
        return type(self)(other).concatenate(self)

    def __len__(self) -> int:
        if self._sizes is None:
            raise ValueError("Cannot take the length of shape with unknown rank.")
        return len(self._sizes)

    def __bool__(self) -> bool:
        return self._sizes is not None

    def __iter__(self) -> Iterator[Any]:
        if self._sizes is None:
            raise ValueError("Cannot iterate over a shape with unknown rank.")
        return iter([self._item(size) for size in self._sizes])

    def __getitem__(self, key: Any) -> Any:
        if self._sizes is not None:
            return type(self)(self._sizes[key]) if isinstance(key, slice) else self._item(self._sizes[key])
        if not isinstance(key, slice):
            return self._item(None)
        start, stop = key.start or 0, key.stop
        if key.step is not None or start < 0 or stop is None or stop < 0:
            return type(self)(None)
        return type(self)([None] * max(0, stop - start))

    def __eq__(self, other: object) -> bool:
        try:
            return self._sizes == as_shape(other)
        except (TypeError, ValueError):
            return NotImplemented

    def __hash__(self) -> int:
        return hash(self._sizes)

    def __reduce__(self) -> Any:
        return type(self), (self._sizes,)

    def __str__(self) -> str:
        return show(self._sizes, self._unknown)

    def __repr__(self) -> str:
        return f"TensorShape({None if self._sizes is None else list(self._sizes)})"


@plain(v1=("TensorShape",))
class TensorShapeV1(TensorShape):
    """The same as the old world shows it: a list of `Dimension`s."""

    __slots__ = ()
    _unknown = "?"

    def _item(self, size: int | None) -> Any:
        return Dimension(size)

    def __getitem__(self, key: Any) -> Any:
        if self._sizes is None or isinstance(key, slice):
            return super().__getitem__(key)
        return Dimension(list(self._sizes)[key])

    def __repr__(self) -> str:
        return f"TensorShape({self.dims})"


TensorShapeV1.__name__ = "TensorShape"
