"""ForwardAccumulator: derivatives carried along as the program runs, for one direction that is given at the start.

An op's gradient rule takes gradients of its outputs back to its inputs and is linear in them; taking the gradient of
the rule itself turns it round. What it carries, it carries by the trails of tensors: a tensor's derivative goes with
the tensor. Source: `tensorflow/python/eager/forwardprop.py`.
"""

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

from lifetimes import labels, nest
from lifetimes.graph.gradients import backprop, dense, rule_of
from lifetimes.graph.tensor import Operation
from lifetimes.ops import not_differentiable, publish
from lifetimes.ops.variable_options import UnconnectedGradients
from lifetimes.tf2.context import HERE
from lifetimes.tf2.tape import GradientTape, is_differentiable
from lifetimes.tf2.tape_memory import trail_of
from lifetimes.tf2.world import WORLD


class ForwardAccumulator:
    """Computes, while its block is open, the derivative of each result along the tangents of the primals.

    ValueError where a primal is given twice, or the block is entered again.
    """

    _persistent = True  # a function that is called hands on what second derivatives need

    def __init__(self, primals: Any, tangents: Any) -> None:
        self._trails: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
        self._symbols: dict[int, tuple[Any, Any]] = {}
        self._recording = False
        self._place: Any = HERE.place
        flat = nest.flatten(primals)
        if len({*map(id, flat)}) < len(flat):
            raise ValueError("Tensor {} was specified as a primal multiple times. This may indicate an error. If it "
                             "was intended, please sum the corresponding tangents.")  # fmt: skip
        nest.assert_same_structure(primals, tangents)
        for primal, tangent in zip(flat, nest.flatten(tangents), strict=True):
            self._carry(self._inside(primal), WORLD.convert(tangent, primal.dtype))

    def __enter__(self) -> "ForwardAccumulator":
        if self._recording:
            raise ValueError("Accumulator is already recording.")
        HERE.heard_by((*HERE.tapes, self))
        self._recording = True
        return self

    def __exit__(self, *exc: Any) -> None:
        HERE.heard_by(tuple(tape for tape in HERE.tapes if tape is not self))
        self._recording = False

    def jvp(self, primals: Any, unconnected_gradients: Any = UnconnectedGradients.NONE) -> Any:
        """Return the derivative of each tensor along the tangents; None, or zeros if asked for, where there is none."""
        zeros = UnconnectedGradients(unconnected_gradients) is UnconnectedGradients.ZERO

        def fetched(primal: Any) -> Any:
            found = self._carried(self._inside(primal))
            return WORLD.apply("ZerosLike", primal) if found is None and zeros else found

        return nest.map_structure(fetched, primals)

    # --- what tensors are known by ---

    _inside: Any = GradientTape._inside

    def _carry(self, value: Any, tangent: Any) -> None:
        trail = trail_of(value)
        if type(trail) is int:
            self._symbols[trail] = value, tangent
        else:
            self._trails[trail] = tangent

    def _carried(self, value: Any) -> Any:
        trail = trail_of(value)
        return self._symbols.get(trail, (None, None))[1] if type(trail) is int else self._trails.get(trail)

    # --- listening where tapes listen ---

    def variable_accessed(self, variable: Any) -> None:
        """Nothing: what is not among the primals does not change."""

    def follows(self, inputs: Sequence[Any]) -> bool:
        """Return whether any of the inputs has a tangent."""
        return any(self._carried(tensor) is not None for tensor in inputs)

    def record_node(self, node: Operation) -> None:
        """Carry on through an operation that was added to the graph in which this was made."""
        if node.graph is self._place.graph and self.follows(node.inputs):
            self.record(node)

    def record(self, call: Any) -> None:
        """Give the outputs of an op that ran their tangents; what that computes, only what is around this one sees."""
        if rule_of(call) is not_differentiable:
            return
        known = {id(tensor): tensor for tensor in call.inputs if self._carried(tensor) is not None}
        inputs = [tensor for tensor in known.values() if is_differentiable(tensor.dtype)]
        outputs = [tensor for tensor in call.outputs if is_differentiable(tensor.dtype)]
        with HERE.recorded_by(HERE.tapes[: HERE.tapes.index(self)]):
            with GradientTape(watch_accessed_variables=False) as tape:
                seeds = [WORLD.apply("OnesLike", tensor) for tensor in outputs]
                tape.watch(seeds)
                found = backprop(WORLD, [call], outputs, seeds, inputs, key=trail_of)
                pairs = [
                    (dense(WORLD, dx), self._carried(x)) for dx, x in zip(found, inputs, strict=True) if dx is not None
                ]
            if pairs:
                moved = tape.gradient([dx for dx, _ in pairs], seeds, [tangent for _, tangent in pairs])
                for tensor, tangent in zip(outputs, moved, strict=True):
                    if tangent is not None:
                        self._carry(tensor, tangent)


publish(ForwardAccumulator, v2=("autodiff.ForwardAccumulator",))


labels.register(ForwardAccumulator, "tape")
