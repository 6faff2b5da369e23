"""Learning rates that depend on the step: the formulas of TensorFlow 1, as objects that are called with the step."""

import inspect
from collections.abc import Callable, Sequence
from typing import Any, Final

from lifetimes.ops import dtypes
from lifetimes.ops.layout.choosing import where_v2
from lifetimes.ops.math.casting import cast
from lifetimes.ops.neural import learning_rates
from lifetimes.tf2.library.keras import scope
from lifetimes.tf2.world import WORLD


class LearningRateSchedule(scope.Configured):
    """A learning rate that depends on the step."""

    def __call__(self, step: Any) -> Any:
        raise NotImplementedError

    def get_config(self) -> dict[str, Any]:
        """Return the arguments that make another schedule like this one."""
        if "name" not in vars(self):
            words = f"Learning rate schedule '{type(self).__name__}' must override `get_config()` in order to be "
            raise NotImplementedError(f"{words}serializable.")
        default = {"CosineDecayRestarts": "SGDRDecay"}.get(type(self).__name__, type(self).__name__)
        return {**vars(self), "name": vars(self)["name"] or default}


def _cosine_decay(
    world: Any, learning_rate: Any, global_step: Any, decay_steps: Any, alpha: float = 0.0, name: str | None = None,
    warmup_target: Any = None, warmup_steps: int = 0,
) -> Any:  # fmt: skip
    """Return a rate that falls along a cosine; with a target, it rises to that first, along a line."""
    if warmup_target is None:
        return learning_rates.cosine_decay(world, learning_rate, global_step, decay_steps, alpha)
    step = cast(world, global_step, dtypes.float32)
    rising = learning_rate + (warmup_target - learning_rate) * step / max(warmup_steps, 1)
    falling = learning_rates.cosine_decay(world, warmup_target, step - float(warmup_steps), decay_steps, alpha)
    return where_v2(world, step < float(warmup_steps), rising, falling)


def _schedule(name: str, formula: Callable[..., Any]) -> type[LearningRateSchedule]:
    """Return the class of schedules that follow a formula; it takes the formula's arguments, all but the step."""
    given = {word: how for word, how in inspect.signature(formula).parameters.items() if word != "global_step"}
    words = [how.replace(name="initial_learning_rate" if word == "learning_rate" else word)
             for word, how in given.items() if word != "world"]  # fmt: skip
    signature = inspect.Signature(words)

    def start(self: Any, *args: Any, **kwargs: Any) -> None:
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        vars(self).update(bound.arguments)

    def call(self: Any, step: Any) -> Any:
        options = {word: getattr(self, word) for word in signature.parameters}
        return formula(WORLD, options.pop("initial_learning_rate"), step, **options)

    body = {"__init__": start, "__call__": call, "__doc__": formula.__doc__, "__signature__": signature}
    return type(name, (LearningRateSchedule,), body)


class PiecewiseConstantDecay(LearningRateSchedule):
    """One value up to each boundary, and another after the last."""

    def __init__(self, boundaries: Sequence[float], values: Sequence[float], name: str = "PiecewiseConstant") -> None:
        if len(boundaries) != len(values) - 1:
            raise ValueError("The length of boundaries should be 1 less than the length of values. Received: "
                             f"boundaries={boundaries} of length {len(boundaries)}, and values={values} of length "
                             f"{len(values)}.")  # fmt: skip
        self.boundaries, self.values, self.name = boundaries, values, name

    def __call__(self, step: Any) -> Any:
        step, rate = cast(WORLD, step, dtypes.float32), WORLD.constant(self.values[-1])
        for boundary, value in reversed(list(zip(self.boundaries, self.values, strict=False))):
            rate = where_v2(WORLD, step <= float(boundary), value, rate)
        return rate


SCHEDULES: Final[dict[str, type[LearningRateSchedule]]] = {
    kind.__name__: kind for kind in (
        LearningRateSchedule, PiecewiseConstantDecay, _schedule("CosineDecay", _cosine_decay),
        _schedule("CosineDecayRestarts", learning_rates.cosine_decay_restarts),
        _schedule("ExponentialDecay", learning_rates.exponential_decay),
        _schedule("InverseTimeDecay", learning_rates.inverse_time_decay),
        _schedule("PolynomialDecay", learning_rates.polynomial_decay),
    )
}  # fmt: skip
scope.published("optimizers.schedules", SCHEDULES)
