"""`tf.compat.v1.train` where code runs eagerly: the optimizers and averages of the old world on variables of the new.

In a `tf.Graph` they are the old ones. Elsewhere the slots are eager variables that the optimizer owns; it does not
own what it trains, so a variable is freed with its last name and its slots wait for the optimizer to go.
Source: `tensorflow/python/training/optimizer.py`, the branches under eager execution.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from lifetimes import nest
from lifetimes.graph.data.checkpoint_manager import CheckpointManager
from lifetimes.ops import dtypes
from lifetimes.ops.random.initializers import Zeros
from lifetimes.ops.registry import PUBLIC, VALUES
from lifetimes.tf1 import variable_lists
from lifetimes.tf1.graph_collections import GraphKeys
from lifetimes.tf1.library import global_step, optimizers
from lifetimes.tf1.library.moving_averages import ExponentialMovingAverage as OldAverage
from lifetimes.tf1.library.object_checkpoint import Checkpoint as OldCheckpoint
from lifetimes.tf1.library.optimizer import Optimizer as OldOptimizer
from lifetimes.tf1.variable_scope import variable_scope
from lifetimes.tf2.checkpoint import Checkpoint
from lifetimes.tf2.context import HERE
from lifetimes.tf2.library.compat import BRIDGE
from lifetimes.tf2.library.moving_averages import ExponentialMovingAverage
from lifetimes.tf2.object_graph import children_of
from lifetimes.tf2.tape import GradientTape
from lifetimes.tf2.variable import Variable
from lifetimes.tf2.world import WORLD


class Optimizer(OldOptimizer):
    """An optimizer of the old world that takes its steps where it is told to."""

    def compute_gradients(self, loss: Any, var_list: Any = None, *args: Any, **kwargs: Any) -> list[tuple[Any, Any]]:
        """Return (gradient, variable) pairs for a function that computes the loss: for all variables that it reads."""
        if HERE.place.builds_graph or not (callable(loss) or WORLD.is_eager()):
            return super().compute_gradients(loss, var_list, *args, **kwargs)
        if not callable(loss):
            raise RuntimeError("`loss` passed to Optimizer.compute_gradients should be a function when eager "
                               "execution is enabled.")  # fmt: skip
        with GradientTape() as tape:
            if var_list is not None:
                tape.watch(var_list)
            value = loss()
        variables = tape.watched_variables() if var_list is None else nest.flatten(var_list)
        return list(zip(tape.gradient(value, list(variables), kwargs.get("grad_loss")), variables, strict=True))

    def apply_gradients(
        self, grads_and_vars: Iterable[tuple[Any, Any]], global_step: Any = None, name: str | None = None
    ) -> Any:
        """Take the step, and count `global_step` up where one is given."""
        if HERE.place.builds_graph:
            return super().apply_gradients(grads_and_vars, global_step, name)
        pairs = self._checked(grads_and_vars)
        with WORLD.context.outside():
            self._create_slots([variable for _, variable in pairs])
        self._prepare()
        for gradient, variable in pairs:
            self._moved(gradient, variable)
        self._finish([], "")
        vars(self).pop("_tensors", None)  # those of a trace would keep its graph
        return None if global_step is None else global_step.assign_add(1, read_value=False)

    def _grouped(self, operations: list[Any], name: str) -> Any:
        return super()._grouped(operations, name) if HERE.place.builds_graph else None

    # --- slots ---

    def _key(self, var: Any) -> Any:
        return super()._key(var) if HERE.place.builds_graph else var._serial

    def variables(self) -> list[Any]:
        """Return the variables that this optimizer made, in the order of their names."""
        if HERE.place.builds_graph:
            return super().variables()
        slots = [slot for slots in self._slots.values() for slot in slots.values()]
        return sorted([*self._others.values(), *slots], key=lambda variable: str(variable.name))

    def _new_slot(self, var: Any, op_name: str, initializer: Any) -> Any:
        if HERE.place.builds_graph:
            return super()._new_slot(var, op_name, initializer)
        with variable_scope(self._world, None, f"{var.name.removesuffix(':0')}/{op_name}") as scope:
            start = Zeros(self._world) if initializer is None else initializer
            value = start(tuple(var.shape), dtype=var.dtype) if callable(start) else start
        return Variable(value, trainable=False, name=scope.name)

    def _other(self, name: str, value: Any, beside: Any) -> Any:
        if HERE.place.builds_graph:
            return super()._other(name, value, beside)
        key = (name, id(None))
        if key not in self._others:
            self._others[key] = Variable(value, trainable=False, name=name)
        return self._others[key]


class EagerSteps(Optimizer, optimizers.RuleOptimizer):
    """Mixed into an optimizer whose whole step is one op: on an eager variable the op takes handles."""

    def _applied(self, op: str, var: Any, inputs: list[Any], attrs: dict[str, Any]) -> Any:
        if HERE.place.builds_graph:
            return super()._applied(op, var, inputs, attrs)
        slots = [self.get_slot(var, slot)._handle for slot in self.slots]
        return var._write(f"Resource{op}", *slots, *inputs, read_value=False, **attrs)


class Average(OldAverage):
    """The averages of the old world in a graph, those of the new one elsewhere."""

    def __init__(self, world: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(world, *args, **kwargs)
        self._eagerly = ExponentialMovingAverage(*args, **kwargs)

    def apply(self, var_list: Iterable[Any] | None = None) -> Any:
        return super().apply(var_list) if HERE.place.builds_graph else self._eagerly.apply(var_list)

    def average(self, var: Any) -> Any:
        return super().average(var) if HERE.place.builds_graph else self._eagerly.average(var)

    def average_name(self, var: Any) -> str:
        return super().average_name(var) if HERE.place.builds_graph else self._eagerly.average_name(var)


def create_global_step(world: Any, graph: Any = None) -> Any:
    """Make the global step, which a collection of the graph at the bottom holds. ValueError where there is one."""
    if not WORLD.is_eager():
        return global_step.create_global_step(world, graph)
    if global_step.get_global_step(world, graph) is not None:
        raise ValueError('"global_step" already exists.')
    made = Variable(0, trainable=False, name="global_step", dtype=dtypes.int64)
    world.current_graph().add_to_collection(GraphKeys.GLOBAL_STEP, made)
    return made


def get_or_create_global_step(world: Any, graph: Any = None) -> Any:
    """Return the global step, made where there is none."""
    found = global_step.get_global_step(world, graph)
    return create_global_step(world, graph) if found is None else found


def is_variable_initialized(world: Any, variable: Any) -> Any:
    """Return whether a variable has a value; an eager one always has."""
    return variable_lists.is_variable_initialized(world, variable) if HERE.place.builds_graph else WORLD.constant(True)


# --- checkpoints --------------------------------------------------------------------------------------------


class SessionCheckpoint(OldCheckpoint):
    """A Checkpoint of the new world as a session writes and restores it. The operations are kept by the Checkpoint."""

    def __init__(self, checkpoint: Any) -> None:
        self._world, self._of = BRIDGE, checkpoint

    def _trackable_children(self) -> dict[str, Any]:
        return {**children_of(self._of._top), **self._of._attached}

    @property
    def _saving(self) -> Any:
        return vars(self._of).get("_saving")

    @_saving.setter
    def _saving(self, made: Any) -> None:
        vars(self._of)["_saving"] = made

    _save_counter: Any = property(lambda self: vars(self._of).get("_save_counter"))
    save_counter = property(lambda self: self._of.save_counter)
    counted, read = OldCheckpoint._counted, OldCheckpoint._read


def _in(session: Any) -> AbstractContextManager[Any]:
    """Make a session the default one, where one is given."""
    return nullcontext() if session is None else session.as_default()


class CheckpointV1(Checkpoint):
    """A Checkpoint that is told in which session of a `tf.Graph` the values are; elsewhere as the new one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)

    def write(self, file_prefix: Any, session: Any = None) -> str:
        """Write the values of now under that very prefix and return it."""
        with _in(session):
            return super().write(file_prefix)

    def save(self, file_prefix: Any, session: Any = None) -> str:
        """Write under the prefix and a number, note it as the newest of its folder, and return the path."""
        with _in(session):
            return super().save(file_prefix)


_RULES = [kind for kind in vars(optimizers).values() if isinstance(kind, type) and hasattr(kind, "order")]
PUBLIC["compat.v1"].update(
    {f"train.{kind.__name__}": type(kind.__name__, (EagerSteps, kind), {"__doc__": kind.__doc__}) for kind in _RULES}
)
PUBLIC["compat.v1"].update({"train.Optimizer": Optimizer, "train.ExponentialMovingAverage": Average})
PUBLIC["compat.v1"]["is_variable_initialized"] = is_variable_initialized
for _function in (create_global_step, get_or_create_global_step):
    PUBLIC["compat.v1"][f"train.{_function.__name__}"] = _function
VALUES["compat.v1"].update({"train.Checkpoint": CheckpointV1, "train.CheckpointManager": CheckpointManager})
