"""Ops that hold or change state: constants, placeholders, and the places where variables keep their values.

The kernels of this file take the run first. `Assign` and its like write to a *reference*, which is what a
variable of the old world is; the `...VariableOp` family writes to a *resource*, as in the new one. Both put a
new array into a storage, and both are registered by one line.
"""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

import numpy as np

from lifetimes.errors import refuse
from lifetimes.library import load
from lifetimes.locks import lock
from lifetimes.numpy_calls import giving_arrays
from lifetimes.ops import Array, Shape, World, as_shape, brackets, dtypes, is_full, merge
from lifetimes.ops.registry import NUMBERS, Out, ShapeRule, not_differentiable, nothing, op, public, same, unchanged


def declared(inputs: Any, attrs: dict[str, Any]) -> Out:
    return attrs["dtype"], attrs["shape"]


def value_shape(handle: Any) -> Any:
    """Return what is known of the shape of the value that a resource holds."""
    if hasattr(handle, "value_shape"):
        return handle.value_shape
    return handle.op.attrs.get("shape" if handle.op.type == "VarHandleOp" else "_value_shape")


class _Held(NamedTuple):
    """A resource as a shape rule sees it that was written for references: with the shape of its value."""

    dtype: Any
    static_shape: Any


def _placeholder(run: Any, node: Any) -> Any:
    shape = "" if node.attrs["shape"] is None else f" and shape {brackets(node.attrs['shape'])}"
    name = node.attrs["dtype"].cpp_name
    raise refuse(f"You must feed a value for placeholder tensor '{node.name}' with dtype {name}{shape}")


def _const(value: Array, dtype: Any = None) -> Array:
    return value


def _within(own: Shape, declared: Shape) -> Shape:
    merge(own, declared)  # ShapeError where they do not fit
    return declared


op("Const", "", _const, lambda inputs, attrs: (dtypes.of(attrs["value"]), attrs["value"].shape), not_differentiable,
   folds="values")  # fmt: skip
op("Placeholder", "", _placeholder, declared, not_differentiable, stateful=True)
op("PlaceholderWithDefault", "input", lambda value, shape: value,
   lambda inputs, attrs: (inputs[0].dtype.base_dtype, _within(inputs[0].static_shape, as_shape(attrs["shape"]))),
   lambda world, node, dy: dy)  # fmt: skip
op("NoOp", "", lambda: (), nothing)
op("Identity", "input", unchanged, same, lambda world, node, dy: dy, slices=True, reads="shapes", folds="values")


@public(v2=("constant",))
def constant(world: World, value: Any, dtype: Any = None, shape: Any = None, name: str = "Const") -> Any:
    """Return a tensor that holds the value, in `shape` if that is given."""
    return world.constant(value, dtype, shape, name)


@public(v1=("constant",))
def constant_v1(
    world: World, value: Any, dtype: Any = None, shape: Any = None, name: str = "Const", verify_shape: bool = False
) -> Any:
    """Return a constant of the graph. TypeError where the shape is to be verified and differs."""
    made = world.constant(value, dtype, None if verify_shape else shape, name)
    if verify_shape and shape is not None and as_shape(shape) != made.static_shape:
        raise TypeError(f"Expected Tensor's shape: {as_shape(shape)}, but got {made.static_shape}.")
    return made


# --- references, which variables of the old world are, and resources, which those of the new one are -------


def _ref(inputs: Any, attrs: dict[str, Any]) -> Out:
    return dtypes.as_ref(attrs["dtype"]), attrs["shape"]


def _place(run: Any, node: Any) -> Any:
    return run.storage(node.name, node.attrs["dtype"], node.attrs["shape"])


def _read(run: Any, node: Any, storage: Any) -> Array:
    if storage.value is None:
        raise load("ops.debugging.refusals").not_read(storage, run)
    return storage.value  # type: ignore[no-any-return]


def _is_set(run: Any, node: Any, storage: Any) -> Any:
    return np.array(storage.value is not None)


def _true(inputs: Any, attrs: dict[str, Any]) -> Out:
    return dtypes.bool_, ()


op("VariableV2", "", _place, _ref, not_differentiable, stateful=True, shown={"container": "", "shared_name": ""})
op("IsVariableInitialized", "ref:T", _is_set, _true, not_differentiable, stateful=True, refs=1)
op("VarHandleOp", "", _place, lambda inputs, attrs: (dtypes.resource, ()), not_differentiable, stateful=True)
op("VarIsInitializedOp", "resource", _is_set, _true, not_differentiable, stateful=True)
op("ReadVariableOp", "resource", _read, declared, lambda world, node, dy: dy, stateful=True, slices=True,
   reads="shapes")  # fmt: skip


# --- writing ---------------------------------------------------------------------------------------------

_LOCKS: Final = tuple(lock() for _ in range(64))


def update(storage: Any, combine: Callable[..., Any], value: Any) -> None:
    """Put in what combines the old value with another. Reading and writing are one: no thread's update is lost."""
    with _LOCKS[id(storage) >> 5 & 63]:
        storage.value = combine(storage.value, value, out=...)


def update_alike(storage: Any, combine: Callable[..., Any], value: Array, run: Any = None) -> tuple[()]:
    """As `update`, of a resource by a value of the same shape. NotFoundError where it has none yet."""
    with _LOCKS[id(storage) >> 5 & 63]:
        old = storage.value
        if old is None:
            raise load("ops.debugging.refusals").not_found(storage, run)
        if old.shape != value.shape:
            raise load("ops.debugging.refusals").other_update(old, value)
        storage.value = combine(old, value, out=...)
    return ()


def writing(
    to_reference: str, to_resource: str, inputs: str, changed: Callable[..., Any], shape: ShapeRule,
    gradient: Any = not_differentiable, resource_kernel: Any = None, **facts: Any,
) -> None:  # fmt: skip
    """Register an op that writes to a reference, and its twin that writes the same to a resource.

    `changed(node, storage, *values)` is the new value; a resource may have a kernel of its own. The first gives the
    reference on, the second gives nothing.
    """

    def write(run: Any, node: Any, storage: Any, *values: Array) -> Any:
        with _LOCKS[id(storage) >> 5 & 63]:  # reading and writing are one: no thread's update is lost
            storage.value = changed(node, storage, *values)
        return storage

    def write_to_resource(run: Any, node: Any, storage: Any, *values: Array) -> Any:
        if storage.value is None and changed is not _assigned:
            raise load("ops.debugging.refusals").not_found(storage, run)
        with _LOCKS[id(storage) >> 5 & 63]:
            storage.value = changed(node, storage, *values)
        return ()

    op(to_reference, f"ref:T {inputs}", write, shape, gradient, stateful=True, effect=True, refs=1, **facts)

    def fits(inputs: Any, attrs: dict[str, Any]) -> Any:
        shape([_Held(inputs[0].dtype, value_shape(inputs[0])), *inputs[1:]], attrs)
        return []

    if "Nd" not in to_resource and "Slice" not in to_resource:
        inputs = inputs.replace(":T", ":T=dtype")
    kernel = resource_kernel or write_to_resource
    op(to_resource, f"resource {inputs}", kernel, fits, stateful=True, effect=True, outputs=0)


def _written(inputs: Any, attrs: dict[str, Any]) -> Out:
    """Shape rule of assignments: the reference, with the value's shape where that must agree."""
    ref, value = inputs[0], inputs[1]
    if not attrs.get("validate_shape", True):
        return ref.dtype, value.static_shape
    return ref.dtype, merge(ref.static_shape, value.static_shape)


def _assigned(node: Any, storage: Any, value: Array) -> Array:
    refs = node.definition.refs
    held = storage.value.shape if refs and storage.value is not None else storage.value_shape
    if node.attrs.get("validate_shape", refs) and value.shape != (held if is_full(held) else ()):
        words = "Trying to assign to variable with tensor with wrong shape. Expected {} got {}"
        if refs:
            words = "Assign requires shapes of both tensors to match. lhs shape= {} rhs shape= {}"
        raise refuse(words.format(brackets(held or ()), brackets(value.shape)))
    return np.array(value)


def _combined(combine: Callable[..., Array]) -> Callable[..., Array]:
    def changed(node: Any, storage: Any, value: Array) -> Array:
        old: Array = storage.read()
        if old.shape != value.shape:
            raise refuse("Parameters and update must be the same size")
        return combine(old, value, out=...)

    return changed


def _combined_alike(combine: Callable[..., Array]) -> Callable[..., Any]:
    return lambda run, node, storage, value: update_alike(storage, combine, value, run)


writing("Assign", "AssignVariableOp", "value:T", _assigned, _written,
        attrs={"validate_shape": True}, shown={"use_locking": True})  # fmt: skip
for _name, _combine in (("Add", giving_arrays(np.add)), ("Sub", giving_arrays(np.subtract))):
    writing(f"Assign{_name}", f"Assign{_name}VariableOp", "value:T", _combined(_combine), _written,
            resource_kernel=_combined_alike(_combine), allow=NUMBERS, shown={"use_locking": False})  # fmt: skip
