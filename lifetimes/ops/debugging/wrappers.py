"""What Python wrappers of ops ask of their arguments, and those that do nothing else: declared by a line, published."""

import re
import sys
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from inspect import Parameter, signature
from operator import itemgetter
from typing import TYPE_CHECKING, Any, ClassVar, Final

from lifetimes.errors import refuse
from lifetimes.library import load
from lifetimes.ops import DType, Op, World, dtypes, find, publish_as
from lifetimes.ops.registry import INDEX


def checked(name: str, value: Any, kind: type) -> Any:
    """Return an attribute of that kind. TypeError for a value of another."""
    if kind is DType:
        with suppress(TypeError):
            return dtypes.as_dtype(value)
        raise TypeError(f"Expected DataType for argument '{name}' not {value!r}.")
    if type(value) is kind or (kind is str and isinstance(value, bytes)):
        return value
    if kind is int and not isinstance(value, str):
        with suppress(TypeError, ValueError):
            return int(value)
    raise TypeError(f"Expected {'string' if kind is str else kind.__name__} for argument '{name}' not {value!r}.")


def at_least_one(world: World, op: str, name: str, value: Any) -> int:
    """Return an attribute that is a number from 1 up. Raises for others."""
    number: int = checked(name, value, int)
    if number < 1 and world.is_eager():
        raise refuse(f"Value for attr '{name}' of {number} must be at least minimum 1")
    if number < 1:
        raise ValueError(f"Attr '{name}' of '{op}' Op passed {number} less than minimum 1.")
    return number


def dtype_among(world: World, attr: str, dtype: Any, allowed: tuple[str, ...] = INDEX) -> DType:
    """Return the dtype of an attribute. InvalidArgumentError, in a graph TypeError, where it is none of the allowed."""
    found = dtypes.as_dtype(dtype)
    if found.name in allowed:
        return found
    if world.is_eager():
        words = f"Value for attr '{attr}' of {found.cpp_name} is not in the list of allowed values"
        listed = (dtypes.BY_NAME[name].cpp_name if name in dtypes.BY_NAME else name for name in allowed)
        raise refuse(f"{words}: {', '.join(listed)}")
    raise not_listed(attr, found, allowed)


def not_listed(parameter: str, found: DType, allowed: Iterable[str]) -> TypeError:
    """Return the error of a graph for a dtype that is none of those allowed."""
    words = f"Value passed to parameter '{parameter}' has DataType {found.name} not in list of allowed values"
    return TypeError(f"{words}: {', '.join(allowed)}")


def integers(world: World, value: Any, name: str, dtype: Any = dtypes.int32) -> Any:
    """Return the value as a tensor of int32 or int64. TypeError for one that holds no integers."""
    tensor = world.convert(value, name=name, hint=dtype)
    if not tensor.dtype.is_integer:
        received = f"Received `tensor` = {value} of dtype: {tensor.dtype}"
        raise TypeError(f"Argument `tensor` (name: {name}) must be of type integer. {received}")
    if tensor.dtype.base_dtype.name not in INDEX:
        return world.apply("Cast", tensor, to=dtypes.as_dtype(dtype))
    return tensor


def matrices(world: World, a: Any, name: str = "a") -> Any:
    """Return the value as a tensor of real matrices. TypeError for other dtypes, ValueError for fewer than two axes."""
    tensor = world.convert(a, name=name, hint=dtypes.float32)
    if not tensor.dtype.is_floating:
        raise TypeError(f"Input `{name}` must have `float`-like `dtype` (saw {tensor.dtype.base_dtype.name}).")
    shape = tensor.static_shape
    if shape is not None and len(shape) < 2:
        raise ValueError(f"Input `{name}` must have at least 2 dimensions (saw: {len(shape)}).")
    return tensor


_RESULTS: Final[dict[str, Any]] = {"": None, "list": list, "first": itemgetter(0)}


def function_of(
    op: Op | str, names: str, doc: str, parameters: str = "", label: str | None = None, attributes: str = "",
    result: Callable[..., Any] | None = None, using: Mapping[str, Any] | None = None,
) -> Callable[..., Any]:  # fmt: skip
    """Publish a function that does nothing but apply an op, and return it.

        function_of("Roll", "roll v1:manip.roll", "Return the tensor with its elements moved.")
        function_of("Cumsum", "cumsum math.cumsum", "Return the running sum.", "x axis=0 exclusive=False reverse=False")

    A name with `v1:` or `v2:` before it belongs to one world; the first is what the function calls itself, and what
    `{function}` in the docstring stands for. The parameters are those of the op, its inputs and then its attributes
    with their defaults, unless others are given: as many as it has inputs are these, a list of them behind a `*`, and
    behind a `+` one that becomes a tensor before the op has a name. The rest are attributes; one behind a `-` is taken
    and not used, one with `>0` behind it is a number from 1 up. `attributes` are written out where they are not simply
    these. `label` is the name of its nodes where that is not the op's; `result` is called with the outputs.
    """
    op = op if isinstance(op, Op) else find(op)
    title = names.split()[0].rpartition(":")[2].rpartition(".")[2]
    given = parameters.split() or [one.name for one in op.inputs] + [f"{attr}=_attrs[{attr!r}]" for attr in op.attrs]
    inputs, rest = [word.partition("=")[0] for word in given[: len(op.inputs)]], given[len(op.inputs) :]
    inputs = [f"world.convert({word[1:]})" if word[0] == "+" else word for word in inputs]
    attrs = [attributes] if attributes else [_checked(op, word) for word in rest if word[0] != "-"]
    lists = [word[1:] for word in given if word[0] == "*"]
    check = f"_check_lists(world, {title!r}, {', '.join(f'{one}={one}' for one in lists)})" if lists else "pass"
    name = "name" if label is None else f"{label!r} if name is None else name or {op.name!r}"
    taken = [re.sub(r"^[-*+]?(\w+)(?:>0)?(.*)", r"\1: Any\2", word) for word in given]
    applied = f"world.apply({', '.join([repr(op.name), *inputs, *attrs, f'name={name}'])})"
    source = f"""
def {title}({", ".join(["world: Any", *taken, "name: str | None = None"])}) -> Any:
    {check}
    return {applied if result is None else f"_result({applied})"}
"""
    own = {"_attrs": op.attrs, "_result": result, "_check_lists": check_lists}
    scope: dict[str, Any] = {"__name__": __name__, **own, **_SCOPE, **(using or {})}
    exec(compile("from __future__ import annotations" + source, __file__, "exec"), scope)
    return publish_as(names, scope[title], doc)


def check_lists(world: World, title: str, least: int = 1, **lists: Any) -> None:
    """Raise where an op is given no list, too short a one, or more of one than of another.

    Eager code takes what is no list but has items, and words it otherwise, unless lists in a list are to be converted.
    """
    words, kinds = f"argument to '{title}' Op", (list, tuple)
    items = [item for one in lists.values() if isinstance(one, kinds) for item in one]
    fast = world.is_eager() and not any(isinstance(item, kinds) for item in items)
    for name, one in lists.items():
        if not isinstance(one, kinds) and not (fast and isinstance(one, Iterable) and not isinstance(one, str)):
            raise TypeError(f"Expected list for '{name}' {words}, not {one!r}.")
    (first, some), *others = ((name, len([*one])) for name, one in lists.items())
    if some < least and world.is_eager():
        raise refuse(f"Value for attr 'N' of {some} must be at least minimum {least}")
    if some < least:
        raise ValueError(f"List argument '{first}' to '{title}' Op with length {some} shorter than minimum length "
                         f"{least}.")  # fmt: skip
    for name, more in others:
        if more != some:
            found = f"List argument '{name}' to '{title}' Op with length {more} must match length {some} of argument"
            raise refuse(found) if fast else ValueError(f"{found} '{first}'.")


def functions_of(table: str, **using: Any) -> dict[str, Callable[..., Any]]:
    """Publish the functions of a table, and return them by what they call themselves. Each takes two lines:

    Substr: strings.substr v1:substr (input, pos, len, unit='BYTE')
        Return the part of each string that starts at `pos`. Raises where that is outside the string.

    Behind `;` stand the attributes where they are not simply the parameters, and behind `->` what is made of the
    outputs: a `list`, the `first` of them, or a named tuple such as `Qr of q, r`.
    `using` are the names that the attributes use besides `dtypes`, `as_dtype` and `checked`.

    SelfAdjointEigV2: linalg.eigvalsh v1:self_adjoint_eigvals (tensor; compute_v=False) -> first
        Return the eigenvalues of self-adjoint matrices, the least first.
    """
    made, lines = [], table.strip().splitlines()
    for head, doc in zip(lines[::2], lines[1::2], strict=True):
        row = re.fullmatch(r"(\w+): ([^(>]*?)(?: \(([^;]*)(?:; (.*))?\))?(?: -> (\w+)(?: of (.+))?)?", head.strip())
        op, names, parameters, attributes, result, parts = row.groups("")  # type: ignore[union-attr]
        words = parameters.replace(", ", " ")
        tuple_of: Any = namedtuple(result, parts)._make if parts else _RESULTS[result]  # type: ignore[attr-defined]
        made.append(function_of(op, names, doc.strip(), words, None, attributes, tuple_of, using))
    return {function.__name__: function for function in made}


def taking(
    title: str, parameters: Sequence[Parameter], call: Callable[..., Any], first: str = "world", scope: str = ""
) -> Any:
    """Return a function of a world and of these parameters, which hands them to another by their names.

    `first` is what it takes before them, and hands on by position; `scope` is as `public` has it.
    """
    rest = [f"**{one.name}" for one in parameters if one.kind is one.VAR_KEYWORD]
    names = [one.name for one in parameters if one.kind is not one.VAR_KEYWORD]
    handed = ", ".join([*(f"{name}={name}" for name in names), *rest])
    body = f"return call({first}, {handed})"
    if scope:
        label, *about = scope.split()
        values = ", ".join(word.lstrip("+") for word in about)
        made = [f"{word[1:]} = world.convert({word[1:]}, name={word[1:]!r})" for word in about if word[0] == "+"]
        lines = "\n        ".join([*made, body])
        body = f"with world.name_scope(name, {label!r}, [{values}]) as name:\n        {lines}"
    source = f"def {title}({', '.join([first, *names, *rest])}):\n    {body}"
    own: dict[str, Any] = {"__name__": call.__module__, "call": call}
    exec(compile(source, __file__, "exec"), own)
    function = own[title]
    function.__defaults__ = tuple(one.default for one in parameters if one.default is not Parameter.empty)
    function.__annotations__ = {one.name: one.annotation for one in parameters}
    function.__annotations__["return"] = call.__annotations__["return"]
    function.__doc__ = call.__doc__
    return function


def scoped(function: Callable[..., Any], scope: str) -> Any:
    """Return a function that does in a name scope of its own what another does."""
    return taking(function.__name__, [*signature(function).parameters.values()][1:], function, scope=scope)


def constructor(
    cls: type[Any], parameters: Sequence[Parameter], start: Callable[..., Any], first: str = "self"
) -> None:
    """Let a class be made of these parameters, which are handed to `start` by their names."""
    made = taking("__init__", parameters, start, first)
    made.__qualname__ = f"{cls.__name__}.__init__"
    cls.__init__ = made


class Declared:
    """What is made of the arguments that its class tells in the text `takes`; they become attributes.

        class Dense(Layer, takes="units activation=None **options"): ...

    An argument that a class above takes goes there instead.
    """

    _first: ClassVar[str] = "self"  # what a constructor takes before them
    _taken: ClassVar[tuple[str, ...]] = ()  # the attributes that come of them
    _check: ClassVar[Any]  # where a class has it: raises where what this class takes is not what it can be
    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    def __init__(self, *world: Any, **above: Any) -> None:
        """Begin as what has its world, where it takes one."""
        if world:
            vars(self)["_world"] = world[0]

    def __init_subclass__(cls, takes: str = "", **options: Any) -> None:
        super().__init_subclass__(**options)
        if not takes:
            return
        words = parameters_of(takes, **vars(sys.modules[cls.__module__]))
        above = {name for kind in cls.__mro__[1:-1] for name in signature(kind.__init__).parameters}  # type: ignore[misc]
        names = [word.name for word in words if word.kind is not word.VAR_KEYWORD and word.name not in above]

        def start(self: Any, *first: Any, **given: Any) -> None:
            own = {name: given.pop(name) for name in names}
            if "_check" in vars(cls):
                cls._check(**own)
            super(cls, self).__init__(*first, **given)
            for name, value in own.items():
                setattr(self, name, self._read(name, value))

        cls._taken = (*cls._taken, *names)
        constructor(cls, words, start, cls._first)

    def _read(self, name: str, value: Any) -> Any:
        """Return what an argument becomes as an attribute."""
        return value


def parameters_of(text: str, **known: Any) -> list[Parameter]:
    """Return the parameters that a text tells, such as `learning_rate beta1=0.9 name='Adam' **options`."""
    found = []
    for name, has, value in (word.partition("=") for word in text.split()):
        kind = Parameter.VAR_KEYWORD if name.startswith("**") else Parameter.POSITIONAL_OR_KEYWORD
        default = eval(value, {"dtypes": dtypes, **known}) if has else Parameter.empty
        annotation = "str | None" if name == "name" else "Any"
        found.append(Parameter(name.lstrip("*"), kind, default=default, annotation=annotation))
    return found


def kind_of(world: World, op: str, attr: str, value: Any) -> DType:
    """Return a dtype that is given as an attribute. Raises where it is none, or none that TensorFlow's op takes."""
    kind = checked(attr, value, DType)
    allowed = load("ops.debugging.refusals").allowed_by(find(op), attr, ())
    return dtype_among(world, attr, kind, allowed) if allowed else kind


_SCOPE: Final = {
    "as_dtype": dtypes.as_dtype, "at_least_one": at_least_one, "checked": checked, "dtypes": dtypes, "kind_of": kind_of,
}  # fmt: skip


def _checked(op: Op, word: str) -> str:
    """Return how an attribute that a program gives is passed on, as its default says of what kind it must be."""
    if word.endswith(">0"):
        return f"{word[:-2]}=at_least_one(world, {op.name!r}, {word[:-2]!r}, {word[:-2]})"
    attr, _, text = word.partition("=")
    default = op.attrs[attr] if attr in op.attrs else eval(text or "None", dict(_SCOPE))
    if isinstance(default, DType) or text.startswith("dtypes."):
        return f"{attr}=kind_of(world, {op.name!r}, {attr!r}, {attr})"
    plain = type(default) not in (bool, int, str)
    return f"{attr}={attr}" if plain else f"{attr}=checked({attr!r}, {attr}, {type(default).__name__})"
