"""What a tape need not keep: the values that no gradient rule reads.

    a = x * 2.0        # the rule of Mul reads both inputs: x is kept, and 2.0
    b = tf.exp(a)      # the rule of Exp reads its output: b is kept, a is not

In the place of a value that is not kept stands a `Ghost`, which has the tensor's shape, dtype and trail, so
that a rule can still ask for the shape. Source: `tensorflow/python/eager/pywrap_gradient_exclusions.cc`.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from lifetimes.ops import Array, Op, dtypes
from lifetimes.tf2.tensor import EagerTensor


class Ghost(EagerTensor):
    """What a tape keeps of a tensor whose value it does not need."""

    __slots__ = ("_dtype", "static_shape")
    static_shape: tuple[int, ...]

    def __init__(self, tensor: EagerTensor) -> None:
        value = tensor._value
        self.static_shape, self._dtype, self._id = value.shape, value.dtype, tensor._id

    @property
    def _value(self) -> Array:  # type: ignore[override]
        """A value for rules that ask for the shape alone; not a number, so that a wrong table shows."""
        filler = np.full((), np.nan if self._dtype.kind in "fc" else 0, self._dtype)
        return np.broadcast_to(filler, self.static_shape)

    dtype = property(lambda self: dtypes._BY_NUMPY[self._dtype])


def _ghosts(tensors: Sequence[Any]) -> list[Any]:
    return [Ghost(one) if type(one) is EagerTensor and one._value.ndim else one for one in tensors]


def kept(op: Op, inputs: Sequence[Any], outputs: Sequence[Any]) -> tuple[Sequence[Any], Sequence[Any]]:
    """Return inputs and outputs of an op that ran, with a ghost for each that its gradient rule does not read."""
    reads = op.reads
    if reads is None:
        return inputs, outputs
    if reads == "inputs":
        return inputs, _ghosts(outputs)
    if reads == "outputs":
        return _ghosts(inputs), outputs
    if reads == "shapes":
        return _ghosts(inputs), _ghosts(outputs)
    read = reads.split()
    pairs = zip(op.declared(len(inputs)), inputs, strict=True)
    return [value if one.name in read else _ghosts([value])[0] for one, value in pairs], _ghosts(outputs)
