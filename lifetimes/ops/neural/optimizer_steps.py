"""The update rules of optimizers as ops: one step of each rule on a variable and its slots.

Each rule is a pure function of arrays, in the arithmetic of TensorFlow's own kernels. It is registered four
times: for references and for resources, for a whole gradient and for one that touches some rows. A step on
some rows leaves the other rows, and their slots, as they are; rows given twice are summed first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lifetimes.ops.dtypes import Array
from lifetimes.ops.layout.resource_updates import check_rows
from lifetimes.ops.registry import Out, not_differentiable, nothing, op

Rule = Callable[..., tuple[Array, ...]]


def _gradient_descent(var: Array, alpha: Array, grad: Array) -> tuple[Array, ...]:
    return (var - grad * alpha,)


def _shrunk(var: Array, alpha: Array, l1: Array, l2: Array) -> Array:
    """Return the variable after a step, moved towards zero by two penalties."""
    return np.asarray(np.sign(var) * np.maximum(np.abs(var) - alpha * l1, 0) / (1 + alpha * l2))


def _proximal_gradient_descent(var: Array, alpha: Array, l1: Array, l2: Array, grad: Array) -> tuple[Array, ...]:
    return (_shrunk(var - grad * alpha, alpha, l1, l2),)


def _proximal_adagrad(var: Array, accum: Array, lr: Array, l1: Array, l2: Array, grad: Array) -> tuple[Array, ...]:
    accum = accum + grad * grad
    rate = lr / np.sqrt(accum)
    return _shrunk(var - grad * rate, rate, l1, l2), accum


def _momentum(
    var: Array, accum: Array, lr: Array, grad: Array, momentum: Array, use_nesterov: bool = False
) -> tuple[Array, ...]:
    accum = accum * momentum + grad
    step = grad * lr + accum * momentum * lr if use_nesterov else accum * lr
    return var - step, accum


def _keras_momentum(
    var: Array, accum: Array, lr: Array, grad: Array, momentum: Array, use_nesterov: bool = False
) -> tuple[Array, ...]:
    accum = accum * momentum - grad * lr
    return var + (accum * momentum - grad * lr if use_nesterov else accum), accum


def _adam(
    var: Array, m: Array, v: Array, beta1_power: Array, beta2_power: Array, lr: Array, beta1: Array, beta2: Array,
    epsilon: Array, grad: Array, use_nesterov: bool = False,
) -> tuple[Array, ...]:  # fmt: skip
    alpha = lr * np.sqrt(1 - beta2_power) / (1 - beta1_power)
    m = m + (grad - m) * (1 - beta1)
    v = v + (grad * grad - v) * (1 - beta2)
    step = grad * (1 - beta1) + beta1 * m if use_nesterov else m
    return var - step * alpha / (np.sqrt(v) + epsilon), m, v


def _ada_max(
    var: Array,
    m: Array,
    v: Array,
    beta1_power: Array,
    lr: Array,
    beta1: Array,
    beta2: Array,
    epsilon: Array,
    grad: Array,
) -> tuple[Array, ...]:
    m = m + (grad - m) * (1 - beta1)
    v = np.maximum(beta2 * v, np.abs(grad))
    return var - lr / (1 - beta1_power) * (m / (v + epsilon)), m, v


def _adagrad(var: Array, accum: Array, lr: Array, grad: Array) -> tuple[Array, ...]:
    accum = accum + grad * grad
    return var - grad * lr / np.sqrt(accum), accum


def _adagrad_v2(var: Array, accum: Array, lr: Array, epsilon: Array, grad: Array) -> tuple[Array, ...]:
    accum = accum + grad * grad
    return var - grad * lr / (np.sqrt(accum) + epsilon), accum


def _rms_prop(
    var: Array, ms: Array, mom: Array, lr: Array, rho: Array, momentum: Array, epsilon: Array, grad: Array
) -> tuple[Array, ...]:
    ms = ms + (grad * grad - ms) * (1 - rho)
    mom = mom * momentum + grad * lr / np.sqrt(ms + epsilon)
    return var - mom, ms, mom


def _centered_rms_prop(
    var: Array, mg: Array, ms: Array, mom: Array, lr: Array, rho: Array, momentum: Array, epsilon: Array, grad: Array
) -> tuple[Array, ...]:
    ms = ms + (grad * grad - ms) * (1 - rho)
    mg = mg + (grad - mg) * (1 - rho)
    mom = mom * momentum + grad * lr / np.sqrt(ms - mg * mg + epsilon)
    return var - mom, mg, ms, mom


def _adadelta(
    var: Array, accum: Array, accum_update: Array, lr: Array, rho: Array, epsilon: Array, grad: Array
) -> tuple[Array, ...]:
    accum = accum * rho + grad * grad * (1 - rho)
    step = np.sqrt(accum_update + epsilon) / np.sqrt(accum + epsilon) * grad
    return var - step * lr, accum, accum_update * rho + step * step * (1 - rho)


def _ftrl(
    var: Array, accum: Array, linear: Array, grad: Array, lr: Array, l1: Array, l2: Array, lr_power: Array
) -> tuple[Array, ...]:
    grown = accum + grad * grad
    old, new = accum**-lr_power, grown**-lr_power
    linear = linear + grad - (new - old) / lr * var
    whole = (np.sign(linear) * l1 - linear) / (new / lr + 2 * l2)
    return np.where(np.abs(linear) > l1, whole, np.zeros((), var.dtype)), grown, linear


# --- registration ----------------------------------------------------------------------------------------


def _whole(count: int, rule: Rule, result: Callable[[Any], Any]) -> Callable[..., Any]:
    """Return the kernel that takes one step on the whole of `count` storages."""

    def kernel(run: Any, node: Any, *inputs: Any) -> Any:
        places, rest = inputs[:count], inputs[count:]
        stepped = rule(*[place.read() for place in places], *rest, **_options(node))
        for place, value in zip(places, stepped, strict=True):
            place.value = np.asarray(value)
        return result(places[0])

    return kernel


def _options(node: Any) -> dict[str, Any]:
    return {"use_nesterov": True} if node.attrs.get("use_nesterov") else {}


def _of_rows(count: int, where: int, rule: Rule, result: Callable[[Any], Any]) -> Callable[..., Any]:
    """Return the kernel that takes one step on some rows. The gradient is input `where`, the indices come last."""

    def kernel(run: Any, node: Any, *inputs: Any) -> Any:
        places, rest, indices = inputs[:count], list(inputs[count:-1]), inputs[-1]
        wholes = [place.read() for place in places]
        check_rows(indices, wholes[0].shape[0])
        rows, back = np.unique(indices, return_inverse=True)
        total = np.zeros((len(rows), *wholes[0].shape[1:]), wholes[0].dtype)
        np.add.at(total, back.reshape(-1), rest[where].reshape(-1, *wholes[0].shape[1:]))
        rest[where] = total
        stepped = rule(*[whole[rows] for whole in wholes], *rest, **_options(node))
        for place, whole, value in zip(places, wholes, stepped, strict=True):
            place.value = whole.copy()
            place.value[rows] = value
        return result(places[0])

    return kernel


def _the_variable(inputs: Any, attrs: dict[str, Any]) -> Out:
    return inputs[0].dtype, inputs[0].static_shape


def _register(name: str, states: str, values: str, rule: Rule) -> None:
    kept, given = states.split(), values.split()
    count, where = len(kept), given.index("grad")
    as_refs = " ".join(f"{word}:T" for word in (*kept, *given))
    as_resources = " ".join((*kept, *[f"{word}:T" for word in given]))
    effect: dict[str, Any] = {"stateful": True, "effect": True}

    def same_place(place: Any) -> Any:
        return place

    def no_output(place: Any) -> Any:
        return ()

    op(
        f"Apply{name}",
        as_refs,
        _whole(count, rule, same_place),
        _the_variable,
        not_differentiable,
        refs=count,
        **effect,
    )
    op(f"ResourceApply{name}", as_resources, _whole(count, rule, no_output), nothing, outputs=0, **effect)
    op(f"SparseApply{name}", f"{as_refs} indices:I", _of_rows(count, where, rule, same_place), _the_variable,
       not_differentiable, refs=count, **effect)  # fmt: skip
    op(f"ResourceSparseApply{name}", f"{as_resources} indices:I", _of_rows(count, where, rule, no_output), nothing,
       outputs=0, **effect)  # fmt: skip


_register("GradientDescent", "var", "alpha grad", _gradient_descent)
_register("ProximalGradientDescent", "var", "alpha l1 l2 grad", _proximal_gradient_descent)
_register("ProximalAdagrad", "var accum", "lr l1 l2 grad", _proximal_adagrad)
_register("Momentum", "var accum", "lr grad momentum", _momentum)
_register("KerasMomentum", "var accum", "lr grad momentum", _keras_momentum)
_register("Adam", "var m v", "beta1_power beta2_power lr beta1 beta2 epsilon grad", _adam)
_register("AdaMax", "var m v", "beta1_power lr beta1 beta2 epsilon grad", _ada_max)
_register("Adagrad", "var accum", "lr grad", _adagrad)
_register("AdagradV2", "var accum", "lr epsilon grad", _adagrad_v2)
_register("RMSProp", "var ms mom", "lr rho momentum epsilon grad", _rms_prop)
_register("CenteredRMSProp", "var mg ms mom", "lr rho momentum epsilon grad", _centered_rms_prop)
_register("Adadelta", "var accum accum_update", "lr rho epsilon grad", _adadelta)
_register("Ftrl", "var accum linear", "grad lr l1 l2 lr_power", _ftrl)
