"""The layers that come with Keras: dense, embedding, normalising, joining, and those that only change shapes."""

import math
from collections.abc import Callable, Sequence
from functools import partial, reduce
from typing import Any, ClassVar, Final, Self

import numpy as np

from lifetimes.ops import dtypes, plain, publish
from lifetimes.ops.layout import arrays, gathering, joining
from lifetimes.ops.linalg.matmul import matmul, tensordot
from lifetimes.ops.math import casting, reductions
from lifetimes.ops.neural import normalization
from lifetimes.tf2.library.keras import activations, scope, seeds
from lifetimes.tf2.library.keras.input_spec import InputSpec
from lifetimes.tf2.library.keras.keras_tensor import KerasTensor, Node
from lifetimes.tf2.library.keras.layer import Layer
from lifetimes.tf2.library.keras.losses import as_floats
from lifetimes.tf2.world import WORLD


class Dense(
    Layer,
    takes="""units activation=None use_bias=True kernel_initializer='glorot_uniform' bias_initializer='zeros'
    kernel_regularizer=None bias_regularizer=None kernel_constraint=None bias_constraint=None
    quantization_config=None **options""",
):
    """`activation(inputs @ kernel + bias)`."""

    _attribute_names = ("kernel", "bias")
    input_spec = InputSpec(min_ndim=2)

    @staticmethod
    def _check(units: Any, **rest: Any) -> None:
        if not isinstance(units, int) or units <= 0:
            words = "Received an invalid value for `units`, expected a positive integer."
            raise ValueError(f"{words} Received: units={units}")

    def build(self, input_shape: Any) -> None:
        size = input_shape[-1]
        self._kernel = self._made("kernel", (size, self.units))
        self.bias = self._made("bias", (self.units,)) if self.use_bias else None
        self.input_spec = InputSpec(min_ndim=2, axes={-1: size})

    def call(self, inputs: Any) -> Any:
        inputs = as_floats(inputs)
        x = tensordot(WORLD, inputs, self._kernel, 1) if len(inputs.shape) > 2 else matmul(WORLD, inputs, self._kernel)
        return self.activation(x if self.bias is None else x + self.bias)


class Embedding(
    Layer,
    takes="""input_dim output_dim embeddings_initializer='uniform' embeddings_regularizer=None
    embeddings_constraint=None mask_zero=False **options""",
):
    """A row of a table for each integer; its gradient is of these rows only."""

    _attribute_names = ("embeddings",)

    def build(self, input_shape: Any = None) -> None:
        self._embeddings = self._made("embeddings", (self.input_dim, self.output_dim))

    def call(self, inputs: Any) -> Any:
        places = inputs if inputs.dtype in (dtypes.int32, dtypes.int64) else casting.cast(WORLD, inputs, dtypes.int32)
        return gathering.gather(WORLD, WORLD.convert(self._embeddings), places)

    def compute_mask(self, inputs: Any, mask: Any = None) -> Any:
        """Return where the inputs are not zero, if zero stands for nothing."""
        return WORLD.apply("NotEqual", inputs, 0) if self.mask_zero else None


# --- normalising -----------------------------------------------------------------------------------------


class _Normalizing(Layer):
    """A layer that normalises, then scales by `gamma` and moves by `beta`."""

    def _made_factors(self, shape: Any) -> None:
        self.gamma = self._made("gamma", shape) if self.scale else None
        self.beta = self._made("beta", shape) if self.center else None

    def _normalized(self, inputs: Any, mean: Any, variance: Any, others: Sequence[int]) -> Any:
        """Return the inputs at mean 0 and variance 1, scaled and moved; what is given has sizes of 1 along `others`."""
        shape = [1 if axis in others else size for axis, size in enumerate(inputs.shape)]
        parts = [
            part if part is None or len(part.shape) == len(shape) else arrays.reshape(WORLD, part, shape)
            for part in (mean, variance, self.beta, self.gamma)
        ]
        return normalization.batch_normalization(WORLD, inputs, *parts, self.epsilon)


_FACTORS: Final = "beta_regularizer=None gamma_regularizer=None beta_constraint=None gamma_constraint=None **options"


class BatchNormalization(
    _Normalizing,
    takes=f"""axis=-1 momentum=0.99 epsilon=0.001 center=True scale=True beta_initializer='zeros'
    gamma_initializer='ones' moving_mean_initializer='zeros' moving_variance_initializer='ones' {_FACTORS}""",
):
    """Normalises by the batch while training, by moving averages otherwise."""

    def build(self, input_shape: Any) -> None:
        shape = (input_shape[self.axis],)
        self._made_factors(shape)
        self.moving_mean = self._made("moving_mean", shape, False)
        self.moving_variance = self._made("moving_variance", shape, False)
        self.input_spec = InputSpec(ndim=len(input_shape), axes={self.axis: shape[0]})

    def call(self, inputs: Any, training: bool = False) -> Any:
        mean, variance = self.moving_mean, self.moving_variance
        rank = len(inputs.shape)
        others = [axis for axis in range(rank) if axis != self.axis % rank]
        if training and self.trainable:
            found = normalization.moments(WORLD, inputs, others)
            for moving, value in zip((mean, variance), found, strict=True):
                moving.assign(moving * self.momentum + value * (1.0 - self.momentum))
            mean, variance = found
        return self._normalized(inputs, mean, variance, others)


class LayerNormalization(
    _Normalizing,
    takes=f"""axis=-1 epsilon=0.001 center=True scale=True beta_initializer='zeros' gamma_initializer='ones'
    {_FACTORS}""",
):
    """Normalises each example over some of its axes."""

    axis: Any

    def build(self, input_shape: Any) -> None:
        self.axis = sorted(self.axis) if isinstance(self.axis, (list, tuple)) else [self.axis]
        self._made_factors(tuple(input_shape[axis] for axis in self.axis))

    def call(self, inputs: Any) -> Any:
        rank = len(inputs.shape)
        own = [axis % rank for axis in self.axis]
        mean, variance = normalization.moments(WORLD, inputs, own, keepdims=True)
        return self._normalized(inputs, mean, variance, [axis for axis in range(rank) if axis not in own])


# --- without variables -----------------------------------------------------------------------------------


class Activation(Layer, takes="activation **options"):
    """An activation as a layer."""

    def call(self, inputs: Any) -> Any:
        return self.activation(inputs)


def _activating(name: str, takes: str) -> Any:
    """Return the class of layers that apply an activation with options of its own."""
    function = activations.FUNCTIONS[scope.snake_case(name).replace("re_lu", "relu")]

    def call(self: Any, inputs: Any) -> Any:
        return function(inputs, **{word: getattr(self, word) for word in self._taken})

    return type(name, (Layer,), {"call": call, "__doc__": f"{name} as a layer."}, takes=f"{takes} **options")


_ACTIVATING: Final[list[Any]] = [
    _activating("ReLU", "max_value=None negative_slope=0.0 threshold=0.0"), _activating("ELU", "alpha=1.0"),
    _activating("LeakyReLU", "negative_slope=0.3"), _activating("Softmax", "axis=-1"),
]  # fmt: skip


class Lambda(Layer):
    """A function as a layer. It holds the function, and tracks nothing that the function uses."""

    def __init__(
        self, function: Callable[..., Any], output_shape: Any = None, mask: Any = None,
        arguments: dict[str, Any] | None = None, **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(**options)
        vars(self).update(function=function, arguments=dict(arguments or {}))

    def call(self, inputs: Any) -> Any:
        return self.function(inputs, **self.arguments)


class Dropout(Layer, takes="rate noise_shape=None seed=None **options"):
    """While training, a share of the inputs is set to zero and the rest scaled up; else nothing."""

    @staticmethod
    def _check(rate: Any, **rest: Any) -> None:
        if not 0 <= rate <= 1:
            words = "Invalid value received for argument `rate`. Expected a float value between 0 and 1."
            raise ValueError(f"{words} Received: rate={rate}")

    def _read(self, name: str, value: Any) -> Any:
        if name == "seed" and self.rate > 0:
            self.seed_generator = seeds.SeedGenerator(value)
        return super()._read(name, value)

    def call(self, inputs: Any, training: bool = False) -> Any:
        dropping = training and self.rate > 0
        return seeds.dropout(inputs, self.rate, self.noise_shape, self.seed_generator) if dropping else inputs


class Reshape(Layer, takes="target_shape **options"):
    """Each example in another shape; one size may be -1."""

    def call(self, inputs: Any) -> Any:
        sizes, known = list(self.target_shape), tuple(inputs.shape)[1:]
        if -1 in sizes and None not in known:
            sizes[sizes.index(-1)] = math.prod(known) // -math.prod(sizes)
        return arrays.reshape(WORLD, inputs, [WORLD.apply("Shape", inputs)[0], *sizes])


class Flatten(Layer):
    """Every dimension but the first becomes one."""

    def call(self, inputs: Any) -> Any:
        sizes = tuple(inputs.shape)[1:]
        return arrays.reshape(WORLD, inputs, [-1, math.prod(sizes)])


class GlobalAveragePooling1D(Layer):
    """The mean over the steps of `[batch, steps, features]`."""

    def call(self, inputs: Any) -> Any:
        return reductions.reduce_mean(WORLD, inputs, 1)


class Concatenate(Layer, takes="axis=-1 **options"):
    """Several inputs joined along an axis."""

    def build(self, input_shape: Any) -> None:
        """Check that the inputs can be joined. ValueError where they are no list, or differ along another axis."""
        if not isinstance(input_shape, list):
            raise ValueError("A `Concatenate` layer should be called on a list of at least 1 input. Received: "
                             f"input_shape={input_shape}")  # fmt: skip
        rest = [[size for axis, size in enumerate(shape) if axis != self.axis % len(shape)] for shape in input_shape]
        if len({*map(len, rest)}) > 1 or any(len({*sizes} - {None}) > 1 for sizes in zip(*rest, strict=False)):
            raise ValueError("A `Concatenate` layer requires inputs with matching shapes except for the concatenation "
                             f"axis. Received: input_shape={input_shape}")  # fmt: skip

    def call(self, inputs: Any) -> Any:
        return joining.concat(WORLD, list(inputs), self.axis)


class _Merge(Layer):
    """Several inputs made one, element by element."""

    op: ClassVar[str]

    def build(self, input_shape: Any) -> None:
        """Check that the inputs can be made one. ValueError where there is no list of them, or their batches differ."""
        if not isinstance(input_shape, list):
            raise ValueError("A merge layer should be called on a list of inputs. Received: "
                             f"input_shape={input_shape} (not a list of shapes)")  # fmt: skip
        if len({shape[0] for shape in input_shape if shape} - {None}) > 1:
            words = "Cannot merge tensors with different batch sizes."
            raise ValueError(f"{words} Received tensors with shapes {input_shape}")

    def call(self, inputs: Any) -> Any:
        return reduce(partial(WORLD.apply, self.op), inputs)


class Average(_Merge):
    """The mean of several inputs."""

    op = "AddV2"

    def call(self, inputs: Any) -> Any:
        return super().call(inputs) / len(inputs)


_MERGING: list[Any] = [
    type(name, (_Merge,), {"op": op, "__doc__": f"The {what} of several inputs."}) for name, op, what in (
        ("Add", "AddV2", "sum"), ("Subtract", "Sub", "difference"), ("Multiply", "Mul", "product"),
        ("Maximum", "Maximum", "largest"), ("Minimum", "Minimum", "smallest"),
    )
]  # fmt: skip


def _calling(kind: Any) -> Any:
    return lambda inputs, *args, **options: kind(*args, **options)(inputs)


for _kind in (Average, Concatenate, *_MERGING):
    publish(_calling(_kind), v2=(f"keras.layers.{_kind.__name__.lower()}",))


class Identity(Layer):
    """The inputs as they are."""

    def call(self, inputs: Any) -> Any:
        return inputs


class InputLayer(Identity):
    """Tells a model the shape of an input, so that it is built at once."""

    def __init__(
        self, shape: Any = None, batch_size: int | None = None, dtype: Any = None, batch_shape: Any = None,
        name: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__(dtype=dtype, name=name)
        self._value_name = name
        if np.ndim(shape or ()) == 0:
            raise ValueError(f"Cannot convert '{shape}' to a shape.")
        self.batch_shape = self._output_shape = tuple(batch_shape or (batch_size, *(shape or ())))
        self.built = True

    def get_config(self) -> dict[str, Any]:
        return {"batch_shape": self.batch_shape, "dtype": self.dtype, "sparse": False, "ragged": False,
                "name": self.name, "optional": False}  # fmt: skip

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        return cls(**{word: config[word] for word in ("batch_shape", "dtype", "name")})

    def _first_call(self, which: str) -> Any:
        return self.value()

    def value(self) -> KerasTensor:
        """Return the value that stands for the input, the same one as long as somebody holds it."""
        known: KerasTensor | None = self._first_output()
        if known is None:
            known = KerasTensor(self.batch_shape, self.dtype, self._value_name, Node(self, (), {}))
            self._note_call([known], [known])
        return known


@plain(v2=("keras.Input",))
def Input(
    shape: Any = None, batch_size: int | None = None, dtype: Any = None, batch_shape: Any = None,
    name: str | None = None,
) -> KerasTensor:  # fmt: skip
    """Return the value that a model will be given: a functional model is made of what layers make of it."""
    return InputLayer(shape, batch_size, dtype, batch_shape, name).value()


KINDS: Final[dict[str, Any]] = {}
for _kind in (
    Activation, Average, BatchNormalization, Concatenate, Dense, Dropout, Embedding, Flatten, GlobalAveragePooling1D,
    Identity, Input, InputLayer, Lambda, LayerNormalization, Reshape, *_ACTIVATING, *_MERGING,
):  # fmt: skip
    publish(_kind, v2=(f"keras.layers.{_kind.__name__}",))
    KINDS[_kind.__name__] = _kind
Dropout._taken = ("rate", "seed", "noise_shape")  # as Keras tells them
for _kind in (Activation, Dropout, GlobalAveragePooling1D, Identity, Reshape, *_ACTIVATING):
    _kind._begins_built = True
