"""Layers: each owns its variables, made when the first input tells their shape, and the layers on its attributes."""

from __future__ import annotations

import inspect
import math
from collections.abc import Iterator
from typing import Any, ClassVar

from lifetimes.ops import dtypes
from lifetimes.ops.layout.arrays import reshape
from lifetimes.ops.linalg.matmul import matmul, tensordot
from lifetimes.ops.math.casting import cast
from lifetimes.ops.neural.losses_and_layers import dropout
from lifetimes.ops.registry import publish
from lifetimes.tf2.library.keras import activations, initializers, scope
from lifetimes.tf2.library.keras.variable import KerasVariable
from lifetimes.tf2.tracking import AutoTrackable
from lifetimes.tf2.world import WORLD


class InputSpec:
    """What a built layer expects of its input."""

    def __init__(self, min_ndim: int, axes: dict[int, int]) -> None:
        self.min_ndim, self.axes = min_ndim, axes

    def check(self, layer: Any, shape: Any) -> None:
        """Raise ValueError where the shape does not fit."""
        start = f"Input 0 with name 'None' of layer {layer.name!r} is incompatible with the layer: expected"
        if len(shape) < self.min_ndim:
            raise ValueError(
                f"{start} min_ndim={self.min_ndim}, found ndim={len(shape)}. Full shape received: {tuple(shape)}"
            )
        for axis, size in self.axes.items():
            if shape[axis] not in (None, size):
                raise ValueError(
                    f"{start} axis {axis} of input shape to have value {size}, but received input with shape "
                    f"{tuple(shape)}"
                )

    def __repr__(self) -> str:
        return f"InputSpec(min_ndim={self.min_ndim}, axes={self.axes})"


class Layer(AutoTrackable):
    """A callable with variables of its own. Subclasses make them in `build` or `__init__` and compute in `call`."""

    _attribute_names: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *, name: str | None = None, trainable: bool = True, dtype: Any = None, **options: Any) -> None:
        self.name = name or scope.auto_name(type(self).__name__)
        self.trainable, self.built = trainable, False
        self.dtype = dtypes.as_dtype(dtype or "float32").name
        self.input_spec: InputSpec | None = None
        self._input_shape = options.get("input_shape")
        self._output_shape: tuple[int | None, ...] | None = None

    def __getattr__(self, name: str) -> Any:
        if name in type(self)._attribute_names:
            raise AttributeError(f"You must build the layer before accessing `{name}`.")
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    # --- what it owns ---

    def add_weight(
        self,
        shape: Any = None,
        initializer: Any = None,
        dtype: Any = None,
        trainable: bool = True,
        name: str | None = None,
        **unused: Any,
    ) -> KerasVariable:
        """Make a variable that this layer owns."""
        shape = () if shape is None else tuple(shape)
        start = initializers.get(initializer or "glorot_uniform")
        path = scope.current().path
        if path.split("/")[-2:-1] == [self.name]:
            made = KerasVariable(start, shape, dtype or self.dtype, trainable, name)
        else:
            with scope.inside(self.name):
                made = KerasVariable(start, shape, dtype or self.dtype, trainable, name)
        self._track(f"_variable_{len(self._dependencies)}", made)
        return made

    def _own(self, kind: type) -> list[Any]:
        """Return what this layer depends on of that kind, each once, in the order in which it came."""
        found = {id(value): value for value in _held(self._dependencies.values()) if isinstance(value, kind)}
        return list(found.values())

    @property
    def _sublayers(self) -> list[Layer]:
        return self._own(Layer)

    @property
    def weights(self) -> list[KerasVariable]:
        """The variables: this layer's, trainable ones first, then those of the layers that it holds."""
        own = sorted(self._own(KerasVariable), key=lambda variable: not variable.trainable)
        found = [*own, *(variable for layer in self._sublayers for variable in layer.weights)]
        return list({id(variable): variable for variable in found}.values())

    @property
    def variables(self) -> list[KerasVariable]:
        return self.weights

    @property
    def trainable_variables(self) -> list[KerasVariable]:
        """The variables that training changes; none of a layer with `trainable = False`."""
        if not self.trainable:
            return []
        own = [variable for variable in self._own(KerasVariable) if variable.trainable]
        found = [*own, *(variable for layer in self._sublayers for variable in layer.trainable_variables)]
        return list({id(variable): variable for variable in found}.values())

    @property
    def non_trainable_variables(self) -> list[KerasVariable]:
        trained = {id(variable) for variable in self.trainable_variables}
        return [variable for variable in self.weights if id(variable) not in trained]

    trainable_weights, non_trainable_weights = trainable_variables, non_trainable_variables

    @property
    def losses(self) -> list[Any]:
        return []

    def count_params(self) -> int:
        """Return how many numbers the variables hold. ValueError before the layer is built."""
        if not self.built:
            raise ValueError(
                f"You tried to call `count_params` on layer '{self.name}', but the layer isn't built. You can build "
                "it manually "
                "via: `layer.build(input_shape)`."
            )
        return sum(math.prod(variable.shape) for variable in self.weights)

    def get_weights(self) -> list[Any]:
        """Return the values of the variables as arrays."""
        return [variable.numpy() for variable in self.weights]

    def set_weights(self, weights: Any) -> None:
        """Put arrays into the variables. ValueError where their number or shapes do not fit."""
        if len(weights) != len(self.weights):
            raise ValueError(
                f"You called `set_weights(weights)` on layer '{self.name}' with a weight list of length "
                f"{len(weights)}, but the "
                f"layer was expecting {len(self.weights)} weights."
            )
        for variable, value in zip(self.weights, weights, strict=True):
            variable.assign(value)

    # --- being called ---

    def build(self, input_shape: Any) -> None:
        """Make the variables for inputs of that shape. The default has none to make."""
        self.built = True

    def call(self, *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError(f"Layer {type(self).__name__} does not have a `call()` method implemented.")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        first: Any = self._converted(args[0]) if args else None
        rest = args[1:]
        with scope.inside(self.name, kwargs.get("training")) as call:
            if not self.built:
                self._build_for(first)
            if self.input_spec is not None:
                self.input_spec.check(self, first.shape)
            parameters = inspect.signature(self.call).parameters
            if "training" in parameters:
                kwargs["training"] = call.training if call.training is not None else kwargs.get("training", False)
            else:
                kwargs.pop("training", None)
            output = self.call(*(() if first is None else (first,)), *rest, **kwargs)
        if self._output_shape is None and hasattr(output, "shape"):
            self._output_shape = tuple(output.shape)
        return output

    def _converted(self, value: Any) -> Any:
        if isinstance(value, (list, tuple)) and any(isinstance(item, (int, float)) for item in value):
            odd = next(item for item in value if isinstance(item, (int, float)))
            raise ValueError(
                "Only input tensors may be passed as positional arguments. The following argument value should be "
                "passed as a "
                f"keyword argument: {odd} (of type {type(odd)})"
            )
        if isinstance(value, (list, tuple, dict)):
            return value
        tensor = WORLD.convert(value)
        return (
            cast(WORLD, tensor, self.dtype) if tensor.dtype.is_floating and tensor.dtype.name != self.dtype else tensor
        )

    def _build_for(self, value: Any) -> None:
        shape = tuple(value.shape) if hasattr(value, "shape") else None
        with WORLD.context.place.lifted(), WORLD.context.recorded_by(()):
            self.build(shape)
        self._input_shape = shape
        self.built = True

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}, built={self.built}>"


def _held(values: Any) -> Iterator[Any]:
    """Yield the values, and what lists, tuples and dicts among them hold."""
    for value in values:
        if isinstance(value, dict):
            yield from _held(value.values())
        elif isinstance(value, (list, tuple)):
            yield from _held(value)
        else:
            yield value


class Dense(Layer):
    """`activation(inputs @ kernel + bias)`."""

    _attribute_names = ("kernel", "bias")

    def __init__(
        self,
        units: int,
        activation: Any = None,
        use_bias: bool = True,
        kernel_initializer: Any = "glorot_uniform",
        bias_initializer: Any = "zeros",
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.units, self.activation, self.use_bias = units, activations.get(activation), use_bias
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)

    def build(self, input_shape: Any) -> None:
        size = input_shape[-1]
        self.kernel = self.add_weight((size, self.units), self.kernel_initializer, name="kernel")
        self.bias = self.add_weight((self.units,), self.bias_initializer, name="bias") if self.use_bias else None
        self.input_spec = InputSpec(2, {-1: size})
        self.built = True

    def call(self, inputs: Any) -> Any:
        x = tensordot(WORLD, inputs, self.kernel, 1) if len(inputs.shape) > 2 else matmul(WORLD, inputs, self.kernel)
        return self.activation(x if self.bias is None else x + self.bias)


class Activation(Layer):
    """An activation as a layer."""

    def __init__(self, activation: Any, **options: Any) -> None:
        super().__init__(**options)
        self.activation = activations.get(activation)

    def call(self, inputs: Any) -> Any:
        return self.activation(inputs)


class Dropout(Layer):
    """While training, a share of the inputs is set to zero and the rest scaled up; else nothing."""

    def __init__(self, rate: float, seed: int | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.rate, self.seed = rate, seed

    def call(self, inputs: Any, training: bool = False) -> Any:
        return dropout(WORLD, inputs, self.rate, seed=self.seed) if training and self.rate > 0 else inputs


class Flatten(Layer):
    """Every dimension but the first becomes one."""

    def call(self, inputs: Any) -> Any:
        sizes = tuple(inputs.shape)[1:]
        return reshape(WORLD, inputs, [-1, math.prod(sizes)])


class InputLayer(Layer):
    """Tells a Sequential model the shape of its inputs, so that it is built at once."""

    def __init__(self, shape: Any = None, batch_size: int | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.batch_shape = (batch_size, *(shape or ()))
        self.built = True

    def call(self, inputs: Any) -> Any:
        return inputs


def Input(shape: Any = None, batch_size: int | None = None, dtype: Any = None, name: str | None = None) -> InputLayer:
    """Return what stands first in a Sequential model for its inputs. The functional API is left out: subclass Model."""
    return InputLayer(shape, batch_size, dtype=dtype, name=name)


for _kind in (Activation, Dense, Dropout, Flatten, Input, InputLayer, InputSpec, Layer):
    publish(_kind, v2=(f"keras.layers.{_kind.__name__}",))
for _kind in (Input, InputSpec, Layer):
    publish(_kind, v2=(f"keras.{_kind.__name__}",))
