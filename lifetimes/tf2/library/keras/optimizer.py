"""Optimizers: each owns its slots, and from its first step the variables that it trains.

The slots of a variable are variables too, named after it: `adam/kernel_momentum`. Nothing global knows of them.
A gradient of some rows is IndexedSlices here as in Keras: what is made of its values, such as their squares, is made
before rows that are given twice are added up. Source: `keras/src/optimizers/base_optimizer.py`.
"""

import inspect
import warnings
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, ClassVar, Final

from lifetimes.graph.control.control_flow import cond
from lifetimes.graph.gradients import dense
from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.ops import dtypes, plain
from lifetimes.ops.debugging.wrappers import Declared
from lifetimes.ops.linalg.norms import clip_by_global_norm, clip_by_norm, clip_by_value
from lifetimes.ops.math.casting import cast
from lifetimes.tf2.library.keras import initializers, scope
from lifetimes.tf2.library.keras.schedules import LearningRateSchedule
from lifetimes.tf2.library.keras.variable import KerasVariable
from lifetimes.tf2.tracking import AutoTrackable
from lifetimes.tf2.world import WORLD

_SHARED: Final = (
    "weight_decay", "clipnorm", "global_clipnorm", "clipvalue", "use_ema", "ema_momentum", "ema_overwrite_frequency",
    "loss_scale_factor", "gradient_accumulation_steps",
)  # fmt: skip


@plain(v2=("keras.Optimizer",))
class Optimizer(Declared, scope.Configured, AutoTrackable):
    """Counts its steps and holds the learning rate. A subclass says which slots it has, and how to update."""

    _zeros: ClassVar[tuple[str, ...]] = ()  # the slots that begin with zeros
    _apart: ClassVar[tuple[str, ...]] = ()  # the slots that are made after those of all variables

    def __init__(
        self, learning_rate: Any, weight_decay: float | None = None, clipnorm: float | None = None,
        clipvalue: float | None = None, global_clipnorm: float | None = None, use_ema: bool = False,
        ema_momentum: float = 0.99, ema_overwrite_frequency: int | None = None, loss_scale_factor: float | None = None,
        gradient_accumulation_steps: int | None = None, name: str | None = None, **unknown: Any,
    ) -> None:  # fmt: skip
        if unknown:
            raise ValueError(f"Argument(s) not recognized: {unknown}")
        self.name = name or scope.auto_name(type(self).__name__)
        if gradient_accumulation_steps and not gradient_accumulation_steps >= 2:
            given = f"gradient_accumulation_steps={gradient_accumulation_steps}"
            raise ValueError(f"`gradient_accumulation_steps` must be an integer >= 2. Received: {given}")
        if sum(limit is not None for limit in (clipnorm, clipvalue, global_clipnorm)) > 1:
            given = f"clipnorm={clipnorm}, clipvalue={clipvalue}, global_clipnorm={global_clipnorm}"
            raise ValueError(f"Only one of `clipnorm`, `clipvalue` and `global_clipnorm` can be set. Received: {given}")
        self.weight_decay, self.clipnorm, self.clipvalue = weight_decay, clipnorm, clipvalue
        self.global_clipnorm, self.loss_scale_factor = global_clipnorm, loss_scale_factor
        self.use_ema, self.ema_momentum, self.ema_overwrite_frequency = use_ema, ema_momentum, ema_overwrite_frequency
        self.gradient_accumulation_steps = gradient_accumulation_steps
        self.built = False
        with scope.inside(self.name):
            self._iterations = KerasVariable(0, (), "int64", False, "iteration")
            self._learning_rate: Any = learning_rate
            if not isinstance(learning_rate, float) and not callable(learning_rate):
                raise ValueError("Argument `learning_rate` should be float, or an instance of LearningRateSchedule, "
                                 "or a callable (that takes in the current iteration value and returns the "
                                 "corresponding learning rate value). Received instead: "
                                 f"learning_rate={learning_rate}")  # fmt: skip
            if not callable(learning_rate):
                self._learning_rate = KerasVariable(learning_rate, (), "float32", False, "learning_rate")
        self._trainable_variables: Any = []
        rate = [self._learning_rate] if isinstance(self._learning_rate, KerasVariable) else []
        self._variables: Any = [self._iterations, *rate]  # one list that grows: a restored one waits for the rest

    # --- what it owns ---

    @property
    def iterations(self) -> Any:
        """How many steps were made: the variable, or its value where several gradients make one step."""
        steps = self.gradient_accumulation_steps
        return self._iterations // steps if steps else self._iterations

    @property
    def learning_rate(self) -> Any:
        """The variable; where a schedule was given, its value for the step of now."""
        rate = self._learning_rate
        if isinstance(rate, KerasVariable):
            return rate
        return rate(self._iterations) if isinstance(rate, LearningRateSchedule) else rate()

    @learning_rate.setter
    def learning_rate(self, value: Any) -> None:
        if isinstance(self._learning_rate, LearningRateSchedule) and not callable(value):
            raise TypeError("This optimizer was created with a `LearningRateSchedule` object as its `learning_rate` "
                            "constructor argument, hence its learning rate is not settable. If you need the learning "
                            "rate to be settable, you should instantiate the optimizer with a float `learning_rate` "
                            "argument.")  # fmt: skip
        if isinstance(self._learning_rate, KerasVariable) and not callable(value):
            self._learning_rate.assign(value)
        else:
            self._learning_rate = value

    @property
    def variables(self) -> list[KerasVariable]:
        """The step count, the learning rate, averages, the slots of each variable in turn, what a subclass added."""
        return list(self._variables)

    def build(self, variables: Iterable[Any]) -> None:
        """Make the slots of these variables, and hold the variables from now on."""
        if self.built:
            return
        self._trainable_variables = list(variables)
        vars(self)["_places"] = {id(variable): place for place, variable in enumerate(self._trainable_variables)}
        if self.use_ema:
            self._averages = [self._slot(variable, "average", "zeros") for variable in self._trainable_variables]
        if self.gradient_accumulation_steps:
            of_each = self._trainable_variables
            self._sums = [self._slot(variable, "gradient_accumulator", "zeros") for variable in of_each]
        starts, slots = self._starts(), [dict[str, Any]() for _ in self._trainable_variables]
        for group in ([name for name in starts if name not in self._apart], *((name,) for name in self._apart)):
            for row, variable in zip(slots, self._trainable_variables, strict=True):
                row |= {name: self._slot(variable, name, starts[name]) for name in group if name in starts}
        vars(self)["_slots"] = slots
        self.built = True

    def _starts(self) -> dict[str, Any]:
        """Return the names of the slots that each variable has, and what they start with."""
        return dict.fromkeys(self._zeros, "zeros")

    def _slot(self, variable: Any, name: str, initializer: Any) -> KerasVariable:
        label = getattr(variable, "path", variable.name).replace("/", "_").replace(":", "_")
        kind, start = dtypes.as_dtype(variable.dtype).name, initializers.get(initializer)
        with scope.inside(self.name):
            made = KerasVariable(start, tuple(variable.shape), kind, False, f"{label}_{name}")
        self._variables.append(made)
        return made

    def add_variable_from_reference(
        self, reference_variable: Any, name: str | None = None, initializer: Any = "zeros"
    ) -> KerasVariable:
        """Return a new variable of this optimizer, of the shape and dtype of another."""
        return self._slot(reference_variable, name or "var", initializer)

    # --- a step ---

    def apply_gradients(self, grads_and_vars: Iterable[tuple[Any, Any]]) -> KerasVariable:
        """Make one step; None as a gradient leaves its variable out. ValueError for an unknown variable."""
        grads, variables = zip(*grads_and_vars, strict=True)
        self.apply(grads, variables)
        return self._iterations

    def apply(self, grads: Iterable[Any], trainable_variables: Iterable[Any] | None = None) -> None:
        """Make one step, given the gradients and their variables apart; without gradients nothing happens."""
        grads = list(grads)
        if not grads:
            return
        pairs = list(zip(grads, self._known(len(grads), trainable_variables), strict=True))
        found = [(grad, variable) for grad, variable in pairs if grad is not None]
        if not found:
            raise ValueError("No gradients provided for any variable.")
        if len(found) < len(pairs):
            missing = [getattr(variable, "path", variable.name) for grad, variable in pairs if grad is None]
            warnings.warn(
                f"Gradients do not exist for variables {missing} when minimizing the loss. If using "
                "`model.compile()`, did you forget to provide a `loss` argument?",
                stacklevel=2,
            )
        scale = self.loss_scale_factor
        unscaled = [grad if scale is None else each(lambda values: values / scale, grad) for grad, _ in found]
        with WORLD.context.recorded_by(()):
            self._update(unscaled, [variable for _, variable in found])
        self._iterations.assign_add(1)

    def _known(self, count: int, variables: Iterable[Any] | None) -> list[Any]:
        """Return the variables of a step, which are those of the first. ValueError for another."""
        if variables is None:
            if not self.built:
                raise ValueError("When passing `grads` without `variables`, the optimizer must already be built on a "
                                 "list of variables. Call `optimizer.build(trainable_variables)` first. ")  # fmt: skip
            if count != len(self._trainable_variables):
                raise ValueError("When passing `grads` as a list of gradient tensors, the gradients must match "
                                 f"`optimizer.variables` one-to-on. Received a list of {count} gradients, but "
                                 f"the optimizer is tracking {len(self._trainable_variables)} trainable "
                                 "variables.")  # fmt: skip
            return list(self._trainable_variables)
        variables = list(variables)
        if not self.built:
            self.build(variables)
        for variable in variables:
            self._get_variable_index(variable)
        return variables

    def _get_variable_index(self, variable: Any) -> int:
        place: int | None = vars(self)["_places"].get(id(variable))
        if place is None:
            raise ValueError(f"Unknown variable: {variable}. This optimizer can only be called for the variables it "
                             "was originally built with. When working with a new set of variables, you should "
                             "recreate a new optimizer instance.")  # fmt: skip
        return place

    def _clipped(self, grads: list[Any]) -> list[Any]:
        if self.clipnorm:
            return [each(lambda grad: clip_by_norm(WORLD, grad, self.clipnorm), grad) for grad in grads]
        if self.global_clipnorm:
            return [dense(WORLD, grad) for grad in clip_by_global_norm(WORLD, grads, self.global_clipnorm)[0]]
        if self.clipvalue:
            most = self.clipvalue
            return [each(lambda grad: clip_by_value(WORLD, grad, -most, most), grad) for grad in grads]
        return grads

    def _update(self, grads: list[Any], variables: list[Any]) -> None:
        """Take the step of each variable, or wait for more gradients, then hold each to its constraint."""
        if self.gradient_accumulation_steps:
            self._accumulate([dense(WORLD, grad) for grad in grads], variables)
        else:
            self._step(self._clipped(grads), variables)
        for variable, average in zip(self._trainable_variables, getattr(self, "_averages", ()), strict=False):
            self._move(average, variable)
        for variable in variables:
            if getattr(variable, "constraint", None) is not None:
                variable.assign(variable.constraint(variable))

    def _accumulate(self, grads: list[Any], variables: list[Any]) -> None:
        """Add the gradients to the sums; every so many times, take a step with their mean and begin anew."""
        steps = self.gradient_accumulation_steps
        sums = [self._sums[self._get_variable_index(variable)] for variable in variables]

        def step() -> None:
            means = [(grad + total) / steps for grad, total in zip(grads, sums, strict=True)]
            self._step(self._clipped(means), variables)
            for total in self._sums:
                total.assign(WORLD.apply("ZerosLike", total))

        def wait() -> None:
            for grad, total in zip(grads, sums, strict=True):
                total.assign_add(grad)

        cond(WORLD, WORLD.apply("Equal", (self._iterations + 1) % steps, 0), step, wait)

    def _step(self, grads: list[Any], variables: list[Any]) -> None:
        """Let all weights decay, then take the step of each variable."""
        for variable in variables if self.weight_decay else ():
            variable.assign(variable - variable * self.weight_decay * cast(WORLD, self.learning_rate, variable.dtype))
        rate = self.learning_rate
        for grad, variable in zip(grads, variables, strict=True):
            grad = each(partial(cast, WORLD, dtype=variable.dtype), grad)
            if isinstance(grad, IndexedSlices) and grad.dense_shape is None and self._takes_rows():
                grad = IndexedSlices(grad.values, grad.indices, WORLD.convert(tuple(variable.shape), dtypes.int32))
            self.update_step(grad, variable, cast(WORLD, rate, variable.dtype))

    def _move(self, average: Any, variable: Any) -> None:
        """Move the average towards a variable, which it is at first; put it in where it is time to do that."""
        share = cast(WORLD, WORLD.apply("NotEqual", self._iterations, 0), variable.dtype) * self.ema_momentum
        moved = average.assign(share * average + (1.0 - share) * variable)
        if self.ema_overwrite_frequency:
            due = WORLD.apply("Equal", (self._iterations + 1) % self.ema_overwrite_frequency, 0)
            variable.assign(WORLD.apply("SelectV2", due, moved, variable))

    def finalize_variable_values(self, var_list: Iterable[Any]) -> None:
        """Put the averages into the variables, if there are averages: the end of training."""
        for variable in var_list if self.use_ema else ():
            variable.assign(self._averages[self._get_variable_index(variable)])

    def get_config(self) -> dict[str, Any]:
        """Return the arguments that make another optimizer like this one."""
        rate = self._learning_rate
        config = {"name": self.name, "learning_rate": float(rate) if isinstance(rate, KerasVariable) else rate}
        words: list[str] = []
        for kind in type(self).__mro__:
            words = [*inspect.signature(kind.__init__).parameters, *words]  # type: ignore[misc]
            if "base" in words:  # the arguments of all optimizers: nothing comes from between
                break
        words = [word for word in words if hasattr(self, word)]
        return config | {word: getattr(self, word) for word in (*_SHARED, *words) if word not in config}

    def _takes_rows(self) -> bool:
        """Return whether a step on some rows need not know how many there are."""
        return False

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """Take the step of one variable; gradient and rate are of its dtype."""
        raise NotImplementedError

    def _slots_of(self, variable: Any) -> Any:
        """Return the slots of a variable by name."""
        return vars(self)["_slots"][self._get_variable_index(variable)]

    def _step_for(self, variable: Any) -> Any:
        """Return the number of this step, from 1, in the dtype of the variable."""
        return cast(WORLD, self.iterations + 1, variable.dtype)

    def assign(self, variable: Any, value: Any) -> None:
        variable.assign(value)

    def assign_add(self, variable: Any, value: Any) -> None:
        variable.assign_add(value)

    def assign_sub(self, variable: Any, value: Any) -> None:
        variable.assign_sub(value)


def each(compute: Callable[[Any], Any], gradient: Any) -> Any:
    """Return a gradient of whose values something is computed, those of rows that are given twice apart."""
    return gradient.with_values(compute(gradient.values)) if hasattr(gradient, "with_values") else compute(gradient)


def squared(gradient: Any) -> Any:
    return dense(WORLD, each(partial(WORLD.apply, "Square"), gradient))


def towards(mean: Any, value: Any, share: float) -> Any:
    """Move a running mean towards a value, and return it."""
    return mean.value.assign_add((value - mean) * share)
