"""Optimizers: each owns its slots, and from its first step the variables that it trains.

The slots of a variable are variables too, named after it: `adam/kernel_momentum`. Nothing global knows of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, Final

from lifetimes.graph.gradients import dense
from lifetimes.ops import dtypes
from lifetimes.ops.linalg.norms import clip_by_global_norm, clip_by_norm, clip_by_value
from lifetimes.ops.math.casting import cast
from lifetimes.ops.registry import publish
from lifetimes.tf2.library.keras import initializers, scope
from lifetimes.tf2.library.keras.variable import KerasVariable
from lifetimes.tf2.tracking import AutoTrackable
from lifetimes.tf2.world import WORLD


class Optimizer(AutoTrackable):
    """Counts its steps and holds the learning rate. A subclass says which slots it has, and how to update."""

    slots: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self,
        learning_rate: Any,
        weight_decay: float | None = None,
        clipnorm: float | None = None,
        clipvalue: float | None = None,
        global_clipnorm: float | None = None,
        name: str | None = None,
    ) -> None:
        self.name = name or scope.auto_name(type(self).__name__)
        self.weight_decay, self.clipnorm, self.clipvalue = weight_decay, clipnorm, clipvalue
        self.global_clipnorm = global_clipnorm
        self.built = False
        with scope.inside(self.name):
            self._iterations = KerasVariable(0, (), "int64", False, "iteration")
            self._learning_rate: Any = learning_rate
            if not callable(learning_rate):
                self._learning_rate = KerasVariable(learning_rate, (), "float32", False, "learning_rate")
        self._trainable_variables: Any = []
        self._slots: Any = []

    # --- what it owns ---

    @property
    def iterations(self) -> KerasVariable:
        return self._iterations

    @property
    def learning_rate(self) -> Any:
        """The variable; where a schedule was given, its value for the step of now."""
        rate = self._learning_rate
        return rate if isinstance(rate, KerasVariable) else rate(self._iterations)

    @learning_rate.setter
    def learning_rate(self, value: Any) -> None:
        if isinstance(self._learning_rate, KerasVariable) and not callable(value):
            self._learning_rate.assign(value)
        else:
            self._learning_rate = value

    @property
    def variables(self) -> list[KerasVariable]:
        """The step count, the learning rate, and the slots of each variable in turn."""
        rate = [self._learning_rate] if isinstance(self._learning_rate, KerasVariable) else []
        return [self._iterations, *rate, *(slot for row in self._slots for slot in row)]

    def build(self, variables: Iterable[Any]) -> None:
        """Make the slots of these variables, and hold the variables from now on."""
        if self.built:
            return
        with scope.inside(self.name):
            self._trainable_variables = list(variables)
            self._slots = [self._slots_of(variable) for variable in self._trainable_variables]
        self.built = True

    def slot_names(self) -> Sequence[str]:
        return self.slots

    def _slots_of(self, variable: Any) -> list[KerasVariable]:
        return [self.add_variable_from_reference(variable, name) for name in self.slot_names()]

    def add_variable_from_reference(
        self, reference_variable: Any, name: str, initializer: Any = "zeros"
    ) -> KerasVariable:
        """Return a new slot, of the shape and dtype of a variable."""
        label = getattr(reference_variable, "path", reference_variable.name).replace("/", "_").replace(":", "_")
        kind = dtypes.as_dtype(reference_variable.dtype).name
        start = initializers.get(initializer)
        return KerasVariable(start, tuple(reference_variable.shape), kind, False, f"{label}_{name}")

    # --- a step ---

    def apply_gradients(self, grads_and_vars: Iterable[tuple[Any, Any]]) -> KerasVariable:
        """Make one step; None as a gradient leaves its variable out. ValueError for an unknown variable."""
        pairs = list(grads_and_vars)
        grads, variables = zip(*pairs, strict=True)
        return self.apply(grads, variables)

    def apply(self, grads: Iterable[Any], trainable_variables: Iterable[Any] | None = None) -> KerasVariable:
        """Make one step, given the gradients and their variables apart."""
        variables = self._trainable_variables if trainable_variables is None else list(trainable_variables)
        if not self.built:
            self.build(variables)
        pairs = [(grad, variable) for grad, variable in zip(grads, variables, strict=True) if grad is not None]
        if not pairs:
            raise ValueError("No gradients provided for any variable.")
        places = [self._place(variable) for _, variable in pairs]
        rate = cast(WORLD, self.learning_rate, dtypes.float32)
        step = cast(WORLD, self._iterations + 1, dtypes.float32)
        with WORLD.context.recorded_by(()):
            for grad, (_, variable), place in zip(
                self._clipped([dense(WORLD, g) for g, _ in pairs]), pairs, places, strict=True
            ):
                if self.weight_decay:
                    variable.assign(variable - variable * self.weight_decay * rate)
                self.update_step(grad, variable, rate, step, self._slots[place])
        self._iterations.assign_add(1)
        return self._iterations

    def _place(self, variable: Any) -> int:
        for place, known in enumerate(self._trainable_variables):
            if known is variable:
                return place
        raise ValueError(
            f"Unknown variable: {variable}. This optimizer can only be called for the variables it was originally "
            "built with. "
            "When working with a new set of variables, you should recreate a new optimizer instance."
        )

    def _clipped(self, grads: list[Any]) -> list[Any]:
        if self.clipnorm:
            return [clip_by_norm(WORLD, grad, self.clipnorm) for grad in grads]
        if self.global_clipnorm:
            return list(clip_by_global_norm(WORLD, grads, self.global_clipnorm)[0])
        if self.clipvalue:
            return [clip_by_value(WORLD, grad, -self.clipvalue, self.clipvalue) for grad in grads]
        return grads

    def update_step(self, gradient: Any, variable: Any, rate: Any, step: Any, slots: Sequence[Any]) -> None:
        raise NotImplementedError


class SGD(Optimizer):
    """Against the gradient; with momentum, on in the direction of before."""

    def __init__(
        self,
        learning_rate: Any = 0.01,
        momentum: float = 0.0,
        nesterov: bool = False,
        name: str | None = None,
        **base: Any,
    ) -> None:
        super().__init__(learning_rate, name=name, **base)
        self.momentum, self.nesterov = momentum, nesterov

    def slot_names(self) -> Sequence[str]:
        return ("momentum",) if self.momentum else ()

    def update_step(self, gradient: Any, variable: Any, rate: Any, step: Any, slots: Sequence[Any]) -> None:
        if not slots:
            variable.assign_sub(gradient * rate)
            return
        speed = slots[0].assign(slots[0] * self.momentum - gradient * rate)
        variable.assign_add(speed * self.momentum - gradient * rate if self.nesterov else speed)


class Adam(Optimizer):
    """Running means of the gradient and of its square, corrected for their start at zero."""

    def __init__(
        self,
        learning_rate: Any = 0.001,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-7,
        amsgrad: bool = False,
        name: str | None = None,
        **base: Any,
    ) -> None:
        super().__init__(learning_rate, name=name, **base)
        self.beta_1, self.beta_2, self.epsilon, self.amsgrad = beta_1, beta_2, epsilon, amsgrad

    def slot_names(self) -> Sequence[str]:
        return ("momentum", "velocity", "velocity_hat") if self.amsgrad else ("momentum", "velocity")

    def update_step(self, gradient: Any, variable: Any, rate: Any, step: Any, slots: Sequence[Any]) -> None:
        alpha = rate * WORLD.apply("Sqrt", 1.0 - self.beta_2**step) / (1.0 - self.beta_1**step)
        mean = slots[0].assign(slots[0] + (gradient - slots[0]) * (1 - self.beta_1))
        spread = slots[1].assign(slots[1] + (WORLD.apply("Square", gradient) - slots[1]) * (1 - self.beta_2))
        if self.amsgrad:
            spread = slots[2].assign(WORLD.apply("Maximum", slots[2], spread))
        variable.assign_sub(mean * alpha / (WORLD.apply("Sqrt", spread) + self.epsilon))


class AdamW(Adam):
    """Adam with decaying weights."""

    def __init__(self, learning_rate: Any = 0.001, weight_decay: float = 0.004, **options: Any) -> None:
        super().__init__(learning_rate, weight_decay=weight_decay, **options)


class Adamax(Adam):
    """Adam with the largest gradient of late in place of the mean square."""

    def slot_names(self) -> Sequence[str]:
        return "momentum", "norm"

    def update_step(self, gradient: Any, variable: Any, rate: Any, step: Any, slots: Sequence[Any]) -> None:
        mean = slots[0].assign(slots[0] + (gradient - slots[0]) * (1 - self.beta_1))
        norm = slots[1].assign(WORLD.apply("Maximum", slots[1] * self.beta_2, abs(gradient)))
        correction = 1.0 - self.beta_1**step
        variable.assign_sub(rate * mean / (correction * (norm + self.epsilon)))


class RMSprop(Optimizer):
    """The gradient divided by a running mean of its size."""

    def __init__(
        self,
        learning_rate: Any = 0.001,
        rho: float = 0.9,
        momentum: float = 0.0,
        epsilon: float = 1e-7,
        centered: bool = False,
        name: str | None = None,
        **base: Any,
    ) -> None:
        super().__init__(learning_rate, name=name, **base)
        self.rho, self.momentum, self.epsilon, self.centered = rho, momentum, epsilon, centered

    def slot_names(self) -> Sequence[str]:
        return ("velocity", *["momentum"] * (self.momentum > 0), *["average_gradient"] * self.centered)

    def update_step(self, gradient: Any, variable: Any, rate: Any, step: Any, slots: Sequence[Any]) -> None:
        by_name = dict(zip(self.slot_names(), slots, strict=True))
        velocity = slots[0].assign(self.rho * slots[0] + (1 - self.rho) * WORLD.apply("Square", gradient))
        if self.centered:
            average = by_name["average_gradient"]
            velocity = velocity - WORLD.apply("Square", average.assign(self.rho * average + (1 - self.rho) * gradient))
        change = rate * gradient * WORLD.apply("Rsqrt", velocity + self.epsilon)
        if self.momentum > 0:
            change = by_name["momentum"].assign(self.momentum * by_name["momentum"] + change)
        variable.assign_sub(change)


class Adagrad(Optimizer):
    """The gradient divided by the size of all gradients so far."""

    def __init__(
        self,
        learning_rate: Any = 0.001,
        initial_accumulator_value: float = 0.1,
        epsilon: float = 1e-7,
        name: str | None = None,
        **base: Any,
    ) -> None:
        super().__init__(learning_rate, name=name, **base)
        self.initial_accumulator_value, self.epsilon = initial_accumulator_value, epsilon

    def _slots_of(self, variable: Any) -> list[KerasVariable]:
        start = initializers.Constant(self.initial_accumulator_value)
        return [self.add_variable_from_reference(variable, "accumulator", start)]

    def update_step(self, gradient: Any, variable: Any, rate: Any, step: Any, slots: Sequence[Any]) -> None:
        total = slots[0].assign(slots[0] + WORLD.apply("Square", gradient))
        variable.assign_sub(rate * gradient * WORLD.apply("Rsqrt", total + self.epsilon))


class Adadelta(Optimizer):
    """Steps sized by a running mean of steps over a running mean of gradients."""

    slots = ("accumulated_grad", "accumulated_delta_var")

    def __init__(
        self, learning_rate: Any = 0.001, rho: float = 0.95, epsilon: float = 1e-7, name: str | None = None, **base: Any
    ) -> None:
        super().__init__(learning_rate, name=name, **base)
        self.rho, self.epsilon = rho, epsilon

    def update_step(self, gradient: Any, variable: Any, rate: Any, step: Any, slots: Sequence[Any]) -> None:
        grads = slots[0].assign(self.rho * slots[0] + (1 - self.rho) * WORLD.apply("Square", gradient))
        delta = -(WORLD.apply("Sqrt", slots[1] + self.epsilon) * gradient / WORLD.apply("Sqrt", grads + self.epsilon))
        slots[1].assign(self.rho * slots[1] + (1 - self.rho) * WORLD.apply("Square", delta))
        variable.assign_add(rate * delta)


CLASSES: Final[dict[str, type[Optimizer]]] = {
    kind.__name__: kind for kind in (Adadelta, Adagrad, Adam, AdamW, Adamax, Optimizer, RMSprop, SGD)
}


def get(identifier: Any) -> Any:
    """Return the optimizer that a name or a class stands for."""
    if isinstance(identifier, Optimizer):
        return identifier
    by_name: dict[str, Callable[..., Any]] = {name.lower(): kind for name, kind in CLASSES.items()}
    return scope.choose(by_name, identifier.lower() if isinstance(identifier, str) else identifier, "optimizer")()


publish(Optimizer, v2=("keras.Optimizer",))
scope.published("optimizers", {**CLASSES, "get": get})
