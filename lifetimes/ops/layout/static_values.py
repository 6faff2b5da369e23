"""What is known of a tensor's value while a graph is being built.

`tf.reshape(x, tf.shape(y))` has a static shape only if somebody follows the shape tensor back. One walk does, over
the operations that the tensor comes from, each once; it computes nothing large and keeps nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import numpy as np

from lifetimes.ops import Array, World
from lifetimes.ops.registry import can_fold, public
from lifetimes.ops.shapes import Shape, is_full, is_small

Known = Array | tuple[int | None, ...] | None  # the value, or what is known of it as a shape, or nothing


@public("get_static_value")
def get_static_value(world: World, tensor: Any, partial: bool = False) -> Any:
    """Return the value of a tensor if it is known without running anything, else None; what is none, as it is.

    A tensor of a graph whose value was told may not be fed from then on. `partial` asks for the values that are known
    of those that were stacked, and None for the others.
    """
    if not world.is_tensor(tensor):
        return tensor
    if not hasattr(tensor, "static_value"):
        return None
    if world.symbol_of(tensor) is not None:
        return told(tensor, partial)
    return None if tensor.static_value() is None else tensor.numpy()


_TOLD: Final = {
    "Cast", "ConcatV2", "Const", "Equal", "Fill", "Identity", "NotEqual", "Pack", "Range", "Rank", "Shape", "Size",
    "Split", "StopGradient", "Unpack",
}  # fmt: skip


def told(tensor: Any, partial: bool = False) -> Any:
    """Return the value that a program may build upon, and let nobody feed the tensor from then on; None for no value.

    Fewer operations are followed than for shapes: those that TensorFlow follows in Python (`tensor_util.py`).
    """

    def follow(operation: Any, parts: list[Known]) -> Array | None:
        if operation.type not in _TOLD or operation.attrs.get("axis"):
            return None
        for one, part in zip(operation.inputs, parts, strict=False):
            if part is not None:
                one.graph.prevent_feeding(one)
        if partial and operation.type == "Pack" and any(part is None for part in parts):
            return np.array(parts, object)
        value = None if any(part is None for part in parts) else _of(operation, parts)
        return value if isinstance(value, np.ndarray) else None  # a shape that is known in part is no value

    found = _known(tensor, follow)
    if not isinstance(found, np.ndarray):
        return None
    tensor.graph.prevent_feeding(tensor)
    return found[()] if tensor.op.type == "Unpack" else found.copy()


def static_value(tensor: Any) -> Array | None:
    """Return the value of a symbolic tensor where it follows from constants and static shapes, else None."""
    found = _known(tensor, _of)
    return found if isinstance(found, np.ndarray) else None


def static_shape_value(tensor: Any) -> Shape:
    """Return what is known of a 1-D tensor's value read as a shape: None for each size that is not known."""
    return sizes_of(tensor, _known(tensor, _of))


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


def _known(tensor: Any, follow: Callable[[Any, list[Known]], Known]) -> Known:
    """Go back from a tensor to what it comes from, and forward again: `follow` tells what follows from inputs."""
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
                found[operation] = follow(operation, [_output(found, one) for one in _asked(operation)])
    return _output(found, tensor)


def _output(found: dict[Any, Known], tensor: Any) -> Known:
    known = found[tensor.op]
    if known is None or tensor.op.type not in ("Split", "Unpack"):
        return known
    piece = known[tensor.value_index]
    return None if piece is None else np.asarray(piece)


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
