"""How shape rules are made: which facts a rule reads, and the steps that many rules share.

    shaped("shape size? .axis", inserted, dtype=2)

is the rule of an op that adds an axis to its first input, as long as its second input says, in the dtype of its third.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from lifetimes.errors import ShapeError
from lifetimes.ops import DType, Shape
from lifetimes.ops.registry import Out, ShapeRule

Sizes = tuple[int | None, ...]
DTypeOf = int | str | DType  # that of an input, by its place; an attribute, by its name; or this one


def size_of(tensor: Any) -> int | None:
    """Return what is known of the value of a tensor of one number; that may be a size of a shape known in part."""
    value = tensor.static_value()
    if value is not None:
        return int(value.reshape(()))
    sizes: Shape = tensor.static_value_as_shape()
    return sizes[0] if sizes else None


_READ: Final[dict[str, Callable[[Any], Any]]] = {
    "shape": lambda tensor: tensor.static_shape,
    "value": lambda tensor: tensor.static_value(),
    "sizes": lambda tensor: tensor.static_value_as_shape(),
    "size": size_of,
    "count": size_of,
}


_WORD: Final = re.compile(r"(\.?\w+|-)(?:([=>])(\d))?(\??)")


def shaped(reads: str, rule: Callable[..., Shape | list[Shape]], dtype: DTypeOf = 0) -> ShapeRule:
    """Make the rule of an op whose shape, or list of shapes, follows from what is read of each input in turn.

    `shape` reads the shape, `value` the value, `sizes` the value as a shape, `size` the value as one number, `-`
    nothing; `count` is a size that must not be negative, and `.axis` reads an attribute. Nothing is known of the output
    where one of these is not known, unless `?` stands behind it: then the rule itself takes None. An input that must
    have a rank says so: `value=1` is a vector, and `shape>1` has at least one axis.
    """
    words = [_WORD.fullmatch(word).groups() for word in reads.split()]  # type: ignore[union-attr]

    def made(inputs: Any, attrs: dict[str, Any]) -> Out | list[Out]:
        place, found, known = -1, list[Any](), True
        for word, bound, rank, optional in words:
            if word[0] == ".":
                found.append(attrs[word[1:]])
                continue
            place += 1
            if rank:
                (of_rank if bound == "=" else at_least)(inputs[place].static_shape, int(rank))
            if word != "-":
                found.append(_READ[word](inputs[place]))
                if word == "count" and (found[-1] or 0) < 0:
                    named = f"Dimension size, given by scalar input {place}"
                    raise ShapeError(f"{named}, must be non-negative but is {found[-1]}")
                known = known and (found[-1] is not None or bool(optional))
        if not known:
            return _dtype(dtype, inputs, attrs), None
        kind, shapes = _dtype(dtype, inputs, attrs), rule(*found)
        return [(kind, shape) for shape in shapes] if isinstance(shapes, list) else (kind, shapes)

    return made


def _dtype(dtype: DTypeOf, inputs: Any, attrs: dict[str, Any]) -> DType:
    if isinstance(dtype, int):
        return inputs[dtype].dtype.base_dtype  # type: ignore[no-any-return]
    return attrs[dtype] if isinstance(dtype, str) else dtype


def alike(dtype: DTypeOf, place: int = 0) -> ShapeRule:
    """Make a rule: this dtype, in the shape of the input at that place."""
    return lambda inputs, attrs: (_dtype(dtype, inputs, attrs), inputs[place].static_shape)


def always(dtype: DTypeOf, *sizes: int | None) -> ShapeRule:
    """Make a rule: this dtype and these sizes; a scalar where there are none."""
    return lambda inputs, attrs: (_dtype(dtype, inputs, attrs), sizes)


def several(*rules: ShapeRule) -> ShapeRule:
    """Make the rule of an op with several outputs of those of each."""
    return lambda inputs, attrs: [rule(inputs, attrs) for rule in rules]  # type: ignore[misc]


# --- steps -----------------------------------------------------------------------------------------------


def inserted(shape: Sizes, size: int | None, axis: int) -> Sizes:
    """Return the shape with a new axis of that size."""
    at = axis % (len(shape) + 1)
    return (*shape[:at], size, *shape[at:])


def resized(shape: Sizes, axis: int, size: int | None) -> Sizes:
    """Return the shape with another size along an axis."""
    at = axis % len(shape)
    return (*shape[:at], size, *shape[at + 1 :])


def without(shape: Sizes, axes: Iterable[int], keep: bool = False) -> Sizes:
    """Return the shape without these axes, or with a size of 1 along them."""
    gone = {axis % len(shape) for axis in axes}
    return tuple(1 if i in gone else size for i, size in enumerate(shape) if keep or i not in gone)


def rank_alone(shape: Shape) -> Shape:
    """Return as many unknown sizes as the shape has."""
    return None if shape is None else (None,) * len(shape)


def of_rank(shape: Shape, rank: int | None) -> Shape:
    """Return the shape. ShapeError where it is known and has another rank."""
    if shape is not None and rank is not None and len(shape) != rank:
        raise ShapeError(f"Shape must be rank {rank} but is rank {len(shape)}")
    return shape


def at_least(shape: Shape, rank: int) -> Shape:
    """Return the shape. ShapeError where it is known and has a lower rank."""
    if shape is not None and len(shape) < rank:
        raise ShapeError(f"Shape must be at least rank {rank} but is rank {len(shape)}")
    return shape


def at_most(shape: Shape, rank: int) -> Shape:
    """Return the shape. ShapeError where it is known and has a higher rank."""
    if shape is not None and len(shape) > rank:
        raise ShapeError(f"Shape must be at most rank {rank} but is rank {len(shape)}")
    return shape


def begins_with(shape: Shape, prefix: Shape) -> None:
    """Raise ShapeError where the first sizes of a shape are known and others."""
    if shape is not None and prefix is not None:
        at_least(shape, len(prefix))
        for size, wanted in zip(shape, prefix, strict=False):
            equal(size, wanted)


def equal(size: int | None, other: int | None) -> None:
    """Raise ShapeError where two sizes are known and differ."""
    if size is not None and other is not None and size != other:
        raise ShapeError(f"Dimensions must be equal, but are {size} and {other}")
