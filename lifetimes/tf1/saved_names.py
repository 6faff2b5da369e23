"""Which variable goes under which name of a checkpoint, and how its value is read from and put into a session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lifetimes.graph.tensor import Tensor
from lifetimes.tf1.library.resource_variable import ResourceVariable
from lifetimes.tf1.variable import Variable


def by_name(variables: Any) -> dict[str, Variable]:
    """Return the variables under the names that a checkpoint has for them: their own, or those of a map."""
    if isinstance(variables, Mapping):
        return _checked(variables)
    if not isinstance(variables, (list, tuple, set)):
        raise TypeError(f"Variables to save should be passed in a dict or a list. Got {variables}")
    found: dict[str, Variable] = {}
    for variable in variables:
        name = _name_of(variable)
        if name in found:
            raise ValueError(f"At least two variables have the same name: {name}")
        if not _is_variable(variable):
            raise TypeError(f"Variable to save is not a Variable: {variable}")
        found[name] = variable
    return found


def _is_variable(value: Any) -> bool:
    """Return whether a value is a variable of a graph, or one of the new world, which knows the name it was given."""
    return isinstance(value, Variable) or hasattr(value, "_shared_name")


def _name_of(variable: Any) -> str:
    return str(variable.op.name if isinstance(variable, Variable) else getattr(variable, "_shared_name", variable.name))


def _checked(variables: Mapping[Any, Any]) -> dict[str, Variable]:
    seen: set[int] = set()
    for name in sorted(variables):
        variable = variables[name]
        if not _is_variable(variable):
            words = "names_to_saveables must be a dict mapping string names to Tensors/Variables. Not a variable: "
            raise TypeError(f"{words}{variable}")
        if id(variable) in seen:
            raise ValueError(f"The same saveable will be restored with two names: {name}")
        seen.add(id(variable))
    return dict(variables)


def saved_tensor(variable: Variable) -> Tensor:
    """Return the tensor whose value is saved."""
    return variable._as_graph_element()  # type: ignore[attr-defined,no-any-return]


def assign(world: Any, variable: Variable, value: Tensor, reshape: bool) -> Any:
    """Return an operation that gives the variable a restored value."""
    if reshape:
        value = world.apply("Reshape", value, list(variable.static_shape or ()))
    if isinstance(variable, ResourceVariable):
        return world.node("AssignVariableOp", (variable.handle, world.apply("Identity", value)), {}, None)
    known = not reshape and variable.static_shape is not None
    return world.node("Assign", (variable, value), {"validate_shape": known}, None)


def step_of(sess: Any, global_step: Any) -> int | None:
    """Return the step as a number: an integer, or the value that a tensor or variable has in the session."""
    if global_step is None or isinstance(global_step, int):
        return global_step
    symbolic = sess is not None and (hasattr(global_step, "graph") or isinstance(global_step, str))
    return int(sess.run(global_step) if symbolic else global_step)
