"""The optimizers of TensorFlow 1: each says which slots its rule keeps, which numbers it takes and which op it is."""

from __future__ import annotations

from typing import Any, ClassVar

from lifetimes.graph.gradients import dense
from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.ops.random.initializers import Constant, Ones
from lifetimes.ops.registry import public
from lifetimes.tf1.library.optimizer import Optimizer


class RuleOptimizer(Optimizer):
    """An optimizer whose whole step is one op: `Apply<rule>` of the variable, its slots, numbers and the gradient."""

    rule: ClassVar[str]
    slots: ClassVar[tuple[str, ...]] = ()
    order: ClassVar[str]  # the inputs after the slots, in the op's order

    def __init__(self, world: Any, use_locking: bool, name: str, **numbers: Any) -> None:
        super().__init__(world, use_locking, name)
        self._numbers = numbers
        self._tensors: dict[str, Any] = {}

    def _create_slots(self, var_list: list[Any]) -> None:
        for var in var_list:
            for slot in self.slots:
                self._slot(var, slot, self._name, self._initializer(slot))

    def _initializer(self, slot: str) -> Any:
        """Return what a slot starts with; None for zeros."""

    def _prepare(self) -> None:
        numbers = ((name, value() if callable(value) else value) for name, value in self._numbers.items())
        self._tensors = {name: self._world.convert(value, name=name) for name, value in numbers}

    def _apply_dense(self, grad: Any, var: Any) -> Any:
        return self._step("Apply", var, {"grad": grad})

    def _apply_sparse(self, grad: IndexedSlices, var: Any) -> Any:
        return self._step("SparseApply", var, {"grad": grad.values}, grad.indices)

    def _step(self, kind: str, var: Any, given: dict[str, Any], *indices: Any, **attrs: Any) -> Any:
        dtype = var.dtype.base_dtype
        given = {**self._tensors, **given}
        values = [self._world.apply("Cast", t, to=dtype) if t.dtype.base_dtype != dtype else t
                  for t in (given[name] for name in self.order.split())]  # fmt: skip
        return self._applied(kind + self.rule, var, [*values, *indices], attrs)

    def _applied(self, op: str, var: Any, inputs: list[Any], attrs: dict[str, Any]) -> Any:
        """Apply the rule's op to the variable, its slots, and these inputs."""
        places = [var, *(self.get_slot(var, slot) for slot in self.slots)]
        resource = not var.op.outputs[0].dtype.is_ref
        op = f"Resource{op}" if resource else op
        return self._world.apply(op, *[place.op.outputs[0] for place in places], *inputs, **attrs)


@public(v1=("train.GradientDescentOptimizer",))
class GradientDescentOptimizer(RuleOptimizer):
    """Moves each variable against its gradient."""

    rule, order = "GradientDescent", "learning_rate grad"

    def __init__(
        self, world: Any, learning_rate: Any, use_locking: bool = False, name: str = "GradientDescent"
    ) -> None:
        super().__init__(world, use_locking, name, learning_rate=learning_rate)


@public(v1=("train.MomentumOptimizer",))
class MomentumOptimizer(RuleOptimizer):
    """Keeps a velocity per variable in the slot `momentum`."""

    rule, slots, order = "Momentum", ("momentum",), "learning_rate grad momentum"

    def __init__(
        self, world: Any, learning_rate: Any, momentum: Any, use_locking: bool = False, name: str = "Momentum",
        use_nesterov: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(world, use_locking, name, learning_rate=learning_rate, momentum=momentum)
        self._use_nesterov = use_nesterov

    def _step(self, kind: str, var: Any, given: dict[str, Any], *indices: Any, **attrs: Any) -> Any:
        return super()._step(kind, var, given, *indices, use_nesterov=self._use_nesterov)


@public(v1=("train.AdamOptimizer",))
class AdamOptimizer(RuleOptimizer):
    """Keeps the first two moments of each gradient in slots, and two powers that it shares among the variables."""

    rule, slots = "Adam", ("m", "v")
    order = "beta1_power beta2_power learning_rate beta1 beta2 epsilon grad"

    def __init__(
        self, world: Any, learning_rate: Any = 0.001, beta1: Any = 0.9, beta2: Any = 0.999, epsilon: Any = 1e-8,
        use_locking: bool = False, name: str = "Adam",
    ) -> None:  # fmt: skip
        super().__init__(
            world, use_locking, name, learning_rate=learning_rate, beta1=beta1, beta2=beta2, epsilon=epsilon
        )
        self._powers: tuple[Any, Any] = (None, None)

    def _create_slots(self, var_list: list[Any]) -> None:
        first = min(var_list, key=lambda v: str(v.name))
        betas = (self._numbers["beta1"], self._numbers["beta2"])
        numbers = [beta() if callable(beta) else beta for beta in betas]
        self._powers = (
            self._other("beta1_power", numbers[0], first),
            self._other("beta2_power", numbers[1], first),
        )
        for var in var_list:
            for slot in self.slots:
                self._slot(var, slot, self._name)

    def _apply_dense(self, grad: Any, var: Any) -> Any:
        first, second = self._powers
        return self._step("Apply", var, {"beta1_power": first.value(), "beta2_power": second.value(), "grad": grad})

    def _apply_sparse(self, grad: IndexedSlices, var: Any) -> Any:
        # The moments of all rows decay, also of those without a gradient: the same step as on the whole gradient.
        return self._apply_dense(dense(self._world, grad), var)

    def _finish(self, update_ops: list[Any], name_scope: str) -> Any:
        with self._world.current_graph().control_dependencies(update_ops):
            decays = [
                power.assign(power * self._tensors[beta], read_value=False)
                for power, beta in zip(self._powers, ("beta1", "beta2"), strict=True)
            ]
        return self._grouped([*update_ops, *decays], name_scope)


@public(v1=("train.AdagradOptimizer",))
class AdagradOptimizer(RuleOptimizer):
    """Divides by the root of the sum of squared gradients, kept in the slot `accumulator`."""

    rule, slots, order = "Adagrad", ("accumulator",), "learning_rate grad"

    def __init__(
        self, world: Any, learning_rate: Any, initial_accumulator_value: float = 0.1, use_locking: bool = False,
        name: str = "Adagrad",
    ) -> None:  # fmt: skip
        if initial_accumulator_value <= 0.0:
            raise ValueError(f"initial_accumulator_value must be positive: {initial_accumulator_value}")
        super().__init__(world, use_locking, name, learning_rate=learning_rate)
        self._start = initial_accumulator_value

    def _initializer(self, slot: str) -> Any:
        return Constant(self._world, self._start)


@public(v1=("train.RMSPropOptimizer",))
class RMSPropOptimizer(RuleOptimizer):
    """Divides by the root of a running mean of squared gradients, kept in the slot `rms`."""

    order = "learning_rate decay momentum epsilon grad"

    def __init__(
        self, world: Any, learning_rate: Any, decay: Any = 0.9, momentum: Any = 0.0, epsilon: Any = 1e-10,
        use_locking: bool = False, centered: bool = False, name: str = "RMSProp",
    ) -> None:  # fmt: skip
        super().__init__(
            world, use_locking, name, learning_rate=learning_rate, decay=decay, momentum=momentum, epsilon=epsilon
        )
        self._centered = centered

    rule = property(lambda self: "CenteredRMSProp" if self._centered else "RMSProp")
    slots = property(lambda self: ("mg", "rms", "momentum") if self._centered else ("rms", "momentum"))

    def _create_slots(self, var_list: list[Any]) -> None:
        for var in var_list:
            for slot in ("rms", *(["mg"] if self._centered else []), "momentum"):
                self._slot(var, slot, self._name, Ones(self._world) if slot == "rms" else None)


@public(v1=("train.AdadeltaOptimizer",))
class AdadeltaOptimizer(RuleOptimizer):
    """Keeps running means of squared gradients and of squared steps."""

    rule, slots, order = "Adadelta", ("accum", "accum_update"), "lr rho epsilon grad"

    def __init__(
        self, world: Any, learning_rate: Any = 0.001, rho: Any = 0.95, epsilon: Any = 1e-8, use_locking: bool = False,
        name: str = "Adadelta",
    ) -> None:  # fmt: skip
        super().__init__(world, use_locking, name, lr=learning_rate, rho=rho, epsilon=epsilon)


@public(v1=("train.FtrlOptimizer",))
class FtrlOptimizer(RuleOptimizer):
    """Follows the regularised leader: keeps squared gradients and a linear term, and makes small weights zero."""

    rule, slots = "Ftrl", ("accum", "linear")
    order = "grad learning_rate l1_regularization_strength l2_regularization_strength learning_rate_power"

    def __init__(
        self, world: Any, learning_rate: Any, learning_rate_power: Any = -0.5, initial_accumulator_value: float = 0.1,
        l1_regularization_strength: Any = 0.0, l2_regularization_strength: Any = 0.0, use_locking: bool = False,
        name: str = "Ftrl",
    ) -> None:  # fmt: skip
        if initial_accumulator_value < 0.0:
            raise ValueError(f"initial_accumulator_value {initial_accumulator_value} needs to be positive or zero")
        super().__init__(
            world, use_locking, name, learning_rate=learning_rate, learning_rate_power=learning_rate_power,
            l1_regularization_strength=l1_regularization_strength,
            l2_regularization_strength=l2_regularization_strength,
        )  # fmt: skip
        self._start = initial_accumulator_value

    def _initializer(self, slot: str) -> Any:
        return Constant(self._world, self._start) if slot == "accum" else None


@public(v1=("train.ProximalGradientDescentOptimizer",))
class ProximalGradientDescentOptimizer(RuleOptimizer):
    """Gradient descent with penalties on the weights that are part of the step."""

    rule = "ProximalGradientDescent"
    order = "learning_rate l1_regularization_strength l2_regularization_strength grad"

    def __init__(
        self, world: Any, learning_rate: Any, l1_regularization_strength: Any = 0.0,
        l2_regularization_strength: Any = 0.0, use_locking: bool = False, name: str = "ProximalGradientDescent",
    ) -> None:  # fmt: skip
        super().__init__(
            world, use_locking, name, learning_rate=learning_rate,
            l1_regularization_strength=l1_regularization_strength,
            l2_regularization_strength=l2_regularization_strength,
        )  # fmt: skip


@public(v1=("train.ProximalAdagradOptimizer",))
class ProximalAdagradOptimizer(AdagradOptimizer):
    """Adagrad with penalties on the weights that are part of the step."""

    rule = "ProximalAdagrad"
    order = "learning_rate l1_regularization_strength l2_regularization_strength grad"

    def __init__(
        self, world: Any, learning_rate: Any, initial_accumulator_value: float = 0.1,
        l1_regularization_strength: Any = 0.0, l2_regularization_strength: Any = 0.0, use_locking: bool = False,
        name: str = "ProximalAdagrad",
    ) -> None:  # fmt: skip
        super().__init__(world, learning_rate, initial_accumulator_value, use_locking, name)
        self._numbers |= {
            "l1_regularization_strength": l1_regularization_strength,
            "l2_regularization_strength": l2_regularization_strength,
        }
