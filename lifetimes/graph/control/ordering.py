"""In which order the operations of a function run where their inputs do not say: as they were written.

What reads a variable waits for the write before it, a write for the reads since the last one, and what touches the
world outside for what did so before. What has state runs though nobody uses its result: the outputs wait for it.
Source: `tensorflow/python/framework/auto_control_deps.py`.
"""

from typing import Final

from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.tensor import Operation

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
