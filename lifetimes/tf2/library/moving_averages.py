"""ExponentialMovingAverage: a shadow for each variable that it was told to follow. It owns both.

What TensorFlow does not say: a variable that is followed is left in a collection of the graph at the bottom, as in
TensorFlow 1, and lives as long as that graph. Source: `tensorflow/python/training/moving_averages.py`.
"""

from collections.abc import Iterable
from typing import Any

from lifetimes.library import load
from lifetimes.ops import dtypes, plain
from lifetimes.ops.math.casting import cast
from lifetimes.tf2.tensor import Tensor
from lifetimes.tf2.variable import Variable
from lifetimes.tf2.world import WORLD


@plain(v2=("train.ExponentialMovingAverage",))
class ExponentialMovingAverage:
    """Keeps averages of variables. `num_updates` lowers the decay while few updates were made."""

    def __init__(
        self, decay: Any, num_updates: Any = None, zero_debias: bool = False, name: str = "ExponentialMovingAverage"
    ) -> None:
        self._decay, self._num_updates, self.name = decay, num_updates, name
        self._averages: dict[int, tuple[Any, Variable]] = {}

    def apply(self, var_list: Iterable[Any] | None = None) -> None:
        """Bring the averages up to date; make those that do not exist yet, which start at the values of now."""
        followed = list(var_list or ())
        if any(isinstance(var, Tensor) for var in followed):
            raise TypeError("tf.train.ExponentialMovingAverage does not support non-Variable tensors when eager "
                            "execution is enabled.")  # fmt: skip
        for var in followed:
            if not var.dtype.is_floating:
                raise TypeError(f"The variables must be half, float, or double: {var.name}")
            if id(var) not in self._averages:
                self._averages[id(var)] = (var, self._shadow(var))
        decay = WORLD.convert(self._decay, dtypes.float32)
        if self._num_updates is not None:
            count = cast(WORLD, self._num_updates, dtypes.float32)
            decay = WORLD.apply("Minimum", decay, (1.0 + count) / (10.0 + count))
        for var in followed:
            average = self._averages[id(var)][1]
            average.assign_sub((average - var) * cast(WORLD, 1.0 - decay, average.dtype))

    def _shadow(self, var: Any) -> Variable:
        with WORLD.context.outside():
            load("tf2.library.compat").BRIDGE.graphs.get().add_to_collection("moving_average_variables", var)
            return Variable(var.read_value(), trainable=False, name=self.average_name(var))

    def average(self, var: Any) -> Any:
        """Return the variable that holds the average; None where there is none."""
        return self._averages.get(id(var), (None, None))[1]

    def average_name(self, var: Any) -> str:
        """Return the name of the average of a variable, made already or not."""
        return f"{var.name.removesuffix(':0')}/{self.name}"

    def variables_to_restore(self, moving_avg_variables: Iterable[Any] = ()) -> dict[str, Any]:
        """Return the variables by the names of their averages."""
        return {self.average_name(var): var for var in moving_avg_variables}
