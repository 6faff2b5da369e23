"""Optimizers by name: how each takes the step of a variable. Source: `keras/src/optimizers/`."""

from collections.abc import Iterable
from functools import partial
from typing import Any, Final

from lifetimes.graph.gradients import dense
from lifetimes.ops import dtypes
from lifetimes.ops.layout.choosing import where_v2
from lifetimes.ops.linalg.norms import clip_by_value
from lifetimes.ops.math.casting import cast
from lifetimes.ops.math.reductions import reduce_sum
from lifetimes.tf2.library.keras import initializers, scope
from lifetimes.tf2.library.keras.optimizer import Optimizer, each, squared, towards
from lifetimes.tf2.library.keras.variable import KerasVariable
from lifetimes.tf2.world import WORLD

_sqrt: Final = partial(WORLD.apply, "Sqrt")


class SGD(Optimizer):
    """Against the gradient; with momentum, on in the direction of before."""

    def __init__(
        self, learning_rate: Any = 0.01, momentum: Any = 0.0, nesterov: bool = False, name: str | None = None,
        **base: Any,
    ) -> None:  # fmt: skip
        super().__init__(learning_rate, name=name, **base)
        if not isinstance(momentum, float) or not 0 <= momentum <= 1:
            raise ValueError("`momentum` must be a float between [0, 1].")
        self.momentum, self.nesterov = momentum, nesterov

    def _starts(self) -> dict[str, Any]:
        return {"momentum": "zeros"} if self.momentum else {}

    def _takes_rows(self) -> bool:
        return not self.momentum

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        change = dense(WORLD, gradient) * learning_rate
        if not self.momentum:
            variable.assign_sub(change)
            return
        speed = self._slots_of(variable)["momentum"]
        moved = speed.assign(speed * self.momentum - change)
        variable.assign_add(moved * self.momentum - change if self.nesterov else moved)


class Adam(Optimizer, takes="learning_rate=0.001 beta_1=0.9 beta_2=0.999 epsilon=1e-7 amsgrad=False name=None **base"):
    """Running means of the gradient and of its square, corrected for their start at zero."""

    _zeros, _apart = ("momentum", "velocity"), ("velocity_hat",)

    def _starts(self) -> dict[str, Any]:
        return super()._starts() | dict.fromkeys(["velocity_hat"] * self.amsgrad, "zeros")

    def _moved(self, gradient: Any, variable: Any) -> tuple[Any, Any]:
        """Return the running means of the gradient and of its square, with this gradient in them."""
        slots = self._slots_of(variable)
        mean = towards(slots["momentum"], dense(WORLD, gradient), 1 - self.beta_1)
        return mean, towards(slots["velocity"], squared(gradient), 1 - self.beta_2)

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        slots, step = self._slots_of(variable), self._step_for(variable)
        alpha = learning_rate * _sqrt(1.0 - self.beta_2**step) / (1.0 - self.beta_1**step)
        mean, spread = self._moved(gradient, variable)
        if self.amsgrad:
            spread = slots["velocity_hat"].assign(WORLD.apply("Maximum", slots["velocity_hat"], spread))
        variable.assign_sub(mean * alpha / (_sqrt(spread) + self.epsilon))


class AdamW(Adam, takes="learning_rate=0.001 weight_decay=0.004 **options"):
    """Adam with decaying weights."""


class Adamax(Adam):
    """Adam with the largest gradient of late in place of the mean square."""

    _zeros = ("momentum", "norm")

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        slots, correction = self._slots_of(variable), 1.0 - self.beta_1 ** self._step_for(variable)
        mean, norm = towards(slots["momentum"], dense(WORLD, gradient), 1 - self.beta_1), slots["norm"]
        norm = norm.assign(WORLD.apply("Maximum", norm * self.beta_2, dense(WORLD, each(abs, gradient))))
        variable.assign_sub(learning_rate * mean / (correction * (norm + self.epsilon)))


class Nadam(Adam, takes="learning_rate=0.001 beta_1=0.9 beta_2=0.999 epsilon=1e-7 name=None **base"):
    """Adam whose mean looks one step ahead."""

    def build(self, variables: Iterable[Any]) -> None:
        if not self.built:
            super().build(variables)
            kind = dtypes.as_dtype(self._trainable_variables[0].dtype).name if self._trainable_variables else "float32"
            with scope.inside(self.name):
                self._product = KerasVariable(1.0, (), kind, False)
            self._variables.append(self._product)

    def _share(self, step: Any) -> Any:
        return self.beta_1 * (1.0 - 0.5 * WORLD.apply("Pow", 0.96, step))

    def _step(self, grads: list[Any], variables: list[Any]) -> None:
        self._product.assign(self._product * self._share(self._step_for(self._product.value)))
        super()._step(grads, variables)

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        step, whole, (mean, spread) = self._step_for(variable), dense(WORLD, gradient), self._moved(gradient, variable)
        product, share, ahead = cast(WORLD, self._product, variable.dtype), self._share(step), self._share(step + 1)
        mean = ahead * mean / (1.0 - product * ahead) + (1.0 - share) * whole / (1.0 - product)
        variable.assign_sub(mean * learning_rate / (_sqrt(spread / (1.0 - self.beta_2**step)) + self.epsilon))


class Lamb(Adam, takes="learning_rate=0.001 beta_1=0.9 beta_2=0.999 epsilon=1e-7 name=None **base"):
    """Adam with the step of each variable scaled by its length."""

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        step, (mean, spread) = self._step_for(variable), self._moved(gradient, variable)
        change = mean / (1.0 - self.beta_1**step) / (_sqrt(spread / (1.0 - self.beta_2**step)) + self.epsilon)
        own, other = (_sqrt(reduce_sum(WORLD, WORLD.apply("Square", part))) for part in (variable, change))
        ratio = where_v2(WORLD, (own > 0.0) & (other > 0.0), own / other, 1.0)
        variable.assign_sub(ratio * learning_rate * change)


class Lion(Optimizer, takes="learning_rate=0.001 beta_1=0.9 beta_2=0.99 name=None **base"):
    """Steps of one size, in the direction of a running mean."""

    _zeros = ("momentum",)

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        mean, whole = self._slots_of(variable)["momentum"], dense(WORLD, gradient)
        variable.assign_sub(learning_rate * WORLD.apply("Sign", mean * self.beta_1 + whole * (1.0 - self.beta_1)))
        mean.assign(mean * self.beta_2 + whole * (1.0 - self.beta_2))


class Ftrl(
    Optimizer,
    takes="""learning_rate=0.001 learning_rate_power=-0.5 initial_accumulator_value=0.1 l1_regularization_strength=0.0
    l2_regularization_strength=0.0 l2_shrinkage_regularization_strength=0.0 beta=0.0 name=None **base""",
):
    """Follow the regularized leader."""

    def _starts(self) -> dict[str, Any]:
        return {"accumulator": initializers.Constant(self.initial_accumulator_value), "linear": "zeros"}

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        (total, linear), most = self._slots_of(variable).values(), self.l1_regularization_strength
        shrunk = dense(WORLD, gradient) + 2 * self.l2_shrinkage_regularization_strength * variable
        after = total + squared(gradient)
        raised, before = (WORLD.apply("Pow", part, -self.learning_rate_power) for part in (after, total))
        linear.assign_add(shrunk - (raised - before) / learning_rate * variable)
        weight = self.l2_regularization_strength + self.beta / (2.0 * learning_rate)
        clipped = clip_by_value(WORLD, linear, -most, most)
        variable.assign((clipped - linear) / (raised / learning_rate + 2 * weight))
        total.assign(after)


class RMSprop(Optimizer, takes="learning_rate=0.001 rho=0.9 momentum=0.0 epsilon=1e-7 centered=False name=None **base"):
    """The gradient divided by a running mean of its size."""

    _apart = ("momentum", "average_gradient")

    def _starts(self) -> dict[str, Any]:
        names = ("velocity", *["momentum"] * (self.momentum > 0), *["average_gradient"] * self.centered)
        return dict.fromkeys(names, "zeros")

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        slots, whole = self._slots_of(variable), dense(WORLD, gradient)
        velocity = slots["velocity"]
        spread = velocity.assign(self.rho * velocity + (1 - self.rho) * squared(gradient))
        if self.centered:
            average = slots["average_gradient"]
            spread -= squared(average.assign(self.rho * average + (1 - self.rho) * whole))
        change = learning_rate * whole / _sqrt(spread + self.epsilon)
        if self.momentum > 0:
            change = slots["momentum"].assign(self.momentum * slots["momentum"] + change)
        variable.assign_sub(change)


class Adagrad(Optimizer, takes="learning_rate=0.001 initial_accumulator_value=0.1 epsilon=1e-7 name=None **base"):
    """The gradient divided by the size of all gradients so far."""

    def _starts(self) -> dict[str, Any]:
        return {"accumulator": initializers.Constant(self.initial_accumulator_value)}

    def _takes_rows(self) -> bool:
        return True

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        accumulator = self._slots_of(variable)["accumulator"]
        total = accumulator.assign(accumulator + squared(gradient))
        variable.assign_sub(learning_rate * dense(WORLD, gradient) / _sqrt(total + self.epsilon))


class Adadelta(Optimizer, takes="learning_rate=0.001 rho=0.95 epsilon=1e-7 name=None **base"):
    """Steps sized by a running mean of steps over a running mean of gradients."""

    _zeros = ("accumulated_grad", "accumulated_delta_var")

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        squares, steps = self._slots_of(variable).values()
        spread = squares.assign(self.rho * squares + (1 - self.rho) * squared(gradient))
        factor = _sqrt(steps + self.epsilon) / _sqrt(spread + self.epsilon)
        steps.assign(self.rho * steps + (1 - self.rho) * squared(factor) * squared(gradient))
        variable.assign_sub(learning_rate * (dense(WORLD, gradient) * factor))


CLASSES: Final[dict[str, type[Optimizer]]] = {
    kind.__name__: kind
    for kind in (Adadelta, Adagrad, Adam, AdamW, Adamax, Ftrl, Lamb, Lion, Nadam, Optimizer, RMSprop, SGD)
}


def get(identifier: Any) -> Any:
    """Return the optimizer that a name or a class stands for."""
    if isinstance(identifier, Optimizer):
        return identifier
    by_name = CLASSES | {name.lower(): kind for name, kind in CLASSES.items()}
    return scope.choose(by_name, identifier.lower() if isinstance(identifier, str) else identifier, "optimizer")


scope.published("optimizers", {**CLASSES, "get": get})
