"""ExponentialMovingAverage: a shadow for each variable, kept by the graph and updated when somebody runs it."""

from collections.abc import Iterable
from typing import Any

from lifetimes.graph.data.colocation import near
from lifetimes.ops import dtypes, public
from lifetimes.ops.random.initializers import Zeros
from lifetimes.tf1.graph_building import group
from lifetimes.tf1.graph_collections import GraphKeys
from lifetimes.tf1.library.assigning import assign_sub
from lifetimes.tf1.library.initial_values import initialized_value
from lifetimes.tf1.library.slots import create_slot
from lifetimes.tf1.scopes import init_scope
from lifetimes.tf1.variable import Variable
from lifetimes.tf1.variable_lists import global_variables
from lifetimes.tf1.variable_scope import variable_scope
from lifetimes.tf1.variable_store import get_variable


@public(v1=("train.ExponentialMovingAverage",))
class ExponentialMovingAverage:
    """Keeps averages of variables or tensors. `num_updates` lowers the decay while few updates were made."""

    def __init__(
        self, world: Any, decay: Any, num_updates: Any = None, zero_debias: bool = False,
        name: str = "ExponentialMovingAverage",
    ) -> None:  # fmt: skip
        self._world, self._decay, self._num_updates, self.name = world, decay, num_updates, name
        self._zero_debias = zero_debias
        self._averages: dict[int, tuple[Any, Any]] = {}

    def apply(self, var_list: Iterable[Any] | None = None) -> Any:
        """Return an operation that brings the averages up to date; makes those that do not exist yet."""
        world = self._world
        followed = self._trainable() if var_list is None else list(var_list)
        biased = set()
        for var in followed:
            if not var.dtype.base_dtype.is_floating:
                raise TypeError(f"The variables must be half, float, or double: {var.name}")
            if id(var) not in self._averages:
                self._averages[id(var)] = (var, self._shadow(var))
                if self._zero_debias and not isinstance(var, Variable):
                    biased.add(id(var))
        with world.name_scope(self.name) as scope:
            decay = self._current_decay()
            updates = [
                assign_moving_average(world, self.average(var), var, decay, id(var) in biased) for var in followed
            ]
            return group(world, *updates, name=scope)

    def _trainable(self) -> list[Any]:
        return self._world.current_graph().get_collection(GraphKeys.TRAINABLE_VARIABLES)  # type: ignore[no-any-return]

    def _shadow(self, var: Any) -> Any:
        with init_scope(self._world) as graph:
            if not isinstance(var, Variable):
                return create_slot(self._world, var, self.name)
            shadow = create_slot(self._world, var, self.name, initialized_value(self._world, var))
            graph.add_to_collection(GraphKeys.MOVING_AVERAGE_VARIABLES, var)
            return shadow

    def _current_decay(self) -> Any:
        decay = self._world.convert(self._decay, dtypes.float32, name="decay")
        if self._num_updates is None:
            return decay
        count = self._world.apply("Cast", self._num_updates, to=dtypes.float32, name="num_updates")
        return self._world.apply("Minimum", decay, (1.0 + count) / (10.0 + count))

    def average(self, var: Any) -> Any:
        """Return the variable that holds the average; None where there is none."""
        return self._averages.get(id(var), (None, None))[1]

    def average_name(self, var: Any) -> str:
        """Return the name under which the average of a variable is saved, made already or not."""
        if id(var) in self._averages:
            return str(self.average(var).op.name)
        return self._world.current_graph().unique_name(  # type: ignore[no-any-return]
            f"{var.op.name}/{self.name}", mark_as_used=False
        )

    def variables_to_restore(self, moving_avg_variables: Any = None) -> dict[str, Any]:
        """Return a name map for a Saver that restores the averages into the variables that they follow."""
        graph = self._world.current_graph()
        if moving_avg_variables is None:
            moving_avg_variables = self._trainable() + graph.get_collection(GraphKeys.MOVING_AVERAGE_VARIABLES)
        names = {self.average_name(var): var for var in moving_avg_variables}
        averaged = {var.name for var in moving_avg_variables}
        for var in global_variables(self._world):
            if var.name not in averaged:
                names.setdefault(var.op.name, var)
        return names


def assign_moving_average(
    world: Any, variable: Any, value: Any, decay: Any, zero_debias: bool = False, name: str | None = None
) -> Any:
    """Return an operation that moves the variable towards the value: `variable -= (1 - decay) * (variable - value)`."""
    with world.name_scope(name, "AssignMovingAvg", [variable, value, decay]) as scope:
        rest = world.convert(1.0 - decay, name="decay")
        kind = variable.dtype.base_dtype
        rest = rest if rest.dtype.base_dtype == kind else world.apply("Cast", rest, to=kind)
        if zero_debias:
            return _unbiased(world, variable, value, rest, scope)
        return assign_sub(world, variable, (variable - value) * rest, name=scope)


def _unbiased(world: Any, variable: Any, value: Any, rest: Any, name: str) -> Any:
    """Return an operation that assigns an average that began at zero, divided by how much of it that still is."""
    scope = variable_scope(world, variable.op.name, values=[variable, value, rest])
    with scope, init_scope(world), near(world, variable):
        zeros = Zeros(world)
        biased = get_variable(world, "biased", variable.shape, initializer=zeros, trainable=False)
        step = get_variable(world, "local_step", [], initializer=zeros, trainable=False)
    moved = biased.assign_sub((biased - value) * rest)
    return variable.assign(moved / (1 - world.apply("Pow", 1.0 - rest, step.assign_add(1))), name=name)
