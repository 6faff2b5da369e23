"""A variable as data: the names of the operations that make it up, which is what a meta graph keeps of it."""

from __future__ import annotations

from typing import Any, ClassVar

from lifetimes.graph.data.text_messages import Message
from lifetimes.ops.variable_options import VariableAggregation, VariableSynchronization


class VariableDef(Message):
    """The names of the operations that make up a variable."""

    schema: ClassVar = {
        "variable_name": str, "initializer_name": str, "snapshot_name": str, "is_resource": bool,
        "initial_value_name": str, "trainable": bool,
    }  # fmt: skip


def definition_of(variable: Any, export_scope: str | None) -> VariableDef | None:
    """Return the definition of a variable, its names without the scope; None where it is outside of it."""
    if export_scope is not None and not variable.name.startswith(export_scope):
        return None
    skip = len(export_scope) + 1 if export_scope else 0
    definition = VariableDef(
        variable_name=variable.name[skip:],
        initial_value_name=variable._initial_value.name[skip:],
        initializer_name=variable._initializer.name[skip:],
        snapshot_name=variable._snapshot.name[skip:],
        trainable=variable._trainable,
    )
    if variable._is_resource:
        definition.is_resource = True
    return definition


def take_up(variable: Any, definition: Any, import_scope: str | None) -> None:
    """Make a new variable stand for the operations that a definition names; they are in the graph already."""
    graph = variable._world.current_graph()
    prefix = f"{import_scope}/" if import_scope else ""
    variable._variable = graph.get_tensor_by_name(prefix + definition.variable_name)
    variable._initializer = graph.get_operation_by_name(prefix + definition.initializer_name)
    variable._snapshot = graph.get_tensor_by_name(prefix + definition.snapshot_name)
    if definition.initial_value_name:
        variable._initial_value = graph.get_tensor_by_name(prefix + definition.initial_value_name)
    if variable._is_resource:
        variable._kind, variable._sizes = variable.op.attrs["dtype"], variable.op.attrs["shape"]
    variable._trainable = definition.trainable
    variable.synchronization, variable.aggregation = VariableSynchronization.AUTO, VariableAggregation.NONE
