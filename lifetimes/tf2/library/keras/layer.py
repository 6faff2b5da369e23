"""What a layer is: it owns its variables, made for the first input, and the layers on its attributes.

Once it is built it takes no more of either: all that it owns is made in `__init__` and `build`.
"""

import inspect
import math
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial, wraps
from typing import Any, ClassVar, Final, Self
from weakref import ReferenceType, ref

from lifetimes import nest
from lifetimes.errors import OpError
from lifetimes.ops import dtypes, plain
from lifetimes.ops.debugging.wrappers import Declared
from lifetimes.ops.math.casting import cast
from lifetimes.tf2.library.keras import activations, initializers, scope, weight_rules
from lifetimes.tf2.library.keras.input_spec import check
from lifetimes.tf2.library.keras.keras_tensor import called, is_symbolic, tried
from lifetimes.tf2.library.keras.seeds import SeedGenerator
from lifetimes.tf2.library.keras.variable import KerasVariable
from lifetimes.tf2.tensor import EagerTensor, Tensor
from lifetimes.tf2.tracking import AutoTrackable, is_trackable
from lifetimes.tf2.world import WORLD

_NAMED: Final = {"activation": activations.get, "initializer": initializers.get,
                 "regularizer": weight_rules.regularizer, "constraint": weight_rules.constraint}  # fmt: skip


_UNTRIED: Final = (
    "Layer '{}' looks like it has unbuilt state, but Keras is not able to trace the layer `call()` in order to build "
    "it automatically. Possible causes:\n1. The `call()` method of your layer may be crashing. Try to `__call__()` "
    "the layer eagerly on some test input first to see if it works. E.g. `x = np.random.random((3, 4)); y = "
    "layer(x)`\n2. If the `call()` method is correct, then you may need to implement the `def build(self, "
    "input_shape)` method on your layer. It should create all variables used by the layer (e.g. by calling "
    "`layer.build()` on all its children layers).\nException encountered: ''{}''"
)


def _closing(build: Callable[..., None]) -> Callable[..., None]:
    """Return a `build` after which the layer counts as built and takes no more state."""

    @wraps(build)
    def build_and_close(self: Any, *args: Any, **kwargs: Any) -> None:
        outermost, vars(self)["_building"] = not vars(self).get("_building"), True
        try:
            build(self, *args, **kwargs)
        finally:
            vars(self)["_building"] = not outermost
        if outermost:
            self.built = True
            vars(self)["_open"] = not self._closes
            for container in _containers(self._dependencies.values()) if self._closes else ():
                container.guard = partial(_refuse, ref(self))

    return build_and_close


@plain(v2=("keras.Layer", "keras.layers.Layer"))
class Layer(Declared, AutoTrackable):
    """A callable with variables of its own. Subclasses make them in `build` or `__init__` and compute in `call`."""

    _attribute_names: ClassVar[tuple[str, ...]] = ()
    _closes: ClassVar[bool] = True  # whether it takes no more state once it is built
    _takes_training: ClassVar[bool] = False
    _begins_built: ClassVar[bool] = False
    _open = True
    input_spec: Any = None
    _first_inputs: Sequence[Any] = ()
    _first_outputs: Sequence[Any] = ()

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "call" in vars(cls):
            cls._takes_training = "training" in inspect.signature(cls.call).parameters
        if "build" in vars(cls):
            cls.build = _closing(cls.build)  # type: ignore[method-assign]

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        made = super().__new__(cls)
        plain = all(map(_is_plain, nest.flatten([args, kwargs])))
        vars(made)["_arguments"] = (args, kwargs) if plain else None
        return made

    def __init__(
        self, *, activity_regularizer: Any = None, trainable: bool = True, dtype: Any = None, autocast: bool = True,
        name: Any = None, **options: Any,
    ) -> None:  # fmt: skip
        self.name = scope.checked_name(name, f" (of type {type(name)})") or scope.auto_name(type(self).__name__)
        self.trainable, self.built = trainable, self._begins_built
        self.dtype = dtypes.as_dtype(dtype or "float32").name
        self.activity_regularizer, self.autocast = weight_rules.regularizer(activity_regularizer), autocast
        size = options.pop("input_dim", None)
        self._input_shape_arg = options.pop("input_shape", None if size is None else (size,))
        self._input_shape: Any = None
        self._output_shape: tuple[int | None, ...] | None = None
        if options:
            raise ValueError(f"Unrecognized keyword arguments passed to {type(self).__name__}: {options}")

    def _read(self, name: str, value: Any) -> Any:
        found = _NAMED.get(name.rpartition("_")[2])
        return value if found is None else found(value)

    compute_dtype = variable_dtype = property(lambda self: self.dtype)
    supports_masking = False

    def compute_output_shape(self, *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError(f"Layer {type(self).__name__} does not have a `compute_output_shape` method "
                                  "implemented. Should implement `def compute_output_shape(self, "
                                  "input_shape)`.")  # fmt: skip

    def get_config(self) -> dict[str, Any]:
        """Return the arguments that make another layer like this one; a subclass adds its own.

        NotImplementedError where objects were among the arguments of a subclass that says nothing.
        """
        policy = scope.described("keras", "DTypePolicy", {"name": self.dtype})
        every = {"trainable": self.trainable, "dtype": policy}
        says_nothing = type(self).get_config is Layer.get_config and not self._taken
        if says_nothing and type(self).__init__ is not Layer.__init__:
            return self._given() | every
        return {"name": self.name} | every | {name: _as_argument(getattr(self, name)) for name in self._taken}

    def _given(self) -> dict[str, Any]:
        """Return the arguments that this layer was made of, by their names."""
        if self._arguments is None:
            raise NotImplementedError(f"\nObject {type(self).__name__} was created by passing\nnon-serializable "
                                      "argument values in `__init__()`,\nand therefore the object must override "
                                      "`get_config()` in\norder to be serializable. Please implement "
                                      "`get_config()`.")  # fmt: skip
        args, kwargs = self._arguments
        bound = inspect.signature(type(self).__init__).bind(self, *args, **kwargs)
        bound.apply_defaults()
        words, given = bound.signature.parameters, dict(list(bound.arguments.items())[1:])
        for word in words.values():
            given |= given.pop(word.name) if word.kind is word.VAR_KEYWORD else {}
        given.pop("name", None)
        return ({"name": self.name} if {"name", "kwargs", "options"} & {*words} else {}) | given

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Return a layer of these arguments."""
        policy = config.get("dtype")
        return cls(**config | ({"dtype": policy["config"]["name"]} if isinstance(policy, dict) else {}))

    def __getattr__(self, name: str) -> Any:
        if name in ("input", "output"):
            return self._first_call(name)
        if name in type(self)._attribute_names:
            if f"_{name}" in vars(self):
                return vars(self)[f"_{name}"]
            raise AttributeError(f"You must build the layer before accessing `{name}`.")
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def _first_call(self, which: str) -> Any:
        """Return what this layer took or gave when it was first called on values that were not there yet."""
        values = [value for one in getattr(self, f"_first_{which}s") if (value := one()) is not None]
        if not values:
            raise AttributeError(f"The layer {self.name} has never been called and thus has no defined {which}.")
        return values if len(values) > 1 else values[0]

    def _first_output(self) -> Any:
        return self._first_outputs[0]() if self._first_outputs else None

    def _note_call(self, inputs: Iterable[Any], outputs: Iterable[Any]) -> None:
        """Keep what a call took and gave, unless what an earlier one gave is there still."""
        if self._first_output() is None:
            # Held weakly: the values hold their layers, not the other way.
            vars(self).update(_first_inputs=[*map(ref, inputs)], _first_outputs=[*map(ref, outputs)])

    # --- what it owns ---

    def add_weight(
        self, shape: Any = None, initializer: Any = None, dtype: Any = None, trainable: bool = True,
        name: str | None = None, regularizer: Any = None, constraint: Any = None, **unused: Any,
    ) -> KerasVariable:  # fmt: skip
        """Make a variable that this layer owns."""
        shape = () if shape is None else tuple(shape)
        start = initializers.get(initializer or "glorot_uniform")
        with scope.within(self.name):
            made = KerasVariable(start, shape, dtype or self.dtype, trainable, name)
        made.regularizer, made.constraint = weight_rules.regularizer(regularizer), weight_rules.constraint(constraint)
        made.trainable = trainable and self.trainable
        self._track(f"_variable_{len(self._dependencies)}", made)
        return made

    def _made(self, name: str, shape: Any, trainable: bool = True) -> Any:
        """Make a variable as the arguments say that have its name in theirs."""
        how = {what: getattr(self, f"{name}_{what}", None) for what in ("initializer", "regularizer", "constraint")}
        return self.add_weight(shape, trainable=trainable, name=name, **how)

    def _track(self, name: str, value: Any) -> Any:
        """Take a value that an attribute gets. ValueError for new state of a layer that is built."""
        _refuse(ref(self), value, known=_held(self._dependencies.values()))
        value = super()._track(name, value)
        for container in _containers([value]):
            container.shown_plainly = True
        return value

    def _dependency_added(self, name: str, value: Any) -> None:
        if _is_saved(name, value):
            super()._dependency_added(name, value)

    def _trackable_children(self) -> dict[str, Any]:
        """Return what a checkpoint saves of this layer: as with Keras nothing that only a list or a dict holds."""
        return {name: value for name, value in super()._trackable_children().items() if _is_saved(name, value)}

    def _own(self, kind: type) -> list[Any]:
        """Return what this layer depends on of that kind, each once, in the order in which it came."""
        return _each_once(value for value in _held(self._dependencies.values()) if isinstance(value, kind))

    _sublayers = property(lambda self: self._own(Layer))

    @property
    def _variables(self) -> list[KerasVariable]:
        """The variables that are this layer's own, trainable ones first."""
        return sorted(self._own(KerasVariable), key=lambda variable: not variable._was_trainable)

    @property
    def weights(self) -> list[KerasVariable]:
        """The variables: this layer's, trainable ones first, then those of the layers that it holds."""
        return _each_once([*self._variables, *(variable for layer in self._sublayers for variable in layer.weights)])

    @property
    def variables(self) -> list[KerasVariable]:
        """The weights, and what the random numbers of these layers come from."""
        held = [value for layer in self._flat() for value in vars(layer).values() if isinstance(value, SeedGenerator)]
        return _each_once([*self.weights, *(generator.state for generator in held)])

    @property
    def trainable_variables(self) -> list[KerasVariable]:
        """The variables that training changes; none of a layer with `trainable = False`."""
        return [variable for variable in self.weights if variable.trainable] if self.trainable else []

    @property
    def trainable(self) -> bool:
        """Whether training changes this layer; to set it sets it of its variables, but for those made fixed."""
        return self._trainable

    @trainable.setter
    def trainable(self, value: bool) -> None:
        self._trainable = bool(value)
        for held in (*(variable for variable in self._variables if variable._was_trainable), *self._sublayers):
            held.trainable = self._trainable

    @property
    def non_trainable_variables(self) -> list[KerasVariable]:
        trained = {id(variable) for variable in self.trainable_variables}
        return [variable for variable in self.variables if id(variable) not in trained]

    trainable_weights = trainable_variables

    @property
    def non_trainable_weights(self) -> list[KerasVariable]:
        fixed = {id(variable) for variable in self.non_trainable_variables}
        return [variable for variable in self.weights if id(variable) in fixed]

    @property
    def metrics(self) -> list[Any]:
        """The metrics on the attributes of this layer, then those of the layers held."""
        own = [value for value in _held(self._dependencies.values()) if hasattr(value, "update_state")]
        return _each_once([*own, *(metric for layer in self._sublayers for metric in layer.metrics)])

    @property
    def losses(self) -> list[Any]:
        """What the last call added, here and in the layers held, and what the regularizers say of the variables."""
        weights = [v.regularizer(v.value) for v in self.trainable_variables if v.regularizer is not None]
        return [*(loss for layer in self._flat() for loss in vars(layer).get("_losses", ())), *weights]

    def add_loss(self, loss: Any) -> None:
        """Add to what training makes small, until the next call from outside. ValueError for what is no tensor."""
        for one in (losses := nest.flatten(loss)):
            if not isinstance(one, Tensor):
                raise ValueError("`add_loss()` can only be called from inside `build()` or `call()`, on a tensor "
                                 f"input. Received invalid value: {one}")  # fmt: skip
        if not scope.only_tried():
            vars(self).setdefault("_losses", []).extend(losses)

    def _flat(self) -> "list[Layer]":
        return _each_once([self, *(inner for layer in self._sublayers for inner in layer._flat())])

    def count_params(self) -> int:
        """Return how many numbers the variables hold. ValueError before the layer is built."""
        if not self.built:
            raise ValueError(f"You tried to call `count_params` on layer '{self.name}', but the layer isn't built. You "
                             "can build it manually via: `layer.build(input_shape)`.")  # fmt: skip
        return sum(math.prod(variable.shape) for variable in self.weights)

    def get_weights(self) -> list[Any]:
        """Return the values of the variables as arrays."""
        return [variable.numpy() for variable in self.weights]

    def set_weights(self, weights: Any) -> None:
        """Put arrays into the variables. ValueError where their number or shapes do not fit."""
        if len(weights) != len(self.weights):
            counts = f"{len(weights)}, but the layer was expecting {len(self.weights)} weights."
            raise ValueError(f"You called `set_weights(weights)` on layer '{self.name}' with a weight list of length "
                             f"{counts}")  # fmt: skip
        for variable, value in zip(self.weights, weights, strict=True):
            if variable.shape != value.shape:
                raise ValueError(f"Layer {self.name} weight shape {tuple(variable.shape)} is not compatible with "
                                 f"provided weight shape {tuple(value.shape)}.")  # fmt: skip
            variable.assign(value)

    # --- being called ---

    @_closing
    def build(self, input_shape: Any) -> None:
        """Make the variables for inputs of that shape. The default has none to make."""

    def call(self, *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError(f"Layer {type(self).__name__} does not have a `call` method implemented.")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if is_symbolic((args, kwargs)):
            return self._called_on_symbols(args, kwargs)
        given = tuple(map(self._converted, args))
        for layer in self._flat() if scope.current().path == "" else ():
            vars(layer).pop("_losses", None)
        with scope.inside(self.name, kwargs.get("training")) as call:
            if not self._takes_training:
                kwargs.pop("training", None)
            with WORLD.name_scope(self.name):  # as in Keras the call comes under a second one
                self._get_ready(given, kwargs)
            kwargs.pop("training", None)
            if self._takes_training and call.training is not None:
                kwargs["training"] = call.training
            try:
                with WORLD.name_scope(self.name):
                    output = self.call(*given, **kwargs)
            except Exception as error:
                if hasattr(error, "_names_its_call"):
                    raise
                named = f"{type(self).__name__}.call()"
                signature = inspect.signature(self.call)
                raise _explained(error, named, signature, given, kwargs).with_traceback(error.__traceback__) from None
        for one in nest.flatten(output) if self.activity_regularizer is not None else ():
            self.add_loss(self.activity_regularizer(one) / cast(WORLD, WORLD.apply("Shape", one)[0], one.dtype))
        if self._output_shape is None and hasattr(output, "shape"):
            self._output_shape = tuple(output.shape)
        return output

    def _called_on_symbols(self, args: Any, kwargs: Any) -> Any:
        with scope.inside(self.name):
            self._get_ready(args, kwargs)
        outputs = called(self, args, kwargs)
        self._output_shape = getattr(outputs, "shape", None)
        return outputs

    def _converted(self, value: Any) -> Any:
        odd = next((item for item in nest.flatten(value) if isinstance(item, (int, float, str))), None)
        if odd is not None:
            raise ValueError("Only input tensors may be passed as positional arguments. The following argument value "
                             f"should be passed as a keyword argument: {odd} (of type {type(odd)})")  # fmt: skip
        if value is None or isinstance(value, (list, tuple, dict)) or hasattr(value, "row_splits"):
            return value
        tensor = value if isinstance(value, EagerTensor) else WORLD.convert(value)
        return cast(WORLD, tensor, self.dtype) if tensor.dtype.is_floating else tensor

    def _get_ready(self, args: Any, kwargs: Any) -> None:
        """Check the input, and build the layer for it where that was not done yet."""
        if self.input_spec is not None and args:
            check(self.input_spec, args[0], self.name)
        if self.built:
            return
        value = args[0] if args else None
        leaves = nest.flatten(value)
        known = all(hasattr(leaf, "shape") for leaf in leaves)
        shape = nest.map_structure(lambda leaf: tuple(leaf.shape), value) if known else None
        if type(self).build is Layer.build and not all(layer.built for layer in self._sublayers):
            self._try_call(args, kwargs)
        with WORLD.context.place.lifted(), WORLD.context.recorded_by(()):
            self.build(shape)
        self._input_shape = shape
        self.built = True

    def _try_call(self, args: Any, kwargs: Any) -> None:
        """Call once where nothing is computed, so that the layers inside are built; what that raises is passed over.

        A restored value that comes meanwhile is lost: the layer that it is for is built again, of new variables.
        """
        try:
            with tried(args, kwargs) as (given, named):
                found = self.call(**inspect.signature(self.call).bind(*given, **named).arguments)
                for _ in nest.flatten(found):  # what Keras makes of these takes a name
                    scope.auto_name("keras_tensor")
        except Exception as error:
            values = [leaf for leaf in nest.flatten((args, kwargs)) if hasattr(leaf, "shape")]
            if not all(isinstance(value, EagerTensor) for value in values):
                warnings.warn(_UNTRIED.format(self.name, error), stacklevel=2)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}, built={self.built}>"


def _explained(error: Exception, name: str, signature: inspect.Signature, args: Any, kwargs: Any) -> Exception:
    """Return an error of the same class that names the call, as Keras does; elsewhere what does not fit."""
    try:
        given = signature.bind(*args, **kwargs).arguments
    except TypeError as misfit:
        return misfit
    lines = [f"  • {word}={nest.map_structure(_shown, given[word]) if word in given else how.default}"
             for word, how in signature.parameters.items()]  # fmt: skip
    message = error.message if isinstance(error, OpError) else error.args[0] if error.args else ""
    text = f"Exception encountered when calling {name}.\n\n\x1b[1m{message}\x1b[0m\n\nArguments received by {name}:\n"
    text += "\n".join(lines)
    made: Any
    if isinstance(error, OpError):
        made = type(error)(error.node_def, error.op, text)
    else:
        try:
            made = type(error)(text)
        except TypeError:
            made = RuntimeError(text)
    made._names_its_call = True
    return made  # type: ignore[no-any-return]


def _shown(value: Any) -> str:
    if not WORLD.is_tensor(value):
        return repr(value)
    return f"tf.Tensor(shape={value.shape}, dtype={value.dtype.name})"


def _as_argument(value: Any) -> Any:
    """Return what an attribute was made of, as a configuration tells it: a name, or a class with its own."""
    places: dict[str, Any] = {"constraints": weight_rules.Constraint, "initializers": initializers.Initializer,
                              "regularizers": weight_rules.Regularizer}  # fmt: skip
    for place, kind in places.items():
        if isinstance(value, kind):
            return scope.described(f"keras.{place}", type(value).__name__, value.get_config())
    return getattr(value, "__name__", value)


def _is_plain(value: Any) -> bool:
    """Return whether a layer may keep the argument to make another layer like itself: it keeps nothing alive then."""
    return value is None or isinstance(value, (int, float, str)) or (callable(value) and not is_trackable(value))


def _is_saved(name: str, value: Any) -> bool:
    kept_out = isinstance(value, (list, tuple, dict)) or hasattr(value, "update_state")  # a container, a metric
    return name == "_operations" or not (name.startswith("_variable_") or kept_out)


def _each_once(values: Iterable[Any]) -> list[Any]:
    return list({id(value): value for value in values}.values())


def _refuse(layer: ReferenceType[Layer], value: Any, known: Iterable[Any] = ()) -> None:
    """Raise ValueError for state of a layer that is built, but for what is known, or of a container that it holds."""
    owner = layer()
    if owner is None or owner._open or not (is_trackable(value) or isinstance(value, (list, tuple, dict))):
        return
    held = {*map(id, known)}
    if any(isinstance(item, (KerasVariable, Layer)) and id(item) not in held for item in _held([value])):
        raise ValueError("You cannot add new elements of state (variables or sub-layers) to a layer that is already "
                         "built. All state must be created in the `__init__()` method or in the `build()` "
                         "method.")  # fmt: skip


def _containers(values: Any) -> Iterator[Any]:
    """Yield the tracked containers among the values, and those inside of them."""
    for value in values:
        if hasattr(type(value), "guard"):
            yield value
            yield from _containers(value.values() if isinstance(value, dict) else value)


def _held(values: Any) -> Iterator[Any]:
    """Yield the values, and what lists, tuples and dicts among them hold."""
    for value in values:
        if isinstance(value, dict):
            yield from _held(value.values())
        elif isinstance(value, (list, tuple)):
            yield from _held(value)
        else:
            yield value
