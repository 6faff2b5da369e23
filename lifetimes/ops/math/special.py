"""Special functions: gamma, beta, error functions and their kin, computed in float64 and rounded to the dtype."""

import math
from collections.abc import Callable
from functools import partial, reduce
from itertools import combinations
from operator import neg
from typing import Any, Final

import numpy as np

from lifetimes.errors import refuse
from lifetimes.ops import Array, World, brackets
from lifetimes.ops.arithmetic import incompatible, sum_to
from lifetimes.ops.debugging.wrappers import function_of
from lifetimes.ops.math.reductions import reduce_sum
from lifetimes.ops.registry import REALS, WIDE, Out, elementwise, op, public, publish_as, same
from lifetimes.ops.shapes import merge

_STEPS: Final = 300
_TINY: Final = 1e-300
_BERNOULLI: Final = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6)
_GILES_CENTRE: Final = (
    2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087, -0.00125372503, -0.00417768164,
    0.246640727, 1.50140941,
)  # fmt: skip
_GILES_TAIL: Final = (
    -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613, 0.00943887047,
    1.00167406, 2.83297682,
)  # fmt: skip


def _lgamma_of_one(x: float) -> float:
    try:
        return math.lgamma(x)
    except ValueError:
        return math.inf


def _each(function: Callable[[float], float]) -> Callable[[Array], Array]:
    vectorized = np.frompyfunc(function, 1, 1)
    return lambda x: np.asarray(vectorized(x), np.float64)


lgamma, erf, erfc = _each(_lgamma_of_one), _each(math.erf), _each(math.erfc)


def digamma(x: Array) -> Array:
    """Return the derivative of lgamma: by reflection below 0, by recurrence up to 10, then by its asymptotic series."""
    below = x <= 0
    pole = below & (x == np.floor(x))
    y = np.where(below, 1 - x, x)
    total = np.where(below, -np.pi / np.tan(np.pi * x), 0.0)
    for _ in range(10):
        small = y < 10
        total, y = np.where(small, total - 1 / y, total), np.where(small, y + 1, y)
    total = total + np.log(y) - 0.5 / y
    for j, number in enumerate(_BERNOULLI, start=1):
        total = total - number / (2 * j) / y ** (2 * j)
    return np.where(pole, np.nan, total)


def zeta(s: Array, q: Array) -> Array:
    """Return Hurwitz's zeta function, the sum of (q + k)^-s over k, by the formula of Euler and Maclaurin."""
    total: Any = sum((q + k) ** -s for k in range(10))
    end = q + 10
    total = total + end ** (1 - s) / (s - 1) + 0.5 * end**-s
    rising: Any = s
    for j, number in enumerate(_BERNOULLI, start=1):
        total = total + number / math.factorial(2 * j) * rising * end ** (-s - 2 * j + 1)
        rising = rising * (s + 2 * j - 1) * (s + 2 * j)
    pole = (q <= 0) & (q == np.floor(q))
    total = np.where(pole & (s % 2 == 0), np.inf, np.where(pole | ((q <= 0) & (s != np.floor(s))), np.nan, total))
    return np.where(s == 1, np.inf, np.where(s < 1, np.nan, total))


def polygamma(n: Array, x: Array) -> Array:
    """Return the n-th derivative of digamma."""
    sign = np.where(n % 2 == 0, -1.0, 1.0)
    high = sign * np.exp(lgamma(n + 1)) * zeta(np.maximum(n, 1) + 1, x)
    known = np.where(n == 0, digamma(x + np.zeros_like(n)), high)
    return np.where((n < 0) | (n != np.floor(n)), np.nan, known)


def erfinv(x: Array) -> Array:
    """Return the inverse of erf: Giles' polynomials, then two steps of Newton."""
    inside = np.where(np.abs(x) < 1, x, 0.0)
    w = -np.log((1 - inside) * (1 + inside))
    y = np.where(w < 5, np.polyval(_GILES_CENTRE, w - 2.5), np.polyval(_GILES_TAIL, np.sqrt(w) - 3)) * inside
    for _ in range(2):
        y = y - (erf(y) - inside) * (math.sqrt(math.pi) / 2) * np.exp(y * y)
    return np.where(np.abs(x) < 1, y, np.where(np.abs(x) == 1, np.copysign(np.inf, x), np.nan))


def ndtri(p: Array) -> Array:
    """Return the inverse of the normal distribution function; two steps of Newton keep its tails exact."""
    y = math.sqrt(2) * erfinv(2 * p - 1)
    for _ in range(2):
        step = (0.5 * erfc(-y / math.sqrt(2)) - p) * math.sqrt(2 * math.pi) * np.exp(y * y / 2)
        y = np.where(np.isfinite(y), y - step, y)
    return y


def igamma(a: Array, x: Array) -> Array:
    """Return the lower incomplete gamma function: a series where x is small, else one less the upper one."""
    with np.errstate(all="ignore"):
        factor = np.exp(a * np.log(x) - x - lgamma(a))
        term = total = 1 / a
        for n in range(1, _STEPS):
            term = term * x / (a + n)
            total = total + term
        result = np.where(x < a + 1, factor * total, 1 - factor * _upper_fraction(a, x))
    result = np.where(x == 0, 0.0, np.where(np.isinf(x), 1.0, result))
    return np.where((x < 0) | (a <= 0), np.nan, result)


def igamma_grad_a(a: Array, x: Array) -> Array:
    """Return the derivative of the lower incomplete gamma function by `a`: that of its series, term by term."""
    with np.errstate(all="ignore"):
        factor = np.exp(a * np.log(x) - x - lgamma(a + 1))
        term, slope = np.ones_like(factor), np.zeros_like(factor)
        total, slopes = term, slope
        for n in range(1, _STEPS * 10):
            slope = (slope * x - term * x / (a + n)) / (a + n)
            term = term * x / (a + n)
            total, slopes = total + term, slopes + slope
            if not np.any(np.abs(slope) > 1e-17 * np.abs(slopes)):
                break
        result = factor * (slopes + total * (np.log(x) - digamma(a + 1)))
    result = np.where(x == 0, 0.0, np.where(x > 10 * (a + 30), 0.0, result))
    return np.where((x < 0) | (a <= 0), np.nan, result)


def igammac(a: Array, x: Array) -> Array:
    """Return the upper incomplete gamma function, by its continued fraction where x is large."""
    with np.errstate(all="ignore"):
        factor = np.exp(a * np.log(x) - x - lgamma(a))
        large = (x >= a + 1) & np.isfinite(x) & (a > 0)
        return np.where(large, factor * _upper_fraction(a, x), 1 - igamma(a, x))


def _upper_fraction(a: Array, x: Array) -> Array:
    b = x + 1 - a
    c, d = np.full_like(b, 1 / _TINY), 1 / b
    h = d
    for n in range(1, _STEPS):
        an, b = n * (a - n), b + 2
        d = 1 / _away_from_zero(an * d + b)
        c = _away_from_zero(b + an / c)
        h = h * d * c
    return h


def _away_from_zero(value: Array) -> Array:
    return np.where(np.abs(value) < _TINY, _TINY, value)


def betainc(a: Array, b: Array, x: Array) -> Array:
    """Return the incomplete beta function, by its continued fraction on the side where that converges."""
    a, b, x = np.broadcast_arrays(a, b, x)
    with np.errstate(all="ignore"):
        swap = x > (a + 1) / (a + b + 2)
        p, q, y = np.where(swap, b, a), np.where(swap, a, b), np.where(swap, 1 - x, x)
        front = np.exp(lgamma(p + q) - lgamma(p) - lgamma(q) + p * np.log(y) + q * np.log1p(-y)) / p
        part = front * _beta_fraction(p, q, y)
    part = np.where(y <= 0, 0.0, part)
    return np.where((x < 0) | (x > 1) | (a <= 0) | (b <= 0), np.nan, np.where(swap, 1 - part, part))


def _beta_fraction(a: Array, b: Array, x: Array) -> Array:
    c, d = np.ones_like(x), 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    h = d
    for m in range(1, _STEPS):
        for part in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                     -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):  # fmt: skip
            d, c = 1 / _away_from_zero(1 + part * d), _away_from_zero(1 + part / c)
            h = h * d * c
    return h


# --- the ops ---------------------------------------------------------------------------------------------


def _rounded(function: Callable[..., Array]) -> Callable[..., Array]:
    return lambda *arrays: function(*(array.astype(np.float64) for array in arrays)).astype(arrays[0].dtype)


def _bell(scale: float, exponent: Callable[[Any], Any], world: World, dy: Any, x: Any) -> Any:
    return dy * world.constant(scale, dy.dtype) * world.apply("Exp", exponent(world.apply("Square", x)))


def _by_x(density: Callable[..., Any], world: World, node: Any, dy: Any) -> Any:
    """The rule of a distribution function: only the gradient by its last argument is known."""
    last = node.inputs[-1]
    return *[None] * (len(node.inputs) - 1), sum_to(world, dy * density(world, *node.inputs), last)


def _of_one_shape(inputs: Any, attrs: dict[str, Any]) -> Out:
    """Shape rule: the one shape of all inputs that are no scalars."""
    shapes = [one.static_shape for one in inputs]
    found = reduce(merge, filter(None, shapes), None)
    return inputs[0].dtype.base_dtype, () if set(shapes) == {()} else found


def _betainc(a: Array, b: Array, x: Array) -> Any:
    for (name, one), (beside, other) in combinations((("a", a), ("b", b), ("x", x)), 2):
        if one.ndim and other.ndim and one.shape != other.shape:
            shapes = f"{brackets(one.shape)} vs. {brackets(other.shape)}"
            raise refuse(f"Shapes of {name} and {beside} are inconsistent: {shapes}")
    return betainc(a, b, x)


def _by_both(sign: int, world: World, node: Any, dy: Any) -> Any:
    """The rule of an incomplete gamma function."""
    a, x = node.inputs
    of_a = dy * world.apply("IgammaGradA", a, x)
    of_x = dy * world.apply("Exp", (a - 1) * world.apply("Log", x) - x - world.apply("Lgamma", a))
    return sum_to(world, of_a if sign > 0 else -of_a, a), sum_to(world, of_x if sign > 0 else -of_x, x)


def _beta_density(world: World, a: Any, b: Any, x: Any) -> Any:
    whole, parts = world.apply("Lgamma", a + b), world.apply("Lgamma", a) + world.apply("Lgamma", b)
    powers = world.apply("Xlog1py", b - 1, -x) + world.apply("Xlogy", a - 1, x)
    return world.apply("Exp", powers + whole - parts)


def _in_its_own_scope(op_name: str) -> Callable[..., Any]:
    def call(world: World, x: Any, name: str | None = None) -> Any:
        with world.name_scope(name, op_name.lower()):
            return world.apply(op_name, x)

    return call


_ROOT_PI: Final = math.sqrt(math.pi)
for _name, _function, _inputs, _rule in (
    ("Lgamma", lgamma, "x:T", lambda w, n, dy: dy * w.apply("Digamma", n.inputs[0])),
    ("Digamma", digamma, "x:T",
     lambda w, n, dy: dy * w.apply("Polygamma", w.apply("OnesLike", n.inputs[0]), n.inputs[0])),
    ("Erf", erf, "x:T", lambda w, n, dy: _bell(2 / _ROOT_PI, neg, w, dy, n.inputs[0])),
    ("Erfc", erfc, "x:T", lambda w, n, dy: _bell(-2 / _ROOT_PI, neg, w, dy, n.inputs[0])),
    ("Erfinv", erfinv, "x:T", lambda w, n, dy: _bell(_ROOT_PI / 2, lambda y: y, w, dy, n.outputs[0])),
    ("Ndtri", ndtri, "x:T", lambda w, n, dy: _bell(math.sqrt(2) * _ROOT_PI, lambda y: y / 2, w, dy, n.outputs[0])),
    ("Igamma", igamma, "a:T x:T", partial(_by_both, 1)),
    ("Igammac", igammac, "a:T x:T", partial(_by_both, -1)),
    ("Betainc", _betainc, "a:T b:T x:T", partial(_by_x, _beta_density)),
    ("Zeta", zeta, "x:T q:T", partial(_by_x, lambda world, x, q: -x * world.apply("Zeta", x + 1, q))),
    ("Polygamma", polygamma, "a:T x:T", partial(_by_x, lambda world, a, x: world.apply("Polygamma", a + 1, x))),
):  # fmt: skip
    _shape = (same, elementwise, _of_one_shape)[_inputs.count(":T") - 1]
    op(_name, _inputs, _rounded(_function), _shape, _rule,
       allow=REALS if _name in ("Lgamma", "Digamma", "Erf", "Erfc") else WIDE,
       explain=incompatible if _inputs.count(":T") == 2 else None,
       reads="inputs" if _name == "Erf" else None)  # fmt: skip
    _title, _parameters = _name.lower(), _inputs.replace(":T", "").replace(" ", ", ")
    if _name in ("Erfinv", "Ndtri"):
        publish_as(f"math.{_title}", _in_its_own_scope(_name), f"Return `{_title}`(x), elementwise.")
    else:
        function_of(_name, f"math.{_title} v1:{_title}", f"Return `{_title}`({_parameters}), elementwise.")


op("IgammaGradA", "a:T x:T", _rounded(igamma_grad_a), elementwise, allow=WIDE)


@public("math.lbeta", v1=("lbeta",), scope="lbeta +x")
def lbeta(world: World, x: Any, name: str | None = None) -> Any:
    """Return the logarithm of the beta function over the last axis of x."""
    return reduce_sum(world, world.apply("Lgamma", x), [-1]) - world.apply("Lgamma", reduce_sum(world, x, [-1]))


@public("math.polyval")
def polyval(world: World, coeffs: Any, x: Any, name: str | None = None) -> Any:
    """Return the polynomial with these coefficients, the highest power first, at x."""
    if not isinstance(coeffs, list):
        raise ValueError(f"Argument coeffs must be list type. Received type {type(coeffs)}.")
    with world.name_scope(name, "polyval", [coeffs, x]):
        x = world.convert(x, name="x")
        if not coeffs:
            return world.apply("ZerosLike", x)
        first, *rest = (world.convert(c, hint=x.dtype.base_dtype, name=f"coeff_{i}") for i, c in enumerate(coeffs))
        for coefficient in rest:
            first = coefficient + first * x
        return first
