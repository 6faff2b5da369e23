"""What an op computes, what shape it has and how it differentiates; shared by both worlds, knows no owner."""

from lifetimes.ops.dtypes import Array, DType
from lifetimes.ops.world import World

__all__ = ["Array", "DType", "World"]
