"""The stacks of graphs that TensorFlow 1 wrote: what a loop pushes, the loop of its gradient pops.

A run makes a stack, and it goes with that run.
"""

from __future__ import annotations

from typing import Any

from lifetimes.graph.control.branches_and_loops import boxed
from lifetimes.ops import dtypes
from lifetimes.ops.registry import not_differentiable, nothing, op, same


def _push(run: Any, node: Any, stack: Any, value: Any) -> Any:
    stack[()].append(value)
    return value


op("StackV2", "max_size:int32", lambda run, node, size: boxed([]), lambda inputs, attrs: (dtypes.variant, ()),
   not_differentiable, stateful=True)  # fmt: skip
op("StackPushV2", "handle elem:T", _push, lambda inputs, attrs: same(inputs[1:], attrs), not_differentiable,
   stateful=True, effect=True)  # fmt: skip
op("StackPopV2", "handle", lambda run, node, stack: stack[()].pop(), lambda inputs, attrs: (attrs["elem_type"], None),
   not_differentiable, stateful=True, effect=True)  # fmt: skip
op("StackCloseV2", "handle", lambda run, node, stack: (), nothing, not_differentiable, stateful=True, outputs=0)
op("ControlTrigger", "", lambda: (), nothing, outputs=0)
