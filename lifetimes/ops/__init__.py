"""The language of ops, shared by both worlds: what an op computes, its shape, its gradient. It knows no owner."""

from lifetimes.ops.dtypes import Array, DType
from lifetimes.ops.registry import Op, Out, find, not_differentiable, nothing, op, plain, public, publish, publish_as
from lifetimes.ops.shapes import Shape, as_shape, brackets, broadcast, common, compatible, is_full, merge, show, within
from lifetimes.ops.world import World

__all__ = [
    "Array", "DType", "Op", "Out", "Shape", "World", "as_shape", "brackets", "broadcast", "common", "compatible",
    "find", "is_full", "merge", "not_differentiable", "nothing", "op", "plain", "public", "publish", "publish_as",
    "show", "within",
]  # fmt: skip
