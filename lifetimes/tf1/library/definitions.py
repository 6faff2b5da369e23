"""What data keeps of a variable and of a Saver: the names of their operations, which stay in the graph."""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from lifetimes.graph.data.protos import SaverDef, SaveSliceInfoDef, VariableDef
from lifetimes.ops.variable_options import VariableAggregation, VariableSynchronization


class SaveSliceInfo(NamedTuple):
    """Which part of which whole a variable is."""

    full_name: str
    full_shape: list[int]
    var_offset: list[int]
    var_shape: list[int]

    @property
    def spec(self) -> str:
        """The part as a checkpoint writes it: the sizes of the whole, then start and length along each axis."""
        whole = " ".join(map(str, self.full_shape))
        return f"{whole} " + ":".join(f"{o},{s}" for o, s in zip(self.var_offset, self.var_shape, strict=True))


Definition = TypeVar("Definition", SaverDef, VariableDef)


def definition_of(variable: Any, export_scope: str | None) -> VariableDef | None:
    """Return the names of the operations that make up a variable; None where it lies outside of the scope."""
    made = VariableDef(
        variable_name=variable._variable.name, initializer_name=variable._initializer.name,
        snapshot_name=variable._snapshot.name, is_resource=variable._is_resource,
        initial_value_name=variable._initial_value.name, trainable=variable._trainable,
        save_slice_info_def=variable._save_slice_info and SaveSliceInfoDef(**variable._save_slice_info._asdict()),
    )  # fmt: skip
    return without_scope(made, export_scope) if export_scope else made


def take_up(variable: Any, definition: VariableDef, import_scope: str | None, value: Any = None) -> None:
    """Let a variable stand for the operations of the current graph that a definition names."""
    if value is not None:
        raise ValueError("variable_def and initial_value are mutually exclusive.")
    graph, names = variable._world.current_graph(), under_scope(definition, import_scope)
    variable._variable = graph.get_tensor_by_name(names.variable_name)
    variable._initializer = graph.get_operation_by_name(names.initializer_name)
    variable._snapshot = graph.get_tensor_by_name(names.snapshot_name)
    if names.initial_value_name:
        variable._initial_value = graph.get_tensor_by_name(names.initial_value_name)
    if variable._is_resource:
        variable._kind, variable._sizes = variable.op.attrs["dtype"], variable.op.attrs["shape"]
    variable._trainable = names.trainable
    if definition.HasField("save_slice_info_def"):
        part = definition.save_slice_info_def
        sizes = map(list, (part.full_shape, part.var_offset, part.var_shape))
        whole = f"{import_scope}/{part.full_name}" if import_scope else part.full_name
        variable._save_slice_info = SaveSliceInfo(whole, *sizes)
    variable.synchronization, variable.aggregation = VariableSynchronization.AUTO, VariableAggregation.NONE


def under_scope(definition: Definition, scope: str | None) -> Definition:
    """Return the names as they are after an import under a scope."""
    return _renamed(definition, lambda name: f"{scope}/{name}" if scope else name)


def without_scope(definition: Definition, scope: str) -> Definition | None:
    """Return the names without the scope; None where they are not in it."""
    _, first = definition.ListFields()[0]
    if not first.startswith(f"{scope}/"):
        return None
    return _renamed(definition, lambda name: name.removeprefix(f"{scope}/"))


def _renamed(definition: Definition, rename: Callable[[str], str]) -> Definition:
    made = definition.copied()
    for field, value in definition.ListFields():
        if field.endswith("_name"):
            setattr(made, field, rename(value))
    return made
