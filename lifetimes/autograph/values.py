"""What the symbols of a block may be: symbols without a value, and how those of two paths become one."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from lifetimes import nest
from lifetimes.autograph.jumps import RETURN_VALUE
from lifetimes.ops import World, within

NOTHING: Final = object()
"""No zeros are like this value."""


class Undefined:
    """What stands for a symbol to which nothing was assigned; using it as a value raises."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


def check_branch(names: Sequence[str], made: Sequence[Any], branch: str) -> None:
    """Raise ValueError where a branch leaves a symbol without a value that somebody may read."""
    for name, value in zip(names, made, strict=False):
        if isinstance(value, Undefined):
            if name == RETURN_VALUE:
                raise ValueError(f"the {branch} branch must also have a return statement.")
            raise ValueError(f"'{name}' must also be initialized in the {branch} branch")


def check_branches(world: World, names: Sequence[str], body: Sequence[Any], orelse: Sequence[Any]) -> None:
    """Raise TypeError or ValueError where two branches leave different kinds of values."""
    for name, a, b in zip(names, body, orelse, strict=False):
        try:
            nest.assert_same_structure(a, b, expand_composites=True)
        except (TypeError, ValueError) as error:
            raise TypeError(
                f"'{name}' must have the same nested structure in the main and else branches:\n\n{error}"
            ) from error
        for x, y in zip(nest.flatten(a), nest.flatten(b), strict=True):
            same_dtype(world, name, x, y)


def same_dtype(world: World, name: str, a: Any, b: Any) -> None:
    """Raise TypeError where two branches leave tensors of different dtypes, ValueError where one leaves nothing."""
    for value, branch in ((a, "main"), (b, "else")):
        if value is None:
            raise ValueError(f"'{name}' is None at the end of the {branch} branch.")
    x, y = _as_tensor(world, a), _as_tensor(world, b)
    if x is not None and y is not None and x.dtype.base_dtype != y.dtype.base_dtype:
        raise TypeError(f"'{name}' has dtype {x.dtype.base_dtype.name} in the main branch, but dtype "
                        f"{y.dtype.base_dtype.name} in the else branch")  # fmt: skip


def _as_tensor(world: World, value: Any) -> Any:
    """Return a tensor, rows of tensors, or a number as a tensor; None for anything else."""
    if hasattr(value, "static_shape"):
        return value
    return world.convert(value) if isinstance(value, (bool, int, float, str, np.ndarray)) else None


def check_starts(names: Sequence[str], starts: Sequence[Any], note: str | None) -> None:
    """Raise where a symbol that a loop carries has no value before it."""
    for name, value in zip(names, starts, strict=True):
        if isinstance(value, Undefined) and name == RETURN_VALUE:
            raise NotImplementedError("a return statement cannot be placed inside this TensorFlow loop; this may "
                                      "happen if a return statement depends on a static Python condition such as a "
                                      "hyperparameter")  # fmt: skip
        if value is None:
            words = f"'{name}' is not allowed to be None before the loop"
        elif isinstance(value, Undefined):
            words = f"'{name}' must be defined before the loop"
        else:
            continue
        raise ValueError(words if note is None else f"{words}\n{note}")


def zeros(world: World, like: Any, shape: Any) -> tuple[Any, Any]:
    """Return zeros like a value that a loop gives, and the shape that it may have; NOTHING where there are none.

    TypeError for a value that no loop can carry.
    """
    if like is None or isinstance(like, Undefined):
        return NOTHING, shape
    if isinstance(like, (bool, int, float)):
        return type(like)(0), shape
    if world.is_tensor(like):
        return _zero_tensor(like, shape)
    if isinstance(like, (list, tuple, dict)):
        flat = nest.flatten(like)
        shapes = nest.flatten(shape) if shape is not None else [None] * len(flat)
        found = [zeros(world, leaf, one) for leaf, one in zip(flat, shapes, strict=True)]
        free = None if all(one is None for _, one in found) else [one for _, one in found]
        return nest.pack_sequence_as(like, [zero for zero, _ in found]), free
    raise TypeError(f"Found an unsupported type '{type(like).__name__}' while creating placeholder for {like}. "
                    "Supported types include Tensor, int, float, bool, list, tuple or dict.")  # fmt: skip


def _zero_tensor(like: Any, shape: Any) -> tuple[Any, Any]:
    dtype, known = like.dtype.base_dtype.as_numpy_dtype, like.static_shape
    if known is None:
        return np.zeros((), dtype), like.shape
    free = like.shape if shape is None and None in known else shape
    return np.zeros([size or 0 for size in known], dtype), free


def after_turn(world: World, name: str, start: Any, made: Any, free: bool) -> Any:
    """Return a symbol after a turn of a loop. TypeError or ValueError where it is not what it was before."""
    try:
        nest.assert_same_structure(start, made, expand_composites=True)
    except (TypeError, ValueError) as error:
        raise TypeError(f"'{name}' does not have the same nested structure after one iteration.\n\n{error}") from error
    for before, leaf in zip(nest.flatten(start), nest.flatten(made), strict=True):
        if leaf is None:
            raise ValueError(f"'{name}' is None at the end of the iteration.")
        after = _as_tensor(world, leaf)
        if after is None or not hasattr(before, "dtype"):
            continue
        if after.dtype.base_dtype != before.dtype.base_dtype:
            raise TypeError(f"'{name}' has dtype {before.dtype.base_dtype.name} before the loop, but dtype "
                            f"{after.dtype.base_dtype.name} after one iteration")  # fmt: skip
        if not free and not within(after.static_shape, before.static_shape):
            raise ValueError(f"'{name}' has shape {before.shape} before the loop, but shape {after.shape} after "
                             "one iteration. Use tf.autograph.experimental.set_loop_options to set shape "
                             "invariants.")  # fmt: skip
    return made
