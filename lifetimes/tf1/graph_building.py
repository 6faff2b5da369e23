"""What a program calls to build and find its way in the default graph: placeholders, scopes, groups, collections.

Each function here takes the graph from the thread it runs in. That is what makes these programs short, and
what makes it hard to say who owns anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from lifetimes import nest
from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.graph.tensor import Operation
from lifetimes.ops import dtypes
from lifetimes.ops.registry import public
from lifetimes.ops.shapes import as_shape


@public(v1=("get_default_graph",))
def get_default_graph(world: Any) -> Any:
    """Return the graph that new operations of this thread go into."""
    return world.current_graph()


@public(v1=("reset_default_graph",))
def reset_default_graph(world: Any) -> None:
    """Let go of the default graph of this thread; it lives on where a session or a handle holds it."""
    world.reset_default_graph()


# --- operations without a value of their own -------------------------------------------------------------


@public(v1=("placeholder",))
def placeholder(world: Any, dtype: Any, shape: Any = None, name: str | None = None) -> Any:
    """Return a tensor that must be fed."""
    return world.apply("Placeholder", dtype=dtypes.as_dtype(dtype), shape=as_shape(shape), name=name)


@public(v1=("placeholder_with_default",))
def placeholder_with_default(world: Any, input: Any, shape: Any, name: str | None = None) -> Any:
    """Return a tensor that may be fed and is `input` otherwise."""
    return world.apply("PlaceholderWithDefault", input, shape=as_shape(shape), name=name)


@public("no_op")
def no_op(world: Any, name: str | None = None) -> Any:
    """Return an operation that does nothing; others can wait for it, and it for others."""
    return None if world.is_eager() else world.node("NoOp", (), {}, name)


@public("group")
def group(world: Any, *inputs: Any, name: str | None = None, **unknown: Any) -> Any:
    """Return an operation that has run when all inputs have, nested ones too."""
    if unknown:
        raise ValueError(f"Unknown keyword arguments: {', '.join(unknown)}.")
    if world.is_eager():
        return None
    operations = [_operation(item) for item in nest.flatten(list(inputs)) if item is not None]
    graph = world.graph_for([op.outputs[0] for op in operations if op.outputs])
    with world.name_scope(name, "group_deps", operations) as scope, graph.control_dependencies(operations):
        return world.node("NoOp", (), {}, scope, graph)


def _operation(item: Any) -> Operation:
    if isinstance(item, Operation):
        return item
    op = getattr(item, "op", None)
    if not isinstance(op, Operation):
        raise TypeError(
            f"'inputs' should be zero or more (nested) Tensors. Received '{item}' with type '{type(item)}'."
        )
    return op


@public("tuple")
def tuple_(world: Any, tensors: Any, control_inputs: Any = None, name: str | None = None) -> list[Any]:
    """Return the tensors as readings that each wait for all of them."""
    if world.is_eager():
        return tensors  # type: ignore[no-any-return]
    with world.name_scope(name, "tuple", tensors):
        waits = [_operation(item) for item in [*tensors, *(control_inputs or ())] if item is not None]
        if not waits:
            raise ValueError("`tensors` cannot be empty or all None.")
        gate = group(world, *waits)
        graph = world.current_graph()
        with graph.control_dependencies([gate]):
            return [item if item is None else _same(world, item) for item in tensors]


def _same(world: Any, item: Any) -> Any:
    if isinstance(item, IndexedSlices):
        return IndexedSlices(world.apply("Identity", item.values), item.indices, item.dense_shape)
    if isinstance(item, Operation):
        return item
    return world.apply("Identity", item, name="control_dependency")


# --- blocks ----------------------------------------------------------------------------------------------


@public(v1=("name_scope",))
@contextmanager
def name_scope(world: Any, name: str | None, default_name: str | None = None, values: Any = None) -> Iterator[str]:
    """Name the operations made inside under `name/`, numbered if that is taken; `name/` itself opens it again."""
    if not (default_name is None or isinstance(default_name, str)):
        raise TypeError(
            f"`default_name` type ({type(default_name)}) is not a string type. You likely meant to pass this into the "
            "`values` kwarg."
        )
    if name is not None and not isinstance(name, str):
        raise ValueError("'" + str(name) + "' is not a valid scope name")
    if name is None and default_name is None and values is not None:
        raise ValueError(f"At least one of name ({name}) and default_name ({default_name}) must be provided.")
    with world.name_scope(name, default_name, values or ()) as scope:
        yield scope


@public(v1=("op_scope",))
def op_scope(world: Any, values: Any, name: str | None, default_name: str | None = None) -> Any:
    """Open a name scope; the old order of arguments."""
    return name_scope(world, name, default_name, values)


@public(v1=("control_dependencies",))
def control_dependencies(world: Any, control_inputs: Any) -> AbstractContextManager[None]:
    """Make the operations built inside wait for those given; None lifts what is in force."""
    return world.current_graph().control_dependencies(control_inputs)  # type: ignore[no-any-return]


@public(v1=("device",))
def device(world: Any, device_name_or_function: Any) -> AbstractContextManager[None]:
    """Mark the operations made inside with a device; a function is asked about each."""
    return world.current_graph().device(device_name_or_function)  # type: ignore[no-any-return]


@public(v1=("colocate_with",))
def colocate_with(world: Any, op: Any, ignore_existing: bool = False) -> AbstractContextManager[None]:
    """Accepted: there is one device here."""
    return world.current_graph().colocate_with(op, ignore_existing)  # type: ignore[no-any-return]


@public(v1=("container",))
def container(world: Any, container_name: str) -> AbstractContextManager[str]:
    """Accepted: variables of a session are in no container here."""
    return world.current_graph().container(container_name)  # type: ignore[no-any-return]


# --- collections -----------------------------------------------------------------------------------------


@public(v1=("add_to_collection",))
def add_to_collection(world: Any, name: Any, value: Any) -> None:
    """Put any object in a named list of the default graph, which holds it from now on."""
    world.current_graph().add_to_collection(name, value)


@public(v1=("add_to_collections",))
def add_to_collections(world: Any, names: Any, value: Any) -> None:
    """Put an object in one collection, or once in each of several."""
    world.current_graph().add_to_collections(names, value)


@public(v1=("get_collection",))
def get_collection(world: Any, key: Any, scope: str | None = None) -> list[Any]:
    """Return a copy of a collection; with a scope only what has a name that begins so (`re.match`)."""
    return world.current_graph().get_collection(key, scope)  # type: ignore[no-any-return]


@public(v1=("get_collection_ref",))
def get_collection_ref(world: Any, key: Any) -> list[Any]:
    """Return the list itself; asking for it makes it."""
    return world.current_graph().get_collection_ref(key)  # type: ignore[no-any-return]


# --- things that stand for tensors -----------------------------------------------------------------------


@public("convert_to_tensor_or_indexed_slices", v1=("convert_to_tensor_or_indexed_slices",))
def convert_to_tensor_or_indexed_slices(world: Any, value: Any, dtype: Any = None, name: str | None = None) -> Any:
    """Return the value as a tensor, IndexedSlices as they are."""
    return value if isinstance(value, IndexedSlices) else world.convert(value, dtype, name)
