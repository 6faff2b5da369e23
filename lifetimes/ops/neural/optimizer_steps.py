"""The update rules of optimizers as ops: one step of each rule on a variable and its slots.

Each rule is a pure function of arrays, in the arithmetic of TensorFlow's own kernels. It is registered four
times: for references and for resources, for a whole gradient and for one that touches some rows. A step on
some rows leaves the other rows, and their slots, as they are; each row is given once.
"""

import inspect
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from lifetimes.errors import InternalError, refuse
from lifetimes.ops import Array, brackets, merge, op
from lifetimes.ops.layout.shape_rules import of_rank

Step = tuple[Array, ...]  # the variable and its slots after it
Rule = Callable[..., Step]


# --- how a rule becomes four ops --------------------------------------------------------------------------


def _rule(name: str, count: int, rows: bool = True) -> Callable[[Rule], Rule]:
    """Register a rule whose parameters are the op's inputs: `count` storages, the numbers of the rule, the gradient.

    Some rules have no op for a gradient of some rows.
    """

    def register(rule: Rule) -> Rule:
        words = [word for word in inspect.signature(rule).parameters if word != "use_nesterov"]
        where = words.index("delta" if "delta" in words else "grad")
        for resource in (False, True):
            kinds = {word: f"{word}:int64" if word == "global_step" else f"{word}:T" for word in words}
            typed = [word if resource and place < count else kinds[word] for place, word in enumerate(words)]
            for sparse in (False, True)[: 1 + rows]:
                op(f"{'Resource' * resource}{'Sparse' * sparse}Apply{name}",
                   " ".join([*typed[: where + 1], *["indices:I"] * sparse, *typed[where + 1 :]]),
                   partial(_on_rows if sparse else _on_the_whole, rule, count, where, resource),
                   partial(_alike, 0 if resource else count, count, where, sparse),
                   refs=0 if resource else count,
                   outputs=0 if resource else 1, stateful=True, effect=True, shown={"use_locking": False})  # fmt: skip
        return rule

    return register


def _on_the_whole(rule: Rule, count: int, where: int, resource: bool, run: Any, node: Any, *inputs: Any) -> Any:
    """Take one step on `count` storages, by the whole gradient."""
    places, wholes, gradient = inputs[:count], [value_of(place, resource) for place in inputs[:count]], inputs[where]
    if gradient.shape != wholes[0].shape:
        shapes = f"{brackets(wholes[0].shape)} {brackets(gradient.shape)}"
        raise refuse(f"var and {[*inspect.signature(rule).parameters][where]} do not have the same shape{shapes}")
    values = rule(*wholes, *inputs[count:], **_options(node))
    for index, value in enumerate(values):
        places[index].value = np.asarray(value)
    return () if resource else places[0]


def _on_rows(rule: Rule, count: int, where: int, resource: bool, run: Any, node: Any, *inputs: Any) -> Any:
    """Take one step on the rows of `count` storages at the indices, which come after the gradient."""
    places, given = inputs[:count], [*inputs[: where + 1], *inputs[where + 2 :]]
    wholes = [value_of(place, resource) for place in places]
    rows = inputs[where + 1]
    _check_rows(rows, given[where].shape, wholes[0].shape)
    given[:count] = [whole[rows] for whole in wholes]
    for place, whole, value in zip(places, wholes, rule(*given, **_options(node)), strict=True):
        changed = whole.copy()
        changed[rows] = value
        place.value = changed
    return () if resource else places[0]


def value_of(place: Any, resource: bool) -> Array:
    """Return what a step begins with. InternalError, in TensorFlow's words, for a resource that has no value yet."""
    if resource and place.value is None:
        raise InternalError(None, None, "Invalid variable reference.")
    return place.read()  # type: ignore[no-any-return]


def _options(node: Any) -> dict[str, Any]:
    return {"use_nesterov": True} if node.attrs.get("use_nesterov") else {}


def _check_rows(rows: Array, given: tuple[int, ...], whole: tuple[int, ...]) -> None:
    """Raise InvalidArgumentError where the gradient has rows of another shape, or one that the variable has not."""
    if given[1:] != whole[1:]:
        axis = next((axis for axis, size in enumerate(given) if axis and whole[axis : axis + 1] != (size,)), 1)
        raise refuse(f"var and grad must match in dimension {axis}")
    for offset in np.flatnonzero((rows < 0) | (rows >= whole[0])):
        raise refuse(f"Index {rows[offset]} at offset {offset} in indices is out of range")


def _alike(refs: int, count: int, where: int, sparse: bool, inputs: Any, attrs: dict[str, Any]) -> Any:
    """Shape rule of a step: references, and a whole gradient, have one shape; the numbers of the rule are scalars."""
    for place, other in enumerate(inputs):
        if place >= count and place not in range(where, where + 1 + sparse):
            of_rank(other.static_shape, 0)
    if not refs:
        return []
    shape = inputs[0].static_shape
    for other in inputs[1:refs]:
        shape = merge(shape, other.static_shape)
    given = inputs[where].static_shape
    merge(shape, (None, *given[1:]) if sparse and given else given)
    return inputs[0].dtype, inputs[0].static_shape


# --- the rules -------------------------------------------------------------------------------------------


@_rule("GradientDescent", 1, rows=False)
def _gradient_descent(var: Array, alpha: Array, delta: Array) -> Step:
    return (var - delta * alpha,)


def _shrunk(var: Array, alpha: Array, l1: Array, l2: Array) -> Array:
    """Return the variable after a step, moved towards zero by two penalties."""
    return np.asarray(np.sign(var) * np.maximum(np.abs(var) - alpha * l1, 0) / (1 + alpha * l2))


@_rule("ProximalGradientDescent", 1)
def _proximal_gradient_descent(var: Array, alpha: Array, l1: Array, l2: Array, delta: Array) -> Step:
    return (_shrunk(var - delta * alpha, alpha, l1, l2),)


@_rule("ProximalAdagrad", 2)
def _proximal_adagrad(var: Array, accum: Array, lr: Array, l1: Array, l2: Array, grad: Array) -> Step:
    accum = accum + grad * grad
    rate = lr / np.sqrt(accum)
    return _shrunk(var - grad * rate, rate, l1, l2), accum


@_rule("AdagradDA", 3)
def _adagrad_da(
    var: Array, sums: Array, squares: Array, grad: Array, lr: Array, l1: Array, l2: Array, global_step: Array
) -> Step:
    sums, squares, steps = sums + grad, squares + grad * grad, global_step.astype(var.dtype)
    shrunk = np.sign(sums) * np.maximum(np.abs(sums) - l1 * steps, 0)
    return -lr * shrunk / (l2 * steps * lr + np.sqrt(squares)), sums, squares


@_rule("Momentum", 2)
def _momentum(var: Array, accum: Array, lr: Array, grad: Array, momentum: Array, use_nesterov: bool = False) -> Step:
    accum = accum * momentum + grad
    step = grad * lr + accum * momentum * lr if use_nesterov else accum * lr
    return var - step, accum


@_rule("Adam", 3, rows=False)
def _adam(
    var: Array, m: Array, v: Array, beta1_power: Array, beta2_power: Array, lr: Array, beta1: Array, beta2: Array,
    epsilon: Array, grad: Array,
) -> Step:  # fmt: skip
    alpha = lr * np.sqrt(1 - beta2_power) / (1 - beta1_power)
    m = m + (grad - m) * (1 - beta1)
    v = v + (grad * grad - v) * (1 - beta2)
    return var - m * alpha / (np.sqrt(v) + epsilon), m, v


@_rule("Adagrad", 2)
def _adagrad(var: Array, accum: Array, lr: Array, grad: Array) -> Step:
    accum = accum + grad * grad
    return var - grad * lr / np.sqrt(accum), accum


@_rule("RMSProp", 3)
def _rms_prop(
    var: Array, ms: Array, mom: Array, lr: Array, rho: Array, momentum: Array, epsilon: Array, grad: Array
) -> Step:
    ms = ms + (grad * grad - ms) * (1 - rho)
    mom = mom * momentum + grad * lr / np.sqrt(ms + epsilon)
    return var - mom, ms, mom


@_rule("CenteredRMSProp", 4)
def _centered_rms_prop(
    var: Array, mg: Array, ms: Array, mom: Array, lr: Array, rho: Array, momentum: Array, epsilon: Array, grad: Array
) -> Step:
    ms = ms + (grad * grad - ms) * (1 - rho)
    mg = mg + (grad - mg) * (1 - rho)
    mom = mom * momentum + grad * lr / np.sqrt(ms - mg * mg + epsilon)
    return var - mom, mg, ms, mom


@_rule("Adadelta", 3)
def _adadelta(
    var: Array, accum: Array, accum_update: Array, lr: Array, rho: Array, epsilon: Array, grad: Array
) -> Step:
    accum = accum * rho + grad * grad * (1 - rho)
    step = np.sqrt(accum_update + epsilon) / np.sqrt(accum + epsilon) * grad
    return var - step * lr, accum, accum_update * rho + step * step * (1 - rho)


@_rule("Ftrl", 3)
def _ftrl(
    var: Array, accum: Array, linear: Array, grad: Array, lr: Array, l1: Array, l2: Array, lr_power: Array
) -> Step:
    return _ftrl_v2(var, accum, linear, grad, lr, l1, l2, np.zeros((), var.dtype), lr_power)


@_rule("FtrlV2", 3)
def _ftrl_v2(
    var: Array, accum: Array, linear: Array, grad: Array, lr: Array, l1: Array, l2: Array, l2_shrinkage: Array,
    lr_power: Array,
) -> Step:  # fmt: skip
    grown = accum + grad * grad
    old, new = accum**-lr_power, grown**-lr_power
    linear = linear + grad + 2 * l2_shrinkage * var - (new - old) / lr * var
    whole = (np.sign(linear) * l1 - linear) / (new / lr + 2 * l2)
    return np.where(np.abs(linear) > l1, whole, np.zeros((), var.dtype)), grown, linear
