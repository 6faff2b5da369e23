"""What is known of a tensor's value while a graph is being built.

`tf.reshape(x, tf.shape(y))` has a static shape only if somebody follows the shape tensor back. One walk does, over
the operations that the tensor comes from, each once; it computes nothing large and keeps nothing.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from lifetimes.ops import Array, World
from lifetimes.ops.registry import can_fold, public
from lifetimes.ops.shapes import Shape, is_full, is_small

Known = Array | tuple[int | None, ...] | None  # the value, or what is known of it as a shape, or nothing


@public("get_static_value")
def get_static_value(world: World, tensor: Any, partial: bool = False) -> Array | None:
    """Return the value of a tensor if it is known without running anything, else None; what is none, as it is."""
    if not world.is_tensor(tensor):
        return tensor  # type: ignore[no-any-return]
    found: Array | None = tensor.static_value() if hasattr(tensor, "static_value") else None
    if found is None or world.symbol_of(tensor) is not None:
        return None if found is None else found.copy()
    return tensor.numpy()  # type: ignore[no-any-return]


def static_value(tensor: Any) -> Array | None:
    """Return the value of a symbolic tensor where it follows from constants and static shapes, else None."""
    found = _known(tensor)
    return found if isinstance(found, np.ndarray) else None


def static_shape_value(tensor: Any) -> Shape:
    """Return what is known of a 1-D tensor's value read as a shape: None for each size that is not known."""
    return sizes_of(tensor, _known(tensor))


def sizes_of(tensor: Any, known: Known) -> Shape:
    """Return what is known of a tensor as sizes; of one that is not known at all, as many unknown sizes as it has."""
    if isinstance(known, np.ndarray):
        wrong = next((size for size in known.flat if size < -1), None)
        if wrong is not None:
            raise ValueError(f"Invalid value in tensor used for shape: {wrong}")
        return tuple(None if size == -1 else int(size) for size in known.flat)
    if known is not None:
        return known
    shape: Shape = tensor.static_shape
    count = None if shape is None else (*shape, 1)[0]
    return None if count is None else (None,) * count


def _known(tensor: Any) -> Known:
    """Follow a tensor back to what it comes from, and forward again to what follows from that."""
    found: dict[Any, Known] = {}
    waiting = [tensor.op]
    while waiting:
        operation = waiting[-1]
        missing = [one.op for one in _asked(operation) if one.op not in found] if operation not in found else []
        if missing:
            waiting += missing
        else:
            waiting.pop()
            if operation not in found:
                found[operation] = _of(operation, [found[one.op] for one in _asked(operation)])
    return found[tensor.op]


def _asked(operation: Any) -> Sequence[Any]:
    """Return the inputs whose values say something about the operation's own."""
    return operation.inputs if operation.definition.folds == "values" else ()


def _of(operation: Any, parts: list[Known]) -> Known:
    """Return what is known of the output of an operation, by what is known of its inputs."""
    definition = operation.definition
    arrays = [part for part in parts if isinstance(part, np.ndarray) and is_small(part.shape)]
    if definition.folds in ("shape", "rank"):
        arrays = [*_stand_in(operation.inputs[0], definition.folds)]
    if definition.folds and len(arrays) == len(operation.inputs) and (not arrays or can_fold(operation)):
        try:
            with np.errstate(all="ignore"):
                return np.asarray(definition.kernel(*arrays, **operation.attrs))
        except Exception:  # the op fails when it runs, if it does
            return None
    return None if definition.partial is None else definition.partial(operation, parts)


def _stand_in(tensor: Any, asked: str) -> Iterator[Array]:
    """Give an array without memory that has the shape of a tensor, or at least the rank, if that is known."""
    shape = tensor.static_shape
    if shape is not None and (asked == "rank" or is_full(shape)):
        yield np.broadcast_to(np.zeros((), tensor.dtype.as_numpy_dtype), [size or 0 for size in shape])
