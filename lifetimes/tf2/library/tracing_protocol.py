"""`tf.types.experimental`: classes that say themselves on what a trace depends, where Python's equality says too much.

An object without `__tf_tracing_type__` is known to a trace weakly, and another one traces anew. One that has it gives
its own type, which the trace owns; and with it the object, where the type holds that.
Source: `guide/function`, "Tracing"; `tensorflow/python/types/trace.py`.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable

from lifetimes.ops.registry import VALUES, plain
from lifetimes.tf2.concrete_function import ConcreteFunction
from lifetimes.tf2.function import Function


@plain(v2=("types.experimental.TraceType",))
class TraceType(ABC):
    """What a trace depends on of an argument. Equal types have one trace; a subtype is served by that of its type."""

    @abstractmethod
    def is_subtype_of(self, other: "TraceType") -> bool:
        """Return whether an argument of this type may be given where the other was traced."""

    @abstractmethod
    def most_specific_common_supertype(self, others: "Sequence[TraceType]") -> "TraceType | None":
        """Return the narrowest type that this one and the others are subtypes of, None where there is none."""

    @abstractmethod
    def placeholder_value(self, placeholder_context: Any = None) -> Any:
        """Return what the Python function is given while it is traced."""

    @abstractmethod
    def __eq__(self, other: object) -> bool: ...

    @abstractmethod
    def __hash__(self) -> int: ...


@plain(v2=("types.experimental.SupportsTracingProtocol",))
@runtime_checkable
class SupportsTracingProtocol(Protocol):
    """What has a type of its own for traces."""

    def __tf_tracing_type__(self, context: Any) -> TraceType:
        """Return the type that traces know an object by."""


def type_of(value: SupportsTracingProtocol) -> TraceType:
    """Return the type that an object gives itself. TypeError where it is none."""
    found = value.__tf_tracing_type__(None)
    if not isinstance(found, TraceType):
        raise TypeError(f"Expected an instance of TraceType for Tracing Protocol call to {value!r} but got {found!r}")
    return found


VALUES["tf2"].update(
    {"types.experimental.ConcreteFunction": ConcreteFunction, "types.experimental.GenericFunction": Function,
     "types.experimental.PolymorphicFunction": Function}
)  # fmt: skip
