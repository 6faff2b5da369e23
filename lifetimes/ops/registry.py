"""The table of ops: one registration says what an op computes, what shape it has and how it differentiates.

    op("Sin", "x:T", np.sin, same, lambda world, node, dy: dy * world.apply("Cos", node.inputs[0]), allow=FLOATS)

`"x:T y:T"` names the inputs (a constant given to `y` becomes the node `add/y`) and says which of them share
a dtype: the same capital letter is the same dtype, a dtype's name is that dtype, `*` stands for any number of inputs.

A *kernel* takes and returns NumPy arrays; attributes come as keywords. The kernel of a stateful op takes the
run and the node first: `kernel(run, node, *arrays)`. A *shape rule* takes the input tensors and the
attributes and returns `(dtype, shape)` for each output. A *gradient rule* takes the world, the node (with
`inputs`, `outputs`, `attrs`) and one gradient per output, and returns one per input. It applies ops through
the world that it is given, so the same rule builds nodes in one world and computes arrays in the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from lifetimes import library
from lifetimes.errors import advise
from lifetimes.ops import dtypes
from lifetimes.ops.dtypes import DType
from lifetimes.ops.shapes import Shape, broadcast

Out = tuple[DType, Shape]
ShapeRule = Callable[[Sequence[Any], dict[str, Any]], "Out | list[Out]"]
Gradient = Callable[..., Any]

FLOATS: Final = ("float16", "float32", "float64", "complex64", "complex128")
REALS: Final = ("float16", "float32", "float64")
INTEGERS: Final = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
NUMBERS: Final = (*FLOATS, *INTEGERS)
ORDERED: Final = (*REALS, *INTEGERS)
INDEX: Final = ("int32", "int64")
_INDEX_NAMES: Final = {"Fill": "index_type", "Slice": "Index", "StridedSlice": "Index", "ReverseV2": "Tidx"}


@dataclass(frozen=True, slots=True, eq=False)
class Input:
    """One declared input: its name, its dtype group (or fixed dtype) and whether it stands for any number of them."""

    name: str
    group: str
    variadic: bool = False


@dataclass(slots=True, eq=False)
class Op:
    """A registered op. `label` is the name that its nodes get when the program gives none."""

    name: str
    inputs: tuple[Input, ...]
    kernel: Callable[..., Any]
    shape: ShapeRule
    gradient: Gradient | None
    label: str
    allow: tuple[str, ...] = ()
    stateful: bool = False
    effect: bool = False
    blockwise: bool = False
    refs: int = 0
    outputs: int = 1
    explain: Callable[..., str | None] | None = None
    fixed: dict[int, DType] = field(default_factory=dict)
    groups: tuple[tuple[int, ...], ...] = ()
    variadic: bool = False
    takes: frozenset[Any] | None = None
    slices: bool = False
    index: frozenset[int] = frozenset()
    operator: Callable[..., Any] | None = None

    def index_name(self, name: str) -> str:
        """Return what TensorFlow calls the dtype of that input of positions or sizes."""
        return _INDEX_NAMES.get(self.name, "Tidx" if name == "reduction_indices" else f"T{name}")

    def input(self, index: int) -> Input:
        """Return the declaration of the input at `index`; a variadic one stands for those that follow it."""
        several = (declared for declared in self.inputs[: index + 1] if declared.variadic)
        return next(several, self.inputs[min(index, len(self.inputs) - 1)])

    def declared(self, count: int) -> tuple[Input, ...]:
        """Return one declaration for each of `count` inputs; variadic ones share evenly and are numbered."""
        several = sum(declared.variadic for declared in self.inputs)
        if not several:
            return self.inputs
        each = (count - len(self.inputs) + several) // several
        found: list[Input] = []
        for one in self.inputs:
            found += [Input(f"{one.name}_{i}", one.group, True) for i in range(each)] if one.variadic else [one]
        return tuple(found)

    def layout(self, count: int) -> tuple[tuple[tuple[int, ...], ...], dict[int, DType]]:
        """Return which of `count` inputs share a dtype, and the dtypes that are fixed."""
        return (self.groups, self.fixed) if not self.variadic else _layout(self.declared(count))


OPS: Final[dict[str, Op]] = {}


def not_differentiable(world: Any, node: Any, *gradients: Any) -> None:
    """The gradient rule of ops through which no gradient flows."""


def same(inputs: Sequence[Any], attrs: dict[str, Any]) -> Out:
    """Shape rule: dtype and shape of the first input."""
    return inputs[0].dtype.base_dtype, inputs[0].static_shape


def elementwise(inputs: Sequence[Any], attrs: dict[str, Any]) -> Out:
    """Shape rule: dtype of the first input, shapes broadcast together."""
    shape = inputs[0].static_shape
    for other in inputs[1:]:
        shape = broadcast(shape, other.static_shape)
    return inputs[0].dtype.base_dtype, shape


def comparison(inputs: Sequence[Any], attrs: dict[str, Any]) -> Out:
    """Shape rule: booleans, shapes broadcast together."""
    return dtypes.bool_, elementwise(inputs, attrs)[1]


def unknown(inputs: Sequence[Any], attrs: dict[str, Any]) -> Out:
    """Shape rule: dtype of the first input, a shape that is known only when the op runs."""
    return inputs[0].dtype.base_dtype, None


def nothing(inputs: Sequence[Any], attrs: dict[str, Any]) -> list[Out]:
    """Shape rule of ops without outputs."""
    return []


def op(
    name: str,
    inputs: str,
    kernel: Callable[..., Any],
    shape: ShapeRule = same,
    grad: Gradient | None = None,
    *,
    label: str | None = None,
    allow: tuple[str, ...] = (),
    stateful: bool = False,
    effect: bool = False,
    blockwise: bool = False,
    refs: int = 0,
    outputs: int = 1,
    explain: Callable[..., str | None] | None = None,
    slices: bool = False,
) -> Op:
    """Register an op and return it.

    `stateful`: the kernel takes the run and the node first. `effect`: it must run even where nobody uses its result.
    `blockwise`: element by element, so large arrays may be given to it in blocks.
    `refs`: how many of the first inputs are written to. `explain` words a kernel's ValueError. `outputs`: how many
    the op has; -1 where that depends on its attributes. `slices`: the gradient rule takes IndexedSlices as they are.
    """
    declared = tuple(_parse(text) for text in inputs.split())
    groups, fixed = _layout(declared)
    variadic = any(one.variadic for one in declared)
    takes = frozenset(np.dtype(dtypes.BY_NAME[kind].as_numpy_dtype) for kind in allow) if allow else None
    OPS[name] = found = Op(
        name, declared, kernel, shape, grad, label or name, allow, stateful, effect, blockwise, refs, outputs, explain,
        fixed, groups,
        variadic, takes, slices, frozenset(i for i, one in enumerate(declared) if one.group == "I"),
    )  # fmt: skip
    return found


def _layout(declared: Sequence[Input]) -> tuple[tuple[tuple[int, ...], ...], dict[int, DType]]:
    fixed = {i: dtypes.BY_NAME[d.group] for i, d in enumerate(declared) if d.group in dtypes.BY_NAME}
    letters = sorted({d.group for d in declared if d.group[:1].isupper()})
    return tuple(tuple(i for i, d in enumerate(declared) if d.group == letter) for letter in letters), fixed


def _parse(text: str) -> Input:
    name, _, group = text.partition(":")
    return Input(name, group.rstrip("*"), group.endswith("*"))


def gradient(name: str) -> Callable[[Gradient], Gradient]:
    """Give a registered op its gradient rule, for rules too long to stand in the registration."""

    def give(rule: Gradient) -> Gradient:
        found = OPS[name]
        found.gradient = rule
        OPS[name] = found  # entered anew: the file with the rule is the one to load for this op
        return rule

    return give


def operator(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a registered op what Python's operator calls in its place: a function of the world, the operands, a name."""

    def give(rule: Callable[..., Any]) -> Callable[..., Any]:
        OPS[name].operator = rule
        return rule

    return give


NAMED_GRADIENTS: Final[dict[str, Gradient]] = {}


def find(name: str) -> Op:
    """Return the registered op. LookupError names it where there is none."""
    if name not in OPS:
        library.load_op(name)
    try:
        return OPS[name]
    except KeyError:
        known = "the ops of this library are in lifetimes.ops; register one with lifetimes.ops.registry.op"
        raise LookupError(advise(f"No op named {name!r} is registered.", known)) from None


# --- the functions that a program calls ------------------------------------------------------------------

PUBLIC: Final[dict[str, dict[str, Callable[..., Any]]]] = {"tf1": {}, "tf2": {}, "compat.v1": {}}


def public(
    *names: str, v1: Sequence[str] = (), v2: Sequence[str] = ()
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Publish a function of a world under TensorFlow's dotted names: in both worlds, or in one only.

    The function takes the world first. Each world binds it to itself: `tf.add` is `add` with the world filled in.
    The old world takes the old names and order of the arguments too (`tf1_arguments`).
    """

    def publish(function: Callable[..., Any]) -> Callable[..., Any]:
        PUBLIC["tf1"].update(dict.fromkeys((*names, *v1), function))
        PUBLIC["tf2"].update(dict.fromkeys((*names, *v2), function))
        return function

    return publish


VALUES: Final[dict[str, dict[str, Any]]] = {"tf1": {}, "tf2": {}, "compat.v1": {}}


def publish(value: Any, *names: str, v1: Sequence[str] = (), v2: Sequence[str] = ()) -> Any:
    """Publish what needs no world, such as a class of plain data or a constant, and return it."""
    VALUES["tf1"].update(dict.fromkeys((*names, *v1), value))
    VALUES["tf2"].update(dict.fromkeys((*names, *v2), value))
    return value
