"""Storage: the place where a variable's value lives, apart from the variable.

In the old world a session owns one per variable that it initialised, under the variable's name. In the new
world the variable owns it, and so does every trace that captured it. Values are never written in place: an
assignment puts a new array here, so whoever has read the old one keeps it unchanged.
"""

import math
from typing import Any, Final

from lifetimes import labels
from lifetimes.errors import FailedPreconditionError, advise
from lifetimes.ops import Array, DType, Shape, dtypes


def bytes_of(dtype: DType, shape: Shape) -> int | None:
    """Return how many bytes a value of this dtype and shape takes; None where the shape is not fully known."""
    if shape is None or None in shape:
        return None
    return math.prod(size or 0 for size in shape) * dtype.base_dtype.size


class Storage:
    """One mutable cell. `value` is None until the first assignment."""

    __slots__ = ("__weakref__", "_id", "key_dtype", "name", "value", "value_dtype", "value_shape")

    dtype: Final = dtypes.resource
    static_shape: Final = ()

    def __init__(self, name: str, value_dtype: DType, value_shape: Shape, value: Array | None = None) -> None:
        self.name, self.value_dtype, self.value_shape, self.value = name, value_dtype, value_shape, value
        self._id: Any = None  # what tapes know it by
        self.key_dtype: DType | None = None  # of a table

    def read(self) -> Array:
        """Return the value. FailedPreconditionError where none was assigned yet."""
        if self.value is None:
            run_it = "Run its initializer in this session first: sess.run(tf.global_variables_initializer())"
            advice = f"{run_it}, or assign a value to {self.name!r}."
            words = advise(f"Attempting to use uninitialized value {self.name}", advice)
            raise FailedPreconditionError(None, None, words)
        return self.value

    nbytes = property(lambda self: 0 if self.value is None else self.value.nbytes)

    def __repr__(self) -> str:
        return f"<Storage of {self.name!r}: {'no value yet' if self.value is None else f'{self.nbytes} bytes'}>"


labels.register(Storage, "storage", name=lambda storage: storage.name, nbytes=lambda storage: storage.nbytes)
