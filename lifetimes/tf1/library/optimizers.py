"""The optimizers of TensorFlow 1: each says which slots its rule keeps, which numbers it takes and which op it is."""

from __future__ import annotations

from typing import Any, ClassVar

from lifetimes.graph.gradients import dense
from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.ops.debugging.wrappers import parameters_of, taking
from lifetimes.ops.random.initializers import Constant, Ones
from lifetimes.ops.registry import public
from lifetimes.tf1.library.optimizer import Optimizer


class RuleOptimizer(Optimizer):
    """An optimizer whose whole step is one op: `Apply<rule>` of the variable, its slots, numbers and the gradient."""

    rule: ClassVar[str]
    slots: ClassVar[tuple[str, ...]] = ()
    order: ClassVar[str]  # the inputs after the slots, in the op's order
    takes: ClassVar[str]  # what its constructor takes, with defaults: these numbers, and how it is to be used

    def __init__(self, world: Any, **given: Any) -> None:
        super().__init__(world, given.pop("use_locking"), given.pop("name"))
        inputs = self.order.split()
        short = {"learning_rate": "lr"} if "lr" in inputs else {}
        self._numbers = {short.get(name, name): given[name] for name in given if short.get(name, name) in inputs}
        self._options = {name: given[name] for name in given if short.get(name, name) not in inputs}
        self._tensors: dict[str, Any] = {}
        self._check(**self._options)

    def _check(self, **options: Any) -> None:
        """Raise ValueError for options that cannot be."""

    def __init_subclass__(cls) -> None:
        if "takes" in vars(cls):
            made = taking("__init__", parameters_of(cls.takes), RuleOptimizer.__init__, "self, world")
            made.__qualname__ = f"{cls.__name__}.__init__"
            cls.__init__ = made  # type: ignore[method-assign]

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
    takes = "learning_rate use_locking=False name='GradientDescent'"


@public(v1=("train.MomentumOptimizer",))
class MomentumOptimizer(RuleOptimizer):
    """Keeps a velocity per variable in the slot `momentum`."""

    rule, slots, order = "Momentum", ("momentum",), "learning_rate grad momentum"
    takes = "learning_rate momentum use_locking=False name='Momentum' use_nesterov=False"

    def _step(self, kind: str, var: Any, given: dict[str, Any], *indices: Any, **attrs: Any) -> Any:
        return super()._step(kind, var, given, *indices, **self._options)


@public(v1=("train.AdamOptimizer",))
class AdamOptimizer(RuleOptimizer):
    """Keeps the first two moments of each gradient in slots, and two powers that it shares among the variables."""

    rule, slots = "Adam", ("m", "v")
    order = "beta1_power beta2_power learning_rate beta1 beta2 epsilon grad"
    takes = "learning_rate=0.001 beta1=0.9 beta2=0.999 epsilon=1e-8 use_locking=False name='Adam'"
    _powers: tuple[Any, ...]

    def _create_slots(self, var_list: list[Any]) -> None:
        first = min(var_list, key=lambda v: str(v.name))
        betas = [(beta, self._numbers[beta]) for beta in ("beta1", "beta2")]
        self._powers = tuple(self._other(f"{n}_power", beta() if callable(beta) else beta, first) for n, beta in betas)
        super()._create_slots(var_list)

    def _apply_dense(self, grad: Any, var: Any) -> Any:
        first, second = self._powers
        return self._step("Apply", var, {"beta1_power": first.value(), "beta2_power": second.value(), "grad": grad})

    def _apply_sparse(self, grad: IndexedSlices, var: Any) -> Any:
        # The moments of all rows decay, also of those without a gradient: the same step as on the whole gradient.
        return self._apply_dense(dense(self._world, grad), var)

    def _finish(self, update_ops: list[Any], name_scope: str) -> Any:
        with self._world.current_graph().control_dependencies(update_ops):
            decays = [power.assign(power * self._tensors[beta], read_value=False)
                      for power, beta in zip(self._powers, ("beta1", "beta2"), strict=True)]  # fmt: skip
        return self._grouped([*update_ops, *decays], name_scope)


@public(v1=("train.AdagradOptimizer",))
class AdagradOptimizer(RuleOptimizer):
    """Divides by the root of the sum of squared gradients, kept in the slot `accumulator`."""

    rule, slots, order = "Adagrad", ("accumulator",), "learning_rate grad"
    takes = "learning_rate initial_accumulator_value=0.1 use_locking=False name='Adagrad'"

    def _check(self, initial_accumulator_value: float) -> None:  # type: ignore[override]
        if initial_accumulator_value <= 0.0:
            raise ValueError(f"initial_accumulator_value must be positive: {initial_accumulator_value}")

    def _initializer(self, slot: str) -> Any:
        return Constant(self._world, self._options["initial_accumulator_value"])


@public(v1=("train.RMSPropOptimizer",))
class RMSPropOptimizer(RuleOptimizer):
    """Divides by the root of a running mean of squared gradients, kept in the slot `rms`."""

    order = "learning_rate decay momentum epsilon grad"
    takes = "learning_rate decay=0.9 momentum=0.0 epsilon=1e-10 use_locking=False centered=False name='RMSProp'"
    _centered = property(lambda self: self._options["centered"])
    rule = property(lambda self: "CenteredRMSProp" if self._centered else "RMSProp")
    slots = property(lambda self: (*["mg"] * self._centered, "rms", "momentum"))

    def _create_slots(self, var_list: list[Any]) -> None:
        for var in var_list:
            for slot in ("rms", *["mg"] * self._centered, "momentum"):
                self._slot(var, slot, self._name, Ones(self._world) if slot == "rms" else None)


@public(v1=("train.AdadeltaOptimizer",))
class AdadeltaOptimizer(RuleOptimizer):
    """Keeps running means of squared gradients and of squared steps."""

    rule, slots, order = "Adadelta", ("accum", "accum_update"), "lr rho epsilon grad"
    takes = "learning_rate=0.001 rho=0.95 epsilon=1e-8 use_locking=False name='Adadelta'"


_PENALTIES = "l1_regularization_strength=0.0 l2_regularization_strength=0.0"


@public(v1=("train.FtrlOptimizer",))
class FtrlOptimizer(RuleOptimizer):
    """Follows the regularised leader: keeps squared gradients and a linear term, and makes small weights zero."""

    rule, slots = "Ftrl", ("accum", "linear")
    order = "grad learning_rate l1_regularization_strength l2_regularization_strength learning_rate_power"
    takes = f"""learning_rate learning_rate_power=-0.5 initial_accumulator_value=0.1 {_PENALTIES}
        use_locking=False name='Ftrl'"""

    def _check(self, initial_accumulator_value: float) -> None:  # type: ignore[override]
        if initial_accumulator_value < 0.0:
            raise ValueError(f"initial_accumulator_value {initial_accumulator_value:f} needs to be positive or zero")

    def _initializer(self, slot: str) -> Any:
        return Constant(self._world, self._options["initial_accumulator_value"]) if slot == "accum" else None


@public(v1=("train.ProximalGradientDescentOptimizer",))
class ProximalGradientDescentOptimizer(RuleOptimizer):
    """Gradient descent with penalties on the weights that are part of the step."""

    rule = "ProximalGradientDescent"
    order = "learning_rate l1_regularization_strength l2_regularization_strength grad"
    takes = f"learning_rate {_PENALTIES} use_locking=False name='ProximalGradientDescent'"


@public(v1=("train.ProximalAdagradOptimizer",))
class ProximalAdagradOptimizer(AdagradOptimizer):
    """Adagrad with penalties on the weights that are part of the step."""

    rule = "ProximalAdagrad"
    order = "learning_rate l1_regularization_strength l2_regularization_strength grad"
    takes = f"learning_rate initial_accumulator_value=0.1 {_PENALTIES} use_locking=False name='ProximalAdagrad'"
