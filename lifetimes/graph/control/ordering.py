"""In which order the operations of a function run where their inputs do not say: as they were written.

What reads a variable waits for the write before it, a write for the reads since the last one, and what touches the
world outside for what did so before. What has state runs though nobody uses its result: the outputs wait for it.
Source: `tensorflow/python/framework/auto_control_deps.py`.
"""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Final

from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.ops import public

_STATELESS: Final = {  # though their kernels are told
    "MatchingFiles", "PartitionedCall", "Placeholder", "PyFuncStateless", "ReadFile", "StatelessIf", "StatelessWhile",
}  # fmt: skip
_CALLS: Final = {"If", "While", "StatefulPartitionedCall"}
_IN_ANY_ORDER: Final = {
    "Multinomial", "ParameterizedTruncatedNormal", "RandomGamma", "RandomPoissonV2", "RandomShuffle",
    "RandomStandardNormal", "RandomUniform", "RandomUniformInt", "RestoreV2", "SaveV2", "TruncatedNormal",
}  # fmt: skip


def has_state(operation: Operation) -> bool:
    """Return whether TensorFlow calls an operation stateful."""
    return operation.has_effect or (operation.definition.stateful and operation.type not in _STATELESS)


def kind_of_call(kind: str, *graphs: FuncGraph) -> str:
    """Return the kind of a node that calls graphs: there is another where nothing in these has state."""
    found = any(has_state(operation) for graph in graphs for operation in graph.get_operations())
    return kind if found else f"Stateless{kind}"


class Turns:
    """Which operations of a function an operation waits for, because of what both do to a variable or to the world."""

    def __init__(self) -> None:
        self.must_run: list[Operation] = []
        self._wrote: dict[int | None, Operation] = {}
        self._read: dict[int | None, list[Operation]] = {}

    def before(self, operation: Operation) -> list[Operation]:
        """Return what the next operation waits for."""
        writes = operation.has_effect
        places: list[int | None] = [*{id(tensor) for tensor in operation.inputs if tensor.dtype.kind == "r"}]
        if has_state(operation) and operation.type not in _IN_ANY_ORDER:
            if operation.type != "ReadVariableOp" or operation.outputs[0].consumers():
                self.must_run.append(operation)
            if not places or (writes and operation.type in _CALLS):
                writes = True
                places.append(None)
        found = [self._wrote[place] for place in places if place in self._wrote]
        for place in places:
            if writes:
                found += self._read.pop(place, ())
                self._wrote[place] = operation
            else:
                self._read.setdefault(place, []).append(operation)
        return list(dict.fromkeys(found))


def put_in_order(graph: FuncGraph) -> None:
    """Let the operations of a function wait for each other as they were written, and its outputs for what must run."""
    turns = Turns()
    for operation in graph.get_operations():
        operation.wait_for([one for one in turns.before(operation) if one not in operation.control_inputs])
    if turns.must_run and graph.outputs:
        gate = graph.world.node("NoOp", (), {}, None, graph)
        gate.wait_for(turns.must_run)
        for output in graph.outputs:
            output.op.wait_for([gate])


# --- in which order operations have their turn in gradients: it names what is added to a graph, and sums round by it


def turns(path: list[Any], targets: list[Any], backwards: bool) -> Iterable[Any]:
    """Return the steps in their turn; `backwards` will do as well where no more than two gradients meet at a tensor."""
    met = targets + [tensor for step in path for tensor in step[2]]
    if backwards and (len(met) < len(set(met)) + 2 or max(Counter(met).values()) <= 2):
        return path[::-1]
    return _by_turns(path, targets)


def _by_turns(path: list[Any], targets: list[Any]) -> Iterator[Any]:
    """Yield the steps that lead to the targets, each when all that use it are done; first come, first served."""
    makers = {output: place for place, (*_, outputs) in enumerate(path) for output in outputs}

    def used_by(place: int) -> list[int]:
        return [makers[tensor] for tensor in path[place][2] if tensor in makers]

    starts = [*dict.fromkeys(makers[target] for target in targets if target in makers)]
    uses: dict[int, int] = dict.fromkeys(starts, 0)
    waiting = [*starts]
    while waiting:
        for maker in used_by(waiting.pop()):
            if maker not in uses:
                waiting.append(maker)
            uses[maker] = uses.get(maker, 0) + 1
    ready = deque(place for place in starts if not uses[place])
    while ready:
        yield path[place := ready.popleft()]
        for maker in used_by(place):
            uses[maker] -= 1
            if not uses[maker]:
                ready.append(maker)


def after(world: Any, checks: Sequence[Any]) -> AbstractContextManager[Any]:
    """Make what is built inside wait for the checks; eagerly they have been made."""
    return nullcontext() if world.is_eager() else world.current_graph().control_dependencies(checks)


# --- tensors that become available together --------------------------------------------------------------


@public("tuple")
def tuple_(world: Any, tensors: Any, control_inputs: Any = None, name: str | None = None) -> list[Any]:
    """Return the tensors as readings that each wait for all of them."""
    if world.is_eager():
        return tensors  # type: ignore[no-any-return]
    return joined(world, tensors, control_inputs or (), name)  # type: ignore[no-any-return]


def joined(world: Any, tensors: Sequence[Any], control_inputs: Sequence[Any] = (), name: str | None = None) -> Any:
    """Return readings of the tensors that wait for all of them, and for the operations given; None stays None."""
    tensors = [t if t is None or hasattr(t, "op") or isinstance(t, (Operation, IndexedSlices)) else world.convert(t)
               for t in tensors]  # fmt: skip
    waits = [_operation(item) for item in tensors if item is not None]
    with world.name_scope(name, "tuple", [output for op in waits for output in op.outputs]):
        for item in control_inputs:
            if not isinstance(item, (Operation, Tensor)):
                raise TypeError(f"'control_inputs' must only contain Operation or Tensor. Received: {type(item)}")
            waits.append(_operation(item))
        if not waits:
            raise ValueError(f"'tensors' must have at least one Tensor. Received: {tensors}.")
        graph = world.current_graph()
        with graph.control_dependencies(waits):
            gate = world.node("NoOp", (), {}, "group_deps", graph)
        with graph.control_dependencies([gate]):
            return [item if item is None else _same(world, item) for item in tensors]


def _operation(item: Any) -> Any:
    if isinstance(item, IndexedSlices):
        return item.values.op
    return item if isinstance(item, Operation) else item.op


def _same(world: Any, item: Any) -> Any:
    if isinstance(item, IndexedSlices):
        values = world.apply("Identity", item.values, name="control_dependency")
        return IndexedSlices(values, item.indices, item.dense_shape)
    if isinstance(item, Operation):
        with world.current_graph().control_dependencies([item]):
            return world.node("NoOp", (), {}, "group_deps")
    return world.apply("Identity", item, name="control_dependency")
