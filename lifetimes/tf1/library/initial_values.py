"""An initial value that is computed from other variables is put in order by itself.

    a = tf.Variable(2.0)
    b = tf.Variable(a * 3.0)     # the initialiser of b uses a where it is initialised, else the initial value of a

Source: `tensorflow/python/ops/variables.py`, `_try_guard_against_uninitialized_dependencies`.
"""

from typing import Any

from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.library import load
from lifetimes.tf1.graph_collections import GraphKeys
from lifetimes.tf1.variable_lists import is_variable_initialized

_PLACES = ("VariableV2", "VarHandleOp")
_SAFE = ("IsVariableInitialized", "VarIsInitializedOp", "ReadVariableOp", "Merge", "Exit")  # whoever reads these


def initialized_value(world: Any, variable: Any) -> Tensor:
    """Return a tensor of the variable's value, or of its initial value where this session has not set it."""
    with world.graph_as_default(variable.graph):
        return load("graph.control.branches_and_loops").cond(  # type: ignore[no-any-return]
            world, is_variable_initialized(world, variable), variable.read_value, lambda: variable.initial_value, None
        )


def guarded(world: Any, name: str, start: Tensor) -> Tensor:
    """Return the initial value with each reading of a variable replaced by that variable's `initialized_value`."""
    return _Guard(world, name).tensor(start)


class _Guard:
    """Rewrites one initial value. What reads no variable stays as it is; what does is copied, once."""

    def __init__(self, world: Any, name: str) -> None:
        self.world, self.name = world, name
        self.done: dict[Operation, Operation] = {}

    def tensor(self, tensor: Tensor) -> Tensor:
        return self.operation(tensor.op).outputs[tensor.value_index]

    def operation(self, start: Operation) -> Operation:
        stack = [start]
        while stack:
            operation = stack[-1]
            missing = [] if operation.type in _SAFE else [t.op for t in operation.inputs if t.op not in self.done]
            if missing:
                stack += missing
                continue
            stack.pop()
            if operation not in self.done:
                self.done[operation] = self._rewritten(operation)
        return self.done[start]

    def _rewritten(self, operation: Operation) -> Operation:
        if operation.type in _SAFE:
            return operation
        if operation.type in _PLACES:
            variable = _variable_of(operation)
            return operation if variable is None else initialized_value(self.world, variable).op
        inputs = tuple(self.done[tensor.op].outputs[tensor.value_index] for tensor in operation.inputs)
        if inputs == operation.inputs:
            return operation
        name = f"{operation.name}_{self.name}".replace(":", "_").rstrip("/")
        attrs = dict(operation.attrs)
        copy: Operation = self.world.node(operation.type, inputs, attrs, name, operation.graph)
        return copy


def _variable_of(operation: Operation) -> Any:
    graph = operation.graph
    for key in (GraphKeys.GLOBAL_VARIABLES, GraphKeys.LOCAL_VARIABLES):
        for variable in reversed(graph.collections.get(key, ())):  # most often it is one of the last
            if getattr(variable, "op", None) is operation:
                return variable
    return None
