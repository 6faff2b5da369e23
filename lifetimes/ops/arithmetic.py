"""The ops behind Python's operators and those that gradients begin with: kernel, shape rule and gradient rule of each.

    x * y  ->  binary(world, "Mul", x, y, "mul")  ->  world.apply("Mul", x, y)  ->  a node, or the product now

What else can be computed stands in the folders beside this file, in the same form, and is found by its name.
"""

from collections.abc import Callable, Sequence
from functools import partial, reduce
from typing import Any, Final

import numpy as np

from lifetimes.errors import ShapeError, refuse
from lifetimes.library import load
from lifetimes.ops import Array, Shape, World, brackets, dtypes, merge, registry
from lifetimes.ops.operators import pair
from lifetimes.ops.registry import COMPLEX, NUMBERS, ORDERED, SIGNED, comparison, not_differentiable, op, public, same

# --- helpers of gradient rules ---------------------------------------------------------------------------


def named_within(
    world: World, value: Any, name: str | None, label: str, called: str | None = None
) -> tuple[Any, str | None]:
    """Return a value as a tensor, and the name of an op of it: what is made of no tensor stands inside that scope."""
    if world.is_eager() or (world.is_tensor(value) and not hasattr(value, "_read_as")):
        return world.convert(value, name=called), name
    with world.name_scope(name, label) as scope:
        return world.convert(value, name=called), scope


def shape_of(world: World, tensor: Any) -> Any:
    """Return the shape of a tensor as an integer tensor; a constant where it is known."""
    shape = tensor.static_shape
    if shape is None or None in shape:
        return world.apply("Shape", tensor)
    return world.constant_from(np.array(shape, np.int32), "Shape")


def sum_to(world: World, dy: Any, target: Any) -> Any:
    """Sum a gradient over the axes along which `target` was broadcast, so that it has the shape of `target`."""
    if world.parts_in_graph:
        return load("ops.layout.broadcasting").summed_back(world, (target, dy), (dy, None))[0]
    shape = target.static_shape
    if shape is not None and None not in shape and dy.static_shape == shape:
        return dy
    return world.apply("SumToShape", dy, shape_of(world, target), name="Reshape")


def conj(world: World, tensor: Any) -> Any:
    """Return the complex conjugate; the tensor itself where it is real."""
    return world.apply("Conj", tensor) if tensor.dtype.kind == "c" else tensor


def sum_to_sizes(dy: Array, target: tuple[int, ...]) -> Array:
    """Return an array summed over the axes along which one of the target's shape was broadcast."""
    if target == dy.shape:
        return dy
    new = dy.ndim - len(target)
    if dy.shape[new:] == target:  # as of a bias
        return np.asarray(np.add.reduce(dy, 0 if new == 1 else tuple(range(new)), dy.dtype))
    axes = [axis for axis, size in enumerate(dy.shape) if axis < new or target[axis - new] != size]
    total: Array = np.add.reduce(dy, tuple(axes), dy.dtype)
    return total.reshape(target)


op("SumToShape", "dy:T shape", lambda dy, shape: sum_to_sizes(dy, tuple(shape.tolist())), registry.told(0, 1),
   lambda world, node, dy: (world.apply("BroadcastTo", dy, shape_of(world, node.inputs[0])), None),
   reads="shapes")  # fmt: skip


op("Shape", "input", lambda value, out_type: np.array(getattr(value, "shape", ()), out_type.as_numpy_dtype),
   lambda inputs, attrs: (attrs["out_type"], (None if (of := inputs[0].static_shape) is None else len(of),)),
   not_differentiable, attrs={"out_type": dtypes.int32}, folds="shape",
   partial=lambda node, parts: node.inputs[0].static_shape)  # fmt: skip


# --- what a gradient begins with -------------------------------------------------------------------------


def _like(x: Array, value: Any) -> Array:
    """Return an array of one value in the shape and dtype of another; text becomes empty text, a list a number."""
    if x.dtype == np.object_ and not x.ndim and not isinstance(x[()], bytes):
        return np.zeros((), np.float32)
    made = np.empty(x.shape, x.dtype)  # `np.full` takes three times as long
    made[...] = b"" if x.dtype == np.object_ else value
    return made


def _fill(dims: Array, value: Array) -> Array:
    if dims.size and dims.min() < 0:
        raise refuse(f"Dimension {dims.min()} must be >= 0")
    if value.ndim:
        raise refuse(f"value must represent a scalar, got shape {brackets(value.shape)}")
    return np.full(tuple(dims.tolist()), value, value.dtype)


def _filled_shape(inputs: Any, attrs: dict[str, Any]) -> registry.Out:
    for one, rank in zip(inputs, (1, 0), strict=True):
        if one.static_shape is not None and len(one.static_shape) != rank:
            raise ShapeError(f"Shape must be rank {rank} but is rank {len(one.static_shape)}")
    shape, sizes = inputs[0].static_value_as_shape(), inputs[0].static_value()
    if sizes is not None and (sizes < 0).any():
        raise ShapeError("Fill dimensions must be >= 0")
    return inputs[1].dtype.base_dtype, shape


op("ZerosLike", "x", lambda x: _like(x, 0), same, not_differentiable, label="zeros_like", folds="shape")
op("OnesLike", "x:T", lambda x: _like(x, 1), same, not_differentiable, label="ones_like",
   allow=(*NUMBERS, "bool"), folds="shape")  # fmt: skip
op("Fill", "dims:I=index_type value:T", _fill, _filled_shape, lambda world, node, dy: (
   None, world.apply("Sum", dy, world.apply("Range", 0, world.apply("Rank", dy), 1))), folds="values")  # fmt: skip


def _add_n(*inputs: Array) -> Array:
    first = inputs[0].shape
    for i, other in enumerate(inputs):
        if other.shape != first:
            words = "Inputs to operation AddN of type AddN must have the same size and shape.  Input 0: "
            raise refuse(f"{words}{brackets(first)} != input {i}: {brackets(other.shape)}")
    over = (len(inputs) - 2) % 8 + 2  # TensorFlow adds these first, then eight at a time
    groups = [inputs[:over], *(inputs[i : i + 8] for i in range(over, len(inputs), 8))]
    return np.asarray(reduce(np.add, [reduce(np.add, group) for group in groups]))


def merged(inputs: Any) -> Shape:
    """Return what the shapes of all the inputs say together. ShapeError where they contradict each other."""
    shape: Shape = inputs[-1].static_shape
    for index in reversed(range(len(inputs) - 1)):
        try:
            shape = merge(inputs[index].static_shape, shape)
        except ShapeError as error:
            raise ShapeError(f"{error}\n\tFrom merging shape {index} with other shapes.") from None
    return shape


op("AddN", "inputs:T*", _add_n, lambda inputs, attrs: (inputs[0].dtype.base_dtype, merged(inputs)),
   lambda world, node, dy: [dy] * len(node.inputs), allow=NUMBERS, reads="shapes")  # fmt: skip


# --- one input -------------------------------------------------------------------------------------------


WORDS_OF_ONE: Final = "Return `{function}` of each element of x, in the shape and dtype of x."


def one_input(
    name: str, kernel: Callable[..., Any], grad: Any, public: str = "", allow: tuple[str, ...] = registry.FLOATS,
    shape: Any = same, **facts: Any,
) -> None:  # fmt: skip
    """Register an op that computes each element from that element of x, and publish the function that applies it."""
    made = op(name, "x:T", kernel, shape, grad, allow=allow, blockwise=shape is same, **facts)

    def function(world: World, x: Any, name: str | None = None) -> Any:
        return world.apply(made.name, x, name=name)

    if public:
        registry.publish_as(public, function, WORDS_OF_ONE)


one_input("Neg", np.negative, lambda world, node, dy: -dy, "negative math.negative", (*SIGNED, *COMPLEX),
          reads="shapes", folds="values")  # fmt: skip
one_input("Square", np.square,
          lambda world, node, dy: world.apply(
              "Mul", dy, world.apply("Mul", conj(world, node.inputs[0]), world.constant(2, dy.dtype))),
          "square math.square", NUMBERS, reads="inputs")  # fmt: skip


# --- two inputs ------------------------------------------------------------------------------------------


WORDS_OF_TWO: Final = "Return `{function}` of x and y, elementwise with broadcasting. Both have one dtype."


def incompatible(*arrays: Array) -> str:
    """Word a broadcasting failure as TensorFlow does."""
    return f"Incompatible shapes: {' vs. '.join(brackets(a.shape) for a in arrays)}"


def two_inputs(
    name: str, kernel: Callable[..., Any], grad: Any, public: str = "", allow: tuple[str, ...] = NUMBERS,
    shape: Any = registry.elementwise, calls_it: str | None = None, inputs: str = "x:T y:T", **facts: Any,
) -> None:  # fmt: skip
    """Register an op that computes each element from those of two inputs, which are broadcast together.

    The function published for it names its nodes `calls_it`, where that is not the label of the op.
    """
    made = op(name, inputs, kernel, shape, grad, allow=allow, explain=incompatible, blockwise=True, **facts)

    def function(world: World, x: Any, y: Any, name: str | None = None) -> Any:
        return world.apply(made.name, x, y, name=calls_it if name is None else name or made.name)

    if public:
        registry.publish_as(public, function, WORDS_OF_TWO)


def summed(rule: Callable[..., Sequence[Any]], looks: bool = True) -> Any:
    """Make a gradient rule of two broadcast inputs from one that ignores broadcasting; one that `looks` at both shapes
    in a graph of the old world, as TensorFlow's do but for the commonest ops."""

    def gradients(world: World, node: Any, dy: Any) -> Sequence[Any]:
        x, y = node.inputs
        full, shape = rule(world, node, x, y, dy), x.static_shape
        if shape is not None and None not in shape and shape == y.static_shape and not (looks and world.parts_in_graph):
            return full  # nothing was broadcast
        if world.parts_in_graph:
            return load("ops.layout.broadcasting").summed_back(world, (x, y), full)  # type: ignore[no-any-return]
        return [_summed(world, dx, *pair) for dx, pair in zip(full, ((x, y), (y, x)), strict=True)]

    return gradients


def _summed(world: World, gradient: Any, x: Any, other: Any) -> Any:
    if callable(gradient):
        return lambda: _summed(world, gradient(), x, other)
    stretched = other.static_shape != () or x.static_shape is None  # what is beside a scalar is not
    return gradient if gradient is None or not stretched else sum_to(world, gradient, x)


def add(x: Array, y: Array) -> Any:
    """Return x + y; of texts, the one behind the other."""
    return dtypes.boxed(np.add(x, y))


def _times(world: World, dy: Any, other: Any) -> Any:
    return world.apply("Mul", dy, conj(world, other))


def divided(world: World, node: Any, x: Any, y: Any, dy: Any) -> tuple[Any, Any]:
    """The gradient rule of x / y."""
    x, y = conj(world, x), conj(world, y)
    dy_by_y, of_x = world.apply("RealDiv", dy, y, name="RealDiv"), world.apply("RealDiv", -x, y, name="RealDiv")
    return dy_by_y, dy * world.apply("RealDiv", of_x, y, name="RealDiv")


two_inputs("AddV2", add, summed(lambda world, node, x, y, dy: (dy, dy), False), "add math.add", (*NUMBERS, "string"),
           calls_it="Add", label="add", reads="shapes", folds="values", wrapper="adapts converts")  # fmt: skip
two_inputs("Sub", np.subtract, summed(lambda world, node, x, y, dy: (dy, lambda: -dy), False), "subtract math.subtract",
           reads="shapes", folds="values")  # fmt: skip
two_inputs("Mul", np.multiply,
           summed(lambda world, node, x, y, dy: [partial(_times, world, dy, other) for other in (y, x)], False),
           "multiply math.multiply", reads="inputs", folds="values")  # fmt: skip
two_inputs("RealDiv", np.divide, summed(divided), "realdiv", registry.FLOATS, calls_it="RealDiv", label="truediv",
           reads="inputs", folds="values", wrapper="adapts converts")  # fmt: skip
for _name, _relation, _public, _allow, _folds in (
    ("Less", np.less, "less", ORDERED, ""), ("LessEqual", np.less_equal, "less_equal", ORDERED, ""),
    ("Greater", np.greater, "greater", ORDERED, ""), ("GreaterEqual", np.greater_equal, "greater_equal", ORDERED, ""),
    ("Equal", np.equal, "equal", (), "values"), ("NotEqual", np.not_equal, "not_equal", (), "values"),
):  # fmt: skip
    two_inputs(_name, _relation, not_differentiable, f"{_public} math.{_public}", _allow, comparison, folds=_folds)


# --- what operators call ---------------------------------------------------------------------------------


@registry.operator("RealDiv")
@public("truediv", "math.truediv")
def truediv(world: World, x: Any, y: Any, name: str | None = None) -> Any:
    """Divide as Python 3 does: integers become floats first (float64 for 32 bits and more)."""
    with world.name_scope(name, "truediv", [x, y]) as scope:
        return world.apply("RealDiv", *as_floats(world, *pair(world, x, y)), name=scope)


_DIVIDED: Final = ("uint8 int8 uint16 int16 uint32 int32 uint64 int64 bfloat16 float16 float32 float64 complex64 "
                   "complex128")  # fmt: skip


def as_floats(world: World, x: Any, y: Any) -> tuple[Any, Any]:
    """Return both as floats, to divide them. TypeError where they have two dtypes, or one that holds no numbers."""
    kind, other = x.dtype.base_dtype, y.dtype.base_dtype
    if kind != other:
        raise TypeError(f"`x` and `y` must have the same dtype, got {kind!r} != {other!r}.")
    if kind.name not in NUMBERS:
        listed = ", ".join(f"tf.{name}" for name in _DIVIDED.split())
        raise TypeError(f"Invalid dtype {kind!r} in __truediv__. Expected one of {{{listed}}}.")
    if not kind.is_integer:
        return x, y
    wide = dtypes.float32 if kind.size <= 2 else dtypes.float64
    return world.apply("Cast", x, to=wide, name="Cast"), world.apply("Cast", y, to=wide, name="Cast_1")
