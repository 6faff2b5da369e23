"""Who initialises, who trains, who saves: the lists of variables that a graph keeps, and the operations on them."""

from collections.abc import Callable
from typing import Any

import numpy as np

from lifetimes.library import load
from lifetimes.ops import public
from lifetimes.tf1.graph_building import group
from lifetimes.tf1.graph_collections import GraphKeys


def _listed(name: str, key: str, old: tuple[str, ...] = ()) -> Callable[..., list[Any]]:
    def find(world: Any, scope: str | None = None) -> list[Any]:
        return world.current_graph().get_collection(key, scope)  # type: ignore[no-any-return]

    find.__name__ = find.__qualname__ = name
    find.__doc__ = f"Return what the collection {key!r} of the default graph holds; a copy."
    return public(v1=(name, *old))(find)


global_variables = _listed("global_variables", GraphKeys.GLOBAL_VARIABLES, ("all_variables",))
local_variables = _listed("local_variables", GraphKeys.LOCAL_VARIABLES)
_listed("trainable_variables", GraphKeys.TRAINABLE_VARIABLES)
_listed("model_variables", GraphKeys.MODEL_VARIABLES)
_listed("moving_average_variables", GraphKeys.MOVING_AVERAGE_VARIABLES)


@public(v1=("variables_initializer", "initializers.variables", "initialize_variables"))
def variables_initializer(world: Any, var_list: Any, name: str = "init") -> Any:
    """Return an operation that sets these variables to their initial values, in the session that runs it."""
    if world.is_eager():
        return None
    return group(world, *[variable.initializer for variable in var_list], name=name)


@public(v1=("global_variables_initializer", "initializers.global_variables", "initialize_all_variables"))
def global_variables_initializer(world: Any) -> Any:
    """Return an operation that initialises the global variables of this moment; later ones are not in it."""
    return variables_initializer(world, [] if world.is_eager() else global_variables(world))


@public(v1=("local_variables_initializer", "initializers.local_variables", "initialize_local_variables"))
def local_variables_initializer(world: Any) -> Any:
    """Return an operation that initialises the local variables of this moment."""
    return variables_initializer(world, [] if world.is_eager() else local_variables(world))


@public(v1=("is_variable_initialized",))
def is_variable_initialized(world: Any, variable: Any) -> Any:
    """Return a boolean tensor: whether the session that runs it has a value for the variable."""
    return world.apply("IsVariableInitialized", variable) if variable.dtype.is_ref else variable.is_initialized()


@public(v1=("report_uninitialized_variables",))
def report_uninitialized_variables(
    world: Any, var_list: Any = None, name: str = "report_uninitialized_variables"
) -> Any:
    """Return a tensor of the names, without `:0`, of the variables that the session has not set.

    The variables are those of this moment: the global and local ones, or all of the graph where it lists none.
    """
    if var_list is None:
        var_list = global_variables(world) + local_variables(world)
    if not var_list:
        operations = world.current_graph().get_operations()
        var_list = [op.outputs[0] for op in operations if op.type == "VariableV2"]
    with world.name_scope(name):
        if not var_list:
            return world.constant(np.array([], np.object_))
        states = [is_variable_initialized(world, variable) for variable in var_list]
        mask = world.apply("LogicalNot", world.apply("Pack", *states))
        names = world.constant([variable.op.name for variable in var_list])
        return load("ops.layout.choosing").boolean_mask(world, names, mask)
