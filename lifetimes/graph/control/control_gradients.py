"""Gradients through `If` and `While`: build the branch or body once more, and walk back through that copy.

What the copy must not compute again (a random number, a variable as it was) comes from the *leaves* that
the forward node handed on; a loop remembers them turn by turn once a gradient has asked for it.
"""

from collections.abc import Sequence
from typing import Any

from lifetimes.graph.control.branches_and_loops import if_node, insides_of, remembered, trace, while_loop
from lifetimes.graph.control.regions import Region, ended
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.gradients import backprop, dense, reached
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.ops import World, is_full
from lifetimes.ops.dtypes import variant
from lifetimes.ops.registry import Out, gradient


class Copied:
    """An operation built once more: the record of the first, with other inputs and outputs."""

    __slots__ = ("attrs", "definition", "inputs", "name", "outputs")

    def __init__(self, operation: Operation, inputs: Sequence[Any], outputs: Sequence[Any]) -> None:
        self.definition, self.attrs, self.name = operation.definition, operation.attrs, operation.name
        self.inputs, self.outputs = inputs, outputs


def build_again(
    world: World, graph: FuncGraph, arguments: Sequence[Any], leaves: Sequence[tuple[Tensor, Any]]
) -> tuple[list[Copied], list[Any]]:
    """Build the stateless part of a graph in the current one; return the records of all of it, and the outputs.

    `leaves` pairs each tensor that a stateful operation gave with the tensor that has its value here.
    """
    here = dict(zip(map(id, graph.inputs), arguments, strict=True))
    here.update((id(tensor), value) for tensor, value in leaves)
    parameters = {tensor.op for tensor in graph.inputs}
    records = []
    for operation in _running(graph):
        if operation in parameters or any(id(tensor) not in here for tensor in operation.inputs):
            continue
        inputs = [here[id(tensor)] for tensor in operation.inputs]
        if not operation.definition.stateful:
            node = world.node(operation.type, inputs, operation.attrs, operation.name)
            here.update(zip(map(id, operation.outputs), node.outputs, strict=True))
        if all(id(tensor) in here for tensor in operation.outputs):
            records.append(Copied(operation, inputs, [here[id(tensor)] for tensor in operation.outputs]))
    return records, [here.get(id(tensor)) for tensor in graph.outputs]


def _running(graph: FuncGraph) -> list[Operation]:
    """Return the operations of a graph as they run: what ends a branch or loop reads what that gives."""
    return [operation.attrs.get("_runs_as", operation) for operation in graph.get_operations()]


def _flows(tensor: Any) -> bool:
    return tensor.dtype.base_dtype.kind in "fcrv"


def zeros_of(world: World, source: Any, inside: Tensor) -> Any:
    """Return zeros like a tensor, or like the value of a variable; `inside` stands for it in the graph called."""
    if source.dtype.kind != "r":
        return world.apply("ZerosLike", source)
    read = _read_of(inside)
    assert read is not None
    value = world.apply("ReadVariableOp", source, dtype=read.attrs["dtype"], shape=read.attrs["shape"])
    return world.apply("ZerosLike", value)


def _read_of(source: Tensor) -> Operation | None:
    """Return a read of the variable behind a resource, in its graph or in a graph called there; None without any."""
    for operation in source.consumers():
        if operation.type in ("ReadVariableOp", "ResourceGather", "ResourceGatherNd"):
            return operation
        passed_on = operation.outputs if operation.type in ("Switch", "Enter") else insides_of(operation, source)
        found = next(filter(None, map(_read_of, passed_on)), None)
        if found is not None:
            return found
    return None


def hand_on(node: Any) -> list[Tensor]:
    """Let the calls inside of a choice or a loop give what their gradients read; return what the node gives for it."""
    if "_callee" in node.attrs:
        return node.attrs["_callee"].hand_on(node)  # type: ignore[no-any-return]
    parts = [node.attrs[part] for part in ("then", "other", "body") if part in node.attrs]
    made = []
    for part in parts:
        steps, _ = reached(_running(part), {*map(id, part.inputs)}, set(), id)
        made += [tensor for operation, *_ in steps for tensor in hand_on(operation)]
    if not made:
        return []
    node.attrs["leaves"] += made
    lists = "body" in node.attrs  # of what each turn gave
    return give_more(node, [(variant, ()) if lists else (t.dtype.base_dtype, t.static_shape) for t in made])


def give_more(node: Operation, kinds: Sequence[Out]) -> list[Tensor]:
    """Add outputs of these dtypes and shapes to a node, and return them."""
    first, make = len(node.outputs), node.graph.world.tensor_class
    made = [make(node, first + i, *kind) for i, kind in enumerate(kinds)]
    node._outputs = [*node.outputs, *made] if made else node._outputs
    return made


def _backprop(world: World, around: str | None, records: Sequence[Any], *ends: Sequence[Any]) -> list[Any]:
    """Walk back through what was built once more; nodes of a region have TensorFlow's names, in the scope `around`."""
    if around is None:
        return backprop(world, records, *ends)
    with world.current_graph().names.enter(around):
        return backprop(world, records, *ends, scope=lambda record: world.name_scope(f"{record.name}_grad"))


# --- If --------------------------------------------------------------------------------------------------


@gradient("StatelessIf")
@gradient("If")
def _if_gradient(world: World, node: Any, *dys: Any) -> list[Any]:
    then, other, leaves = node.attrs["then"], node.attrs["other"], node.attrs["leaves"]
    dys = (*dys, *[None for _ in hand_on(node)])
    count, split = len(then.outputs), 1 + len(then.captured)
    given = list(zip(leaves, node.outputs[count:], strict=True))
    parts = [(other, list(node.inputs[split:])), (then, list(node.inputs[1:split]))]  # in TensorFlow's order
    built = [_branch_gradient(world, node, graph, inputs, given, dys[:count], dys[count:]) for graph, inputs in parts]
    (second, theirs), (first, mine) = built
    _check_sizes(world, mine, theirs)
    for graph, before, after in ((first, {}, theirs), (second, mine, {})):
        with world.graph_as_default(graph):
            zeros = [[graph.capture_or_own(zeros_of(world, *s)) for s in group.values()] for group in (before, after)]
        graph.outputs[:] = [*zeros[0], *graph.outputs, *zeros[1]]
    result: list[Any] = [None] * len(node.inputs)
    if first.outputs:
        choice = if_node(world, node.inputs[0], first, second, "If")
        positions = [*(1 + i for i in mine), *(split + i for i in theirs)]
        inside = [*then.internal_captures, *other.internal_captures]
        for position, dx in zip(positions, choice.outputs, strict=False):
            result[position] = _named_after(then, node, inside[position - 1], "cond_grad", dx)
    return result


def _check_sizes(world: World, *groups: dict[int, Any]) -> None:
    """Raise ValueError where zeros for the branch that reads no variable need sizes which that is not held to."""
    sources = [{id(source): inside for source, inside in group.values()} for group in groups]
    for key in sources[0].keys() ^ sources[1].keys():
        read = _read_of(sources[key in sources[1]][key])
        if read is not None and not world.parts_in_graph and not is_full(read.attrs["shape"]):
            shape = world.shape_class(read.attrs["shape"])
            raise ValueError(f"Cannot convert a partially known TensorShape {shape} to a Tensor.")


def _named_after(part: FuncGraph, node: Any, entered: Tensor, label: str, dx: Tensor) -> Tensor:
    """Return a gradient under TensorFlow's name for it: of a region, that of the node that hands the value in."""
    around = _around(part, node)
    if around is None:
        return dx
    return ended(part.world.current_graph(), "Exit", (dx,), [dx], f"{around}{entered.op.name}_grad/{label}")


def _around(part: FuncGraph, node: Any) -> str | None:
    """Return the scope around that of the gradient of a node, which is open; None where a part is no region."""
    if not isinstance(part, Region):
        return None
    scope: str = part.world.current_graph().names.scope
    return scope.removesuffix(f"{node.name}_grad")


def _branch_gradient(
    world: World, node: Any, graph: FuncGraph, inputs: list[Any], leaves: list[tuple[Tensor, Any]],
    dys: Sequence[Any], of_leaves: Sequence[Any],
) -> tuple[FuncGraph, dict[int, Any]]:  # fmt: skip
    """Return a graph of the gradients of one branch, and by position the inputs that have one."""
    connected: dict[int, Any] = {}
    around = _around(graph, node)
    mine = [(tensor, value, dy) for (tensor, value), dy in zip(leaves, of_leaves, strict=True) if graph.owns(tensor.op)]

    def build() -> list[Any]:
        current = world.current_graph()
        arguments = [current.capture(tensor) for tensor in inputs]
        given = [current.capture(value) for _, value, _ in mine]
        records, outputs = build_again(
            world, graph, arguments, [(t, v) for (t, _, _), v in zip(mine, given, strict=True)]
        )
        pairs = [
            (o, current.capture(dy))
            for o, dy in zip([*outputs, *given], [*dys, *(dy for _, _, dy in mine)], strict=True)
            if dy is not None and o is not None and _flows(o)
        ]
        found = _backprop(world, around, records, [o for o, _ in pairs], [dy for _, dy in pairs], arguments)
        kept = [(i, dense(world, dx)) for i, dx in enumerate(found) if dx is not None]
        connected.update((i, (inputs[i], graph.internal_captures[i])) for i, _ in kept)
        return [dx for _, dx in kept]

    gradients, _, _ = trace(world, f"{graph.name}_grad", "", build)
    return gradients, connected


# --- While -----------------------------------------------------------------------------------------------


@gradient("StatelessWhile")
@gradient("While")
def _while_gradient(world: World, node: Any, *dys: Any) -> list[Any]:
    body, leaves = node.attrs["body"], node.attrs["leaves"]
    if world.parts_in_graph and "/while_grad/" in node.name:
        raise TypeError("Second-order gradient for while loops not supported.")
    hand_on(node)
    count, split = len(body.outputs), len(body.outputs) + len(node.attrs["test"].captured)
    histories, finals, captured = node.outputs[count:], node.outputs[:count], list(node.inputs[split:])
    carried = [i for i, tensor in enumerate(finals) if _flows(tensor)]
    again = [i for i, dy in enumerate(dys[count:]) if dy is not None]  # of a gradient that read these histories
    around = _around(body, node)
    summed = _captures_with_gradients(world, body, [*body.outputs, *leaves] if again else body.outputs)
    starts = [dys[i] if dys[i] is not None else world.apply("ZerosLike", finals[i]) for i in carried]
    totals = [zeros_of(world, captured[i], body.internal_captures[i]) for i in summed]

    def turn_back(turn: Any, d_vars: list[Any], d_captured: list[Any]) -> Any:
        current = world.current_graph()
        given = [
            world.apply("TensorListGetItem", history, turn, dtype=t.dtype.base_dtype, shape=t.static_shape)
            for history, t in zip(histories, remembered(body, leaves), strict=True)
        ]
        more = {i: world.apply("TensorListItemLike", dys[count + i], turn, given[i]) for i in again}
        arguments = [*given[:count], *(current.capture(tensor) for tensor in captured)]
        records, outputs = build_again(world, body, arguments, list(zip(leaves, given[count:], strict=True)))
        sources = [*(arguments[i] for i in carried), *(arguments[count + i] for i in summed)]
        targets = [*(outputs[i] for i in carried), *(given[i] for i in more)]
        found = _backprop(world, around, records, targets, [*d_vars, *more.values()], sources)
        before = [
            dense(world, dx) if dx is not None else world.apply("ZerosLike", source)
            for dx, source in zip(found, sources[: len(carried)], strict=False)
        ]
        for dx, source in zip(before, sources, strict=False):
            dx.set_shape(source.shape)  # a rule may know less of it
        pairs = zip(d_captured, found[len(carried) :], strict=True)
        after = [total if dx is None else _added(world, total, dx) for total, dx in pairs]
        return turn - 1, before, after

    last = world.apply("TensorListLength", histories[0]) - 1
    _, d_starts, d_captured = while_loop(
        world, lambda turn, *_: turn >= 0, turn_back, (last, starts, totals), None, None, "while_grad"
    )
    result: list[Any] = [None] * len(node.inputs)
    for i, dx in zip(carried, d_starts, strict=True):
        entered = node.attrs["test"].handed_in[i][1] if isinstance(body, Region) else dx
        result[i] = _named_after(body, node, entered, "Exit", dx)
    for i, dx in zip(summed, d_captured, strict=True):
        result[split + i] = _named_after(body, node, body.internal_captures[i], "b_acc_3", dx)
    return result


def _added(world: World, total: Any, dx: Any) -> Any:
    """Return a sum with one more gradient; that of an array of tensors is added element by element."""
    return world.apply("TensorListAdd", total, dx) if total.dtype == variant else total + dense(world, dx)


def _captures_with_gradients(world: World, body: FuncGraph, targets: Sequence[Tensor]) -> list[int]:
    """Return which captures of a body have a gradient: all that can have one, be it zero.

    In the old world only those have one on which any of the targets depends differentiably.
    """
    inside = body.internal_captures
    found = [i for i, one in enumerate(inside) if _flows(one) and (one.dtype.kind != "r" or _read_of(one) is not None)]
    if not world.parts_in_graph:
        return found
    records, ends = _running(body), {id(target) for target in targets if _flows(target)}
    return [i for i in found if not ends.isdisjoint(reached(records, {id(inside[i])}, set(), id)[1])]
