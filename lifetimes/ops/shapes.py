"""Static shapes: plain tuples of sizes, with None for an unknown size, or None for an unknown rank.

Shape rules compute with these. What a program sees of them, `TensorShape` and `Dimension`, only prints and compares;
each world makes it when it is asked for one.
"""

from collections.abc import Sequence
from math import prod
from typing import Any, Final

from lifetimes.errors import ShapeError
from lifetimes.library import load

Shape = tuple[int | None, ...] | None
_LARGEST_AHEAD: Final = 1 << 16


def as_shape(value: Any) -> Shape:
    """Return the tuple form of anything that TensorFlow takes as a shape."""
    if value is None:
        return None
    if type(value) is not tuple and hasattr(value, "as_list"):
        return value._sizes if hasattr(value, "_sizes") else tuple(value.as_list())
    if hasattr(type(value), "__iter__"):
        try:
            return tuple([as_size(size) for size in value])
        except TypeError as error:
            if isinstance(value, (str, bytes, dict)):
                raise load("ops.debugging.refusals").no_sizes(value) from error
            if getattr(value, "shape", None) != () and not hasattr(value, "op"):
                raise
    return (as_size(value),)


def as_size(value: Any) -> int | None:
    """Return the int form of a size, None for an unknown one. TypeError or ValueError for what is no size."""
    if value is None or (type(value) is int and value >= 0):
        return value
    if hasattr(value, "merge_with"):  # a Dimension, which may be unknown
        return value.value  # type: ignore[no-any-return]
    try:
        size = value.__index__()
    except AttributeError:
        message = f"Dimension value must be integer or None or have an __index__ method, got value '{value!r}'"
        raise TypeError(f"{message} with type '{type(value)!r}'") from None
    if size < 0:
        raise ValueError(f"Dimension {size} must be >= 0")
    return int(size)


def is_full(shape: Shape) -> bool:
    """Return whether rank and every size are known."""
    return shape is not None and None not in shape


def is_small(shape: Shape, most: int = _LARGEST_AHEAD) -> bool:
    """Return whether an array of that shape is known to have so few elements: by default, that it may be kept ahead."""
    return is_full(shape) and prod(size or 0 for size in shape or ()) <= most


def compatible(a: Shape, b: Shape) -> bool:
    """Return whether some array could have both shapes."""
    if a is None or b is None or a == b:
        return True
    for x, y in zip(a, b, strict=False):
        if x != y and x is not None and y is not None:
            return False
    return len(a) == len(b)


def within(shape: Shape, wider: Shape) -> bool:
    """Return whether whatever has a shape has the wider one too, in which a size may be left open."""
    if wider is None:
        return True
    pairs = zip(shape or (), wider, strict=False)
    return shape is not None and len(shape) == len(wider) and all(size in (None, own) for own, size in pairs)


def common(a: Shape, b: Shape) -> Shape:
    """Return what two shapes have in common: None for a size that differs, None for ranks that differ."""
    if a is None or b is None or len(a) != len(b):
        return None
    return tuple(x if x == y else None for x, y in zip(a, b, strict=True))


def merge(a: Shape, b: Shape) -> Shape:
    """Return what both shapes together say. Raises ShapeError where they contradict each other."""
    if a is None or b is None or a == b:
        return b if a is None else a
    if not compatible(a, b):
        raise ShapeError(misfit(a, b))
    return tuple(y if x is None else x for x, y in zip(a, b, strict=True))


def misfit(a: Shape, b: Shape) -> str:
    """Return TensorFlow's words for two shapes that should be one and are not."""
    assert a is not None
    assert b is not None
    if len(a) != len(b):
        return f"Shapes must be equal rank, but are {len(a)} and {len(b)}"
    pairs = enumerate(zip(a, b, strict=True))
    axis = next(i for i, (x, y) in pairs if x is not None and y is not None and x != y)
    words = f"Dimension {axis} in both shapes must be equal, but are {a[axis]} and {b[axis]}"
    return f"{words}. Shapes are {brackets(a)} and {brackets(b)}."


def broadcast(a: Shape, b: Shape) -> Shape:
    """Return the shape of an elementwise op of the two, by NumPy's rules. Raises ShapeError where none exists."""
    if a is None or b is None:
        return None
    if a == b:
        return a
    rank = max(len(a), len(b))
    left, right = (1,) * (rank - len(a)) + a, (1,) * (rank - len(b)) + b
    return tuple(_broadcast_size(x, y) for x, y in zip(left, right, strict=True))


def _broadcast_size(x: int | None, y: int | None) -> int | None:
    if x == 1 or y == 1:
        return y if x == 1 else x
    if x is None or y is None:
        return x or y or None  # a size of 0 may belong to a program that fails
    if x != y:
        raise ShapeError(f"Dimensions must be equal, but are {x} and {y}")
    return x


def show(shape: Shape, unknown: str = "None") -> str:
    """Return the shape as Python writes a tuple, `<unknown>` for an unknown rank."""
    if shape is None:
        return "<unknown>"
    sizes = [unknown if size is None else str(size) for size in shape]
    return f"({sizes[0]},)" if len(sizes) == 1 else f"({', '.join(sizes)})"


def brackets(shape: Sequence[int | None] | None) -> str:
    """Return the shape as TensorFlow's kernels write it: `[2,3]`, `?` for what is unknown."""
    return "?" if shape is None else "[" + ",".join("?" if s is None else str(s) for s in shape) + "]"
