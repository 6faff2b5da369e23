"""Options of variables that only say how several devices would agree; there is one device here."""

from enum import Enum
from typing import Any

from lifetimes.ops import plain


@plain("VariableSynchronization")
class VariableSynchronization(Enum):
    """When a variable that several devices share is brought together; `ON_READ` makes it not trainable."""

    AUTO = 0
    NONE = 1
    ON_WRITE = 2
    ON_READ = 3


class _Aggregation(Enum):
    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Aggregation) and bool(self.value == other.value)

    def __hash__(self) -> int:
        return hash(self.value)


@plain(v1=("VariableAggregation",))
class VariableAggregation(_Aggregation):
    """How the values of several devices are put together, as the old world calls it."""

    NONE, SUM, MEAN, ONLY_FIRST_REPLICA = range(4)
    ONLY_FIRST_TOWER = 3


@plain(v2=("VariableAggregation",))
class VariableAggregationV2(_Aggregation):
    """How the values of several devices are put together, as the new world calls it."""

    NONE, SUM, MEAN, ONLY_FIRST_REPLICA = range(4)


@plain("UnconnectedGradients")
class UnconnectedGradients(Enum):
    """What the gradient with respect to something unconnected is: None, or zeros."""

    NONE = "none"
    ZERO = "zero"

    @classmethod
    def _missing_(cls, value: object) -> Any:
        raise ValueError(f"Unknown value for unconnected_gradients: '{value}'")
