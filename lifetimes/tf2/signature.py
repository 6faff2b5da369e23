"""What distinguishes one call of a function from another: tensors by dtype and shape, Python values by equality.

The *types* of a call are its arguments with each leaf replaced by what the trace depends on: a `TensorSpec`,
a `Literal` (any Python value; 1, 1.0 and True are equal, so they are one), a `VariableSpec`, or an
`ObjectType`, which knows an object by identity and keeps it alive no longer than its owner does.
Source: `tensorflow/core/function/trace_type/trace_type_builder.py`, `function_type.py`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from weakref import ref

import numpy as np

from lifetimes import nest
from lifetimes.graph.tensor import Tensor as GraphTensor
from lifetimes.ops.dtypes import DType
from lifetimes.ops.shapes import Shape, TensorShape
from lifetimes.ops.values import CannotConvert
from lifetimes.tf2.tensor import EagerTensor
from lifetimes.tf2.tensor_spec import TensorSpec, common
from lifetimes.tf2.variable import Variable
from lifetimes.tf2.world import WORLD


class Literal:
    """A Python value that the trace depends on, compared by equality."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        hash(value)
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Literal) and bool(self.value == other.value)

    def __hash__(self) -> int:
        return hash(self.value)

    def __repr__(self) -> str:
        return f"Literal[{self.value!r}]"


class ObjectType:
    """An object that the trace depends on, compared as the object is, and held weakly."""

    __slots__ = ("_ref",)

    def __init__(self, value: Any) -> None:
        self._ref = ref(value)
        hash(self._ref)

    @property
    def value(self) -> Any:
        return self._ref()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ObjectType) and self._ref == other._ref

    def __hash__(self) -> int:
        return hash(self._ref)

    def __repr__(self) -> str:
        return f"Weakref[{self._ref!r}])"


class VariableSpec:
    """A variable given as an argument. `alias` tells which arguments are one and the same variable."""

    __slots__ = ("alias", "dtype", "static_shape", "trainable")

    def __init__(self, shape: Shape, dtype: DType, trainable: bool, alias: int) -> None:
        self.static_shape, self.dtype, self.trainable, self.alias = shape, dtype, trainable, alias

    @property
    def shape(self) -> TensorShape:
        return TensorShape(self.static_shape)

    def _key(self) -> tuple[Any, ...]:
        return self.static_shape, self.dtype, self.trainable, self.alias

    def __eq__(self, other: object) -> bool:
        return isinstance(other, VariableSpec) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return (
            f"VariableSpec(shape={self.shape}, dtype={self.dtype!r}, trainable={self.trainable}, alias_id={self.alias})"
        )


class CompositeType:
    """An object made of several tensors, such as a RaggedTensor: its class, and the specs of its parts."""

    __slots__ = ("example", "parts", "shown")

    def __init__(self, value: Any) -> None:
        self.parts = tuple(spec_of(part) for part in value._tensors())
        self.shown = repr(getattr(value, "_type_spec", type(value).__name__))
        self.example = value._with_tensors([None] * len(self.parts))

    def _key(self) -> tuple[Any, ...]:
        return type(self.example), self.parts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CompositeType) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return self.shown


def spec_of(tensor: Any) -> TensorSpec:
    """Return the spec of a tensor, without a name."""
    return TensorSpec(tensor.static_shape, tensor.dtype)


class Typing:
    """Finds the types of one call; remembers which variables it has met."""

    def __init__(self) -> None:
        self._aliases: dict[int, int] = {}

    def leaf(self, value: Any) -> Any:
        """Return the type of one leaf. TypeError for what can be neither compared nor held weakly."""
        if isinstance(value, (EagerTensor, GraphTensor)):
            return spec_of(value)
        if isinstance(value, Variable):
            alias = self._aliases.setdefault(id(value._handle), len(self._aliases))
            return VariableSpec(value.static_shape, value.dtype, value.trainable, alias)
        if isinstance(value, (TensorSpec, CompositeType, VariableSpec)):
            return value
        if hasattr(value, "_with_tensors"):
            return CompositeType(value)
        if hasattr(value, "_example"):
            return CompositeType(value._example)
        if isinstance(value, (np.ndarray, np.generic)):
            return spec_of(WORLD.convert(value))
        return object_type(value)


def object_type(value: Any) -> Any:
    """Return the type of a Python value: an object by weak reference where there are such, else by equality."""
    try:
        return ObjectType(value)
    except TypeError:
        pass
    try:
        return Literal(value)
    except TypeError:
        raise TypeError(
            f"Could not generate a generic TraceType for {value!r}.Please verify that it is immutable/hashable. "
            "Otherwise, consider implementing the Tracing Protocol for it."
        ) from None


def frozen(types: Any) -> Any:
    """Return the types of a call as a key of a dict."""
    if isinstance(types, Mapping):
        return ("dict", *((key, frozen(types[key])) for key in sorted(types)))
    if isinstance(types, (list, tuple)):
        return (type(types).__name__, *map(frozen, types))
    return types


def is_subtype(mine: Any, theirs: Any) -> bool:
    """Return whether a leaf of this type may be given where the other was traced."""
    if isinstance(mine, TensorSpec):
        return mine.is_subtype_of(theirs)
    if isinstance(mine, CompositeType) and isinstance(theirs, CompositeType):
        alike = type(mine.example) is type(theirs.example) and len(mine.parts) == len(theirs.parts)
        return alike and all(map(is_subtype, mine.parts, theirs.parts))
    return bool(mine == theirs)


def generalized(mine: Any, theirs: Any) -> Any:
    """Return a leaf type that covers both: sizes that differ become None. None where there is no such type."""
    if isinstance(mine, TensorSpec) and isinstance(theirs, TensorSpec) and mine.dtype == theirs.dtype:
        return TensorSpec(common(mine.static_shape, theirs.static_shape), mine.dtype)
    return mine if mine == theirs else None


def shown(types: Any) -> str:
    """Return types as TensorFlow prints them."""
    if isinstance(types, Mapping):
        return f"Dict[{', '.join(f'[{key!r}, {shown(item)}]' for key, item in types.items())}]"
    if isinstance(types, (list, tuple)):
        kind = "List" if isinstance(types, list) else "Tuple"
        return f"{kind}[{', '.join(map(shown, types))}]"
    return repr(types)


class Signature:
    """The parameters of a Python function, and how the arguments of a call are bound to them."""

    def __init__(self, function: Callable[..., Any], skip_first: bool = False) -> None:
        signature = inspect.signature(function)
        parameters = list(signature.parameters.values())
        if skip_first and parameters and parameters[0].kind is not inspect.Parameter.VAR_POSITIONAL:
            parameters = parameters[1:]
        self.signature = signature.replace(parameters=parameters)
        kinds = {parameter.kind for parameter in parameters}
        simple = kinds <= {inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.POSITIONAL_ONLY}
        self.positional = len(parameters) if simple else -1

    def bind(self, args: tuple[Any, ...], kwargs: dict[str, Any], specs: Any = None) -> inspect.BoundArguments:
        """Return the arguments by parameter, defaults filled in. TypeError names what is missing or too much."""
        try:
            bound = self.signature.bind(*args, **kwargs)
        except TypeError as error:
            raise self.refusal(str(error), args, kwargs, specs) from None
        bound.apply_defaults()
        return bound

    def refusal(self, reason: str, args: Any, kwargs: Any, specs: Any = None) -> TypeError:
        """Return the error for arguments that do not fit."""
        return TypeError(
            f"Binding inputs to tf.function failed due to `{reason}`. Received args: {args} and kwargs: {kwargs} for "
            f"signature: {self.text(specs)}."
        )

    def text(self, specs: Any = None) -> str:
        shown_parameters = []
        for name, parameter in self.signature.parameters.items():
            if specs is not None and name in specs:
                parameter = parameter.replace(annotation=inspect.Parameter.empty, default=inspect.Parameter.empty)
                shown_parameters.append((parameter, f": {shown(specs[name])}"))
            else:
                default = parameter.default is not inspect.Parameter.empty
                parameter = parameter.replace(default=inspect.Parameter.empty, annotation=inspect.Parameter.empty)
                shown_parameters.append((parameter, "=<captured_default_value>" if default else ""))
        return f"({', '.join(_with_marks(shown_parameters))})"


def _with_marks(parameters: list[tuple[inspect.Parameter, str]]) -> Iterator[str]:
    star = False
    for parameter, suffix in parameters:
        star = star or parameter.kind is inspect.Parameter.VAR_POSITIONAL
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY and not star:
            star = True
            yield "*"
        yield f"{parameter}{suffix}"


def entries(bound: inspect.BoundArguments) -> list[tuple[str, str, Any]]:
    """Return (name, kind, value) for each argument; what `*args` and `**kwargs` took is named one by one."""
    found = []
    takes_rest = any(p.kind is p.VAR_POSITIONAL for p in bound.signature.parameters.values())
    for name, value in bound.arguments.items():
        kind = bound.signature.parameters[name].kind
        if takes_rest and kind is inspect.Parameter.POSITIONAL_OR_KEYWORD:
            kind = inspect.Parameter.POSITIONAL_ONLY
        if kind is inspect.Parameter.VAR_POSITIONAL:
            found += [(f"{name}_{i}", "POSITIONAL_ONLY", item) for i, item in enumerate(value)]
        elif kind is inspect.Parameter.VAR_KEYWORD:
            found += [(key, "KEYWORD_ONLY", item) for key, item in value.items()]
        else:
            found.append((name, kind.name, value))
    return found


class Arguments:
    """The arguments of one call: by parameter, and flat; with their types."""

    __slots__ = ("bound", "entries", "types")

    def __init__(self, bound: inspect.BoundArguments) -> None:
        self.bound = bound
        self.entries = entries(bound)
        typing = Typing()
        self.types = {name: nest.map_structure(typing.leaf, value) for name, _, value in self.entries}

    @property
    def key(self) -> Any:
        return tuple((name, frozen(types)) for name, types in self.types.items())

    def leaves(self) -> Iterator[Any]:
        """Yield the leaves in the order in which a trace takes them."""
        for _, _, value in self.entries:
            yield from nest.flatten(value)

    def tensors(self) -> list[Any]:
        """Return what is handed to the trace: tensors, arrays as tensors, storages of variables."""
        found: list[Any] = []
        for leaf in self.leaves():
            found.extend(given(leaf))
        return found


def given(leaf: Any) -> list[Any]:
    """Return the tensors that a leaf hands to a trace; none for a Python value."""
    if isinstance(leaf, (EagerTensor, GraphTensor)):
        return [leaf]
    if isinstance(leaf, Variable):
        leaf._note_access()
        return [leaf._handle]
    if hasattr(leaf, "_with_tensors"):
        return list(leaf._tensors())
    return [WORLD.convert(leaf)] if isinstance(leaf, (np.ndarray, np.generic)) else []


def cast(value: Any, spec: Any) -> Any:
    """Return an argument as the spec of an input signature wants it. TypeError where it cannot be."""
    if isinstance(spec, TensorSpec):
        if isinstance(value, TensorSpec):
            fits = value.is_subtype_of(spec)
            if not fits:
                raise TypeError(f"Can not cast {value!r} to {spec!r}")
            return spec
        tensor = value if WORLD.is_tensor(value) else _converted(value, spec)
        found = spec_of(tensor)
        if not found.is_subtype_of(TensorSpec(spec.shape, spec.dtype)):
            raise TypeError(f"Can not cast {found!r} to {spec!r}")
        return WORLD.convert(tensor)
    return value


def _converted(value: Any, spec: TensorSpec) -> Any:
    try:
        return WORLD.convert(value, spec.dtype)
    except (ValueError, CannotConvert) as error:
        raise TypeError(str(error)) from None
