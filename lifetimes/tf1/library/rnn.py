"""Recurrent networks: a cell step by step, written out (`static_rnn`) or in a loop of the graph (`dynamic_rnn`).

Source: `tensorflow/python/ops/rnn.py`.
"""

from functools import partial
from typing import Any

from lifetimes import nest
from lifetimes.graph.control.control_flow import while_loop_v1
from lifetimes.graph.control.tensor_array import tensor_array
from lifetimes.ops import as_shape, dtypes, public
from lifetimes.ops.debugging.checks import Assert
from lifetimes.ops.layout.arrays import rank, transpose
from lifetimes.ops.layout.choosing import where
from lifetimes.ops.layout.joining import concat, unstack
from lifetimes.ops.layout.repeating import reverse, reverse_sequence
from lifetimes.ops.math.casting import cast
from lifetimes.ops.math.reductions import reduce_all, reduce_max
from lifetimes.tf1.library.rnn_cells import check_cell, zeros_of
from lifetimes.tf1.variable_scope import variable_scope


def _initial(cell: Any, state: Any, batch_size: Any, dtype: Any) -> Any:
    if state is not None:
        return state
    if not dtype:
        raise ValueError("If no initial_state is provided, argument `dtype` must be specified")
    if getattr(cell, "get_initial_state", None) is not None:
        return cell.get_initial_state(inputs=None, batch_size=batch_size, dtype=dtype)
    return cell.zero_state(batch_size, dtype)


def _dtype_of(dtype: Any, state: Any) -> Any:
    return dtypes.as_dtype(dtype) if dtype is not None else nest.flatten(state)[0].dtype.base_dtype


def _step(world: Any, cell: Any, inputs: Any, state: Any, over: Any, zero_output: Any) -> Any:
    """Return output and state of one step; where a sequence is over, zeros and the state as it was."""
    output, new = cell(inputs, state)
    if over is None:
        return output, new
    nest.assert_same_structure(state, new)
    output = nest.map_structure(lambda zero, value: _chosen(world, over, zero, value), zero_output, output)
    return output, nest.map_structure(lambda old, value: _chosen(world, over, old, value), state, new)


def _chosen(world: Any, over: Any, old: Any, new: Any) -> Any:
    if new.static_shape == ():
        return new
    made = where(world, over, old, new)
    made.set_shape(old.shape)
    return made


def _check_steps(inputs: Any) -> None:
    if not isinstance(inputs, (list, tuple)):
        raise TypeError(f"Argument `inputs` must be a sequence. Received: {inputs}")
    if not inputs:
        raise ValueError("Argument `inputs` must not be empty.")


@public(v1=("nn.static_rnn",))
def static_rnn(
    world: Any, cell: Any, inputs: Any, initial_state: Any = None, dtype: Any = None, sequence_length: Any = None,
    scope: Any = None,
) -> tuple[list[Any], Any]:  # fmt: skip
    """Return the outputs of each step, and the last state."""
    check_cell("cell", cell)
    _check_steps(inputs)
    outputs = []
    with variable_scope(world, scope or "rnn") as inside:
        first = nest.flatten(inputs)[0]
        for each in nest.flatten(inputs):
            for axis, size in enumerate((each.static_shape or ())[1:]):
                if size is None:
                    raise ValueError(f"Input size (dimension {axis} of input {each}) must be accessible via shape "
                                     "inference, but saw value None.")  # fmt: skip
        size = first.static_shape[0]
        batch_size = world.apply("Shape", first)[0] if size is None else size
        state = _initial(cell, initial_state, batch_size, dtype)
        zero = None
        if sequence_length is not None:
            sequence_length = cast(world, world.convert(sequence_length, name="sequence_length"), dtypes.int32)
            kind = _dtype_of(dtype, state)
            zero = nest.map_structure(lambda one: zeros_of(world, batch_size, one, kind), cell.output_size)
        for time, each in enumerate(inputs):
            if time:
                inside.reuse_variables()
            over = None if sequence_length is None else sequence_length <= time
            output, state = _step(world, cell, each, state, over, zero)
            outputs.append(output)
    return outputs, state


@public(v1=("nn.dynamic_rnn",))
def dynamic_rnn(
    world: Any, cell: Any, inputs: Any, sequence_length: Any = None, initial_state: Any = None, dtype: Any = None,
    parallel_iterations: int | None = None, swap_memory: bool = False, time_major: bool = False, scope: Any = None,
) -> tuple[Any, Any]:  # fmt: skip
    """Return the outputs of all steps as one tensor, and the last state. Sequences that are over give zeros."""
    check_cell("cell", cell)
    with variable_scope(world, scope or "rnn"):
        inputs = nest.map_structure(world.convert, inputs)
        if not time_major:
            inputs = nest.map_structure(lambda each: _swapped(world, each), inputs)
        first = nest.flatten(inputs)[0]
        for each in nest.flatten(inputs):
            if None in each.static_shape[2:]:
                raise ValueError("Input size (depth of inputs) must be accessible via shape inference, but saw value "
                                 f"None for input={each}.")  # fmt: skip
        size = first.static_shape[1]
        batch_size = world.apply("Shape", first)[1] if size is None else size
        state = _initial(cell, initial_state, batch_size, dtype)
        if sequence_length is not None:
            sequence_length = _lengths(world, sequence_length, batch_size)
        outputs, state = _loop(world, cell, inputs, state, batch_size, sequence_length, _dtype_of(dtype, state))
        if not time_major:
            outputs = nest.map_structure(lambda each: _swapped(world, each), outputs)
    return outputs, state


def _swapped(world: Any, value: Any) -> Any:
    """Return a tensor with its first two axes exchanged."""
    others = world.apply("Range", 2, rank(world, value), 1)
    made = transpose(world, value, concat(world, [[1, 0], others], 0))
    first, second, *rest = value.static_shape
    made.set_shape([second, first, *rest])
    return made


def _lengths(world: Any, lengths: Any, batch_size: Any) -> Any:
    """Return the lengths of the sequences, which a run checks to be as many as the batch has."""
    lengths = cast(world, lengths, dtypes.int32)
    if lengths.static_shape is not None and len(lengths.static_shape) != 1:
        raise ValueError("Argument sequence_length must be a vector of length batch_size. Received "
                         f"sequence_length={lengths} of shape: {lengths.shape}")  # fmt: skip
    lengths = world.apply("Identity", lengths, name="sequence_length")
    wanted, found = world.apply("Pack", batch_size, axis=0), world.apply("Shape", lengths)
    words = [f"Expected shape for Tensor {lengths.name} is ", wanted, " but saw shape: ", found]
    check = Assert(world, reduce_all(world, world.apply("Equal", found, wanted)), words)
    with world.current_graph().control_dependencies([check]):
        return world.apply("Identity", lengths, name="CheckSeqLen")


def _loop(world: Any, cell: Any, inputs: Any, state: Any, batch_size: Any, lengths: Any, dtype: Any) -> Any:
    flat = nest.flatten(inputs)
    steps = world.apply("Shape", flat[0])[0]
    sizes = nest.flatten(cell.output_size)
    zero = nest.map_structure(lambda size: zeros_of(world, batch_size, size, dtype), cell.output_size)
    time = world.constant(0, dtypes.int32, name="time")
    known = flat[0].static_shape[1]
    arrays = tuple(
        tensor_array(world, dtype, steps, element_shape=[known, *(as_shape(size) or ())], name=f"output_{number}")
        for number, size in enumerate(sizes)
    )
    read = [
        tensor_array(world, each.dtype, steps, element_shape=each.static_shape[1:], name=f"input_{number}").unstack(
            each
        )
        for number, each in enumerate(flat)
    ]
    end = steps
    if lengths is not None:
        longest = world.apply("Maximum", 1, reduce_max(world, lengths))
        end = world.apply("Minimum", steps, longest)

    def turn(time: Any, arrays: Any, state: Any) -> Any:
        values = [array.read(time) for array in read]
        for value, each in zip(values, flat, strict=True):
            value.set_shape(each.static_shape[1:])
        over = None if lengths is None else world.apply("GreaterEqual", time, lengths)
        output, new = _step(world, cell, nest.pack_sequence_as(inputs, values), state, over, zero)
        written = tuple(a.write(time, v) for a, v in zip(arrays, nest.flatten(output), strict=True))
        return time + 1, written, new

    _, arrays, state = while_loop_v1(
        world, lambda time, *_: world.apply("Less", time, end), turn, (time, arrays, state), maximum_iterations=steps
    )
    outputs = []
    for array, size in zip(arrays, sizes, strict=True):
        output = array.stack()
        output.set_shape([flat[0].static_shape[0], known, *(as_shape(size) or ())])
        outputs.append(output)
    return nest.pack_sequence_as(cell.output_size, outputs), state


@public(v1=("nn.bidirectional_dynamic_rnn",))
def bidirectional_dynamic_rnn(
    world: Any, cell_fw: Any, cell_bw: Any, inputs: Any, sequence_length: Any = None, initial_state_fw: Any = None,
    initial_state_bw: Any = None, dtype: Any = None, parallel_iterations: int | None = None,
    swap_memory: bool = False, time_major: bool = False, scope: Any = None,
) -> tuple[Any, Any]:  # fmt: skip
    """Return the outputs of two cells, of which the second reads the sequences backwards, and their last states."""
    check_cell("cell_fw", cell_fw)
    check_cell("cell_bw", cell_bw)

    def backwards(value: Any) -> Any:
        if sequence_length is None:
            return reverse(world, value, [0 if time_major else 1])
        axes = (0, 1) if time_major else (1, 0)
        return reverse_sequence(world, value, sequence_length, *axes)

    def run(cell: Any, turned: Any, state: Any, inside: Any) -> Any:
        return dynamic_rnn(world, cell, turned, sequence_length, state, dtype, time_major=time_major, scope=inside)

    turned = partial(nest.map_structure, backwards)
    cells = (cell_fw, cell_bw), (initial_state_fw, initial_state_bw)
    (forward, backward), states = _both_ways(world, scope, inputs, turned, run, *cells)
    return (forward, turned(backward)), states


@public(v1=("nn.static_bidirectional_rnn",))
def static_bidirectional_rnn(
    world: Any, cell_fw: Any, cell_bw: Any, inputs: Any, initial_state_fw: Any = None, initial_state_bw: Any = None,
    dtype: Any = None, sequence_length: Any = None, scope: Any = None,
) -> tuple[list[Any], Any, Any]:  # fmt: skip
    """Return what two cells give at each step, side by side, of which the second reads backwards, and their states."""
    check_cell("cell_fw", cell_fw)
    check_cell("cell_bw", cell_bw)
    _check_steps(inputs)

    def turned(steps: Any) -> Any:
        if sequence_length is None:
            return list(reversed(steps))
        return unstack(world, reverse_sequence(world, world.apply("Pack", *steps), sequence_length, 0, 1))

    def run(cell: Any, turned: Any, state: Any, inside: Any) -> Any:
        return static_rnn(world, cell, turned, state, dtype, sequence_length, inside)

    cells = (cell_fw, cell_bw), (initial_state_fw, initial_state_bw)
    (forward, backward), states = _both_ways(world, scope, inputs, turned, run, *cells)
    return [concat(world, pair, 1) for pair in zip(forward, turned(backward), strict=True)], *states


def _both_ways(world: Any, scope: Any, inputs: Any, turned: Any, run: Any, cells: Any, states: Any) -> Any:
    """Return the two outputs and the two last states of cells, of which the second reads what is turned."""
    with variable_scope(world, scope or "bidirectional_rnn"):
        found = []
        for name, cell, state in zip(("fw", "bw"), cells, states, strict=True):
            with variable_scope(world, name) as inside:
                found.append(run(cell, turned(inputs) if name == "bw" else inputs, state, inside))
    return tuple(zip(*found, strict=True))
