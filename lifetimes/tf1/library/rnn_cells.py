"""`tf.nn.rnn_cell`: one step of a recurrent network. A cell is a layer: the graph has its variables under its name.

    cell = tf.nn.rnn_cell.BasicLSTMCell(4)
    output, state = cell(inputs, cell.zero_state(batch_size, tf.float32))

Source: `tensorflow/python/keras/layers/legacy_rnn/rnn_cell_impl.py`.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from lifetimes import nest
from lifetimes.ops import as_shape, plain, public
from lifetimes.ops.layout.creation import zeros
from lifetimes.ops.layout.joining import concat, split
from lifetimes.ops.linalg.norms import clip_by_value
from lifetimes.ops.neural.losses_and_layers import dropout
from lifetimes.ops.random.initializers import Constant, Zeros
from lifetimes.tf1.library.layers import Layer, activation_of
from lifetimes.tf1.variable_scope import get_variable_scope, variable_scope


@plain(v1=("nn.rnn_cell.LSTMStateTuple",))
class LSTMStateTuple(NamedTuple):
    """The state of an LSTM cell: what it remembers, and what it gave last."""

    c: Any
    h: Any

    @property
    def dtype(self) -> Any:
        if self.c.dtype != self.h.dtype:
            raise TypeError(f"Inconsistent dtypes for internal state: {self.c.dtype} vs {self.h.dtype}")
        return self.c.dtype


def check_cell(name: str, cell: Any) -> None:
    """Raise TypeError where something is not a cell."""
    parts = {
        "'output_size' property is missing": hasattr(cell, "output_size"),
        "'state_size' property is missing": hasattr(cell, "state_size"),
        "either 'zero_state' or 'get_initial_state' method is required":
            hasattr(cell, "get_initial_state") or hasattr(cell, "zero_state"),
        "is not callable": callable(cell),
    }  # fmt: skip
    missing = [words for words, there in parts.items() if not there]
    if missing:
        raise TypeError(f"The argument {name!r} ({cell}) is not an RNNCell: {', '.join(missing)}.")


def zeros_of(world: Any, batch_size: Any, size: Any, dtype: Any) -> Any:
    """Return zeros for a batch, whose size may be a tensor."""
    sizes = list(as_shape(size) or ())
    made = zeros(world, [batch_size, *sizes], dtype)
    if world.is_tensor(batch_size):
        known = batch_size.static_value()
        made.set_shape([None if known is None else int(known), *sizes])
    return made


@public(v1=("nn.rnn_cell.RNNCell",))
class RNNCell(Layer):
    """What cells have in common. A subclass tells its sizes and gives `call(inputs, state)`."""

    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> Any:  # type: ignore[override]
        """Return output and new state, in the variable scope of now, which is opened once more."""
        with variable_scope(self._world, get_variable_scope(self._world)):
            return super().__call__(inputs, state, scope=scope)

    @property
    def state_size(self) -> Any:
        raise NotImplementedError("Abstract method")

    @property
    def output_size(self) -> Any:
        raise NotImplementedError("Abstract method")

    def get_initial_state(self, inputs: Any = None, batch_size: Any = None, dtype: Any = None) -> Any:
        """Return the state to begin with: zeros, for a batch as large as the inputs where these are given."""
        if inputs is not None:
            inputs = self._world.convert(inputs, name="inputs")
            size = inputs.static_shape[0]
            batch_size = self._world.apply("Shape", inputs)[0] if size is None else size
            dtype = inputs.dtype
        if batch_size is None or dtype is None:
            raise ValueError("batch_size and dtype cannot be None while constructing initial state: "
                             f"batch_size={batch_size}, dtype={dtype}")  # fmt: skip
        return self.zero_state(batch_size, dtype)

    def zero_state(self, batch_size: Any, dtype: Any) -> Any:
        """Return a state of zeros."""
        world = self._world
        with world.name_scope(f"{type(self).__name__}ZeroState"):
            return nest.map_structure(lambda size: zeros_of(world, batch_size, size, dtype), self.state_size)


class _UnitsCell(RNNCell):
    """A cell that has so many units, and an activation. It opens no scope but its own."""

    least_rank = 2
    __call__ = Layer.__call__

    def __init__(
        self, world: Any, num_units: int, activation: Any = None, reuse: Any = None, name: str | None = None, dtype:
        Any = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(world, name=name, dtype=dtype, _reuse=reuse, **kwargs)
        self._num_units, self._activation = num_units, activation_of(world, activation or "tanh")

    state_size = property(lambda self: self._num_units)
    output_size = property(lambda self: self._num_units)

    def _depth(self, shape: Any) -> int:
        if as_shape(shape)[-1] is None:  # type: ignore[index]
            raise ValueError(f"Expected inputs.shape[-1] to be known, received shape: {as_shape(shape)}")
        return as_shape(shape)[-1]  # type: ignore[index,return-value]

    def _through(self, values: Sequence[Any], kernel: Any, bias: Any) -> Any:
        world = self._world
        return world.apply("BiasAdd", world.apply("MatMul", concat(world, list(values), 1), kernel), bias)

    def _sigmoid(self, value: Any) -> Any:
        return self._world.apply("Sigmoid", value)


@public(v1=("nn.rnn_cell.BasicRNNCell",))
class BasicRNNCell(_UnitsCell):
    """The simplest cell: its output is its state."""

    base_name = "basic_rnn_cell"

    def build(self, input_shape: Any) -> None:
        depth = self._depth(input_shape)
        self._kernel = self.add_weight("kernel", [depth + self._num_units, self._num_units])
        self._bias = self.add_weight("bias", [self._num_units], initializer=Zeros(self._world))

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        output = self._activation(self._through([inputs, state], self._kernel, self._bias))
        return output, output


@public(v1=("nn.rnn_cell.GRUCell",))
class GRUCell(
    _UnitsCell,
    takes="""num_units activation=None reuse=None kernel_initializer=None bias_initializer=None name=None dtype=None
    **kwargs""",
):
    """A cell with two gates: what to forget, and what to keep."""

    base_name = "gru_cell"

    def build(self, input_shape: Any) -> None:
        rows, units, world = self._depth(input_shape) + self._num_units, self._num_units, self._world
        for part, columns, bias in (("gates", 2 * units, Constant(world, 1.0)), ("candidate", units, Zeros(world))):
            kernel = self.add_weight(f"{part}/kernel", [rows, columns], initializer=self.kernel_initializer)
            made = self.add_weight(f"{part}/bias", [columns], initializer=self.bias_initializer or bias)
            setattr(self, f"_{part}", (kernel, made))

    _gates: Any
    _candidate: Any

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        gates = self._sigmoid(self._through([inputs, state], *self._gates))
        r, u = split(self._world, gates, 2, 1)
        candidate = self._activation(self._through([inputs, r * state], *self._candidate))
        output = u * state + (1 - u) * candidate
        return output, output


@public(v1=("nn.rnn_cell.BasicLSTMCell",))
class BasicLSTMCell(
    _UnitsCell,
    takes="""num_units forget_bias=1.0 state_is_tuple=True activation=None reuse=None name=None dtype=None
    **kwargs""",
):
    """A cell with a memory beside its output."""

    base_name = "basic_lstm_cell"
    initializer: Any = None

    @property
    def state_size(self) -> Any:
        return LSTMStateTuple(self._num_units, self.output_size) if self.state_is_tuple else 2 * self._num_units

    def build(self, input_shape: Any) -> None:
        rows = self._depth(input_shape) + self.output_size
        self._kernel = self.add_weight("kernel", [rows, 4 * self._num_units], initializer=self.initializer)
        self._bias = self.add_weight("bias", [4 * self._num_units], initializer=Zeros(self._world))

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        c, h = state if self.state_is_tuple else split(self._world, state, [self._num_units, self.output_size], 1)
        constant, axis = self._world.constant, self._world.constant(1)
        add, multiply = partial(self._world.apply, "AddV2", name="Add"), partial(self._world.apply, "Mul")
        i, j, f, o = split(self._world, self._through([inputs, h], self._kernel, self._bias), 4, axis)
        kept = multiply(c, self._sigmoid(add(f, constant(self.forget_bias, f.dtype))))
        c = add(kept, multiply(self._sigmoid(i), self._activation(j)))
        return self._results(c, multiply(self._activation(c), self._sigmoid(o)))

    def _results(self, c: Any, h: Any) -> Any:
        return h, LSTMStateTuple(c, h) if self.state_is_tuple else concat(self._world, [c, h], 1)


@public(v1=("nn.rnn_cell.LSTMCell",))
class LSTMCell(
    BasicLSTMCell,
    takes="""num_units use_peepholes=False cell_clip=None initializer=None num_proj=None proj_clip=None
    num_unit_shards=None num_proj_shards=None forget_bias=1.0 state_is_tuple=True activation=None reuse=None name=None
    dtype=None **kwargs""",
):
    """An LSTM cell that may look at its memory in its gates, cut values off, and give a projection."""

    base_name = "lstm_cell"
    output_size = property(lambda self: self.num_proj or self._num_units)

    def build(self, input_shape: Any) -> None:
        super().build(input_shape)
        units = self._num_units
        self._diagonals = {gate: self.add_weight(f"w_{gate}_diag", [units], initializer=self.initializer)
                           for gate in ("fio" if self.use_peepholes else "")}  # fmt: skip
        if self.num_proj is not None:
            shape = [units, self.num_proj]
            self._projection = self.add_weight("projection/kernel", shape, initializer=self.initializer)

    def _gate(self, gate: str, value: Any, c: Any) -> Any:
        return self._sigmoid(value + self._diagonals[gate] * c if self.use_peepholes else value)

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        c, m = state if self.state_is_tuple else split(self._world, state, [self._num_units, self.output_size], 1)
        i, j, f, o = split(self._world, self._through([inputs, m], self._kernel, self._bias), 4, 1)
        kept = self._gate("f", f + self.forget_bias, c) * c
        c = self._cut(kept + self._gate("i", i, c) * self._activation(j), self.cell_clip)
        m = self._gate("o", o, c) * self._activation(c)
        if self.num_proj is not None:
            m = self._cut(self._world.apply("MatMul", m, self._projection), self.proj_clip)
        return self._results(c, m)

    def _cut(self, value: Any, limit: Any) -> Any:
        return value if limit is None else clip_by_value(self._world, value, -limit, limit)


@public(v1=("nn.rnn_cell.MultiRNNCell",))
class MultiRNNCell(RNNCell, takes="cells state_is_tuple=True"):
    """Cells one on top of another: the output of each is the input of the next."""

    base_name = "multi_rnn_cell"

    @staticmethod
    def _check(cells: Any, state_is_tuple: bool) -> None:
        if not cells:
            raise ValueError("Must specify at least one cell for MultiRNNCell.")
        if not isinstance(cells, (list, tuple)):
            raise TypeError(f"cells must be a list or tuple, but received: {cells}.")
        if not state_is_tuple and any(isinstance(cell.state_size, tuple) for cell in cells):
            sizes = [cell.state_size for cell in cells]
            raise ValueError("Some cells return tuples of states, but the flag state_is_tuple is not set. State sizes "
                             f"are: {sizes}")  # fmt: skip

    @property
    def state_size(self) -> Any:
        sizes = tuple(cell.state_size for cell in self.cells)
        return sizes if self.state_is_tuple else sum(sizes)

    output_size = property(lambda self: self.cells[-1].output_size)

    def zero_state(self, batch_size: Any, dtype: Any) -> Any:
        with self._world.name_scope(f"{type(self).__name__}ZeroState"):
            if self.state_is_tuple:
                return tuple(cell.zero_state(batch_size, dtype) for cell in self.cells)
            return super().zero_state(batch_size, dtype)

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        if self.state_is_tuple and not isinstance(state, (list, tuple)):
            raise ValueError(f"Expected state to be a tuple of length {len(self.state_size)}, but received: {state}")
        world = self._world
        states = state if self.state_is_tuple else split(world, state, [c.state_size for c in self.cells], 1)
        found = []
        for number, (cell, own) in enumerate(zip(self.cells, states, strict=True)):
            with variable_scope(world, f"cell_{number}"):
                inputs, new = cell(inputs, own)
                found.append(new)
        return inputs, tuple(found) if self.state_is_tuple else concat(world, found, 1)

    @property
    def trainable_weights(self) -> list[Any]:
        inside = (cell.trainable_weights for cell in self.cells if isinstance(cell, Layer) and self.trainable)
        return [weight for weights in inside for weight in weights]

    @property
    def weights(self) -> list[Any]:
        return [weight for cell in self.cells if isinstance(cell, Layer) for weight in cell.weights]


# --- wrappers --------------------------------------------------------------------------------------------


class _Wrapper(RNNCell, takes="cell **kwargs"):
    """A cell that does something around another one, and has that one's sizes, state and variables."""

    _check = staticmethod(lambda cell: check_cell("cell", cell))
    wrapped_cell = property(lambda self: self.cell)
    state_size = property(lambda self: self.cell.state_size)
    output_size = property(lambda self: self.cell.output_size)
    weights = property(lambda self: self.cell.weights)
    trainable_weights = property(lambda self: self.cell.trainable_weights)

    def zero_state(self, batch_size: Any, dtype: Any) -> Any:
        with self._world.name_scope(f"{type(self).__name__}ZeroState"):
            return self.cell.zero_state(batch_size, dtype)

    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> Any:  # type: ignore[override]
        """Return output and new state."""
        return self.cell(inputs, state, scope=scope) if scope is not None else self.cell(inputs, state)


@public(v1=("nn.rnn_cell.DropoutWrapper",))
class DropoutWrapper(_Wrapper):
    """Drops some of the inputs, outputs and states of a cell. The memory of an LSTM is kept whole."""

    def __init__(
        self, world: Any, cell: Any, input_keep_prob: Any = 1.0, output_keep_prob: Any = 1.0,
        state_keep_prob: Any = 1.0, variational_recurrent: bool = False, input_size: Any = None, dtype: Any = None,
        seed: int | None = None, dropout_state_filter_visitor: Callable[[Any], bool] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(world, cell, dtype=dtype)
        if dropout_state_filter_visitor is not None and not callable(dropout_state_filter_visitor):
            given = dropout_state_filter_visitor
            raise TypeError(f"dropout_state_filter_visitor must be callable. Received: {given}")
        if variational_recurrent:
            raise NotImplementedError("variational_recurrent is left out: multiply by one mask made with "
                                      "tf.random.uniform instead.")  # fmt: skip
        self._seed = seed
        self._keep: dict[str, Any] = {}
        given = {"input": input_keep_prob, "state": state_keep_prob, "output": output_keep_prob}
        with world.name_scope("DropoutWrapperInit"):
            for name, share in given.items():
                tensor = world.convert(share)
                known = tensor.static_value()
                if known is not None and not 0 <= known <= 1:
                    raise ValueError(f"Parameter {name}_keep_prob must be between 0 and 1. Received {known}")
                self._keep[name] = tensor if known is None else float(known)

    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> Any:  # type: ignore[override]
        output, new = super().__call__(self._dropped("input", inputs), state, scope)
        if isinstance(new, LSTMStateTuple):
            return self._dropped("output", output), LSTMStateTuple(new.c, self._dropped("state", new.h))
        return self._dropped("output", output), self._dropped("state", new)

    def _dropped(self, what: str, values: Any) -> Any:
        share = self._keep[what]
        if isinstance(share, float) and share >= 1:
            return values
        return nest.map_structure(lambda v: dropout(self._world, v, 1.0 - share, seed=self._seed), values)


@public(v1=("nn.rnn_cell.ResidualWrapper",))
class ResidualWrapper(_Wrapper, takes="cell residual_fn=None"):
    """Adds the inputs of a cell to its outputs."""

    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> Any:  # type: ignore[override]
        output, new = super().__call__(inputs, state, scope)
        if self.residual_fn is not None:
            return self.residual_fn(inputs, output), new
        return nest.map_structure(lambda x, y: x + y, inputs, output), new


@public(v1=("nn.rnn_cell.DeviceWrapper",))
class DeviceWrapper(_Wrapper, takes="cell device"):
    """Puts a cell on a device."""

    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> Any:  # type: ignore[override]
        with self._world.current_graph().device(self.device):
            return super().__call__(inputs, state, scope)
