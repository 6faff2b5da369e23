"""TensorFlow 1: one implicit default graph owns everything.

    import lifetimes.tf1 as tf

Names, signatures, errors and what is printed are those of `tensorflow.compat.v1` with v2 behaviour off.
"""

from __future__ import annotations

import sys
from typing import Any

from lifetimes import errors
from lifetimes.graph import differentiation, functional
from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.namespaces import absent, bind, put
from lifetimes.ops import dtypes, everything, shapes
from lifetimes.ops.options import VariableAggregation, VariableSynchronization
from lifetimes.ops.registry import PUBLIC
from lifetimes.tf1 import (
    assigning,
    global_step,
    learning_rates,
    moving_averages,
    templates,
    graph_building,
    lifting,
    modes,
    optimizers,
    session,
    settings,
    variable_lists,
    variable_store,
)
from lifetimes.tf1.fetches import IndexedSlicesValue
from lifetimes.tf1.graph_keys import GraphKeys
from lifetimes.tf1.variable_scope import AUTO_REUSE
from lifetimes.tf1 import labelled as _labelled  # what the instrument may know
from lifetimes.tf1.world import WORLD

__version__ = VERSION = "2.21.0"

_NAMES = bind(__name__, WORLD, PUBLIC["tf1"])
_NAMES.update({dtype.name: dtype for dtype in dtypes.ALL} | {"half": dtypes.half, "double": dtypes.double})
_NAMES.update({ref.name: ref for ref in map(dtypes.as_ref, dtypes.ALL)})
_NAMES.update(
    AUTO_REUSE=AUTO_REUSE, ConfigProto=settings.ConfigProto, DType=dtypes.DType, Dimension=shapes.Dimension,
    GPUOptions=settings.GPUOptions, GraphKeys=GraphKeys, GraphOptions=settings.GraphOptions, IndexedSlices=IndexedSlices,
    IndexedSlicesValue=IndexedSlicesValue, Operation=Operation, OptimizerOptions=settings.OptimizerOptions,
    RunMetadata=settings.RunMetadata, RunOptions=settings.RunOptions, Tensor=Tensor, TensorShape=shapes.TensorShapeV1,
    VariableAggregation=VariableAggregation, VariableSynchronization=VariableSynchronization, as_dtype=dtypes.as_dtype,
    newaxis=None,
)  # fmt: skip
for _error in errors.PUBLISHED:
    put(__name__, _NAMES, ["errors"], _error, vars(errors)[_error])
put(__name__, _NAMES, ["compat"], "v1", sys.modules[__name__])
sys.modules[f"{__name__}.compat.v1"] = sys.modules[__name__]
globals().update(_NAMES)


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    raise AttributeError(absent(__name__, name))


def __dir__() -> list[str]:
    return sorted([*_NAMES, "__version__"])
