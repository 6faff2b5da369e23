"""What tapes know a tensor by, which is also what they keep of one whose value no gradient rule reads.

    a = x * 2.0        # the rule of Mul reads both inputs: x is kept, and 2.0
    b = tf.exp(a)      # the rule of Exp reads its output: b is kept; of a only its trail

Source: `tensorflow/python/eager/pywrap_gradient_exclusions.cc`.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from lifetimes.ops import Array, Op, dtypes
from lifetimes.tf2.tensor import EagerTensor, SymbolicTensor


class Trail(EagerTensor):
    """What tapes know an eager tensor or the storage of a variable by. It dies with that and those tapes.

    It has shape and dtype, so that in the place of a tensor that is not kept a rule can still ask for them.
    """

    __slots__ = ("_dtype", "static_shape")
    static_shape: tuple[int, ...]

    def __init__(self, shape: Any, dtype: Any) -> None:
        self.static_shape, self._dtype = shape, dtype

    __eq__, __hash__ = object.__eq__, object.__hash__
    _id = property(lambda self: self)

    @property
    def _value(self) -> Array:  # type: ignore[override]
        """A value for rules that ask for the shape alone; not a number, so that a wrong table shows."""
        filler = np.full((), np.nan if self._dtype.kind in "fc" else 0, self._dtype)
        return np.broadcast_to(filler, self.static_shape)

    dtype = property(lambda self: dtypes._BY_NUMPY[self._dtype])


def trail_of(value: Any) -> Any:
    """Return what tapes know a value by: a symbol by what it is, an eager tensor or storage by its trail."""
    if type(value) is EagerTensor:
        trail = value._id
        if trail is None:
            trail = value._id = Trail(value._value.shape, value._value.dtype)
        return trail
    if isinstance(value, SymbolicTensor):
        return id(value)
    if value._id is None:  # AttributeError for what is none of them
        value._id = Trail(value.value_shape, np.dtype(value.value_dtype.as_numpy_dtype))
    return value._id


def _trails(tensors: Sequence[Any]) -> list[Any]:
    return [trail_of(one) if type(one) is EagerTensor else one for one in tensors]


def kept(op: Op, inputs: Sequence[Any], outputs: Sequence[Any]) -> tuple[Sequence[Any], Sequence[Any]]:
    """Return inputs and outputs of an op that ran, with a trail for each that its gradient rule does not read."""
    reads = op.reads
    if reads is None:
        return inputs, outputs
    if reads == "inputs":
        return inputs, _trails(outputs)
    if reads == "outputs":
        return _trails(inputs), outputs
    if reads == "shapes":
        return _trails(inputs), _trails(outputs)
    read = reads.split()
    pairs = zip(op.declared(len(inputs)), inputs, strict=True)
    return [value if one.name in read else _trails([value])[0] for one, value in pairs], _trails(outputs)
