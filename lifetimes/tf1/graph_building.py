"""Operations without a value of their own: placeholders, which a run must be fed, and groups, which wait for others."""

from collections.abc import Callable
from typing import Any

from lifetimes import nest
from lifetimes.graph.tensor import Operation
from lifetimes.library import load
from lifetimes.ops import as_shape, dtypes, public


@public(v1=("placeholder",))
def placeholder(world: Any, dtype: Any, shape: Any = None, name: str | None = None) -> Any:
    """Return a tensor that must be fed."""
    dtype = _attribute(dtypes.as_dtype, dtype)
    return world.apply("Placeholder", dtype=dtype, shape=_attribute(as_shape, shape), name=name)


@public(v1=("placeholder_with_default",))
def placeholder_with_default(world: Any, input: Any, shape: Any, name: str | None = None) -> Any:
    """Return a tensor that may be fed and is `input` otherwise."""
    return world.apply("PlaceholderWithDefault", input, shape=_attribute(as_shape, shape), name=name)


def _attribute(kind: Callable[[Any], Any], value: Any) -> Any:
    try:
        return kind(value)
    except (TypeError, ValueError) as error:
        raise load("tf1.library.refusals").no_attribute(kind.__name__, value, error) from None


@public("no_op")
def no_op(world: Any, name: str | None = None) -> Any:
    """Return an operation that does nothing; others can wait for it, and it for others."""
    return None if world.is_eager() else world.node("NoOp", (), {}, name)


@public("group")
def group(world: Any, *inputs: Any, name: str | None = None, **unknown: Any) -> Any:
    """Return an operation that has run when all inputs have, nested ones too."""
    if unknown:
        raise ValueError(f"Unknown keyword arguments: {', '.join(unknown)}")
    if world.is_eager():
        return None
    items = nest.flatten(list(inputs))
    ends = [end for item in items for end in (item.outputs if isinstance(item, Operation) else [item])]
    with world.name_scope(name, "group_deps", ends) as scope:
        operations = [operation_of(item) for item in items]
        with world.current_graph().control_dependencies(operations):
            return world.node("NoOp", (), {}, scope)


def operation_of(item: Any) -> Operation:
    """Return the operation that an operation, a tensor or a variable stands for. TypeError for anything else."""
    if isinstance(item, Operation):
        return item
    op = getattr(item, "op", None)
    if not isinstance(op, Operation):
        raise TypeError(
            f"'inputs' should be zero or more (nested) Tensors. Received '{item}' with type '{type(item)}'."
        )
    return op
