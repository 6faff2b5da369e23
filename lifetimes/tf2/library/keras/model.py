"""Model and Sequential: layers that hold layers, and can be fitted. `del model` frees the variables of all of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lifetimes.ops.layout.creation import zeros
from lifetimes.ops.registry import publish
from lifetimes.tf2.library.keras import scope
from lifetimes.tf2.library.keras.layers import InputLayer, Layer
from lifetimes.tf2.library.keras.summary import summary_of
from lifetimes.tf2.library.keras.training import Trainer
from lifetimes.tf2.world import WORLD


class Model(Trainer, Layer):
    """A layer that can be compiled, fitted, evaluated and asked to predict."""

    @property
    def layers(self) -> list[Layer]:
        return [layer for layer in self._sublayers if not isinstance(layer, InputLayer)]

    def get_layer(self, name: str | None = None, index: int | None = None) -> Layer:
        """Return a layer by name or by position. ValueError where there is none."""
        layers = self.layers
        if index is not None:
            return layers[index]
        found = [layer for layer in layers if layer.name == name]
        if not found:
            raise ValueError(f"No such layer: {name}. Existing layers are: {[layer.name for layer in layers]}.")
        return found[0]

    @property
    def input_shape(self) -> Any:
        return self._input_shape

    @property
    def output_shape(self) -> Any:
        return self._output_shape

    def summary(self, line_length: int | None = None, print_fn: Any = None, **unused: Any) -> None:
        """Print the layers with their output shapes and how many numbers they hold."""
        for line in summary_of(self).splitlines():
            (print_fn or print)(line)


class Sequential(Model):
    """Layers in a row: each takes what the one before gives."""

    def __init__(self, layers: Iterable[Any] = (), trainable: bool = True, name: str | None = None) -> None:
        super().__init__(trainable=trainable, name=name)
        self._layers: Any = []
        for layer in layers or ():
            self.add(layer)

    def add(self, layer: Any, rebuild: bool = True) -> None:
        """Put a layer at the end."""
        if not isinstance(layer, Layer):
            raise ValueError(
                f"Only instances of `keras.Layer` can be added to a Sequential model. Received: {layer} (of type "
                f"{type(layer)})"
            )
        self._layers.append(layer)
        first = self._layers[0]
        if isinstance(first, InputLayer):
            self.build(first.batch_shape)

    def pop(self, rebuild: bool = True) -> Layer:
        """Take the last layer off and return it."""
        layers = list(self._layers)
        last: Layer = layers.pop()
        self._layers = layers
        return last

    def build(self, input_shape: Any = None) -> None:
        """Make the variables of all layers for inputs of that shape."""
        if input_shape is None:
            return
        shape = tuple(input_shape)
        with _named(self.name):
            for layer in self.layers:
                shape = _built(layer, shape)
        self._input_shape, self._output_shape, self.built = tuple(input_shape), shape, True

    def call(self, inputs: Any, training: bool | None = None) -> Any:
        for layer in self.layers:
            inputs = layer(inputs)
        return inputs


def _named(name: str) -> Any:
    """Put names under the model's, unless they are there already."""
    inner = scope.current().path.split("/")[-2:-1] == [name]
    return WORLD.context.recorded_by(WORLD.context.tapes) if inner else scope.inside(name)


def _built(layer: Layer, shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
    """Build a layer for inputs of a shape and return the shape of its outputs, by calling it on zeros."""
    sizes = [1 if size is None else size for size in shape]
    with WORLD.context.outside():
        output = layer(zeros(WORLD, sizes), training=False)
    found = (shape[0], *tuple(output.shape)[1:])
    layer._output_shape = found
    return found


publish(Model, v2=("keras.Model", "keras.models.Model"))
publish(Sequential, v2=("keras.Sequential", "keras.models.Sequential"))
