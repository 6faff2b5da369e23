"""The optimizers of TensorFlow 1: each says which slots its rule keeps, which numbers it takes and which op it is."""

from typing import Any, ClassVar

from lifetimes.graph.control.ordering import after
from lifetimes.graph.data.colocation import near
from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.ops import public
from lifetimes.ops.debugging.wrappers import Declared
from lifetimes.ops.math.casting import cast, identity
from lifetimes.ops.random.initializers import Constant, Ones
from lifetimes.tf1.graph_building import group
from lifetimes.tf1.library.assigning import assign, assign_sub
from lifetimes.tf1.library.optimizer import Optimizer
from lifetimes.tf1.library.slots import is_resource


class RuleOptimizer(Optimizer, Declared):
    """An optimizer whose whole step is one op: `Apply<rule>` of the variable, its slots, numbers and the gradient."""

    rule: ClassVar[str]
    slots: ClassVar[tuple[str, ...]] = ()
    order: ClassVar[str]  # the inputs after the slots, in the op's order
    _first = "self, world"

    def _create_slots(self, var_list: list[Any]) -> None:
        for var in var_list:
            for slot in self.slots:
                self._slot(var, slot, self._name, self._start(slot, var))

    def _start(self, slot: str, var: Any) -> Any:
        """Return what a slot of a variable starts with; None for zeros."""

    def _filled(self, value: float, var: Any) -> Any:
        """Return a constant in the shape of a variable."""
        return self._world.constant(value, var.dtype.base_dtype, var.shape)

    def __getattr__(self, name: str) -> Any:
        """Return a number of the rule, or its tensor, by a name that programs know it by: `_lr`, `_beta1_t`, ..."""
        word = name.removeprefix("_").removesuffix("_tensor").removesuffix("_t")
        word = "learning_rate" if word == "lr" else word
        if name[0] != "_" or word not in self._taken:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        if name in ("_lr", f"_{word}"):
            return getattr(self, word)
        tensors = vars(self).get("_tensors", {})  # none before the first step
        return tensors.get(word, tensors.get("lr"))

    def _prepare(self) -> None:
        self._tensors: dict[str, Any] = {}
        for name in self.order.split():
            word = "learning_rate" if name == "lr" else name
            if word in self._taken:
                self._name_number(name, self._call_if_callable(getattr(self, word)))

    def _name_number(self, name: str, value: Any) -> None:
        self._tensors[name] = self._world.convert(value, name=name)

    def _apply_dense(self, grad: Any, var: Any) -> Any:
        return self._step("Apply", var, {"grad": grad})

    def _apply_sparse(self, grad: IndexedSlices, var: Any) -> Any:
        return self._step("SparseApply", var, {"grad": grad.values}, grad.indices)

    def _resource_apply_dense(self, grad: Any, handle: Any) -> Any:
        return self._apply_dense(grad, handle)

    def _resource_apply_sparse(self, grad: Any, handle: Any, indices: Any) -> Any:
        return self._apply_sparse(IndexedSlices(grad, indices), handle)

    def _step(self, kind: str, var: Any, given: dict[str, Any], *indices: Any, **attrs: Any) -> Any:
        given, dtype = {**self._tensors, **given}, var.dtype.base_dtype
        values: list[Any] = []
        for name in self.order.split():
            values += [given[name], *indices] if name == "grad" else [cast(self._world, given[name], dtype)]
        return self._applied(kind + self.rule, var, values, attrs)

    def _applied(self, op: str, var: Any, inputs: list[Any], attrs: dict[str, Any]) -> Any:
        """Apply the rule's op to the variable, its slots, and these inputs."""
        places = [var, *(self.get_slot(var, slot) for slot in self.slots)]
        resource = not var.op.outputs[0].dtype.is_ref
        op = f"Resource{op}" if resource else op
        return self._world.apply(op, *[place.op.outputs[0] for place in places], *inputs, **attrs)


@public(v1=("train.GradientDescentOptimizer",))
class GradientDescentOptimizer(RuleOptimizer, takes="learning_rate use_locking=False name='GradientDescent'"):
    """Moves each variable against its gradient."""

    rule, order = "GradientDescent", "learning_rate grad"

    def _apply_sparse_duplicate_indices(self, grad: IndexedSlices, var: Any) -> Any:
        # One index after another takes what belongs to it: nothing need be summed first.
        rate, resource = cast(self._world, self._tensors["learning_rate"], var.dtype.base_dtype), is_resource(var)
        scatter, values = ("ResourceScatterAdd", -grad.values) if resource else ("ScatterSub", grad.values)
        return self._world.apply(scatter, var.handle if resource else var, grad.indices, values * rate)


@public(v1=("train.MomentumOptimizer",))
class MomentumOptimizer(
    RuleOptimizer, takes="learning_rate momentum use_locking=False name='Momentum' use_nesterov=False"
):
    """Keeps a velocity per variable in the slot `momentum`."""

    rule, slots, order = "Momentum", ("momentum",), "learning_rate grad momentum"

    def _step(self, kind: str, var: Any, given: dict[str, Any], *indices: Any, **attrs: Any) -> Any:
        return super()._step(kind, var, given, *indices, use_nesterov=self.use_nesterov)


@public(v1=("train.AdamOptimizer",))
class AdamOptimizer(
    RuleOptimizer, takes="learning_rate=0.001 beta1=0.9 beta2=0.999 epsilon=1e-8 use_locking=False name='Adam'"
):
    """Keeps the first two moments of each gradient in slots, and two powers that it shares among the variables."""

    rule, slots = "Adam", ("m", "v")
    order = "beta1_power beta2_power learning_rate beta1 beta2 epsilon grad"
    _powers: tuple[Any, ...]

    def _create_slots(self, var_list: list[Any]) -> None:
        first = min(var_list, key=lambda v: str(v.name))
        betas = ((beta, self._call_if_callable(getattr(self, beta))) for beta in ("beta1", "beta2"))
        self._powers = tuple(self._other(f"{name}_power", beta, first) for name, beta in betas)
        super()._create_slots(var_list)

    def _apply_dense(self, grad: Any, var: Any) -> Any:
        first, second = self._powers
        return self._step("Apply", var, {"beta1_power": first, "beta2_power": second, "grad": grad})

    def _apply_sparse(self, grad: IndexedSlices, var: Any) -> Any:
        """Let the moments of all rows decay, also of those without a gradient, and move all rows by them."""
        world, dtype = self._world, var.dtype.base_dtype
        rate, beta1, beta2, epsilon = (
            cast(world, self._tensors[name], dtype) for name in ("learning_rate", "beta1", "beta2", "epsilon")
        )
        first, second = (cast(world, power, dtype) for power in self._powers)
        rate = rate * world.apply("Sqrt", 1 - second) / (1 - first)
        m = self._decayed(self.get_slot(var, "m"), beta1, grad.values * (1 - beta1), grad.indices)
        v = self._decayed(self.get_slot(var, "v"), beta2, grad.values * grad.values * (1 - beta2), grad.indices)
        root = world.apply("Sqrt", v)
        return group(world, assign_sub(world, var, rate * m / (root + epsilon)), m, v)

    def _decayed(self, slot: Any, beta: Any, values: Any, indices: Any) -> Any:
        """Return a slot after it was multiplied by `beta`, and what belongs to some rows was added."""
        with after(self._world, [assign(self._world, slot, slot * beta)]):
            if not is_resource(slot):
                return self._world.apply("ScatterAdd", slot, indices, values)
            done = self._world.apply("ResourceScatterAdd", slot.handle, indices, values)
        with after(self._world, [done]):
            return slot.value()

    def _finish(self, update_ops: list[Any], name_scope: str) -> Any:
        with self._world.current_graph().control_dependencies(update_ops), near(self._world, self._powers[0]):
            decays = [power.assign(power * self._tensors[beta])
                      for power, beta in zip(self._powers, ("beta1", "beta2"), strict=True)]  # fmt: skip
        return self._grouped([*update_ops, *decays], name_scope)


@public(v1=("train.AdagradOptimizer",))
class AdagradOptimizer(
    RuleOptimizer, takes="learning_rate initial_accumulator_value=0.1 use_locking=False name='Adagrad'"
):
    """Divides by the root of the sum of squared gradients, kept in the slot `accumulator`."""

    rule, slots, order = "Adagrad", ("accumulator",), "learning_rate grad"

    @staticmethod
    def _check(initial_accumulator_value: float, **rest: Any) -> None:
        if initial_accumulator_value <= 0.0:
            raise ValueError(f"initial_accumulator_value must be positive: {initial_accumulator_value}")

    def _start(self, slot: str, var: Any) -> Any:
        return Constant(self._world, self.initial_accumulator_value)


@public(v1=("train.RMSPropOptimizer",))
class RMSPropOptimizer(
    RuleOptimizer,
    takes="learning_rate decay=0.9 momentum=0.0 epsilon=1e-10 use_locking=False centered=False name='RMSProp'",
):
    """Divides by the root of a running mean of squared gradients, kept in the slot `rms`."""

    order = "learning_rate decay momentum epsilon grad"
    rule = property(lambda self: "CenteredRMSProp" if self.centered else "RMSProp")
    slots = property(lambda self: (*["mg"] * self.centered, "rms", "momentum"))

    def _create_slots(self, var_list: list[Any]) -> None:
        for var in var_list:
            for slot in ("rms", *["mg"] * self.centered, "momentum"):
                self._slot(var, slot, self._name, Ones(self._world) if slot == "rms" else None)


@public(v1=("train.AdadeltaOptimizer",))
class AdadeltaOptimizer(
    RuleOptimizer, takes="learning_rate=0.001 rho=0.95 epsilon=1e-8 use_locking=False name='Adadelta'"
):
    """Keeps running means of squared gradients and of squared steps."""

    rule, slots, order = "Adadelta", ("accum", "accum_update"), "lr rho epsilon grad"


_PENALTIES = "l1_regularization_strength=0.0 l2_regularization_strength=0.0"


@public(v1=("train.FtrlOptimizer",))
class FtrlOptimizer(
    RuleOptimizer,
    takes=f"""learning_rate learning_rate_power=-0.5 initial_accumulator_value=0.1 {_PENALTIES} use_locking=False
        name='Ftrl' accum_name=None linear_name=None l2_shrinkage_regularization_strength=0.0 beta=None""",
):
    """Follows the regularised leader: keeps squared gradients and a linear term, and makes small weights zero."""

    slots = ("accum", "linear")
    rule = property(lambda self: "FtrlV2" if self.l2_shrinkage_regularization_strength > 0.0 else "Ftrl")

    @property
    def order(self) -> str:  # type: ignore[override]
        shrinkage = "l2_shrinkage_regularization_strength " * (self.rule == "FtrlV2")
        return f"grad learning_rate l1_regularization_strength adjusted_l2 {shrinkage}learning_rate_power"

    @staticmethod
    def _check(learning_rate_power: float, **numbers: Any) -> None:
        if numbers["initial_accumulator_value"] >= 0.0 and learning_rate_power > 0.0:
            raise ValueError(f"learning_rate_power {learning_rate_power:f} needs to be negative or zero")
        penalties = "l1_regularization_strength", "l2_regularization_strength", "l2_shrinkage_regularization_strength"
        for name in ("initial_accumulator_value", *penalties):
            if numbers[name] < 0.0:
                raise ValueError(f"{name} {numbers[name]:f} needs to be positive or zero")

    def _create_slots(self, var_list: list[Any]) -> None:
        for var in var_list:
            accum = Constant(self._world, self.initial_accumulator_value)
            self._slot(var, "accum", self.accum_name or self._name, accum)
            self._slot(var, "linear", self.linear_name or self._name)

    def _prepare(self) -> None:
        self._tensors = {}
        self._name_number("learning_rate", self.learning_rate)
        self._name_number("l1_regularization_strength", self.l1_regularization_strength)
        rate = 2.0 * self._world.apply("Maximum", self.learning_rate, 1e-36)
        self._name_number("adjusted_l2", self.l2_regularization_strength + (self.beta or 0.0) / rate)
        self._name_number("beta", self.beta or 0.0)
        for name in ("l2_shrinkage_regularization_strength", "learning_rate_power"):
            self._name_number(name, getattr(self, name))


@public(v1=("train.ProximalGradientDescentOptimizer",))
class ProximalGradientDescentOptimizer(
    RuleOptimizer, takes=f"learning_rate {_PENALTIES} use_locking=False name='ProximalGradientDescent'"
):
    """Gradient descent with penalties on the weights that are part of the step."""

    rule = "ProximalGradientDescent"
    order = "learning_rate l1_regularization_strength l2_regularization_strength grad"


@public(v1=("train.ProximalAdagradOptimizer",))
class ProximalAdagradOptimizer(
    AdagradOptimizer,
    takes=f"learning_rate initial_accumulator_value=0.1 {_PENALTIES} use_locking=False name='ProximalAdagrad'",
):
    """Adagrad with penalties on the weights that are part of the step."""

    rule = "ProximalAdagrad"
    order = "learning_rate l1_regularization_strength l2_regularization_strength grad"

    def _start(self, slot: str, var: Any) -> Any:
        return self._filled(self.initial_accumulator_value, var)


@public(v1=("train.AdagradDAOptimizer",))
class AdagradDAOptimizer(
    RuleOptimizer,
    takes=f"""learning_rate global_step initial_gradient_squared_accumulator_value=0.1 {_PENALTIES} use_locking=False
        name='AdagradDA'""",
):
    """Adagrad by dual averaging: each step starts again from the sums of all gradients and of their squares."""

    rule, slots = "AdagradDA", ("gradient_accumulator", "gradient_squared_accumulator")
    order = "learning_rate"

    @staticmethod
    def _check(initial_gradient_squared_accumulator_value: float, **rest: Any) -> None:
        if initial_gradient_squared_accumulator_value <= 0.0:
            value = initial_gradient_squared_accumulator_value
            raise ValueError(f"initial_gradient_squared_accumulator_value must be positive: {value}")

    def _start(self, slot: str, var: Any) -> Any:
        start = self.initial_gradient_squared_accumulator_value if slot == self.slots[1] else 0.0
        return self._filled(start, var)

    def _prepare(self) -> None:
        super()._prepare()
        self._tensors["step"] = identity(self._world, self.global_step) + 1

    def _step(self, kind: str, var: Any, given: dict[str, Any], *indices: Any, **attrs: Any) -> Any:
        step, dtype = identity(self._world, self._tensors["step"]), var.dtype.base_dtype
        numbers = self._tensors["learning_rate"], self.l1_regularization_strength, self.l2_regularization_strength
        inputs = [*(cast(self._world, number, dtype) for number in numbers), step]
        return self._applied(kind + self.rule, var, [given["grad"], *indices, *inputs], attrs)
