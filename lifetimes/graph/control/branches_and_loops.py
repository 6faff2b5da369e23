"""Control flow in graphs: `If` and `While` call graphs of their own, in either world.

A branch or a loop body is traced once into a FuncGraph. What it uses from outside is captured and becomes
an input of the `If` or `While` node, so that runs before the choice is made; what it makes itself runs only
if chosen. Under eager execution there is nothing to build: Python chooses.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import numpy as np

from lifetimes import nest
from lifetimes.errors import advise, refuse
from lifetimes.graph.control.ordering import kind_of_call
from lifetimes.graph.control.regions import ListedTurns, Region, ended, listed, of_refs, scalar_predicate, unlist
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.storage import Storage
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.library import load
from lifetimes.ops import Out, Shape, World, as_shape, brackets, common, dtypes, op, within
from lifetimes.ops.debugging.refusals import no_result

ALL_INPUTS: Final = 1 << 30


def trace(
    world: World, name: str, scope: str, function: Callable[..., Any],
    parameters: Sequence[tuple[Any, Shape, str]] = (), into: FuncGraph | None = None, ran: Any = None,
) -> tuple[FuncGraph, Any, list[int | None]]:  # fmt: skip
    """Run `function` once inside a new graph. Returns the graph, what it returned, and where each leaf of that went.

    A leaf is an output of the graph at that place, or None: nothing, or an operation that only has to run. For that,
    where it is given, `ran` is returned.
    A graph of which nothing comes is dismantled, so that it dies with the error.
    """
    graph = into or graph_for_part(world, name)
    if not scope and isinstance(graph, Region) and graph.names.scope:
        scope = f"{graph.names.scope}/"
    try:
        with world.graph_as_default(graph), graph.names.enter(scope):
            arguments = [graph.parameter(label, dtype, shape) for dtype, shape, label in parameters]
            structure = function(*arguments)
            places = [
                _place(world, graph, leaf, function, ran) for leaf in nest.flatten(structure, expand_composites=True)
            ]
            if isinstance(graph, Region):
                graph.finish()
    except BaseException:
        graph.discard()
        raise
    return graph, structure, places


def graph_for_part(world: World, name: str) -> FuncGraph:
    """Return a graph for a branch or body: one of its own, or in the old world a region of the default graph."""
    return (Region if world.parts_in_graph else FuncGraph)(world, name, world.current_graph())


@contextmanager
def _kept_by_a_node(*graphs: FuncGraph) -> Iterator[None]:
    """Dismantle graphs of which no node comes to be."""
    try:
        yield
    except BaseException:
        for graph in graphs:
            graph.discard()
        raise


def _place(world: World, graph: FuncGraph, leaf: Any, function: Callable[..., Any], ran: Any) -> int | None:
    if isinstance(leaf, Operation):
        graph.effects.append(leaf)
        leaf = ran
    if leaf is None:
        return None
    try:
        tensor = world.convert(leaf)
    except (TypeError, ValueError):
        raise no_result(leaf, function) from None
    graph.outputs.append(graph.capture_or_own(tensor))
    if isinstance(graph, Region):
        graph.finish()
    return len(graph.outputs) - 1


def externals(*graphs: FuncGraph) -> list[Any]:
    """Return what the graphs use from outside, in the order of their captures."""
    return [outside for graph in graphs for outside in graph.external_captures]


def insides_of(operation: Operation, outside: Tensor) -> list[Tensor]:
    """Return what stands for an input of a node in the graphs that it calls; what these capture is read last."""
    parts = [value for value in operation.attrs.values() if isinstance(value, FuncGraph)]
    called = "_callee" in operation.attrs  # with arguments too, which a choice or a loop has not
    taken = [inside for part in parts for inside in (part.inputs if called else part.internal_captures)]
    pairs = zip(reversed(operation.inputs), reversed(taken), strict=False)
    return [inside for tensor, inside in pairs if tensor is outside]


def wait_for(node: Operation, *graphs: FuncGraph) -> None:
    """Make a node wait for the operations outside that something inside its graphs waits for."""
    for graph in graphs:
        node.wait_for([c for c in graph.outer_controls if c not in node.control_inputs])


def leaf_tensors(graph: FuncGraph) -> list[Tensor]:
    """Return what a gradient cannot compute again: everything that stateful operations of the graph gave.

    A branch is differentiated by building it once more and walking back through that copy. A random number
    or the value of a variable must be that of the first time, so `If` and `While` hand these on.
    """
    return [tensor for operation in graph.get_operations()
            if operation.definition.stateful and operation.type != "Placeholder" for tensor in operation.outputs
            if tensor.dtype.kind != "r" or operation.type == "TensorArrayV3"]  # fmt: skip


def read_leaves(values: Sequence[Any]) -> list[Any]:
    """Return the leaves as values: what an assignment gave is a place, which later turns write to again."""
    return [value.value if type(value) is Storage else value for value in values]


def _named(world: World, node: Operation, count: int) -> list[Any]:
    """Return the results of a node under the names that TensorFlow gives them."""
    return [tensor if tensor.dtype.kind in "rv" or tensor.dtype.is_ref else
            world.node("Identity", [tensor], {}, None).outputs[0] for tensor in node.outputs[:count]]  # fmt: skip


def _index(world: World, choice: Operation) -> Tensor:
    """Return the number of the branch that was taken, made by a node that is not listed."""
    node: Operation = world.node("Cast", choice.inputs[:1], {"to": dtypes.int32}, f"{choice.name}/_index/")
    unlist(node)
    return node.outputs[0]


# --- cond ------------------------------------------------------------------------------------------------


def _if_outputs(inputs: Any, attrs: dict[str, Any]) -> list[Out]:
    pairs = zip(attrs["then"].outputs, attrs["other"].outputs, strict=True)
    outputs: list[Out] = [
        (a.dtype if b.dtype.is_ref else b.dtype, common(a.static_shape, b.static_shape)) for a, b in pairs
    ]
    return outputs + [(t.dtype.base_dtype, t.static_shape) for t in attrs["leaves"]]


def _if(run: Any, node: Any, pred: Any, *captured: Any, kept: bool = True) -> tuple[Any, ...]:
    """Run one branch. After its outputs come the leaves of both, if a gradient needs them; some have no value."""
    then, other, leaves = node.attrs["then"], node.attrs["other"], node.attrs["leaves"]
    split = len(then.captured)
    if pred.size != 1 or (pred.shape and node.graph.world.parts_in_graph):
        raise refuse(f"The second input must be a scalar, but it has shape {brackets(pred.shape)}")
    chosen, arguments = (then, captured[:split]) if pred else (other, captured[split:])
    mine = [tensor for tensor in leaves if chosen.owns(tensor.op)] if kept else []
    values = run.call(chosen, arguments, [*chosen.outputs, *mine])
    count = len(chosen.outputs)
    for i, (tensor, out) in enumerate(zip(chosen.outputs, node.outputs, strict=False)):
        if tensor.dtype.is_ref and not out.dtype.is_ref:
            values[i] = values[i].value
    known = dict(zip(map(id, mine), read_leaves(values[count:]), strict=True))
    return (*values[:count], *(known.get(id(tensor)) for tensor in leaves))


for _kind in ("If", "StatelessIf"):
    op(_kind, "cond input:*", _if, _if_outputs, stateful=True, refs=ALL_INPUTS, outputs=-1)


def if_node(world: World, pred: Any, then: FuncGraph, other: FuncGraph, name: str) -> Operation:
    """Build the node that chooses between two traced branches."""
    _check_predicate(pred, "pred", name)
    attrs = {"then": then, "other": other, "leaves": [*leaf_tensors(then), *leaf_tensors(other)]}
    node: Operation = world.node(kind_of_call("If", then, other), (pred, *externals(then, other)), attrs, name)
    wait_for(node, then, other)
    return node


def _check_predicate(pred: Tensor, argument: str, name: str) -> None:
    """Raise InvalidArgumentError, as TensorFlow does when it runs, for a choice that depends on no bool."""
    if pred.dtype.base_dtype != dtypes.bool_ and not pred.graph.world.parts_in_graph:
        words = f"Input '{argument}' passed {pred.dtype.cpp_name} expected bool while building NodeDef"
        raise refuse(f"{words} '{name.rstrip('/')}'")


_COND: Final = ("true_fn", "false_fn", "tf.cond")


def cond(
    world: World, pred: Any, true_fn: Any, false_fn: Any, name: str | None, names: Sequence[str] = _COND
) -> Any:  # fmt: skip
    """Build both branches and the node that chooses; return the results in the structure that they returned.

    `names` are what errors call the two and the function that was called.
    """
    with world.name_scope(name, "cond", [pred]) as scope:
        pred = world.convert(pred, name="pred")
        ran = None if world.parts_in_graph else pred
        parts = [graph_for_part(world, name) for name in ("cond_true", "cond_false")]
        if world.parts_in_graph:
            list_branches(world.current_graph(), pred, parts)
        then, structure, places = trace(world, "", scope, true_fn, into=parts[0], ran=ran)
        with _kept_by_a_node(then):
            _check_given(world, "true_fn", structure)
            other, second, _ = trace(world, "", scope, false_fn, into=parts[1], ran=ran)
        with _kept_by_a_node(then, other):
            _check_given(world, "false_fn", second)
            _check_branches(then, structure, other, second, names)
            node = if_node(world, pred, then, other, f"{scope}If" if world.parts_in_graph else scope)
        if world.parts_in_graph:
            found = _merged(world, node, then, other)
        else:
            found = _named(world, node, len(then.outputs))
    leaves = nest.flatten(structure, expand_composites=True)
    results = [found[p] if p is not None else leaf and node for leaf, p in zip(leaves, places, strict=True)]
    return nest.pack_sequence_as(structure, results, expand_composites=True)


def _merged(world: World, node: Operation, then: FuncGraph, other: FuncGraph) -> list[Tensor]:
    """Return the results of a choice as the graph lists them: where its two branches come together."""
    graph, index = world.current_graph(), _index(world, node)
    unlist(node)
    for part in () if isinstance(graph, FuncGraph) else (then, other):
        graph.add_to_collection("cond_context", part)
    ends = zip(node.outputs, other.outputs, then.outputs, strict=False)
    return [ended(graph, of_refs("Merge", *pair), pair, [tensor, index]) for tensor, *pair in ends]


def list_branches(graph: Any, pred: Tensor, parts: Sequence[Any]) -> None:
    """List the nodes with which a choice begins in a graph of the old world."""
    scalar_predicate(pred, graph.names.unique("Switch", mark_as_used=False), "pred", "T=DT_BOOL", 2)
    out = (pred.dtype.base_dtype, pred.static_shape)
    pred = graph.capture_or_own(pred)
    switch = listed(graph, "Switch", (pred, pred), [out, out])
    parts[0].begins = listed(graph, "Identity", switch.outputs[1:], [out], "switch_t")
    parts[1].begins = listed(graph, "Identity", switch.outputs[:1], [out], "switch_f")
    chosen = listed(graph, "Identity", (pred,), [out], "pred_id")
    for branch, part in zip((1, 0), parts, strict=True):
        part.pred, part.branch = chosen.outputs[0], branch


def _check_given(world: World, label: str, structure: Any) -> None:
    if structure is None and world.parts_in_graph:
        raise ValueError(f"'{label}' must have a return value.")


def _check_branches(then: FuncGraph, first: Any, other: FuncGraph, second: Any, names: Sequence[str]) -> None:
    """Raise TypeError or ValueError, in TensorFlow's words, where the two branches return different things."""
    if then.world.parts_in_graph:
        return _check_listed_branches(then, first, other, second)
    mine, theirs, op_name = names
    words = "must have the same number, type, and overall structure of return values."
    words = f"{mine} and {theirs} arguments to {op_name} {words}\n\n{mine} output: {first}\n{theirs} output: {second}\n"
    words = f"{words}\nError details:\n"
    counts = [len(nest.flatten(returned)) for returned in (first, second)]
    if counts[0] != counts[1]:
        raise AssertionError(advise(str(counts), words.partition("\n")[0]))
    try:
        nest.assert_same_structure(first, second, expand_composites=True)
    except (TypeError, ValueError) as error:
        raise TypeError(f"{words}{error}") from None
    if len(then.outputs) != len(other.outputs):
        lengths = f"len(graphs[0].outputs): {len(then.outputs)}\nlen(graphs[1].outputs): {len(other.outputs)}\n"
        raise ValueError(f"Lengths of branch outputs of {op_name.rpartition('_')[2].removeprefix('tf.')} must match.\n"
                         f"{lengths}")  # fmt: skip
    for pair in zip(then.outputs, other.outputs, strict=True):
        if pair[0].dtype.base_dtype != pair[1].dtype.base_dtype:
            raise TypeError(f"{words}{pair[0]} and {pair[1]} have different types")


def _check_listed_branches(then: FuncGraph, first: Any, other: FuncGraph, second: Any) -> None:
    nest.assert_same_structure(first, second)
    if not nest.flatten(first):
        raise ValueError("'true_fn' and 'false_fn' must return at least one result.")
    if any(leaf is None for leaf in nest.flatten(first)):
        raise ValueError("None values not supported.")
    for mine, theirs in zip(then.outputs, other.outputs, strict=True):
        kinds = mine.dtype.base_dtype.name, theirs.dtype.base_dtype.name
        if kinds[0] != kinds[1]:
            found = "Received {} from 'true_fn' and {} from 'false_fn'.".format(*kinds)
            raise ValueError(f"Outputs of 'true_fn' and 'false_fn' must have the same type(s). {found}")


# --- while_loop ------------------------------------------------------------------------------------------


def _while_outputs(inputs: Any, attrs: dict[str, Any]) -> list[Out]:
    finals: list[Out] = [(t.dtype, s) for t, s in zip(attrs["body"].parameters, attrs["shapes"], strict=True)]
    return [*finals, *[(dtypes.variant, ())] * len(remembered(attrs["body"], attrs["leaves"]))]


def remembered(body: FuncGraph, leaves: Sequence[Tensor]) -> list[Tensor]:
    """Return the tensors of a body whose values of each turn a gradient needs."""
    return [*body.parameters, *leaves]


def _while(run: Any, node: Any, *inputs: Any, kept: bool = True) -> tuple[Any, ...]:
    """Run the body while the condition holds. After the final values come lists of those of each turn, if needed."""
    test, body, leaves = (node.attrs[key] for key in ("test", "body", "leaves"))
    leaves = leaves if kept else []
    count, split = len(body.outputs), len(body.outputs) + len(test.captured)
    places = [i for i, t in enumerate(body.outputs) if t.dtype.is_ref and not body.parameters[i].dtype.is_ref]
    values, for_test, for_body = list(inputs[:count]), inputs[count:split], inputs[split:]
    turns: list[Any] = []
    tested, turned = test.plan().loop, body.plan([*body.outputs, *leaves]).loop
    while tested([*values, *for_test], run)[0]:
        made = turned([*values, *for_body], run)
        if kept:
            turns.append((*values, *read_leaves(made[count:])))
        values = made[:count]
        for i in places:
            values[i] = values[i].value
    return (
        *values,
        *map(boxed, [list(column) for column in zip(*turns, strict=True)] or [[]] * (len(node.outputs) - count)),
    )


def boxed(value: Any) -> Any:
    """Return any Python object as a 0-d array, the form in which a variant travels."""
    box = np.empty((), np.object_)
    box[()] = value
    return box


_if.kept = lambda node: node.outputs[len(node.attrs["then"].outputs) :]  # type: ignore[attr-defined]
_while.kept = lambda node: node.outputs[len(node.attrs["body"].outputs) :]  # type: ignore[attr-defined]
for _kind in ("While", "StatelessWhile"):
    op(_kind, "input:*", _while, _while_outputs, stateful=True, refs=ALL_INPUTS, outputs=-1)


def while_loop(
    world: World, test: Callable[..., Any], body: Callable[..., Any], loop_vars: Any, invariants: Any = None,
    limit: Any = None, name: str | None = None,
) -> Any:  # fmt: skip
    """Build a loop; return the final values in the structure of the loop variables.

    One more loop variable counts the turns up to a limit, in the new world always, and the limit goes round with it.
    """
    if not world.parts_in_graph:
        loop_vars = in_tensors(world, loop_vars)
    with world.name_scope(name, "while", nest.flatten(loop_vars, expand_composites=True)) as scope:
        counting, outside = _counting(world, limit)
        counted = len(counting)
        loop_vars = in_tensors(world, loop_vars)
        starts, shapes = _starts(world, loop_vars, invariants, counting)
        parameters = _parameters(world, scope, counting, starts, shapes)

        def structured(*flat: Any) -> Any:
            return nest.pack_sequence_as(loop_vars, flat[counted:], expand_composites=True)

        def go_on(*flat: Any) -> Any:
            if limit is None:
                return world.convert(test(*structured(*flat)))
            turns_left = world.apply("Less", *flat[:counted], *outside)
            return world.apply("LogicalAnd", turns_left, world.convert(test(*structured(*flat))))

        parts = [graph_for_part(world, name) for name in ("while_cond", "while_body")]
        turns = ListedTurns(world.current_graph(), starts, shapes, parts) if world.parts_in_graph else None
        kinds: list[Any] = []

        def counted_on(flat: Sequence[Any]) -> list[Any]:
            return [flat[0] + 1, *flat[1:counted]] if counted else []

        def turn(*flat: Any) -> Any:
            number = counted_on(flat) if world.parts_in_graph else []  # the new world counts after the body
            result = body(*structured(*flat))
            kinds.append(type(result))
            return [*(number or counted_on(flat)), _turn(world, result, loop_vars)]

        tested, _, _ = trace(world, "", scope, go_on, parameters, parts[0])
        with _kept_by_a_node(tested):
            if turns is not None:
                turns.tested(tested.outputs[0])
            traced, returned, _ = trace(world, "", scope, turn, parameters, parts[1])
        with _kept_by_a_node(tested, traced):
            if turns is not None:
                turns.turned(traced.outputs)
            node = _while_node(world, scope, starts, shapes, tested, traced)
        found = (node.outputs[: len(starts)] if turns is None else turns.ended(node))[counted:]
    after = nest.pack_sequence_as(loop_vars, nest.flatten(returned[-1]))
    if world.parts_in_graph and kinds[0] in (list, tuple):
        after = kinds[0](after)  # the old world gives what the body gives, the new one what it was given
    return nest.pack_sequence_as(after, found, expand_composites=True)


def _parameters(
    world: World, scope: str, counting: Sequence[Any], starts: Sequence[Any], shapes: Sequence[Shape]
) -> list[tuple[Any, Shape, str]]:
    """Return dtype, shape and label of what stands for each loop variable; the new world names what counts after it."""
    labels = [] if world.parts_in_graph else [tensor.op.name for tensor in counting]
    labels += ["Placeholder"] * (len(starts) - len(labels))
    return [(start.dtype.base_dtype, shape, f"{scope}{label}")
            for start, shape, label in zip(starts, shapes, labels, strict=True)]  # fmt: skip


def _while_node(
    world: World, scope: str, starts: Sequence[Any], shapes: list[Shape], test: FuncGraph, body: FuncGraph
) -> Operation:
    """Build the node that repeats a traced body. TypeError or ValueError where its turns do not fit each other."""
    _check_turn(starts, shapes, body)
    _check_predicate(test.outputs[0], "input", f"{scope}LoopCond")
    attrs = {"test": test, "body": body, "leaves": leaf_tensors(body), "shapes": shapes}
    label = f"{scope}While" if world.parts_in_graph else scope
    node: Operation = world.node(kind_of_call("While", test, body), (*starts, *externals(test, body)), attrs, label)
    wait_for(node, test, body)
    return node


def in_tensors(world: World, loop_vars: Any) -> Any:
    """Return loop variables as tensors; what is made of tensors, as a TensorArray, stays as it is."""
    return nest.map_structure(lambda v: v if hasattr(v, "_with_tensors") else world.convert(v), loop_vars)


def row_of(world: World, rows: Any, place: Any) -> Any:
    """Return a row, in a graph by the name of the read by which TensorFlow takes it out of an array of the rows."""
    if world.is_eager() or hasattr(rows, "nrows"):
        return rows[place]
    with world.name_scope("TensorArrayV2Read"):
        return load("ops.layout.indexing").index(world, rows, place, "TensorListGetItem")


def _starts(world: World, loop_vars: Any, invariants: Any, counting: list[Any]) -> tuple[list[Any], list[Any]]:
    """Return the tensors that a loop begins with, and what is known of their shapes at every turn."""
    shapes: list[Shape] = [()] * len(counting)
    if invariants is None:
        invariants = nest.map_structure(lambda _: None, loop_vars)
    nest.assert_same_structure(loop_vars, invariants)
    for leaf, given in zip(nest.flatten(loop_vars), nest.flatten(invariants), strict=True):
        if hasattr(leaf, "row_splits"):  # there may be more values at another turn
            shapes += leaf.carried_shapes()
        elif given is None or (isinstance(leaf, Tensor) and leaf.dtype.is_ref):  # a place keeps its shape
            shapes += [tensor.static_shape for tensor in nest.flatten(leaf, expand_composites=True)]
        else:
            shapes.append(as_shape(getattr(given, "shape", given)))
            if world.parts_in_graph and not within(leaf.static_shape, shapes[-1]):
                raise ValueError(f"The shape invariant specified for {leaf.name} is not compatible with the initial "
                                 f"shape of the loop variable. It enters the loop with shape {leaf.shape}, but the "
                                 f"specified shape invariant is {world.shape_class(shapes[-1])}.")  # fmt: skip
    return [*counting, *nest.flatten(loop_vars, expand_composites=True)], shapes


def _counting(world: World, limit: Any) -> tuple[list[Any], list[Any]]:
    """Return the loop variables that count turns up to a limit, and the limit where it stays outside of the loop."""
    if not world.parts_in_graph:
        known = world.convert(limit).static_value() if world.is_tensor(limit) else -1 if limit is None else limit
        most = limit if known is None else world.constant(known, name="maximum_iterations")
    elif limit is None:
        return [], []
    else:
        most = world.convert(limit, name="maximum_iterations")
    if most.static_shape != ():
        raise ValueError(f"'maximum_iterations' must be a scalar. Received shape: {most.shape}")
    if world.parts_in_graph:
        return [world.constant(0, most.dtype, name="iteration_counter")], [most]
    return [world.constant(0, most.dtype, name="loop_counter"), most], []


def _turn(world: World, returned: Any, structure: Any) -> Any:
    """Return what a body returned in the structure of the loop variables; a single value may stand alone."""
    if not nest.is_nested(returned):
        returned = [returned]
    returned = list(returned) if type(returned) is tuple else returned
    if world.parts_in_graph and any(one is None for one in nest.flatten(returned)):
        raise ValueError("None values not supported.")
    if returned == [None]:
        raise AssertionError(f"body_graph has {len(structure) + 1} outputs; Expected: {len(structure) + 2}")
    given = list(structure) if type(structure) is tuple else structure
    first, second = (given, returned) if world.parts_in_graph else (returned, given)
    nest.assert_same_structure(first, second, check_types=False)
    return returned


def _name_around(body: FuncGraph, start: Any) -> str:
    """Return the name of what a loop begins with in the graph around it, which may have to take it in."""
    return start.name if body.outer is None else body.outer.capture_or_own(start).name  # type: ignore[no-any-return]


def _check_turn(starts: Sequence[Any], shapes: list[Shape], body: FuncGraph) -> None:
    """Raise TypeError or ValueError where a turn gives a loop variable another dtype or shape."""
    quote = "'" if body.world.parts_in_graph else "`"
    for start, shape, after in zip(starts, shapes, body.outputs, strict=True):
        if after.dtype.base_dtype != start.dtype.base_dtype:
            name = _name_around(body, start)
            words = f"Loop var {name} enters the loop with type {start.dtype} but has type {after.dtype} after 1"
            raise TypeError(advise(f"{words} iteration. {name} type should remain constant.",
                                   "Cast it to the same type in the body."))  # fmt: skip
        if not within(after.static_shape, shape):
            before = start.shape if body.world.parts_in_graph else body.world.shape_class(shape)
            name = f"{quote}{_name_around(body, start)}{quote}"
            raise ValueError(f"Input tensor {name} enters the loop with shape {before}, but has "
                             f"shape {after.shape} after one iteration. To allow the shape to vary across "
                             "iterations, use the `shape_invariants` argument of tf.while_loop to specify a "
                             "less-specific shape.")  # fmt: skip
