"""Region: a branch or a loop body of the old world. Its nodes are the default graph's own.

Nothing hides in a graph of the old world: what a branch makes is found by name, counted, and put in collections like
anything else. A region only says which of these nodes run together, and which of them hand in what comes from outside:
a `Switch` or an `Enter` for each. What chooses and repeats is the plan's business, and is not listed.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.graph import Graph
from lifetimes.graph.plan import Plan, Run
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.ops import Shape, World, brackets
from lifetimes.ops.debugging.refusals import other_graph, out_of_scope
from lifetimes.ops.dtypes import DType, as_ref, int32, resource
from lifetimes.ops.registry import find, op, same, unchanged
from lifetimes.ops.state import value_shape


class Region(FuncGraph):
    """A part of a graph that runs as a whole. `pred` and `branch` tell a branch; a loop has neither."""

    def __init__(self, world: World, name: str, outer: Graph) -> None:
        super().__init__(world, name, outer)
        self._root = outer.root
        self.names, self.indices = self._root.names, self._root.indices
        self.scopes.devices, self.scopes.overrides = outer.scopes.devices, outer.scopes.overrides
        self.pred: Tensor | None = None
        self.branch, self.frame = 0, ""
        self.begins: Operation | None = None
        self.listed = True
        self.sibling: Region | None = None
        self.handed_in: list[tuple[str, Tensor]] = []  # the kind and input of what stands for each loop variable
        self._entering: list[tuple[Region, str, Operation]] = outer._entering if isinstance(outer, Region) else []

    root = property(lambda self: self._root)

    @property
    def repeats(self) -> bool:
        """Return whether this is a loop, or a branch inside one: what is made here has a value for each turn."""
        return self.pred is None or (isinstance(self.outer, Region) and self.outer.repeats)

    def check_open(self) -> None:
        self._root.check_open()

    def owns(self, operation: Operation) -> bool:
        return self._operations.get(operation.name) is operation

    def can_capture(self, tensor: Tensor) -> bool:
        return tensor.graph is self._root or self._root.can_capture(tensor)

    def as_graph_element(self, obj: Any, allow_tensor: bool = True, allow_operation: bool = True) -> Any:
        return self._root.as_graph_element(obj, allow_tensor, allow_operation)

    def add(self, *operations: Operation) -> Operation:
        """Take in operations, for the graph around it too: there each stands before what hands in its inputs."""
        super().add(*operations)
        for operation in operations:
            waits = operation._waits or not self._floats(operation)
            list_inside(self._root, operation, () if waits else self._begins())
            self._take_in(*operation.outputs)
            self.finish(operation.name)
        return operations[-1]

    def _take_in(self, *tensors: Tensor) -> None:
        for tensor in tensors if self.repeats else ():
            self._root.prevent_feeding(tensor)

    def _begins(self) -> tuple[Operation, ...]:
        """Return the node with which a branch or a turn begins, if it is listed."""
        return (self.begins,) if self.begins else tuple(tensor.op for tensor in self.parameters[:1])

    def _floats(self, operation: Operation) -> bool:
        """Return whether an operation reads nothing, or in a loop nothing that changes from turn to turn."""
        return all(self.pred is None and t.op.type in ("Enter", "RefEnter") for t in operation.inputs)

    def parameter(self, name: str, dtype: DType, shape: Shape, stands_for: Any = None) -> Tensor:
        """Return what stands for a loop variable at each turn: a `Merge` in the condition, in the body what follows."""
        kind, given = self.handed_in[len(self.parameters)]
        ref = as_ref(dtype) if given.dtype.is_ref else dtype
        outputs = [(ref, shape), (int32, ())][: find(kind).outputs]
        tensor = self._enter(self.names.unique(_label(kind)), kind, (given,), _known(given), outputs)[0]
        list_inside(self._root, tensor.op)
        self.parameters.append(tensor)
        return tensor

    def _name(self, name: str) -> str:
        return self.names.unique_path(name) if "/" in name else self.names.unique(name)

    def _enter(
        self, name: str, kind: str, inputs: Sequence[Tensor], attrs: dict[str, Any], outputs: list[tuple[DType, Shape]]
    ) -> list[Tensor]:
        node = Operation(self, name, find(kind), tuple(inputs), attrs, outputs)
        with self.scopes.no_control():
            FuncGraph.add(self, node)
        node.graph = self._root
        self._take_in(*node.outputs)
        if self.listed:
            self._entering.append((self, name.rpartition("/")[0], node))
        return node.outputs

    def finish(self, user: str | None = None) -> None:
        """List what hands in the inputs of an operation, from around too, or all here that is not listed yet."""
        for entry in list(self._entering):
            region, known, node = entry
            if user == known if user is not None else region is self:
                list_inside(self._root, node)
                self._entering.remove(entry)

    def discard(self) -> None:
        """Leave the nodes where they are, also where a branch failed: they belong to the graph around."""

    def capture_or_own(self, value: Any, user: str = "") -> Tensor:
        return value if isinstance(value, Tensor) and self.owns(value.op) else self.capture(value, user)

    def capture(self, value: Any, name: str | None = None) -> Tensor:
        """Return what hands the value in: the output of a `Switch` or `Enter` that is named after its first user."""
        found = self.captured.get(id(value))
        if found is not None:
            return found[1]
        if self.owns(value.op):
            return value  # type: ignore[no-any-return]
        user = (name or "").rpartition("/")[0]
        if value.graph is self._root and value.op in self._root.inside and not self._is_around(value.op):
            if user and not self._root.is_feedable(value):
                raise loop_refusal(value, user, "they are in different while loops")
            raise out_of_scope(value, self)
        assert self.outer is not None
        if self.pred is not None and not self.can_capture(value):
            raise other_graph(self.pred, value)
        outside = self.outer.capture_or_own(value, name or "")
        user = user or self.names.scope
        out = (value.dtype, value.static_shape)
        if self.pred is not None:
            kind, inputs = of_refs("Switch", outside), (outside, self.pred)
            inside = self._enter(self._name(f"{user}/Switch"), kind, inputs, _known(value), [out, out])[self.branch]
        else:
            known = self.sibling is not None and id(value) in self.sibling.captured
            listed, self.listed = self.listed, not known
            kind = of_refs("Enter", outside)
            attrs = {"frame_name": self.frame, "is_constant": True, **_known(value)}
            inside = self._enter(self._name(f"{user}/{kind}"), kind, (outside,), attrs, [out])[0]
            self.listed = listed
        self.captured[id(value)] = (value, inside)
        return inside

    def _is_around(self, operation: Operation) -> bool:
        around = self.outer
        while isinstance(around, Region) and not around.owns(operation):
            around = around.outer
        return isinstance(around, Region)


def _known(value: Any) -> dict[str, Any]:
    """Return what is known of the variable behind a resource."""
    return {"_value_shape": value_shape(value)} if value is not None and value.dtype == resource else {}


def list_inside(root: Graph, node: Operation, after: tuple[Operation, ...] = ()) -> None:
    """Let a graph list a node that it cannot run by itself."""
    node.graph = root
    root._operations[node.name] = node
    root.inside[node] = after


def check_outside(graph: Graph, operation: Operation) -> None:
    """Raise ValueError for an operation that reads out of a loop around which it does not stand."""
    for tensor in operation.inputs:
        if tensor.op in graph.inside and not graph.is_feedable(tensor) and operation.type not in ("Exit", "RefExit"):
            raise loop_refusal(tensor, operation.name, f"'{tensor.op.name}' is in a while loop")


def loop_refusal(value: Tensor, user: str, why: str) -> ValueError:
    """Return the error for a tensor that is used where its loop does not reach."""
    return ValueError(
        f"Cannot use '{value.op.name}' as input to '{user}' because {why}. See info log for more details."
    )


def listed(
    graph: Graph, kind: str, inputs: Sequence[Tensor], outputs: list[Any], label: str = "", **attrs: Any
) -> Operation:  # fmt: skip
    """Add a node that stands for a step of a branch or loop, which the plan takes in a way of its own."""
    node = Operation(graph, graph.names.unique(label or _label(kind)), find(kind), tuple(inputs), attrs, outputs)
    node.index = next(graph.indices)
    list_inside(graph.root, node)
    return node


def _label(kind: str) -> str:
    return "Merge" if kind == "RefMerge" else "Switch" if kind == "RefSwitch" else kind


def of_refs(kind: str, *tensors: Tensor) -> str:
    """Return the kind of node that hands these on: references as references."""
    return f"Ref{kind}" if all(tensor.dtype.is_ref for tensor in tensors) else kind


def ended(graph: Graph, kind: str, inputs: Sequence[Tensor], running: Sequence[Tensor], path: str = "") -> Tensor:
    """Add the node that a branch or loop ends in, of that full name if one is given, and return its output.

    It shows what TensorFlow's has for inputs, and runs as another name of what the hidden node gives.
    """
    outputs = [(tensor.dtype, tensor.static_shape) for tensor in running]
    name = graph.names.unique_path(path) if path else graph.names.unique(_label(kind))
    node = graph.add(Operation(graph, name, find(kind), tuple(inputs), {}, outputs))
    return _running_as(node, kind, running, {})


def done(graph: Any, operation: Operation, branch: bool) -> Tensor:
    """Return a tensor for a branch that gives an operation: which branch it is, after that."""
    name, begins = graph.names.unique("control_dependency"), graph.begins.outputs[0]
    with graph.control_dependencies([operation]):
        node = graph.add(Operation(graph, name, find("Identity"), (begins,), {}, [(begins.dtype, ())]))
    return _running_as(node, "Const", (), {"value": np.array(branch), "dtype": begins.dtype})


def _running_as(node: Operation, kind: str, inputs: Sequence[Tensor], attrs: dict[str, Any]) -> Tensor:
    """Return the output of a node that is listed for another, which runs in its place."""
    twin = Operation(node.graph.root, node.name, find(kind), tuple(inputs), attrs, [])
    twin._outputs, twin.index, twin.site, twin._waits = node._outputs, node.index, node.site, node._waits
    node.attrs = {"_runs_as": twin}
    return node.outputs[0]


def unlist(node: Operation) -> None:
    """Keep a node that the plan runs out of what is listed, and of who reads what: TensorFlow has no such node."""
    root = node.graph.root
    root.unlisted.append(root._operations.pop(node.name))
    for tensor in node.inputs:
        tensor._consumers = [one for one in tensor._consumers if one is not node]


def scalar_predicate(pred: Tensor, node: str, argument: str, attrs: str, count: int) -> None:
    """Raise TypeError or ValueError, in TensorFlow's words, for a predicate that is no scalar of booleans."""
    kind, shape = node.rpartition("/")[2].partition("_")[0], pred.static_shape
    if pred.dtype.base_dtype.name != "bool":
        raise TypeError(f"Input '{argument}' of '{kind}' Op has type {pred.dtype.name} that does not match "
                        "expected type of bool.")  # fmt: skip
    if shape:
        given = ", ".join([brackets(shape)] * count)
        names = ", ".join([pred.op.name] * count)
        raise ValueError(f"Shape must be rank 0 but is rank {len(shape)} for '{{{{node {node}}}}} = "
                         f"{kind}[{attrs}]({names})' with input shapes: {given}.")  # fmt: skip


class ListedTurns:
    """The nodes by which a graph of the old world lists a loop: they stand for the loop variables of each turn."""

    def __init__(self, graph: Any, starts: Sequence[Any], shapes: Sequence[Shape], parts: Sequence[Any]) -> None:
        self._graph, self._test, self._body = graph, *parts
        self._shapes = shapes
        self._test.frame = self._body.frame = graph.names.unique("while_context")
        entered = self._each("Enter", [(graph.capture_or_own(start),) for start in starts], frame_name=self._test.frame)
        self._test.handed_in = [(of_refs("Merge", one), one) for (one,) in entered]
        self._body.sibling = self._test
        if not isinstance(graph, FuncGraph):  # what is inside of another belongs to that
            graph.add_to_collection("while_context", self._body)

    def _each(self, kind: str, inputs: Sequence[tuple[Tensor, ...]], **attrs: Any) -> list[list[Tensor]]:
        """List a node for each loop variable, and return their outputs."""
        count = find(kind).outputs
        return [listed(self._graph, of_refs(kind, given[0]), given, [(given[0].dtype, shape)] * count, **attrs).outputs
                for given, shape in zip(inputs, self._shapes, strict=True)]  # fmt: skip

    def tested(self, holds: Tensor) -> None:
        scalar_predicate(holds, self._graph.names.unique("LoopCond", mark_as_used=False), "input", "", 1)
        going = listed(self._graph, "LoopCond", (holds,), [(holds.dtype.base_dtype, ())]).outputs[0]
        self._switched = self._each("Switch", [(merge, going) for merge in self._test.parameters])
        self._body.handed_in = [(of_refs("Identity", on), on) for _, on in self._switched]

    def turned(self, outputs: Sequence[Tensor]) -> None:
        self._back = self._each("NextIteration", [(output,) for output in outputs])

    def ended(self, node: Operation) -> list[Tensor]:
        """Go back for another turn, and return the results of the hidden node that repeats, as the graph lists them."""
        for merge, (again,) in zip(self._test.parameters, self._back, strict=True):
            merge.op.inputs += (again,)
            again._consumers = [merge.op]
            if merge.dtype.is_ref and not again.dtype.is_ref:
                words = f"was passed {again.dtype.cpp_name} from {again.name} incompatible with expected"
                self._graph.root.fault = f"Input 1 of node {merge.op.name} {words} {again.dtype.cpp_name}_ref."
        unlist(node)
        ends = zip(node.outputs, self._switched, strict=False)
        return [ended(self._graph, of_refs("Exit", off), (off,), [tensor]) for tensor, (off, _) in ends]


def _first(world: World, node: Any, *dys: Any) -> list[Any]:
    """Hand a gradient on from inside to what was handed in."""
    return [next((dy for dy in dys if dy is not None), None), *[None] * (len(node.inputs) - 1)]


# Of the two outputs of a Switch the one that is not taken has no value, and nobody may ask for it.
for _ref in ("", "Ref"):
    op(f"{_ref}Switch", "data pred:bool", lambda data, pred: (data, data),
       lambda inputs, attrs: [same(inputs, attrs)] * 2, _first, outputs=2, slices=True)  # fmt: skip
    op(f"{_ref}Merge", "inputs:*", unchanged, lambda inputs, attrs: [same(inputs, attrs), (int32, ())], _first,
       outputs=2, slices=True)  # fmt: skip
for _kind in ("Enter", "Exit", "NextIteration", "LoopCond", "RefEnter", "RefExit", "RefNextIteration", "RefIdentity"):
    op(_kind, "input", unchanged, same, _first)


# --- feeds inside of a branch: where it is taken, it goes on with what was fed --------------------------------


class FedRun(Run):
    """A run of a session in which tensors inside of branches have values already. It lasts for one call of `run`."""

    __slots__ = ("_fed", "_session")

    def __init__(self, session: Run, tensors: Sequence[Tensor], values: Sequence[Any]) -> None:
        super().__init__()
        self._session, self._fed = session, list(zip(tensors, values, strict=True))
        self.storages = session.storages

    @property
    def random(self) -> Any:
        """The source of random numbers: that of the session."""
        return self._session.random

    def call(self, function: Any, arguments: Sequence[Any], fetches: Sequence[Tensor] | None = None) -> list[Any]:
        """Run a branch on the arguments, and on what is fed inside of it."""
        mine = [(tensor, value) for tensor, value in self._fed if function.owns(getattr(tensor, "op", tensor))]
        if not mine:
            return super().call(function, arguments, fetches)
        wanted = function.outputs if fetches is None else fetches
        plan = Plan([*wanted, *function.effects], [*function.inputs, *(tensor for tensor, _ in mine)], len(wanted))
        return plan.run([*arguments, *(value for _, value in mine)], self)
