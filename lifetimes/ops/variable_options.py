"""Options of variables that only say how several devices would agree; there is one device here."""

from __future__ import annotations

from enum import Enum

from lifetimes.ops.registry import publish


class VariableSynchronization(Enum):
    """When a variable that several devices share is brought together; `ON_READ` makes it not trainable."""

    AUTO = 0
    NONE = 1
    ON_WRITE = 2
    ON_READ = 3


class VariableAggregation(Enum):
    """How the values of several devices are put together."""

    NONE = 0
    SUM = 1
    MEAN = 2
    ONLY_FIRST_REPLICA = 3


class UnconnectedGradients(Enum):
    """What the gradient with respect to something unconnected is: None, or zeros."""

    NONE = "none"
    ZERO = "zero"


publish(VariableSynchronization, "VariableSynchronization")
publish(VariableAggregation, "VariableAggregation")
publish(UnconnectedGradients, "UnconnectedGradients")
