"""Model and Sequential: layers that hold layers, and can be fitted. `del model` frees the variables of all of them."""

import os
from collections.abc import Callable, Iterable
from typing import Any
from weakref import ref

import numpy as np

from lifetimes import nest
from lifetimes.ops import plain
from lifetimes.tf2.function import Function
from lifetimes.tf2.library.keras import configurations, scope
from lifetimes.tf2.library.keras.input_spec import InputSpec, by_name
from lifetimes.tf2.library.keras.keras_tensor import KerasTensor, Node, called
from lifetimes.tf2.library.keras.layer import Layer
from lifetimes.tf2.library.keras.layers import KINDS, InputLayer
from lifetimes.tf2.library.keras.summary import summary_of
from lifetimes.tf2.library.keras.training import Trainer
from lifetimes.tf2.library.keras.variable import misfit
from lifetimes.tf2.tensor_spec import TensorSpec
from lifetimes.tf2.tracking import AutoTrackable


@plain(v2=("keras.Model", "keras.models.Model"))
class Model(Trainer, Layer):
    """A layer that can be compiled, fitted, evaluated and asked to predict."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        functional = len(args) == 2 or {"inputs", "outputs"} <= {*kwargs, *["inputs"] * len(args)}
        return super().__new__(Functional if cls is Model and functional else cls, *args, **kwargs)

    layers = property(lambda self: [layer for layer in self._sublayers if not isinstance(layer, InputLayer)])

    def save_weights(self, filepath: Any, overwrite: bool = True) -> None:
        """Write the values of the variables to a file: arrays of NumPy in one archive, named by layer and position.

        Keras writes HDF5 under the same name; what is written here is read here.
        """
        path = os.fspath(filepath)
        if not path.endswith(".weights.h5"):
            raise ValueError(f"The filename must end in `.weights.h5`. Received: filepath={path}")
        beside, owners = f"{path}.tmp", enumerate(_owners(self))
        named = {name: variable for place, layer in owners for name, variable in _named(place, layer).items()}
        with open(beside, "wb") as file:
            np.savez(file, **{name: variable.numpy() for name, variable in named.items()})
        os.replace(beside, path)

    def load_weights(self, filepath: Any, skip_mismatch: bool = False) -> None:
        """Put the values of a file into the variables. ValueError where a layer has others, unless they are skipped."""
        path = os.fspath(filepath)
        if not path.endswith(".weights.h5"):
            raise ValueError(f"File format not supported: filepath={path}. Keras 3 only supports V3 `.keras` files, "
                             "`.weights.h5` files, legacy H5 format files (`.h5` extension), or Orbax "
                             "checkpoints.")  # fmt: skip
        if not self.built:
            raise ValueError("You are loading weights into a model that has not yet been built. Try building the model "
                             "first by calling it on some data or by using `build()`.")  # fmt: skip
        with np.load(path, allow_pickle=False) as values:
            owners = [(layer, _named(place, layer)) for place, layer in enumerate(_owners(self))]
            problems = {layer: _misfit(layer, own, values) for layer, own in owners}
            bad = {layer: problem for layer, problem in problems.items() if problem is not None}
            for layer, own in owners:
                for name, variable in own.items() if layer not in bad else ():
                    variable.assign(values[name])
        if bad and not skip_mismatch:
            layer, problem = next(iter(bad.items()))
            example = f"Example error message for object {layer}:\n\n{problem}"
            raise ValueError(f"A total of {len(bad)} objects could not be loaded. {example}")

    def get_layer(self, name: str | None = None, index: int | None = None) -> Layer:
        """Return a layer by name or by position. ValueError where there is none."""
        layers: list[Layer] = self.layers
        if index is not None and len(layers) <= index:
            raise ValueError(f"Was asked to retrieve layer at index {index} but model only has {len(layers)} layers.")
        if index is not None:
            return layers[index]
        if name is None:
            raise ValueError("Provide either a layer name or layer index at `get_layer`.")
        found = [layer for layer in layers if layer.name == name]
        if not found:
            raise ValueError(f"No such layer: {name}. Existing layers are: {[layer.name for layer in layers]}.")
        return found[0]

    input_shape = property(lambda self: self._input_shape)
    output_shape = property(lambda self: self._output_shape)
    inputs = property(lambda self: nest.flatten(self._structures[0]))
    outputs = property(lambda self: nest.flatten(self._structures[1]))
    output_names = property(lambda self: [output.node.name for output in self.outputs])

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: Any = None) -> Any:
        """Return a model as a configuration tells; one that names its layers is made of these."""
        return Functional.from_config(config, custom_objects) if "layers" in config else super().from_config(config)

    @property
    def _default_save_signature(self) -> Any:
        """What a saved model of this one is called by: a function of the inputs that it was built for."""
        shapes = vars(self).get("_structures", (None,))[0]
        if not self.built or (shapes is None and self._input_shape is None):
            return None
        takes = TensorSpec(self._input_shape, self.dtype) if shapes is None else nest.map_structure(_spec_of, shapes)
        return Function(_serving_default, "serving_default", (takes,), autograph=False, instance=ref(self))

    def _given(self) -> dict[str, Any]:
        return {"name": self.name} if isinstance(self, (Functional, Sequential)) else super()._given()

    def _of_values(self, inputs: Any, outputs: Any) -> None:
        """Be built, of the values that stand for inputs and outputs."""
        shapes = [nest.map_structure(lambda value: value.shape, values) for values in (inputs, outputs)]
        vars(self).update(_structures=(inputs, outputs), _input_shape=shapes[0], _output_shape=shapes[1])
        self.built = True

    def summary(self, line_length: int | None = None, print_fn: Any = None, **unused: Any) -> None:
        """Print the layers with their output shapes and how many numbers they hold."""
        for line in summary_of(self).splitlines():
            (print_fn or print)(line)


def _spec_of(value: KerasTensor) -> TensorSpec:
    return TensorSpec(value.shape, value.dtype)


def _serving_default(model: Any, inputs: Any) -> Any:
    return model(inputs)


def _owners(model: Any) -> list[Any]:
    """Return the model and all layers below it that have variables of their own."""
    found = [model]
    for layer in found:
        found += [inner for inner in layer._sublayers if not any(inner is one for one in found)]
    return [layer for layer in found if layer._variables]


def _named(place: int, layer: Any) -> dict[str, Any]:
    return {f"layers/{place}/vars/{i}": variable for i, variable in enumerate(layer._variables)}


def _misfit(layer: Any, own: dict[str, Any], values: Any) -> str | None:
    """Return what is wrong with the values of a layer; None where they fit."""
    there = [name for name in own if name in values]
    if len(there) != len(own):
        received = f"{len(there)} variables during loading. Expected: {[variable.name for variable in own.values()]}"
        return f"Layer '{layer.name}' expected {len(own)} variables, but received {received}"
    for name, variable in own.items():
        if values[name].shape != tuple(variable.shape):
            return misfit(variable, values[name])
    return None


class Functional(Model):
    """A model made of values: what layers make of inputs. It holds the calls between inputs and outputs."""

    def __init__(
        self, inputs: Any, outputs: Any, name: str | None = None, trainable: bool = True, **options: Any
    ) -> None:
        for what, values in (("inputs", inputs), ("outputs", outputs)):
            if not nest.flatten(values):
                raise ValueError(f"`{what}` argument cannot be empty. Received:\n{what}={values}\n")
            for odd in (one for one in nest.flatten(values) if not isinstance(one, KerasTensor)):
                raise ValueError(f"All `{what}` values must be KerasTensors. Received: {what}={values} including "
                                 f"invalid value {odd} of type {type(odd)}")  # fmt: skip
        super().__init__(name=name, trainable=trainable)
        vars(self).update(_nodes=_calls_between(nest.flatten(inputs), nest.flatten(outputs)))
        found = {id(node.function): node.function for node in self._nodes if isinstance(node.function, Layer)}
        self._operations: Any = list(found.values())
        self._of_values(inputs, outputs)
        names = sorted(inputs) if isinstance(inputs, dict) else [one.node.name for one in self.inputs]
        self.input_spec = [InputSpec(shape=(None, *one.shape[1:]), allow_last_axis_squeeze=True, name=name)
                           for name, one in zip(names, self.inputs, strict=True)]  # fmt: skip

    def get_config(self) -> dict[str, Any]:
        """Return of which layers it is made, and what these are called with."""
        return {"name": self.name, "trainable": self.trainable} | configurations.described_calls(self)

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: Any = None) -> Any:
        """Return a model of new layers as a configuration tells."""
        inputs, outputs = configurations.called_again(config, custom_objects)
        return cls(inputs, outputs, name=config["name"], trainable=config["trainable"])

    layers = property(lambda self: list(self._operations))
    _layers = property(lambda self: self._operations)
    input, output = property(lambda self: self._structures[0]), property(lambda self: self._structures[1])

    def build(self, input_shape: Any = None) -> None:
        """Do nothing: the layers were built when they were called."""

    def call(self, inputs: Any, training: bool | None = None) -> Any:
        if isinstance(inputs, dict) and not isinstance(self._structures[0], dict):
            inputs = by_name(inputs, [spec.name for spec in self.input_spec])
        given = {(one.node, one.place): value for one, value in zip(self.inputs, nest.flatten(inputs), strict=True)}

        def call(node: Node, args: Any, kwargs: Any) -> Any:
            told = training is not None and getattr(node.function, "_takes_training", False)
            return node.function(*args, **kwargs | ({"training": training} if told else {}))

        return self._walked(given, call)[1]

    def _walked(self, values: dict[Any, Any], call: Callable[..., Any]) -> Any:
        """Return inputs and outputs made of the values that are given, by calling in order what is between."""

        def value_of(leaf: Any) -> Any:
            return values[leaf.node, leaf.place] if isinstance(leaf, KerasTensor) else leaf

        for node in self._nodes:
            if (node, 0) not in values:
                results = nest.flatten(call(node, *nest.map_structure(value_of, (node.args, node.kwargs))))
                values.update(((node, place), result) for place, result in enumerate(results))
        return nest.map_structure(value_of, self._structures)


def _calls_between(inputs: list[Any], outputs: list[Any]) -> list[Node]:
    """Return the calls that lead to the outputs, those furthest from them first. ValueError where an input lacks."""
    depths: dict[Node, int] = {}
    given = {id(one) for one in inputs}
    waiting = [(output, 0) for output in outputs]
    while waiting:
        value, depth = waiting.pop()
        if value.node.args == () and id(value) not in given:
            raise ValueError("Output with path `` is not connected to `inputs`")
        if depth >= depths.get(value.node, 0):
            depths[value.node] = depth
            waiting += [(source, depth + 1) for source in value.node.sources if id(value) not in given]
    deepest = max(depths.values())
    depths.update((one.node, deepest) for one in inputs)
    return sorted(depths, key=lambda node: (-depths[node], node.birth))


@plain(v2=("keras.Sequential", "keras.models.Sequential"))
class Sequential(Model):
    """Layers in a row: each takes what the one before gives."""

    _closes = False

    layers = property(lambda self: [layer for layer in self._layers if not isinstance(layer, InputLayer)])

    def get_config(self) -> dict[str, Any]:
        """Return of which layers it is made, one after the other."""
        told = super().get_config() | {"layers": [configurations.description(layer) for layer in self._layers]}
        return told | ({"build_input_shape": self._layers[0].batch_shape} if self.built else {})

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: Any = None) -> Any:
        """Return a row of new layers as a configuration tells."""
        made = cls([configurations.layer_of(told, custom_objects) for told in config["layers"]], name=config["name"])
        made.trainable = config["trainable"]
        return made

    def __init__(self, layers: Iterable[Any] = (), trainable: bool = True, name: str | None = None) -> None:
        super().__init__(trainable=trainable, name=name)
        self._layers: Any = []
        for layer in layers or ():
            self.add(layer, rebuild=False)
        self._rebuild()

    def add(self, layer: Any, rebuild: bool = True) -> None:
        """Put a layer at the end."""
        if not self._layers and getattr(layer, "_input_shape_arg", None) is not None:
            self.add(InputLayer(layer._input_shape_arg), rebuild=False)
        if isinstance(layer, KerasTensor) and layer.node is not None:
            vars(self)["_first_value"], layer = layer, layer.node.function
        if not isinstance(layer, Layer):
            received = f"Received: {layer} (of type {type(layer)})"
            raise ValueError(f"Only instances of `keras.Layer` can be added to a Sequential model. {received}")
        if layer.name in (other.name for other in self._layers):
            raise ValueError(f"All layers added to a Sequential model should have unique names. Name {layer.name!r} is "
                             "already the name of a layer in this model. Update the `name` argument to pass a unique "
                             "name.")  # fmt: skip
        self._layers.append(layer)
        if rebuild:
            self._rebuild()

    def _rebuild(self) -> None:
        """Forget what the layers gave; be built anew where the first one tells the shape of the input."""
        vars(self).pop("_structures", None)
        self.built, self._output_shape = False, None
        first = next(iter(self._layers), None)
        if len(self._layers) > 1 and isinstance(first, (InputLayer, Functional)):
            self.build(first.batch_shape if isinstance(first, InputLayer) else first.input_shape)

    def pop(self, rebuild: bool = True) -> Layer:
        """Take the last layer off and return it."""
        layers = list(self._layers)
        last: Layer = layers.pop()
        self._layers = layers
        if rebuild:
            self._rebuild()
        return last

    def build(self, input_shape: Any = None) -> None:
        """Make the variables of all layers for inputs of that shape."""
        if input_shape is None:
            return
        if not self._layers:
            raise ValueError(f"Sequential model {self.name} cannot be built because it has no layers. Call "
                             "`model.add(layer)`.")  # fmt: skip
        first = self._layers[0]
        if isinstance(first, InputLayer) and first.batch_shape != tuple(input_shape):
            raise ValueError(f"Sequential model '{self.name}' has already been configured to use input shape "
                             f"{first.batch_shape}. You cannot build it with input_shape {input_shape}")  # fmt: skip
        scope.auto_name("functional")  # Keras makes one of it
        if not isinstance(first, InputLayer):
            self._layers = [InputLayer(batch_shape=input_shape), *self._layers]
        first = value = vars(self)["_first_value"] = self._layers[0].value()
        with scope.within(self.name):
            for layer in self.layers:
                value = layer(value, training=False)
        self._of_values(first, value)
        self._functional = AutoTrackable()  # by which checkpoints know the layers
        self._functional._operations = list(self._layers)

    def call(self, inputs: Any, training: bool | None = None) -> Any:
        if isinstance(inputs, (list, tuple)) and len(inputs) == 1 and hasattr(inputs[0], "shape"):
            inputs = inputs[0]  # a row has one input, which may be given as the only one of several
        for layer in self.layers:
            inputs = layer(inputs)
        return inputs


KINDS.update(Functional=Functional, Sequential=Sequential)


def _again(layer: Layer) -> Any:
    """Return a new layer made of the same arguments. NotImplementedError where objects were among them."""
    return clone_model(layer) if isinstance(layer, (Functional, Sequential)) else type(layer)(**layer._given())


@plain(v2=("keras.models.clone_model",))
def clone_model(model: Any, input_tensors: Any = None, clone_function: Callable[[Any], Any] | None = None) -> Any:
    """Return a model of new layers like those of another, with new variables and the same names."""
    again = clone_function or _again
    if isinstance(model, Sequential):
        layers = [_again(layer) if isinstance(layer, InputLayer) else again(layer) for layer in model._layers]
        return Sequential(layers, trainable=model.trainable, name=model.name)
    if not isinstance(model, Functional):
        return again(model)
    made: dict[int, Any] = {}

    def call(node: Any, args: Any, kwargs: Any) -> Any:
        function = node.function
        if isinstance(function, InputLayer):
            return _again(function).value()
        if not isinstance(function, Layer):
            return called(function, args, kwargs)
        if id(function) not in made:
            made[id(function)] = again(function)
        return made[id(function)](*args, **kwargs)

    inputs, outputs = model._walked({}, call)
    return Functional(inputs, outputs, name=model.name)
