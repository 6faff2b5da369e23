"""The exponential of a matrix, made of single ops in TensorFlow's order: so is its gradient, to the last digit.

Source: `tensorflow/python/ops/linalg/linalg_impl.py`, `matrix_exponential`.
"""

import math
from typing import Any, Final

import numpy as np

from lifetimes.library import load
from lifetimes.ops import World, dtypes
from lifetimes.ops.layout.creation import eye
from lifetimes.ops.linalg.matmul import product
from lifetimes.ops.math.arithmetic import absolute
from lifetimes.ops.math.reductions import reduce
from lifetimes.ops.registry import FLOATS, public

# the norm to which a matrix is scaled, and the coefficients that do up to each norm
_SINGLE: Final = (3.925724783138660, {
    0.4258730016922831: (120, 60, 12),
    1.880152677804762: (30240, 15120, 3360, 420, 30),
    math.inf: (17297280, 8648640, 1995840, 277200, 25200, 1512, 56),
})  # fmt: skip
_DOUBLE: Final = (5.371920351148152, {
    0.01495585217958292: (120, 60, 12),
    0.253939833006323: (30240, 15120, 3360, 420, 30),
    0.9504178996162932: (17297280, 8648640, 1995840, 277200, 25200, 1512, 56),
    2.097847961257068: (17643225600, 8821612800, 2075673600, 302702400, 30270240, 2162160, 110880, 3960, 90),
    math.inf: (64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000,
               10559470521600, 670442572800, 33522128640, 1323241920, 40840800, 960960, 16380, 182),
})  # fmt: skip


@public("linalg.expm", scope="matrix_exponential +input")
def expm(world: World, input: Any, name: str | None = None) -> Any:
    """Return the exponential of each matrix, by scaling, Pade approximants and squaring (Higham, 2005)."""
    kind, control = input.dtype.base_dtype, load("graph.control.control_flow")
    if kind.name not in FLOATS:
        raise ValueError(f"tf.linalg.expm does not support matrices of type {input.dtype}")
    if input.static_shape is not None and input.static_shape[-2:] == (0, 0):
        return input
    known = input.static_shape is not None and None not in input.static_shape
    shape = world.apply("Shape", input)
    matrix = world.apply("Reshape", input, world.apply("ConcatV2", [-1], shape[-2:], 0))
    norm = reduce(world, "Max", reduce(world, "Sum", absolute(world, matrix), 1, False), -1, False)
    norm = norm[..., np.newaxis, np.newaxis]
    largest, approximants = _DOUBLE if norm.dtype.base_dtype == dtypes.float64 else _SINGLE

    def number(value: float) -> Any:
        return world.constant(value, norm.dtype.base_dtype)

    doublings = world.apply("Log", norm / number(largest)) / world.apply("Log", number(2.0))
    squarings = world.apply("Maximum", world.apply("Floor", doublings), number(0.0))
    scaled = matrix / world.apply("Cast", world.apply("Pow", number(2.0), squarings), to=kind)
    bounds = [*approximants]
    pairs = [_approximant(world, scaled if bound == math.inf else matrix, approximants[bound]) for bound in bounds]
    odd, even = pairs[-1]
    for bound, pair in zip(bounds[-2::-1], pairs[-2::-1], strict=True):
        small = world.apply("Less", norm, number(bound))
        odd, even = (world.apply("SelectV2", small, *both) for both in zip(pair, (odd, even), strict=True))
    finite = world.apply("IsFinite", reduce(world, "Max", norm, None, False))
    found = control.cond(
        world, finite, lambda: world.apply("MatrixSolve", -odd + even, odd + even, adjoint=False),
        lambda: world.apply("Fill", world.apply("Shape", matrix), np.array(np.nan, kind.as_numpy_dtype)),
    )  # fmt: skip
    most = reduce(world, "Max", squarings, None, False)

    def goes_on(i: Any, found: Any) -> Any:
        return control.cond(world, finite, lambda: world.apply("Less", i, most), lambda: world.constant(False))

    def squared(i: Any, found: Any) -> Any:
        return i + 1, world.apply("SelectV2", world.apply("Less", i, squarings), product(world, found, found), found)

    _, found = control.while_loop(world, goes_on, squared, [number(0.0), found])
    return world.apply("Reshape", found, input.static_shape if known else shape)


def _approximant(world: World, matrix: Any, coefficients: tuple[int, ...]) -> tuple[Any, Any]:
    """Return the odd and the even part of a polynomial of the matrix, of the degree that there are coefficients."""
    kind, degree = matrix.dtype.base_dtype, len(coefficients)
    with np.errstate(over="ignore"):  # in 16 bits
        b = [world.constant(one, kind) for one in coefficients]
    sizes = world.apply("Shape", matrix)
    powers = {0: eye(world, sizes[-2], batch_shape=sizes[:-2], dtype=kind), 2: product(world, matrix, matrix)}
    highest = 6 if degree == 13 else degree - 1
    for power in range(4, highest + 1, 2):
        powers[power] = product(world, powers[power - 2], powers[2])

    def added(part: Any, places: range, shift: int) -> Any:
        for power in places:
            part = part + b[power + shift] * powers[power]
        return part

    def of_half(part: Any, shift: int) -> Any:
        if degree < 13:
            return added(part, range(highest - 2, -1, -2), shift)
        return added(product(world, powers[6], added(part, range(4, 0, -2), shift + 6)), range(6, -1, -2), shift)

    return product(world, matrix, of_half(powers[highest], 1)), of_half(b[-1] * powers[highest], 0)
