"""Special functions: gamma, beta, error functions and their kin."""

import math
import os
from collections.abc import Callable
from ctypes import CDLL, CFUNCTYPE, c_double, c_float
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
_BERNOULLI: Final = (
    1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510, 43867 / 798, -174611 / 330, 854513 / 138,
    -236364091 / 2730,
)  # fmt: skip
_GILES_CENTRE: Final = (
    2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087, -0.00125372503, -0.00417768164,
    0.246640727, 1.50140941,
)  # fmt: skip
_GILES_TAIL: Final = (
    -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613, 0.00943887047,
    1.00167406, 2.83297682,
)  # fmt: skip


# --- as Eigen computes them under TensorFlow: step by step in float32 or float64 --------------------------

_LIBRARY: Final = CDLL("ucrtbase" if os.name == "nt" else None)


def _of_c(name: str, takes: int = 1) -> Callable[..., Array]:
    """Return a function of the C library for arrays of floats: TensorFlow calls it too, and no other rounds like it."""
    kinds = (("f", c_float, f"{name}f"), ("d", c_double, name))
    calls = {char: CFUNCTYPE(*[kind] * (takes + 1))((called, _LIBRARY)) for char, kind, called in kinds}
    each = {char: np.frompyfunc(call, takes, 1) for char, call in calls.items()}
    return lambda *arrays: np.asarray(each[arrays[0].dtype.char](*arrays), arrays[0].dtype)


lgamma, _exp, _log, _tan, _power = _of_c("lgamma"), _of_c("exp"), _of_c("log"), _of_c("tan"), _of_c("pow", 2)


def _walk(step: Callable[..., Any], state: Any, moving: Any, count: int) -> Any:
    """Return the state after up to `count` steps; an element that is not `moving`, or says it is settled, stands."""
    for i in range(count):
        if not np.any(moving):
            break
        *new, settled = step(i, *state)
        state = [np.where(moving, one, old) for one, old in zip(new, state, strict=True)]
        moving = moving & ~settled
    return state


def _flushed(x: Array) -> Array:
    """Return the numbers with zeros for those that are too small for full precision: TensorFlow has them off."""
    return np.where(abs(x) < np.finfo(x.dtype).tiny, 0.0, x)


def _by_dtype(x: Array, single: Any, double: Any) -> Any:
    return single if x.dtype == np.float32 else double


def digamma(x: Array) -> Array:
    """Return the derivative of lgamma: by reflection below 0, by recurrence up to 10, then by its asymptotic series."""
    below, whole, pi = x <= 0, np.floor(x), x.dtype.type(np.pi)
    beyond = np.where(x - whole > 0.5, x - (whole + 1), x - whole)
    turned = np.where(beyond == 0.5, 0.0, pi / _tan(pi * beyond))
    y = np.where(below, 1 - x, x)
    y, total = _walk(lambda i, y, total: (y + 1, total + 1 / y, y + 1 >= 10), [y, np.zeros_like(y)], y < 10, 10)
    z = 1 / (y * y)
    series = np.zeros_like(y)
    for j in _by_dtype(x, (4, 3, 2, 1), (7, 6, 5, 4, 3, 2, 1)):
        series = series * z + x.dtype.type(_BERNOULLI[j - 1] / (2 * j))
    total = _log(y) - 0.5 / y - np.where(y < _by_dtype(x, 1e8, 1e17), z * series, 0.0) - total
    return np.asarray(np.where(below & (x == whole), np.nan, np.where(below, total - turned, total)))


def zeta(s: Array, q: Array) -> Array:
    """Return Hurwitz's zeta function, the sum of (q + k)^-s over k, by the formula of Euler and Maclaurin."""
    s, q = np.broadcast_arrays(s, q)
    eps, long = np.finfo(s.dtype).eps / 2, s.dtype == np.float64

    def added(i: int, a: Array, b: Array, total: Array, done: Array) -> Any:
        a = a + 1
        b = _flushed(_power(a, -s))
        total = total + b
        done = abs(b / total) < eps
        return a, b, total, done, done | (long & (i >= 8) & (a > 9))

    start, none = _flushed(_power(q, -s)), np.zeros(s.shape, bool)
    real = (s > 1) & ((q > 0) | ((q != np.floor(q)) & (s == np.floor(s))))
    a, b, total, done = _walk(added, [q, np.zeros_like(q), start, none], real, 1000 if long else 9)
    total = np.where(moving := real & ~done & (b != 0), total + b * a / (s - 1) - b * 0.5, total)

    def corrected(i: int, rising: Array, b: Array, total: Array) -> Any:
        rising, b = rising * (s + 2 * i), _flushed(b / a)
        term = rising * b / s.dtype.type(math.factorial(2 * i + 2) / _BERNOULLI[i])
        total = total + term
        return rising * (s + (2 * i + 1)), _flushed(b / a), total, abs(term / total) < eps

    total = _walk(corrected, [np.ones_like(s), b, total], moving, 12)[-1]
    pole = (q <= 0) & (q == np.floor(q)) & (s > 1)
    total = np.where(pole & (np.rint(s / 2) == s / 2), np.inf, np.where(real, total, np.nan))
    return np.where(s == 1, np.inf, total)


def polygamma(n: Array, x: Array) -> Array:
    """Return the n-th derivative of digamma."""
    n, x = np.broadcast_arrays(n, x)
    high = np.where(n % 2 == 0, -1.0, 1.0) * _exp(lgamma(n + 1)) * zeta(n + 1, x)
    return np.where((n < 0) | (n != np.floor(n)), np.nan, np.where(n == 0, digamma(x), high))


def igamma(a: Array, x: Array, by_a: bool = False) -> Array:
    """Return the lower incomplete gamma function, or its derivative by `a`."""
    a, x = np.broadcast_arrays(a, x)
    upper = (x > 1) & (x > a)
    part = _part_of_gamma(a, x, upper, by_a)
    found = np.where(upper, -part if by_a else 1 - part, part)
    return np.where(x == 0, 0.0, np.where((x >= 0) & (a > 0), found, np.nan))


def igammac(a: Array, x: Array) -> Array:
    """Return the upper incomplete gamma function."""
    a, x = np.broadcast_arrays(a, x)
    upper = (x >= 1) & (x >= a)
    part = _part_of_gamma(a, x, upper, False)
    return np.where((x >= 0) & (a > 0), np.where(upper, part, 1 - part), np.nan)


def _part_of_gamma(a: Array, x: Array, upper: Array, by_a: bool) -> Array:
    """Return the upper incomplete gamma function by its continued fraction where `upper`, else the lower by its series.

    Their derivatives by `a` follow step by step, and with `by_a` it is they that have to settle.
    """
    eps = np.finfo(x.dtype).eps / 2
    one, none, big = np.ones_like(x), np.zeros_like(x), _by_dtype(x, 1 / eps, 1 / (2 * eps))

    def series(i: int, r: Array, term: Array, total: Array, slope: Array, slopes: Array) -> Any:
        r = r + 1
        slope = x / r * slope + -x / (r * r) * term
        term = term * (x / r)
        total, slopes = total + term, slopes + slope
        return r, term, total, slope, slopes, abs(slope) <= eps * abs(slopes) if by_a else term <= eps * total

    def fraction(
        i: int, y: Array, z: Array, before: Array, last: Array, slope_before: Array, slope: Array, total: Array,
        slopes: Array,
    ) -> Any:  # fmt: skip
        y, z = y + 1, z + 2
        new = last * z - before * (y * (i + 1))
        new_slope = slope * z - last - slope_before * (y * (i + 1)) + before * (i + 1)
        there = new[1] != 0
        closer = np.where(there, new[0] / new[1], total)
        steeper = np.where(there, (new_slope[0] - closer * new_slope[1]) / new[1], slopes)
        settled = abs(steeper - slopes) <= eps if by_a else abs(total - closer) <= eps * abs(closer)
        scale = np.where(abs(new[0]) > big, 1 / big, 1).astype(x.dtype)
        kept = [part * scale for part in (last, new, slope, new_slope)]
        return y, z, *kept, closer, steeper, there & settled

    power = a * _log(x) - x - lgamma(a)
    front = _flushed(np.where(power >= -np.log(np.finfo(x.dtype).max), _exp(power), none))
    inside = (front != 0) & np.isfinite(x) & (a > 0)
    count = _by_dtype(x, 200, 500) if by_a else 2000
    _, _, total, _, slope = _walk(series, [a, one, one, none, none], inside & ~upper, count)
    y, z = 1 - a, x + (1 - a) + 1
    ends = [np.array(pair) for pair in ((one, x), (x + 1, z * x), (none, none), (none, -x))]
    first = (x + 1) / (z * x)
    *_, above, above_slope = _walk(fraction, [y, z, *ends, first, first * x / (z * x)], inside & upper, count)
    total, slope = np.where(upper, above, total), np.where(upper, above_slope, slope)
    front = np.where(upper, front, _flushed(front / a))
    found = total * front
    if by_a:
        turn = front * (_log(x) - digamma(np.where(upper, a, a + 1)))
        found = _flushed(total * turn) + _flushed(slope * front)
    return np.where(inside, _flushed(found), none)


# --- in float64, rounded to the dtype --------------------------------------------------------------------


def _each(function: Callable[[float], float]) -> Callable[[Array], Array]:
    vectorized = np.frompyfunc(function, 1, 1)
    return lambda x: np.asarray(vectorized(x), np.float64)


erf, erfc = _each(math.erf), _each(math.erfc)


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


def _computed(function: Callable[..., Array], dtype: Any = None) -> Callable[..., Array]:
    """Return a kernel that computes in a dtype; else in that of its arrays, of 16 bits in float32."""

    def kernel(*arrays: Array) -> Array:
        own = arrays[0].dtype
        found = function(*(array.astype(dtype or (np.float32 if own.itemsize == 2 else own)) for array in arrays))
        return found.astype(own)

    return kernel


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
    _dtype = np.float64 if _function in (erf, erfc, erfinv, ndtri, _betainc) else None
    _shape = (same, elementwise, _of_one_shape)[_inputs.count(":T") - 1]
    op(_name, _inputs, _computed(_function, _dtype), _shape, _rule,
       allow=REALS if _name in ("Lgamma", "Digamma", "Erf", "Erfc") else WIDE,
       explain=incompatible if _inputs.count(":T") == 2 else None,
       reads="outputs" if _name in ("Erfinv", "Ndtri") else "inputs")  # fmt: skip
    _title, _parameters = _name.lower(), _inputs.replace(":T", "").replace(" ", ", ")
    if _name in ("Erfinv", "Ndtri"):
        publish_as(f"math.{_title}", _in_its_own_scope(_name), f"Return `{_title}`(x), elementwise.")
    else:
        function_of(_name, f"math.{_title} v1:{_title}", f"Return `{_title}`({_parameters}), elementwise.")


op("IgammaGradA", "a:T x:T", _computed(partial(igamma, by_a=True)), elementwise, allow=WIDE)


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
