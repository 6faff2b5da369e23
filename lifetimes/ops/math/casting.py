"""The same elements in another dtype, and passing a tensor on as it is."""

from typing import Any

import numpy as np

from lifetimes.errors import ShapeError, UnimplementedError, refuse
from lifetimes.ops import Array, DType, World, dtypes, registry
from lifetimes.ops.arithmetic import named_within, summed
from lifetimes.ops.debugging.wrappers import functions_of
from lifetimes.ops.layout.shape_rules import alike
from lifetimes.ops.layout.static_values import sizes_of
from lifetimes.ops.registry import COMPLEX, NUMBERS, WIDE, Out, elementwise, not_differentiable, op, public, publish_as


def _cast(x: Array, to: DType) -> Array:
    if (x.dtype == np.object_) != (to.kind == "s"):
        raise UnimplementedError(None, None, f"Cast {dtypes.of(x).cpp_name} to {to.cpp_name} is not supported")
    if x.dtype.kind == "c" and to.kind != "c":
        x = np.real(x)
    return x.astype(to.as_numpy_dtype)


def _cast_gradient(world: World, node: Any, dy: Any) -> Any:
    before, after = node.inputs[0].dtype.base_dtype, dy.dtype.base_dtype
    return world.apply("Cast", dy, to=before) if before.kind in "fc" and after.kind in "fc" else None


op("Cast", "x", _cast, alike("to"), _cast_gradient,
   reads="shapes", folds="values", partial=lambda node, parts: sizes_of(node.inputs[0], parts[0]))  # fmt: skip


@public("cast", "dtypes.cast")
def cast(world: World, x: Any, dtype: Any, name: str | None = None) -> Any:
    """Return the tensor with its elements converted; the tensor itself where it has that dtype already."""
    to = dtypes.as_dtype(dtype).base_dtype
    if hasattr(type(x), "with_values"):
        return x.with_values(cast(world, x.values, to, name))
    if world.is_tensor(x):
        if x.dtype == to:
            return x
        x = world.convert(x, name="x")
        return x if x.dtype.base_dtype == to else world.apply("Cast", x, to=to, name=name)
    with world.name_scope(name, "Cast") as scope:
        x = world.convert(x, name="x")
        return x if x.dtype.base_dtype == to else world.apply("Cast", x, to=to, name=scope)


def _publish_to(title: str, dtype: DType) -> None:
    doc = f"Return the tensor converted to {dtype.name}."
    publish_as(f"v1:to_{title.lower()}", lambda world, x, name=f"To{title}": cast(world, x, dtype, name), doc)


for _dtype in (dtypes.int32, dtypes.int64, dtypes.complex64, dtypes.complex128):
    _publish_to(_dtype.name.title(), _dtype)
_publish_to("Float", dtypes.float32)
_publish_to("Double", dtypes.float64)


def _limit(bound: Any, kind: DType, to: DType) -> Array:
    """Return the limit of `to` as a value of dtype `kind`: where that lacks it, the next one nearer to 0."""
    found = np.array(bound).astype(kind.as_numpy_dtype)
    wide = np.promote_types(kind.as_numpy_dtype, to.as_numpy_dtype)
    beyond = np.abs(found.astype(wide)) > np.abs(np.array(bound).astype(wide))
    return np.asarray(np.nextafter(found, np.zeros_like(found))) if beyond else found


@public("saturate_cast", "dtypes.saturate_cast", scope="saturate_cast value")
def saturate_cast(world: World, value: Any, dtype: Any, name: str | None = None) -> Any:
    """Return the tensor converted, with values outside the range of `dtype` brought to its limits."""
    to = dtypes.as_dtype(dtype).base_dtype
    value = world.convert(value, name="value")
    if value.dtype.is_complex and not to.is_complex:
        value = world.apply("Real", value)
    kind = value.dtype.base_dtype
    if dtypes.bool_ in (kind, to):
        raise TypeError(f"Cannot find minimum value of {dtypes.bool_} with type {dtypes.bool_}.")
    if to.is_complex and not value.dtype.is_complex:
        return cast(world, saturate_cast(world, value, to.real_dtype), to, name)
    if kind.min < to.min:
        value = world.apply("Maximum", value, _limit(to.min, kind, to), name="Maximum")
    if kind.max > to.max:
        value = world.apply("Minimum", value, _limit(to.max, kind, to), name="Minimum")
    return cast(world, value, to, name)


def _bitcast(input: Array, type: DType) -> Any:
    wide, narrow = np.dtype(type.as_numpy_dtype).itemsize, input.dtype.itemsize
    whole = np.ascontiguousarray(input)
    if wide > narrow and input.shape[-1:] != (wide // narrow,):
        raise refuse(f"Cannot bitcast from {dtypes.of(input).as_datatype_enum} to {type.as_datatype_enum}")
    if wide < narrow:
        return whole.reshape(*input.shape, 1).view(type.as_numpy_dtype)
    return whole.view(type.as_numpy_dtype).reshape(input.shape if wide == narrow else input.shape[:-1])


def _bitcast_shape(inputs: Any, attrs: dict[str, Any]) -> Out:
    shape, to = inputs[0].static_shape, attrs["type"]
    wide, narrow = to.size, inputs[0].dtype.base_dtype.size
    if shape is None or wide == narrow:
        return to, shape
    if wide > narrow and shape and shape[-1] not in (None, wide // narrow):
        kinds = f"from {inputs[0].dtype.base_dtype.as_datatype_enum} to {to.as_datatype_enum}"
        raise ShapeError(f"Cannot bitcast {kinds} due to shape. {shape[-1]} does not match {wide // narrow}")
    return to, (*shape, narrow // wide) if wide < narrow else shape[:-1]


op("Bitcast", "input:T", _bitcast, _bitcast_shape, allow=NUMBERS)


# --- complex numbers -------------------------------------------------------------------------------------


def real_parts(inputs: Any, attrs: dict[str, Any]) -> Out:
    """Shape rule: real numbers as wide as each half of the complex ones, in the shape of the input."""
    return inputs[0].dtype.base_dtype.real_dtype, inputs[0].static_shape


def _with_zero(world: World, dy: Any, imaginary: bool = False) -> Any:
    """Return a complex gradient whose other part is zero."""
    parts = dy, world.apply("ZerosLike", dy)
    return world.apply("Complex", *(parts[::-1] if imaginary else parts))


def _angle_gradient(world: World, node: Any, dy: Any) -> Any:
    real, imag = (world.apply(part, node.inputs[0]) for part in ("Real", "Imag"))
    return -world.apply("Reciprocal", world.apply("Complex", imag, real)) * _with_zero(world, dy)


def _complex(dtype: Any) -> DType:
    return dtypes.complex64 if dtype == np.float32 else dtypes.complex128


def _of_parts(real: Array, imag: Array) -> Array:
    """Return complex numbers of parts that may be infinite or no number: no arithmetic mixes these."""
    made = np.empty(np.broadcast_shapes(real.shape, imag.shape), _complex(real.dtype).as_numpy_dtype)
    made.real, made.imag = real, imag
    return made


op("Complex", "real:T imag:T", _of_parts,
   lambda inputs, attrs: (_complex(inputs[0].dtype.base_dtype), elementwise(inputs, attrs)[1]),
   summed(lambda world, node, x, y, dy: (world.apply("Real", dy), world.apply("Imag", dy))), allow=WIDE)  # fmt: skip
op("Real", "input:T", np.real, real_parts, lambda world, node, dy: _with_zero(world, dy), allow=COMPLEX)
op("Imag", "input:T", np.imag, real_parts, lambda world, node, dy: _with_zero(world, dy, True), allow=COMPLEX)
op("Angle", "input:T", np.angle, real_parts, _angle_gradient, allow=COMPLEX)


@public("math.real", v1=("real",))
def real(world: World, input: Any, name: str | None = None) -> Any:
    """Return the real parts; a real tensor is returned as it is."""
    input, name = named_within(world, input, name, "Real", "input")
    if input.dtype.base_dtype.name not in NUMBERS:
        raise TypeError(f"input must be a numeric tensor, but got tensor with dtype {input.dtype}")
    return world.apply("Real", input, name=name) if input.dtype.is_complex else input


@public("math.imag", v1=("imag",), scope="Imag +input")
def imag(world: World, input: Any, name: str | None = None) -> Any:
    """Return the imaginary parts; zeros for a real tensor."""
    return world.apply("Imag", input, name=name) if input.dtype.is_complex else world.apply("ZerosLike", input)


@public("math.angle", v1=("angle",))
def angle(world: World, input: Any, name: str | None = None) -> Any:
    """Return the angle of each element in radians: of a real number, 0 or pi."""
    input = world.convert(input, name="input")
    if input.dtype.is_complex:
        return world.apply("Angle", input, name=name)
    with world.name_scope(name, "Angle", [input]):
        half_turn = world.apply("OnesLike", input) * world.convert(np.pi, input.dtype.base_dtype)
        return world.apply("Select", input < 0, half_turn, world.apply("ZerosLike", input))


# --- as it is --------------------------------------------------------------------------------------------


op("StopGradient", "input", registry.unchanged, gradient=not_differentiable, folds="values")
op("IdentityN", "input:*", lambda *values: values,
   lambda inputs, attrs: [(one.dtype.base_dtype, one.static_shape) for one in inputs], lambda world, node, *dys: dys,
   outputs=-1, reads="shapes")  # fmt: skip


@public(v1=("is_tensor",))
def is_tensor(world: World, x: Any) -> bool:
    """Return whether x is a tensor or a variable."""
    return bool(world.is_tensor(x) or hasattr(x, "dense_shape"))


@public("complex", "dtypes.complex")
def make_complex(world: World, real: Any, imag: Any, name: str | None = None) -> Any:
    """Return complex numbers of real and imaginary parts. TypeError where these are not both float32 or float64."""
    real, imag = world.convert(real, name="real"), world.convert(imag, name="imag")
    with world.name_scope(name, "Complex", [real, imag]) as scope:
        kinds = [real.dtype.base_dtype, imag.dtype.base_dtype]
        if kinds not in ([dtypes.float32] * 2, [dtypes.float64] * 2):
            raise TypeError(f"The `real` and `imag` components have incorrect types: {kinds[0].name} {kinds[1].name}. "
                            "They must be consistent, and one of [tf.float32, tf.float64]")  # fmt: skip
        return world.apply("Complex", real, imag, name=scope)


make_complex.__name__ = make_complex.__qualname__ = "complex"
op("GuaranteeConst", "input:T", registry.unchanged, registry.same)  # no gradient goes through it in TensorFlow
_FUNCTIONS = functions_of("""
Identity: identity
    Return the same value as a new tensor.
StopGradient: v1:stop_gradient
    Return the same value, through which no gradient flows.
GuaranteeConst: guarantee_const
    Return the same value: nothing here is faster for knowing that it is constant.
IdentityN: identity_n (*input) -> list
    Return the same values as a list of new tensors, available when all inputs are.
Bitcast: bitcast (input, type; type=as_dtype(type))
    Return the same bytes read as another dtype.
""")
identity, stop_gradient = _FUNCTIONS["identity"], _FUNCTIONS["stop_gradient"]
