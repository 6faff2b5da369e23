"""What a trace depends on: tensors by dtype and shape, Python values by equality, objects by identity.

The *types* of a call are its arguments with each leaf replaced by one of these: a `TensorSpec`, a `Literal` (any
Python value; 1, 1.0 and True are equal, so they are one), a `VariableSpec`, or an `ObjectType`, which keeps its
object alive no longer than its owner does. Source: `tensorflow/core/function/trace_type/trace_type_builder.py`.
"""

from collections.abc import Mapping
from typing import Any
from weakref import ref

import numpy as np

from lifetimes import nest
from lifetimes.library import load
from lifetimes.ops import DType, Shape, show
from lifetimes.tf2.tensor import Tensor
from lifetimes.tf2.tensor_spec import TensorSpec
from lifetimes.tf2.variable import Variable
from lifetimes.tf2.world import WORLD

Types = dict[str, Any]
"""The types of one call, by parameter, in the structure of the arguments."""


class _Compared:
    """A type that is equal to another of its class with the same key."""

    __slots__ = ()

    def _key(self) -> Any:
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and bool(self._key() == other._key())

    def __hash__(self) -> int:
        return hash(self._key())


class Literal(_Compared):
    """A Python value that the trace depends on, compared by equality."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        hash(value)
        self.value = value

    def _key(self) -> Any:
        """A dtype equals its number, and no NaN equals another; here it is not so, and it is so."""
        return isinstance(self.value, DType), self.value if self.value == self.value else "nan"

    def __repr__(self) -> str:
        return f"Literal[{self.value!r}]"


class ObjectType(_Compared):
    """An object that the trace depends on, compared as the object is, and held weakly."""

    __slots__ = ("_ref",)

    def __init__(self, value: Any) -> None:
        self._ref = ref(value)
        hash(self._ref)

    value: Any = property(lambda self: self._ref())

    def _key(self) -> Any:
        return self._ref

    def __repr__(self) -> str:
        return f"Weakref[{self._ref!r}])"


class VariableSpec(_Compared):
    """A variable given as an argument. `alias` tells which arguments are one and the same variable."""

    __slots__ = ("alias", "dtype", "static_shape", "trainable")

    def __init__(self, shape: Shape, dtype: DType, trainable: bool, alias: int) -> None:
        self.static_shape, self.dtype, self.trainable, self.alias = shape, dtype, trainable, alias

    shape: Any = property(lambda self: load("ops.layout.tensor_shape").TensorShape(self.static_shape))

    def _key(self) -> Any:
        return self.static_shape, self.dtype, self.trainable, self.alias

    def __repr__(self) -> str:
        known = f"shape={show(self.static_shape)}, dtype={self.dtype!r}, trainable={self.trainable}"
        return f"VariableSpec({known}, alias_id={self.alias})"


class CompositeType(_Compared):
    """An object made of several tensors, such as a RaggedTensor: its class, and the specs of its parts."""

    __slots__ = ("example", "parts", "shown", "spec")

    def __init__(self, value: Any) -> None:
        self.parts = tuple(spec_of(part) for part in value._tensors())
        self.spec: Any = getattr(value, "_type_spec", None)
        self.shown = repr(self.spec or type(value).__name__)
        self.example = value._with_tensors([None] * len(self.parts))

    def _key(self) -> Any:
        return type(self.example), self.parts, self.shown

    def __repr__(self) -> str:
        return self.shown


def spec_of(tensor: Any) -> TensorSpec:
    """Return the spec of a tensor, without a name."""
    return TensorSpec(tensor.static_shape, tensor.dtype)


# --- from values to types, and to what is handed in ------------------------------------------------------


class Typing:
    """Finds the types of one call; remembers which variables it has met."""

    def __init__(self) -> None:
        self._aliases: dict[int, int] = {}

    def leaf(self, value: Any) -> Any:
        """Return the type of one leaf. TypeError for what can be neither compared nor held weakly."""
        if isinstance(value, Tensor):
            return spec_of(value)
        if isinstance(value, Variable):
            alias = self._aliases.setdefault(id(value._handle), len(self._aliases))
            return VariableSpec(value.static_shape, value.dtype, value.trainable, alias)
        if isinstance(value, (TensorSpec, CompositeType, VariableSpec)):
            return value
        if hasattr(value, "_with_tensors"):
            return CompositeType(getattr(getattr(value, "_type_spec", None), "_example", value))
        if hasattr(value, "_example"):
            return CompositeType(value._example)
        if isinstance(value, (np.ndarray, np.generic)):
            return spec_of(WORLD.convert(value))
        if hasattr(value, "__tf_tracing_type__"):
            return load("tf2.library.tracing_protocol").type_of(value)
        return object_type(value)


def object_type(value: Any) -> Any:
    """Return the type of a Python value: an object by weak reference where there are such, else by equality."""
    for kind in (ObjectType, Literal):
        try:
            return kind(value)
        except TypeError:
            continue
    raise TypeError(f"Could not generate a generic TraceType for {value!r}.Please verify that it is "
                    "immutable/hashable. Otherwise, consider implementing the Tracing Protocol for it.")  # fmt: skip


def given(leaf: Any) -> list[Any]:
    """Return the tensors that a leaf hands to a trace; none for a Python value."""
    if isinstance(leaf, Tensor):
        return [leaf]
    if isinstance(leaf, Variable):
        leaf._note_access()
        return [leaf._handle]
    if hasattr(leaf, "_with_tensors"):
        return list(leaf._tensors())
    return [WORLD.convert(leaf)] if isinstance(leaf, (np.ndarray, np.generic, TensorSpec)) else []


# --- which types serve which -----------------------------------------------------------------------------


def leaves(types: Types) -> list[Any]:
    return [leaf for item in types.values() for leaf in nest.flatten(item)]


def key(types: Types) -> Any:
    """Return the types of a call as a key of a dict."""
    return tuple((name, _frozen(item)) for name, item in types.items())


def family(types: Types) -> Any:
    """Return what two calls must have in common for one's trace to serve the other: all but the kinds of tensors."""
    return key({name: nest.map_structure(_but_for_a_tensor, item) for name, item in types.items()})


def _but_for_a_tensor(leaf: Any) -> Any:
    return None if isinstance(leaf, (TensorSpec, CompositeType)) or hasattr(leaf, "placeholder_value") else leaf


def _frozen(types: Any) -> Any:
    if isinstance(types, Mapping):
        return ("dict", *((key, _frozen(types[key])) for key in sorted(types)))
    if isinstance(types, (list, tuple)):
        return (type(types).__name__, *map(_frozen, types))
    return types


def is_subtype(mine: Any, theirs: Any) -> bool:
    """Return whether a leaf of this type may be given where the other was traced."""
    if hasattr(mine, "is_subtype_of"):  # a TensorSpec, or a type of the program's own
        return bool(mine.is_subtype_of(theirs))
    if isinstance(mine, CompositeType) and isinstance(theirs, CompositeType):
        alike = type(mine.example) is type(theirs.example) and len(mine.parts) == len(theirs.parts)
        if alike and hasattr(mine.example, "element_shape"):  # whose one part does not tell what it holds
            return mine.shown == theirs.shown
        return alike and all(map(is_subtype, mine.parts, theirs.parts))
    return bool(mine == theirs)
