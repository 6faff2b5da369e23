"""Assertions: operations that fail when they run. What is known while building fails while building.

Eagerly each checks at once and gives None; in a graph each is an operation that somebody must wait for.
Source: `tensorflow/python/ops/check_ops.py`.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from lifetimes.errors import refuse
from lifetimes.library import load
from lifetimes.ops import Array, World, dtypes
from lifetimes.ops.debugging.wrappers import functions_of, parameters_of, taking
from lifetimes.ops.layout.static_values import told
from lifetimes.ops.math.reductions import reduce_all, reduce_any
from lifetimes.ops.registry import REALS, find, nothing, op, public, publish_as, same
from lifetimes.ops.text.printing import listed
from lifetimes.ops.values import to_array


def _assert(run: Any, node: Any, condition: Array, *data: Array) -> Any:
    if not np.all(condition):
        shown = " ".join(f"[{listed(array, node.attrs['summarize'])}]" for array in data)
        raise refuse(f"assertion failed: {shown}")
    return ()


op("Assert", "condition:bool data:*", _assert, nothing, stateful=True, effect=True)


@public("Assert", "debugging.Assert")
def Assert(world: World, condition: Any, data: Any, summarize: int | None = None, name: str | None = None) -> Any:
    """Return an operation that fails with InvalidArgumentError, showing `data`, where the condition does not hold."""
    if world.is_eager():
        if not condition:
            shown = "\n".join(", ".join(_texts(world.convert(item), summarize)) for item in data)
            raise refuse(f"Expected '{condition!s}' to be true. Summarized data: {shown}")
        return None
    condition = world.convert(condition, name="condition")
    guarded = world.parts_in_graph
    if condition.static_shape not in ((), None) and not guarded:
        raise ValueError(f"Shape must be rank 0 but is rank {len(condition.static_shape)} for '{name or 'Assert'}'")
    with world.name_scope(name, "Assert") as scope:
        kinds = {item.dtype.base_dtype if world.is_tensor(item) else dtypes.of(to_array(item)) for item in data}
        attrs = {"summarize": 3 if summarize is None else summarize}
        for item in data if guarded else ():
            world.convert(item)
        if kinds <= {dtypes.string, dtypes.int32}:
            return world.node("Assert", (condition, *data), attrs, f"{scope}Assert/")
        if not guarded:  # in a branch, in truth
            return world.node("Assert", (condition, *data), attrs, f"{scope}AssertGuard/Assert/")
        choose = load("graph.control.control_flow").cond_v1

        def fail() -> Any:
            return world.node("Assert", (condition, *data), attrs, None)

        return choose(world, condition, lambda: world.node("NoOp", (), {}, None), fail, name="AssertGuard").op


def _texts(tensor: Any, summarize: int | None) -> list[str]:
    """Return the first elements of a tensor as an eager message shows them, and dots where there are more."""
    array = np.asarray(tensor.static_value())
    count = array.size if summarize is not None and summarize < 0 else summarize or 3
    return [*map(str, array.reshape(-1)[:count]), *["..."] * (array.size > count)]


def _line(item: Any, summarize: int | None = None) -> str:
    """Return one piece of a relation's data as the eager message shows it."""
    if not hasattr(item, "static_value"):
        return str(item)
    texts = _texts(item, summarize)
    return str(texts) if item.static_shape else texts[0]


# --- relations of elements -------------------------------------------------------------------------------


def _relate(
    world: World, kind: str, sign: str, x: Any, y: Any, data: Any, summarize: int | None, message: str | None
) -> Any:
    """Return the assertion that a relation holds for all elements; check at once what is known already."""
    before = [] if message is None else [message]
    if data is None and not world.is_eager():
        words = f"Condition x {sign} y did not hold element-wise:"
        data = [words, f"x ({x.name}) = ", x, f"y ({y.name}) = ", y]
    holds = world.apply(kind, x, y)
    if world.is_eager():
        found = holds.static_value()
        if not np.all(found):
            data = _differences(sign, x.static_value(), y.static_value(), found, summarize) if data is None else data
            raise refuse("\n".join(_line(item, summarize) for item in [*before, *data]))
        return None
    condition, data, known = reduce_all(world, holds), [*before, *data], (told(x), told(y))
    if known[0] is not None and known[1] is not None and not np.all(find(kind).kernel(*known)):
        values = [told(item) if world.is_tensor(item) else None for item in data]
        shown = [str(item if value is None else value) for item, value in zip(data, values, strict=True)]
        raise refuse("\n".join(shown))
    return Assert(world, condition, data, summarize)


def _differences(sign: str, x: Array, y: Array, holds: Array, summarize: int | None) -> list[Any]:
    """Return what the eager message shows: where the two differ, and how each begins."""
    count = 3 if summarize is None else x.size + y.size if summarize < 0 else summarize
    data: list[Any] = [f"Condition x {sign} y did not hold."]
    if x.shape == y.shape and x.ndim:
        places = np.argwhere(~holds)[:count]
        data += [f"Indices of first {len(places)} different values:", str(places)]
        data += ["Corresponding x values:", str(x[~holds][:count]), "Corresponding y values:", str(y[~holds][:count])]
    for name, array in (("x", x), ("y", y)):
        data += [f"First {min(array.size, count)} elements of {name}:", str(array.reshape(-1)[:count])]
    return data


_LATER = "message=None summarize=None name=None"  # what an assertion takes besides what it is about
_SOONER = "data=None summarize=None message=None name=None"  # the same in the old world


def _publish_check(
    function: str, check: Any, about: str, doc: str, top: bool = False, later: str = _LATER
) -> Callable[..., Any]:
    """Publish an assertion that each world calls in its own order, the new one as `tf.` itself too if at the `top`."""
    old, new = (taking(function, parameters_of(f"{about} {rest}"), check) for rest in (_SOONER, later))
    publish_as(f"v1:{function} v1:debugging.{function}", old, doc)
    return publish_as(f"v2:debugging.{function}{f' v2:{function}' if top else ''}", new, doc)


def _publish_relation(function: str, kind: str, sign: str, top: bool = False) -> Any:
    def relation(world: World, x: Any, y: Any, summarize: Any, message: Any, name: Any, data: Any = None) -> Any:
        if kind == "Equal":
            with world.name_scope(name, function, [x, y]):  # where TensorFlow asks whether the two are one
                if x is y:
                    return None if world.is_eager() else world.node("NoOp", (), {}, None)
        with world.name_scope(name, function, [x, y]):
            x = world.convert(x, name="x")
            y = world.convert(y, name="y")
            return _relate(world, kind, sign, x, y, data, summarize, message)

    doc = f"Check that `x {sign} y` holds for all elements, broadcast together."
    return _publish_check(function, relation, "x y", doc, top)


assert_equal = _publish_relation("assert_equal", "Equal", "==", top=True)
_publish_relation("assert_none_equal", "NotEqual", "!=")
assert_less = _publish_relation("assert_less", "Less", "<", top=True)
assert_less_equal = _publish_relation("assert_less_equal", "LessEqual", "<=")
_publish_relation("assert_greater", "Greater", ">", top=True)
assert_greater_equal = _publish_relation("assert_greater_equal", "GreaterEqual", ">=")


def _publish_sign(function: str, kind: str, sign: str, zero_first: bool) -> Any:
    def of_zero(world: World, x: Any, summarize: Any, message: Any, name: Any, data: Any = None) -> Any:
        with world.name_scope(name, function, [x]):
            x = world.convert(x, name="x")
            if data is None:
                words = [f"Condition x {sign} 0 did not hold element-wise:", f"x ({_shown(world, x)}) = "]
                words = ["".join(words)] if sign == "<=" else words  # TensorFlow forgets a comma there
                data = [f"{message}.  " if message else "", *words, x]
            zero = world.constant(0, x.dtype.base_dtype)
            with world.name_scope(None, "assert_less_equal" if kind == "LessEqual" else "assert_less"):
                return _relate(world, kind, sign, *((zero, x) if zero_first else (x, zero)), data, summarize, None)

    return _publish_check(function, of_zero, "x", f"Check that `x {sign} 0` holds for all elements.")


_publish_sign("assert_positive", "Less", ">", zero_first=True)
_publish_sign("assert_negative", "Less", "<", zero_first=False)
assert_non_negative = _publish_sign("assert_non_negative", "LessEqual", ">=", zero_first=True)
_publish_sign("assert_non_positive", "LessEqual", "<=", zero_first=False)


@public(v1=("assert_near", "debugging.assert_near"), scope="assert_near +x y")
def assert_near(
    world: World, x: Any, y: Any, rtol: Any = None, atol: Any = None, message: Any = None, summarize: Any = None,
    name: Any = None, data: Any = None,
) -> Any:  # fmt: skip
    """Check that `|x - y| < atol + rtol * |y|` holds for all elements; both are 10 epsilon unless given."""
    y = world.convert(y, name="y", hint=x.dtype.base_dtype)
    epsilon = np.finfo(x.dtype.as_numpy_dtype).eps * 10
    rtol, atol = (world.convert(epsilon if given is None else given, x.dtype) for given in (rtol, atol))
    if data is None:
        words = f"x and y not equal to tolerance rtol = {rtol!s}, atol = {atol!s}"
        data = [f"{message}.  " if message else "", words,
                f"x ({_shown(world, x)}) = ", x, f"y ({_shown(world, y)}) = ", y]  # fmt: skip
    near = world.apply("Less", world.apply("Abs", x - y), atol + rtol * world.apply("Abs", y))
    return Assert(world, reduce_all(world, near), data, summarize)


public(v2=("debugging.assert_near",))(
    taking("assert_near_v2", parameters_of(f"x y rtol=None atol=None {_LATER}"), assert_near)
)


# --- rank, type and shape --------------------------------------------------------------------------------


def _settled(world: World, label: str = "static_checks_determined_all_ok") -> Any:
    """Return what a check gives that was decided while building."""
    return None if world.is_eager() else world.node("NoOp", (), {}, label)


def _before(message: Any, end: str = ".  ") -> str:
    return f"{message}{end}" if message else ""


def _name_of(world: World, x: Any) -> str:
    return "" if world.is_eager() else x.name


def _shown(world: World, x: Any) -> str:
    """Return how a message names a tensor."""
    return f"shape={x.shape} dtype={x.dtype.name}" if world.is_eager() else str(x.name)


def _publish_rank(
    function: str, about: str, doc: str, wanted: Callable[[Any], tuple[Any, str, Any, str]], top: bool = False
) -> None:
    def check(world: World, x: Any, message: Any, name: Any, summarize: Any = None, data: Any = None, **of: Any) -> Any:
        ranks, most, fits, kind = wanted(*of.values())
        with world.name_scope(name or function, None, [x]):
            x = world.convert(x, name="x")
            if x.static_shape is None:
                words = [_before(message), f"Tensor {x.name} must have rank{most}", *ranks, "Received shape: "]
                holds = [world.apply(kind, world.apply("Rank", x), rank) for rank in ranks]
                condition = reduce_any(world, holds) if len(holds) > 1 else holds[0]
                return Assert(world, condition, data or [*words, world.apply("Shape", x)], summarize)
            if fits(len(x.static_shape)):
                return _settled(world)
            received = f"Received rank {len(x.static_shape)}, shape {x.shape}"
            shown = ranks if most == " in" else ranks[0]
            named = f"Tensor {_name_of(world, x)} must have rank{most} {shown}"
            raise ValueError(f"{_before(message)}{named}.  {received}")

    _publish_check(function, check, about, doc, top, "message=None name=None")


def _in(ranks: Any) -> tuple[Any, str, Any, str]:
    ranks = tuple(ranks)
    for rank in ranks:
        if hasattr(rank, "static_shape") and rank.dtype.base_dtype != dtypes.int32:
            raise TypeError(f"tensor must be of type tf.int32; got {rank.dtype.base_dtype!r}")
    return ranks, " in", ranks.__contains__, "Equal"


_publish_rank("assert_rank", "x rank", "Check that a tensor has that rank.",
              lambda rank: ([rank], "", rank.__eq__, "Equal"), top=True)  # fmt: skip
_publish_rank("assert_rank_at_least", "x rank", "Check that a tensor has that rank or a higher one.",
              lambda rank: ([rank], " at least", rank.__le__, "GreaterEqual"))  # fmt: skip
_publish_rank("assert_rank_in", "x ranks", "Check that a tensor has one of the ranks.", _in)


@public(v1=("debugging.assert_type", "assert_type"), scope="assert_type +tensor")
def assert_type(world: World, tensor: Any, tf_type: Any, message: str | None = None, name: str | None = None) -> Any:
    """Check that a tensor has that dtype. TypeError otherwise."""
    wanted = dtypes.as_dtype(tf_type)
    if tensor.dtype.base_dtype != wanted:
        label = "tensor" if world.is_eager() else tensor.name
        words = f"{label} must be of type {wanted!r}; got {tensor.dtype.base_dtype!r}"
        raise TypeError(_before(message, "  ") + words)
    return _settled(world, "statically_determined_correct_type")


@public(v1=("debugging.assert_integer", "assert_integer"), scope="assert_integer +x")
def assert_integer(world: World, x: Any, message: str | None = None, name: str | None = None) -> Any:
    """Check that a tensor has an integer dtype. TypeError otherwise."""
    if not x.dtype.is_integer:
        found = f"Found: {_name_of(world, x) or 'tensor'} of dtype {x.dtype.base_dtype}"
        raise TypeError(f'{_before(message, "  ")}Expected "x" to be integer type.  {found}')
    return _settled(world, "statically_determined_was_integer")


@public(v2=("debugging.assert_type",))
def assert_type_v2(world: World, tensor: Any, tf_type: Any, message: str | None = None, name: Any = None) -> None:
    """Check that a tensor has that dtype. TypeError otherwise."""
    assert_type(world, tensor, tf_type, message, name)


@public(v2=("debugging.assert_integer",))
def assert_integer_v2(world: World, x: Any, message: str | None = None, name: str | None = None) -> None:
    """Check that a tensor has an integer dtype. TypeError otherwise."""
    assert_integer(world, x, message, name)


@public(v2=("debugging.assert_scalar",))
def assert_scalar_v2(world: World, tensor: Any, message: str | None = None, name: str | None = None) -> None:
    """Check that the tensor is a scalar. ValueError otherwise."""
    assert_scalar(world, tensor, message, name)


@public(v1=("debugging.assert_scalar", "assert_scalar"))
def assert_scalar(world: World, tensor: Any, message: str | None = None, name: str | None = None) -> Any:
    """Return the tensor, if it is a scalar. ValueError otherwise."""
    tensor = world.convert(tensor, name=name)
    if tensor.static_shape != ():
        label = "" if world.is_eager() else f" for {tensor.name}"
        raise ValueError(f"{_before(message)}Expected scalar shape{label}, saw shape: {tensor.shape}.")
    return tensor


@public("debugging.assert_proper_iterable", v1=("assert_proper_iterable",))
def assert_proper_iterable(world: World, values: Any) -> None:
    """Check that the value is a list of things and not one tensor or text."""
    if world.is_tensor(values) or isinstance(values, (str, bytes, np.ndarray)) or not hasattr(values, "__iter__"):
        wanted = 'a "proper" iterable' if hasattr(values, "__iter__") else "iterable"
        raise TypeError(f'Expected argument "values" to be {wanted}.  Found: {type(values)}')


@public("debugging.assert_shapes")
def assert_shapes(
    world: World, shapes: Any, data: Any = None, summarize: Any = None, message: str | None = None, name: Any = None
) -> Any:
    """Check that tensors have shapes in which each letter stands for one size. ValueError where they have not."""
    sizes: dict[Any, tuple[int, str]] = {}
    before = _before(message)
    for x, wanted in shapes.items() if hasattr(shapes, "items") else shapes:
        tensor = world.convert(x)
        shape, symbols = tensor.static_shape, tuple(wanted)
        if shape is None:
            continue
        if len(shape) != len(symbols) and ... not in symbols:
            raise ValueError(f"{before}Tensor {_name_of(world, tensor)} must have rank {len(symbols)}.  Received rank "
                             f"{len(shape)}, shape {tensor.shape}")  # fmt: skip
        turn = -1 if symbols[:1] == (...,) else 1
        for i, (size, symbol) in enumerate(zip(shape[::turn], symbols[::turn], strict=False)):
            if size is None or symbol in (None, ".", ...):
                continue
            place = f"{_shown(world, tensor)} dimension {i if turn == 1 else len(symbols) - 1 - i}"
            known = symbol if isinstance(symbol, int) else sizes.setdefault(symbol, (size, place))[0]
            if size != known:
                received = f"Received size {size}, shape {tensor.shape}"
                origin = "explicitly" if isinstance(symbol, int) else f"by tensor {sizes[symbol][1]}"
                raise ValueError(f"{before}Specified {origin}.  Tensor {place} must have size {known}.  {received}")
    return _settled(world)


# --- numbers ---------------------------------------------------------------------------------------------


def _check_numerics(value: Array, message: str) -> Array:
    has = [word for word, test in (("Inf", np.isinf), ("NaN", np.isnan)) if np.any(test(value))]
    if has:
        raise refuse(f"{message} : Tensor had {' and '.join(has)} values")
    return value


def _check_gradient(world: World, node: Any, dy: Any) -> Any:
    what = "Not a number (NaN) or infinity (Inf) values detected in gradient."
    return world.apply("CheckNumerics", dy, message=f"{what} {node.attrs['message']}")


op("CheckNumerics", "tensor:T", _check_numerics, same, _check_gradient, allow=REALS, effect=True, attrs={"message": ""})


@public(v1=("verify_tensor_all_finite", "debugging.assert_all_finite"), scope="VerifyFinite t x")
def verify_tensor_all_finite(
    world: World, t: Any = None, msg: Any = None, name: Any = None, x: Any = None, message: Any = None
) -> Any:
    """Return the tensor; InvalidArgumentError when it runs and has an Inf or a NaN."""
    tensor = world.convert(x if t is None else t, name="x")
    checked = check_numerics(world, tensor, msg or message)
    if world.is_eager():
        return tensor
    with world.current_graph().control_dependencies([checked]):
        return world.apply("Identity", tensor, name="control_dependency")


@public("debugging.is_numeric_tensor", v1=("is_numeric_tensor",))
def is_numeric_tensor(world: World, tensor: Any) -> bool:
    """Return whether the value is a tensor of numbers."""
    return bool(world.is_tensor(tensor) and tensor.dtype.base_dtype.is_numeric)


def _publish_steps(label: str, kind: str, doc: str) -> None:
    def steps(world: World, x: Any, name: str | None = None) -> Any:
        with world.name_scope(name or label, None, [x]):
            flat = world.apply("Reshape", x, [-1])
            if not is_numeric_tensor(world, flat):
                raise TypeError(f"Expected x to be numeric, instead found: {flat!s}")
            return reduce_all(world, world.apply(kind, flat[1:], flat[:-1]))

    publish_as(f"math.{label} v1:{label} v1:debugging.{label}", steps, doc)


_publish_steps("is_non_decreasing", "GreaterEqual", "Return whether no element is smaller than the one before it.")
_publish_steps("is_strictly_increasing", "Greater", "Return whether each element is larger than the one before it.")
_FUNCTIONS = functions_of("""
CheckNumerics: debugging.check_numerics v1:check_numerics (tensor, message)
    Return the tensor; InvalidArgumentError when it runs and has an Inf or a NaN.
CheckNumerics: v2:debugging.assert_all_finite (x, message)
    Return the tensor; InvalidArgumentError when it runs and has an Inf or a NaN.
""")
check_numerics = _FUNCTIONS["check_numerics"]
