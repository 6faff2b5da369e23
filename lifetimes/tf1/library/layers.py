"""`tf.layers`: functions and objects that make their variables by `get_variable`, and so share them by name.

A layer called as a function leaves nothing behind but its variables: their names are the only way back to
them. A layer object keeps them, and uses them again on every later call. Source:
`tf_keras/legacy_tf_layers/base.py` and `core.py`.
"""

import math
from collections.abc import Callable
from functools import partial
from inspect import Parameter, signature
from typing import Any, ClassVar, Final

from lifetimes import nest
from lifetimes.graph.control.control_flow import cond_v1
from lifetimes.graph.data.colocation import near
from lifetimes.ops import Shape, dtypes, public, show
from lifetimes.ops.debugging.wrappers import Declared, taking
from lifetimes.ops.layout.arrays import reshape
from lifetimes.ops.linalg.matmul import matmul, tensordot
from lifetimes.ops.math.casting import identity
from lifetimes.ops.neural import activations
from lifetimes.ops.neural.losses_and_layers import dropout_v1
from lifetimes.ops.neural.normalization import batch_normalization as normalized
from lifetimes.ops.neural.normalization import moments
from lifetimes.ops.random import initializers
from lifetimes.ops.random.initializers import Ones, Zeros
from lifetimes.tf1.graph_collections import GraphKeys
from lifetimes.tf1.library.assigning import assign_sub
from lifetimes.tf1.variable_scope import variable_scope
from lifetimes.tf1.variable_store import get_variable

_NAMED: Final = ("__layer_names",)


def _numbered(world: Any, base: str) -> str:
    """Return the next name of an unnamed layer in the default graph: `dense_1`, then `dense_2`."""
    named = world.current_graph().collections.setdefault(_NAMED, [])
    named.append(base)
    return f"{base}_{named.count(base)}"


@public(v1=("layers.Layer",))
class Layer(Declared):
    """What layers have in common: a variable scope, opened at the first call, and the variables made in it.

    A subclass gives `build(input_shape)`, which makes variables with `add_weight`, and `call(inputs)`.
    """

    base_name: ClassVar[str] = "layer"
    least_rank: ClassVar[int] = 0
    _first = "self, world"

    def __init__(
        self, world: Any, trainable: bool = True, name: str | None = None, dtype: Any = None, _scope: Any = None,
        _reuse: Any = None, activity_regularizer: Callable[[Any], Any] | None = None, **unknown: Any,
    ) -> None:  # fmt: skip
        if unknown:
            raise TypeError("Keyword argument not understood:", next(iter(unknown)))
        self._world, self.trainable, self.built = world, trainable, False
        self.dtype = None if dtype is None else dtypes.as_dtype(dtype).name
        base = name if isinstance(name, str) else None
        self._base_name = base or (self.base_name if type(self).base_name != "layer" else _snake(type(self).__name__))
        self._name = base or _numbered(world, self._base_name)
        self._reuse, self._last_size = _reuse, None
        self.activity_regularizer, self._scope = activity_regularizer, self._opened(_scope) if _scope else None
        self._trainable_weights, self._non_trainable_weights = list[Any](), list[Any]()
        self._losses, self.updates = list[Callable[[], Any]](), list[Any]()

    # --- what a subclass gives ---

    def build(self, input_shape: Any) -> None:
        """Make the variables. Called once, before the first `call`."""
        self.built = True

    def call(self, inputs: Any, **kwargs: Any) -> Any:
        """Return the outputs."""
        return inputs

    # --- calling ---

    def __call__(self, inputs: Any, *args: Any, scope: Any = None, **kwargs: Any) -> Any:
        """Return the outputs for these inputs, making the variables if this is the first call."""
        world = self._world
        inputs = nest.map_structure(self._tensor, inputs)
        if self._scope is None:
            named = self._base_name if scope is None and self._reuse else scope
            self._scope = self._opened(named, None if self._reuse else self._base_name)
        reuse = True if self.built else self._reuse
        inside = variable_scope(world, self._scope, reuse=reuse, auxiliary_name_scope=False)
        with inside, world.name_scope(self._scope.original_name_scope):
            self._check_inputs(inputs)
            if not self.built:
                self.dtype = self.dtype or nest.flatten(inputs)[0].dtype.base_dtype.name
                self.build(nest.map_structure(lambda one: one.shape, inputs))
                self.built = True
            outputs = self.call(inputs, *args, **kwargs)
            outputs = identity(world, outputs) if outputs is inputs else outputs
            if self.activity_regularizer is not None:
                with world.name_scope("ActivityRegularizer"):
                    loss = self.activity_regularizer(outputs)
                    self.add_loss(loss / world.apply("Cast", world.apply("Shape", outputs)[0], to=loss.dtype))
        return outputs

    apply = __call__

    def _opened(self, scope: Any, default_name: str | None = None) -> Any:
        """Return the variable scope of this layer's variables."""
        with variable_scope(self._world, scope, default_name) as opened:
            return opened

    def _tensor(self, value: Any) -> Any:
        if self.least_rank and not (hasattr(value, "shape") or isinstance(value, (int, float))):
            words = f"Got '{value}' (of type {type(value)}) as input for layer '{self.name}'."
            raise TypeError(f"Inputs to a layer should be tensors. {words}")
        return self._world.convert(value)

    def _check_inputs(self, inputs: Any) -> None:
        """Raise ValueError where inputs do not fit what this layer needs, or what it was built for."""
        parts = nest.flatten(inputs)
        if self.least_rank and len(parts) != 1:
            received = f"it received {len(parts)} input tensors. Inputs received: {parts}"
            raise ValueError(f'Layer "{self.name}" expects 1 input(s), but {received}')
        shape: Shape = getattr(inputs, "static_shape", None)
        if shape is None:
            return
        start = f'Input 0 of layer "{self.name}" is incompatible with the layer: expected '
        if len(shape) < self.least_rank:
            found = f"found ndim={len(shape)}. Full shape received: {tuple(inputs.shape)}"
            raise ValueError(f"{start}min_ndim={self.least_rank}, {found}")
        if self._last_size is not None and shape[-1] not in (None, self._last_size):
            raise ValueError(f"{start}axis -1 of input shape to have value {self._last_size}, but received input with "
                             f"shape {show(shape)}")  # fmt: skip

    # --- variables ---

    def add_weight(
        self, name: str, shape: Any, dtype: Any = None, initializer: Any = None, regularizer: Any = None,
        trainable: bool | None = None, **options: Any,
    ) -> Any:  # fmt: skip
        """Return the variable of that name in this layer's scope: a new one, or under reuse the one that exists."""
        wanted = self.trainable if trainable is None else trainable and self.trainable
        known = self._world.current_graph().version
        made = get_variable(self._world, name, shape, dtype or self.dtype, initializer, trainable=wanted, **options)
        if regularizer is not None and made.op.index >= known:
            self._regularize(made, name, regularizer)
        (self._trainable_weights if trainable is not False else self._non_trainable_weights).append(made)
        return made

    add_variable = add_weight

    def _read(self, name: str, value: Any) -> Any:
        if not (name.endswith("_initializer") and isinstance(value, str)):
            return value
        return _named(initializers.BY_NAME, value, "initializer")(self._world)

    def _made(self, name: str, shape: list[int], trainable: bool = True) -> Any:
        """Make a variable as the arguments say that have its name in theirs."""
        start, *rules = (getattr(self, f"{name}_{what}", None) for what in ("initializer", "regularizer", "constraint"))
        start = start(self._world) if start in (Zeros, Ones) else start
        return self.add_weight(name, shape, None, start, rules[0], trainable, constraint=rules[1])

    def _regularize(self, weight: Any, name: str, regularizer: Callable[[Any], Any]) -> None:
        world = self._world  # not the layer, which keeps the loss

        def loss() -> Any:
            with world.name_scope(f"{name}/Regularizer"):
                return regularizer(weight)

        self._losses.append(loss)
        world.current_graph().add_to_collection(GraphKeys.REGULARIZATION_LOSSES, loss())

    @property
    def losses(self) -> list[Any]:
        """Return the losses of this layer: those of its weights are built anew each time."""
        return [loss() for loss in self._losses]

    def add_loss(self, loss: Any, inputs: Any = None) -> None:
        """Leave a loss of this layer in REGULARIZATION_LOSSES."""
        self._losses.append(lambda: loss)
        self._world.current_graph().add_to_collection(GraphKeys.REGULARIZATION_LOSSES, loss)

    def add_update(self, updates: Any, inputs: Any = None) -> None:
        """Leave operations in UPDATE_OPS, which run only where a program asks for them."""
        made = [getattr(one, "op", one) for one in (updates if isinstance(updates, (list, tuple)) else [updates])]
        self.updates += made
        self._world.current_graph().get_collection_ref(GraphKeys.UPDATE_OPS).extend(made)

    trainable_weights = property(lambda self: list(self._trainable_weights) if self.trainable else [])

    @property
    def non_trainable_weights(self) -> list[Any]:
        others = self._non_trainable_weights
        return list(others) if self.trainable else [*self._trainable_weights, *others]

    weights = property(lambda self: [*self._trainable_weights, *self._non_trainable_weights])
    variables = property(lambda self: self.weights)
    trainable_variables = property(lambda self: self.trainable_weights)
    non_trainable_variables = property(lambda self: self.non_trainable_weights)

    def count_params(self) -> int:
        """Return how many numbers the variables hold."""
        return sum(int(weight.shape.num_elements()) for weight in self.weights)

    name = property(lambda self: self._name)

    @property
    def scope_name(self) -> str:
        if self._scope is None:
            raise ValueError(
                f'No name available for layer scope because the layer "{self._name}" has not been used yet. The scope '
                "name  is determined the first time the layer instance is called. You must therefore call the layer "
                "before querying `scope_name`."
            )
        return str(self._scope.name)

    graph = property(lambda self: self._world.current_graph())


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))


@public(v1=("layers.Dense",))
class Dense(
    Layer,
    takes="""units activation=None use_bias=True kernel_initializer=None bias_initializer=Zeros
    kernel_regularizer=None bias_regularizer=None activity_regularizer=None kernel_constraint=None
    bias_constraint=None trainable=True name=None **kwargs""",
):
    """`activation(inputs @ kernel + bias)` over the last axis of the inputs."""

    base_name, least_rank = "dense", 2

    def _read(self, name: str, value: Any) -> Any:
        if name == "units":
            if int(value) < 0:
                words = "Received an invalid value for `units`, expected a positive integer"
                raise ValueError(f"{words}. Received: units={value}")
            return int(value)
        return activation_of(self._world, value) if name == "activation" else super()._read(name, value)

    def build(self, input_shape: Any) -> None:
        dtype = dtypes.as_dtype(self.dtype)
        if not dtype.is_floating:
            raise TypeError(f"A Dense layer can only be built with a floating-point dtype. Received: dtype={dtype}")
        sizes = (None,) if input_shape.rank is None else tuple(input_shape.as_list())
        if sizes[-1] is None:
            raise ValueError("The last dimension of the inputs to a Dense layer should be defined. Found None. Full "
                             f"input shape received: {input_shape}")  # fmt: skip
        self._last_size = sizes[-1]
        self.kernel = self._made("kernel", [sizes[-1], self.units])
        self.bias = self._made("bias", [self.units]) if self.use_bias else None

    def call(self, inputs: Any, **kwargs: Any) -> Any:
        rank = len(inputs.static_shape)
        if rank == 2:
            outputs = matmul(self._world, inputs, self.kernel)
        else:
            outputs = tensordot(self._world, inputs, self.kernel, [[rank - 1], [0]])
            outputs.set_shape([*inputs.static_shape[:-1], self.units])
        if self.bias is not None:
            outputs = self._world.apply("BiasAdd", outputs, self.bias)
        return outputs if self.activation is None else self.activation(outputs)


def activation_of(world: Any, identifier: Any) -> Any:
    """Return the activation that a name stands for, and any other as it is. ValueError for a name of none."""
    if not isinstance(identifier, str):
        return identifier
    return partial(_named(activations.BY_NAME, identifier, "activation function"), world)


def _named(known: dict[str, Any], identifier: str, kind: str) -> Any:
    """Return what a name stands for. ValueError for a name of nothing."""
    if identifier not in known:
        raise ValueError(f"Unknown {kind}: '{identifier}'. Please ensure you are using a "
                         "`keras.utils.custom_object_scope` and that this object is included in the scope. See "
                         "https://www.tensorflow.org/guide/keras/save_and_serialize#registering_the_custom_object for "
                         "details.")  # fmt: skip
    return known[identifier]


def _chosen(world: Any, condition: Any, yes: Callable[[], Any], no: Callable[[], Any]) -> Any:
    """Return `yes()` or `no()`: chosen now for a Python value, by a `cond` for a tensor."""
    if world.is_tensor(condition):
        known = world.convert(condition).static_value()
        return cond_v1(world, condition, yes, no) if known is None else (yes() if known else no())
    return yes() if condition else no()


@public(v1=("layers.Dropout",))
class Dropout(Layer, takes="rate=0.5 noise_shape=None seed=None name=None **kwargs"):
    """Zeroes a part of its inputs, but only while training."""

    base_name = "dropout"

    @staticmethod
    def _check(rate: Any, **rest: Any) -> None:
        if isinstance(rate, (int, float)) and not 0 <= rate <= 1:
            raise ValueError(f"Invalid value {rate} received for `rate`, expected a value between 0 and 1.")

    def call(self, inputs: Any, training: Any = False, **kwargs: Any) -> Any:
        def dropped() -> Any:
            return dropout_v1(self._world, inputs, noise_shape=self.noise_shape, seed=self.seed, rate=self.rate)

        if isinstance(self.rate, (int, float)) and self.rate == 0:
            return identity(self._world, inputs)
        return _chosen(self._world, training, dropped, lambda: identity(self._world, inputs))


@public(v1=("layers.Flatten",))
class Flatten(Layer, takes="data_format=None **kwargs"):
    """Keeps the batch and lays all other axes in a row."""

    base_name, least_rank = "flatten", 1

    def call(self, inputs: Any, **kwargs: Any) -> Any:
        batch, *rest = (None, None) if inputs.static_shape is None else inputs.static_shape
        if not rest:
            return self._world.apply("ExpandDims", inputs, 1)
        if None not in rest:
            return reshape(self._world, inputs, [-1 if batch is None else batch, math.prod(rest)])
        first = batch if batch is not None else self._world.apply("Shape", inputs)[0]
        return reshape(self._world, inputs, [first, -1])


@public(v1=("layers.BatchNormalization",))
class BatchNormalization(
    Layer,
    takes="""axis=-1 momentum=0.99 epsilon=0.001 center=True scale=True beta_initializer=Zeros gamma_initializer=Ones
    moving_mean_initializer=Zeros moving_variance_initializer=Ones beta_regularizer=None gamma_regularizer=None
    beta_constraint=None gamma_constraint=None trainable=True name=None fused=None **kwargs""",
):
    """Normalises by the batch while training, by moving averages otherwise. The averages move only by UPDATE_OPS."""

    base_name = "batch_normalization"
    gamma = beta = None
    axis: Any

    def build(self, input_shape: Any) -> None:
        self.axis = self.axis[0] if isinstance(self.axis, (list, tuple)) else self.axis
        if input_shape.rank is None:
            raise ValueError("Input has undefined rank. Received: input_shape=<unknown>")
        if not -input_shape.rank <= self.axis < input_shape.rank:
            words = f"Expected 0 <= axis < inputs.rank (with inputs.rank={input_shape.rank})"
            raise ValueError(f"Invalid value for `axis` argument. {words}. Received: axis={(self.axis,)}")
        size = input_shape.as_list()[self.axis]
        if size is None:
            received = f"Received input with shape {tuple(input_shape)} and axis={(self.axis % len(input_shape),)}"
            raise ValueError(f"Input has undefined `axis` dimension. {received}")
        self.gamma = self._made("gamma", [size]) if self.scale else None
        self.beta = self._made("beta", [size]) if self.center else None
        self.moving_mean = self._made("moving_mean", [size], trainable=False)
        self.moving_variance = self._made("moving_variance", [size], trainable=False)

    def call(self, inputs: Any, training: Any = False, **kwargs: Any) -> Any:
        world, rank = self._world, len(inputs.static_shape)
        axes = [axis for axis in range(rank) if axis != self.axis % rank]
        if not world.is_tensor(training) and not training:
            return self._normalized(inputs, axes, self.moving_mean, self.moving_variance)
        averages = self.moving_mean, self.moving_variance
        pairs = zip(moments(world, inputs, axes), averages, strict=True)
        values = [self._either(training, batch, moving) for batch, moving in pairs]
        for pair in zip(averages, values, strict=True):
            moved, kept = partial(self._move, *pair), partial(world.convert, pair[0])
            self.add_update(_chosen(world, training, moved, kept))
        return self._normalized(inputs, axes, *values)

    def _either(self, training: Any, batch: Any, moving: Any) -> Any:
        return _chosen(self._world, training, lambda: batch, lambda: self._world.convert(moving))

    def _move(self, moving: Any, value: Any) -> Any:
        """Return the operation that moves an average towards a value."""
        with self._world.name_scope("AssignMovingAvg") as scope, near(self._world, moving):
            decay = self._world.constant(1.0 - self.momentum, value.dtype.base_dtype, name="decay")
            return assign_sub(self._world, moving, (self._world.convert(moving) - value) * decay, name=scope)

    def _normalized(self, inputs: Any, axes: list[int], mean: Any, variance: Any) -> Any:
        world = self._world
        parts = [mean, variance, self.beta, self.gamma]
        if axes and axes[-1] > self.axis % len(inputs.static_shape):
            shape = [1 if axis in axes else -1 for axis in range(len(inputs.static_shape))]
            parts = [None if part is None else reshape(world, part, shape) for part in parts]
        outputs = normalized(world, inputs, *parts, self.epsilon)
        outputs.set_shape(inputs.static_shape)
        return outputs


# --- the same as functions -------------------------------------------------------------------------------


def _as_function(name: str, kind: type[Layer], doc: str) -> None:
    """Publish a layer as a function of the inputs and of what the layer takes; its name says which variables it has."""
    taken = list(signature(kind.__init__).parameters.values())[2:-1]
    ends = [one for one in taken if one.name in ("trainable", "name")]
    training = [one for one in signature(kind.call).parameters.values() if one.name == "training"]
    inputs = Parameter("inputs", ends[0].kind, annotation="Any")

    def call(world: Any, inputs: Any, reuse: Any = None, **options: Any) -> Any:
        called = {one.name: options.pop(one.name) for one in training}
        shared = {"_scope": options["name"], "_reuse": reuse} if "trainable" in options else {}
        return kind(world, **shared, **options)(inputs, **called)

    call.__doc__ = doc
    reuse = [inputs.replace(name="reuse", default=None)] * (len(ends) > 1)
    own = [one for one in taken if one not in ends]
    public(v1=(f"layers.{name}",))(taking(name, [inputs, *own, *training, *ends, *reuse], call))


_as_function(
    "dense", Dense, "Return `activation(inputs @ kernel + bias)`, with variables made or found under the layer's name."
)
_as_function(
    "batch_normalization", BatchNormalization,
    "Return the inputs normalised. While training the averages move only if a program runs UPDATE_OPS.",
)  # fmt: skip
_as_function("dropout", Dropout, "Return the inputs with a part zeroed while training, the inputs otherwise.")


@public(v1=("layers.flatten",))
def flatten(world: Any, inputs: Any, name: str | None = None, data_format: str = "channels_last") -> Any:
    """Return the inputs as `[batch, everything else]`."""
    return Flatten(world, name=name)(inputs)
