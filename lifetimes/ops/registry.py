"""The table of ops: what an op computes, what shape it has, how it differentiates, and all else that is known of it.

    op("Sin", "x:T", np.sin, same, lambda world, node, dy: dy * world.apply("Cos", node.inputs[0]), allow=FLOATS,
       reads="inputs")

`"x:T y:T"` names the inputs (a constant given to `y` becomes the node `add/y`) and says which of them share
a dtype: the same capital letter is the same dtype, a dtype's name is that dtype, `*` stands for any number of inputs.
`I` is an integer for positions and sizes; TensorFlow's name for its dtype stands behind it: `dims:I=index_type`.

A *kernel* takes and returns NumPy arrays; attributes come as keywords. The kernel of a stateful op takes the
run and the node first: `kernel(run, node, *arrays)`. A *shape rule* takes the input tensors and the
attributes and returns `(dtype, shape)` for each output. A *gradient rule* takes the world, the node (with
`inputs`, `outputs`, `attrs`) and one gradient per output, and returns one per input, or a function that does where
that is work which nobody may want. It applies ops through the world that it is given, so the same rule builds nodes
in one world and computes arrays in the other.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple, ParamSpec, TypeVar

import numpy as np

from lifetimes import library
from lifetimes.errors import advise
from lifetimes.ops import dtypes
from lifetimes.ops.dtypes import DType
from lifetimes.ops.shapes import Shape, broadcast, is_small
from lifetimes.ops.world import World

Out = tuple[DType, Shape]
Layout = tuple[tuple[tuple[int, ...], ...], dict[int, DType], frozenset[int]]
ShapeRule = Callable[[Sequence[Any], dict[str, Any]], "Out | list[Out]"]
Gradient = Callable[..., Any]
P = ParamSpec("P")
T = TypeVar("T")

FLOATS: Final = ("float16", "float32", "float64", "complex64", "complex128")
REALS: Final = ("float16", "float32", "float64")
INTEGERS: Final = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
NUMBERS: Final = (*FLOATS, *INTEGERS)
ORDERED: Final = (*REALS, *INTEGERS)
INDEX: Final = ("int32", "int64")
SIGNED: Final = ("float16", "float32", "float64", "int8", "int16", "int32", "int64")
WIDE: Final = ("float32", "float64")
COMPLEX: Final = ("complex64", "complex128")
NONE: Final[Mapping[str, Any]] = MappingProxyType({})


# --- rules that many ops share ---------------------------------------------------------------------------


def not_differentiable(world: World, node: Any, *gradients: Any) -> None:
    """The gradient rule of ops through which no gradient flows."""


def unchanged(value: Any) -> Any:
    """The kernel of ops whose output is their input under another name."""
    return value


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


def told(dtype: int, shape: int) -> ShapeRule:
    """Make a shape rule: the dtype of one input, and the shape that the value of another one tells."""
    return lambda inputs, attrs: (inputs[dtype].dtype.base_dtype, inputs[shape].static_value_as_shape())


def nothing(inputs: Sequence[Any], attrs: dict[str, Any]) -> list[Out]:
    """Shape rule of ops without outputs."""
    return []


# --- an op -----------------------------------------------------------------------------------------------


class Input(NamedTuple):
    """One declared input: its name, its dtype group (or fixed dtype), what TensorFlow calls that dtype, whether it
    stands for any number of inputs, and whether it shares its dtype with the others of its group."""

    name: str
    group: str
    attr: str
    variadic: bool
    shares: bool


class Op:
    """What is known of one op. The comments say what a registration may say beyond its rules."""

    def __init__(
        self, name: str, text: str, kernel: Callable[..., Any], shape: ShapeRule = same,
        gradient: Gradient | None = None, *,
        allow: tuple[str, ...] = (),  # the dtypes that the first group may have; any where none are given
        attrs: Mapping[str, Any] = NONE,  # attributes with their defaults, by TensorFlow's names
        outputs: int = 1,  # how many it has, if any; -1 where that depends on its attributes
        label: str = "",  # the name of its nodes where the program gives none
        v1_label: str = "",  # the label of the old world, where that differs
        # what running it may do
        stateful: bool = False,  # the kernel takes the run and the node first
        effect: bool = False,  # it must run even where nobody uses its result
        refs: int = 0,  # how many of the first inputs are written to
        blockwise: bool = False,  # element by element: large arrays may be given to it in blocks
        folds: str = "",  # while the graph is being built its value may follow from "values", a "shape" or a "rank"
        partial: Callable[..., Shape] | None = None,  # what is known of it as a shape, from what is known of its inputs
        # what its gradient rule does
        reads: str | None = None,  # whose values it reads: names of inputs, "inputs", "outputs", or "shapes" alone
        slices: bool = False,  # it takes IndexedSlices as they are
        # how TensorFlow words it
        explain: Callable[..., str | None] | None = None,  # words a kernel's ValueError
        wrapper: str = "",  # of its Python wrapper: "adapts" a number to its kind only if it can, "converts", "names"
        shown: Mapping[str, Any] = NONE,  # attributes that its nodes show and nothing here depends on
    ) -> None:  # fmt: skip
        self.name, self.text, self.kernel, self.shape, self.gradient = name, text, kernel, shape, gradient
        self.attrs, self.label, self.v1_label = attrs, label or name, v1_label
        self.outputs = 0 if shape is nothing else outputs
        self.stateful, self.effect, self.refs, self.blockwise = stateful, effect, refs, blockwise
        self.folds, self.partial, self.reads, self.slices = folds, partial, reads, slices
        self.explain, self.wrapper, self.shown = explain, wrapper, shown
        self.operator: Callable[..., Any] | None = None
        self.inputs = tuple(map(_parse, text.split()))
        self.variadic = any(one.variadic for one in self.inputs)
        self.allow = allow
        self.takes = frozenset(np.dtype(dtypes.BY_NAME[kind].as_numpy_dtype) for kind in allow) or None
        groups, _, self.index = layout = _layout(self.inputs)
        self.layouts = {len(self.inputs): layout}  # by the number of inputs, as long as that is small
        self.alike = not self.variadic and not self.index and groups == (tuple(range(len(self.inputs))),)

    def input(self, index: int) -> Input:
        """Return the declaration of the input at `index`; a variadic one stands for those that follow it."""
        several = (declared for declared in self.inputs[: index + 1] if declared.variadic)
        return next(several, self.inputs[min(index, len(self.inputs) - 1)])

    def declared(self, count: int) -> tuple[Input, ...]:
        """Return one declaration for each of `count` inputs; variadic ones share evenly and are numbered."""
        if not self.variadic:
            return self.inputs
        several = sum(declared.variadic for declared in self.inputs)
        each = (count - len(self.inputs) + several) // several
        found: list[Input] = []
        for one in self.inputs:
            named = [f"{one.name}_{i}" for i in range(each)] if one.variadic else [one.name]
            found += [one._replace(name=name) for name in named]
        return tuple(found)

    def layout(self, count: int) -> Layout:
        """Return which of `count` inputs share a dtype, the dtypes that are fixed, and which are positions or sizes."""
        found = self.layouts.get(count if self.variadic else len(self.inputs))
        if found is None:
            found = _layout(self.declared(count))
            if count < 10:
                self.layouts[count] = found
        return found


def _layout(declared: Sequence[Input]) -> Layout:
    fixed = {i: dtypes.BY_NAME[d.group] for i, d in enumerate(declared) if d.group in dtypes.BY_NAME}
    letters = sorted({d.group for d in declared if d.shares})
    groups = tuple(tuple(i for i, d in enumerate(declared) if d.group == letter) for letter in letters)
    return groups, fixed, frozenset(i for i, d in enumerate(declared) if d.group == "I")


def _parse(text: str) -> Input:
    name, _, kind = text.partition(":")
    group, _, attr = kind.rstrip("*").partition("=")
    return Input(name, group, attr or (f"T{name}" if group == "I" else group), kind.endswith("*"), group[:1].isupper())


def can_fold(operation: Any) -> bool:
    """Return whether an operation whose inputs are constants may be computed ahead: it has no state, and is small."""
    return not operation.definition.stateful and all(is_small(tensor.static_shape) for tensor in operation.outputs)


OPS: Final[dict[str, Op]] = {}


def _registering(make: Callable[P, Op]) -> Callable[P, Op]:
    def register(*args: P.args, **facts: P.kwargs) -> Op:
        """Register an op and return it."""
        made = make(*args, **facts)
        OPS[made.name] = made
        return made

    return register


op = _registering(Op)


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
    *names: str, v1: Sequence[str] = (), v2: Sequence[str] = (), scope: str = ""
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Publish a function of a world under TensorFlow's dotted names: in both worlds, or in one only.

    The function takes the world first. Each world binds it to itself: `tf.add` is `add` with the world filled in.
    The old world takes the old names and order of the arguments too (`tf1_arguments`). `scope="lbeta +x"` says in which
    name scope it works, and what that is about: tensors of these names behind a `+`. Its `name` is then that scope.
    """

    def publish(function: Callable[..., Any]) -> Callable[..., Any]:
        if scope:
            function = library.load("ops.debugging.wrappers").scoped(function, scope)
        PUBLIC["tf1"].update(dict.fromkeys((*names, *v1), function))
        PUBLIC["tf2"].update(dict.fromkeys((*names, *v2), function))
        return function

    return publish


def publish_as(names: str, function: Callable[..., Any], doc: str) -> Callable[..., Any]:
    """Publish a function under names of which those with `v1:` or `v2:` before them belong to one world.

    The first is what the function calls itself, and what `{function}` in the docstring stands for.
    """
    found: dict[str, list[str]] = {"": [], "v1": [], "v2": []}
    for name in names.split():
        world, _, dotted = name.rpartition(":")
        found[world].append(dotted)
    function.__name__ = function.__qualname__ = names.split()[0].rpartition(":")[2].rpartition(".")[2]
    function.__doc__ = doc.format(function=function.__name__)
    return public(*found[""], v1=found["v1"], v2=found["v2"])(function)


VALUES: Final[dict[str, dict[str, Any]]] = {"tf1": {}, "tf2": {}, "compat.v1": {}}


def publish(value: Any, *names: str, v1: Sequence[str] = (), v2: Sequence[str] = ()) -> Any:
    """Publish what needs no world, such as a class of plain data or a constant, and return it."""
    VALUES["tf1"].update(dict.fromkeys((*names, *v1), value))
    VALUES["tf2"].update(dict.fromkeys((*names, *v2), value))
    return value


def plain(*names: str, v1: Sequence[str] = (), v2: Sequence[str] = ()) -> Callable[[T], T]:
    """Publish the class or function that follows, which needs no world."""
    return lambda value: publish(value, *names, v1=v1, v2=v2)
