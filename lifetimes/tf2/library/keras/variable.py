"""Keras's own variable: a name with a path, around a variable of TensorFlow that it owns."""

from typing import Any, ClassVar

import numpy as np

from lifetimes.ops import dtypes, plain
from lifetimes.ops.layout.creation import zeros
from lifetimes.ops.math.casting import cast
from lifetimes.ops.operators import Operators
from lifetimes.tf2.library.keras import initializers, scope
from lifetimes.tf2.variable import Variable
from lifetimes.tf2.world import WORLD


@plain(v2=("keras.Variable",))
class KerasVariable(Operators):
    """What layers and optimizers hold. It stands for its value wherever a tensor is taken."""

    _world: ClassVar[Any] = WORLD  # type: ignore[misc]
    _is_trackable = True

    def __init__(
        self, initializer: Any, shape: Any = None, dtype: Any = None, trainable: bool = True, name: str | None = None
    ) -> None:
        self.name = scope.checked_name(name) or scope.auto_name("variable")
        around = scope.current().path
        self.path = around + self.name
        self.trainable = trainable
        self.constraint: Any = None
        self.regularizer: Any = None
        if isinstance(initializer, str):
            initializer = initializers.get(initializer)
        if callable(initializer) and shape is None:
            raise ValueError("When creating a Variable from an initializer, the `shape` argument should be specified. "
                             f"Received: initializer={initializer} and shape={shape}")  # fmt: skip
        if callable(initializer) and None in tuple(shape):
            raise ValueError("Shapes used to initialize variables must be fully-defined (no `None` dimensions). "
                             f"Received: shape={tuple(shape)} for variable path='{self.path}'")  # fmt: skip
        self._was_trainable = trainable
        self._value: Any

        def start() -> None:
            with WORLD.context.outside(), WORLD.context.named(around):  # as creators of variables are told the name
                value = initializer(shape, dtype=kind) if callable(initializer) else initializer
                self._value = Variable(value, dtype=dtype, trainable=trainable, name=self.name)

        kind = dtypes.as_dtype(dtype or "float32")
        if not callable(initializer):
            start()
        elif not scope.now_or_later(start):
            self._value = zeros(WORLD, shape, kind)  # stands for the value where a call is only tried

    @property
    def value(self) -> Any:
        """The variable of TensorFlow in which the value is kept."""
        return self._value

    dtype = property(lambda self: self._value.dtype.name)
    shape = property(lambda self: self._value.shape)
    static_shape = property(lambda self: self._value.static_shape)
    ndim = property(lambda self: len(self.shape))
    handle = property(lambda self: self._value.handle)
    _handle = property(lambda self: self._value._handle)
    _shared_name = property(lambda self: self._value._shared_name)

    def _as_tensor(self, as_ref: bool = False) -> Any:
        return self._value._as_tensor() if isinstance(self._value, Variable) else WORLD.apply("Identity", self._value)

    _is_saved = property(lambda self: not isinstance(self._value, Variable))

    def _restored(self, bundle: Any, key: str) -> Any:
        """Refuse what a checkpoint has, as Keras does where a call is only tried: there is no value to put it in."""
        raise AttributeError("'SymbolicTensor' object has no attribute '_restore_from_tensors'")

    def numpy(self) -> Any:
        return self._value.numpy()

    def assign(self, value: Any) -> Any:
        """Put another value in, cast to the dtype of this variable. ValueError for another shape."""
        value = cast(WORLD, value, self._value.dtype)
        if not self.shape.is_compatible_with(value.shape):
            raise ValueError(misfit(self, value))
        if isinstance(self._value, Variable):
            self._value.assign(value)
        return value

    def assign_add(self, value: Any) -> Any:
        return self.assign(self + value)

    def assign_sub(self, value: Any) -> Any:
        return self.assign(self - value)

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return np.array(self.numpy(), dtype)

    def __int__(self) -> int:
        return int(self._value.value())

    def __float__(self) -> float:
        return float(self._value.value())

    def __bool__(self) -> bool:
        raise TypeError("A Keras Variable cannot be used as a boolean.")

    def __getitem__(self, key: Any) -> Any:
        return self._as_tensor()[key]

    def __eq__(self, other: Any) -> Any:
        return WORLD.equal(self._as_tensor(), other)

    def __ne__(self, other: Any) -> Any:
        return WORLD.not_equal(self._as_tensor(), other)

    def __repr__(self) -> str:
        shown = f", value={np.asarray(self.numpy())}" if WORLD.is_eager() else ""
        return f"<Variable path={self.path}, shape={tuple(self.shape)}, dtype={self.dtype}{shown}>"


def misfit(variable: Any, value: Any) -> str:
    """Return the words for a value that has another shape than the variable."""
    shapes = f"variable.shape={tuple(variable.shape)}, Received: value.shape={tuple(value.shape)}"
    words = "The shape of the target variable and the shape of the target value in `variable.assign(value)` must match"
    return f"{words}. {shapes}. Target variable: {variable!r}"


KerasVariable.__name__ = "Variable"
