"""What the instrument may know of the old world: sessions own values, variables are handles with a name and bytes."""

from __future__ import annotations

from typing import Any

from lifetimes import labels
from lifetimes.graph import labelled as labelled
from lifetimes.graph.storage import bytes_of
from lifetimes.tf1.optimizer import Optimizer
from lifetimes.tf1.session import BaseSession
from lifetimes.tf1.variable import Variable


def _values(session: Any) -> str:
    run = session._run
    return "closed" if run is None else f"{len(run.storages)} values"


labels.register(BaseSession, "session", name=_values, owner=True)
labels.register(
    Variable,
    "variable",
    name=lambda variable: variable.name,
    nbytes=lambda variable: bytes_of(variable.dtype, variable.static_shape),
)
labels.register(Optimizer, "optimizer", name=lambda optimizer: optimizer.get_name())
