"""The TensorArray of the old world: a resource of a fixed size, with places that are written once.

Its nodes are named and put together as TensorFlow's are: `map/TensorArray`, `map/TensorArrayUnstack/range`,
`map/TensorArrayStack/TensorArrayGatherV3`. The list itself travels in the flow, which calls itself a float32 there and
here. Source: `tensorflow/python/ops/tensor_array_ops.py`, `_GraphTensorArray`.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

import numpy as np

from lifetimes.errors import refuse
from lifetimes.graph.control import tensor_array as lists
from lifetimes.graph.control.branches_and_loops import boxed
from lifetimes.ops import Array, DType, World, brackets, compatible, dtypes
from lifetimes.ops.arithmetic import shape_of
from lifetimes.ops.layout.shape_rules import always, of_rank
from lifetimes.ops.registry import Out, not_differentiable, nothing, op, same

_AGAIN: Final = {"again": None}
FLOW: Final = DType("float32", np.object_, 1, "v")

# --- the nodes -------------------------------------------------------------------------------------------


def _write(handle: Any, index: Array, value: Array, flow: Array) -> Any:
    wanted, given = handle[()]["dtype"].cpp_name, dtypes.of(value).cpp_name
    if wanted != given:
        raise refuse(f"TensorArray dtype is {wanted} but Op is trying to write dtype {given}.")
    _check_place(handle, lists.items_of(flow), int(index))
    _learn(handle, int(index), value.shape)
    return lists.with_item(flow, index, np.asarray(value), handle[()]["dynamic_size"], once=True)


def _check_place(handle: Any, items: Sequence[Any], index: int) -> None:
    """Raise InvalidArgumentError where nothing can be written."""
    if index < 0 or (index >= len(items) and not handle[()]["dynamic_size"]):
        words = f"Tried to write to index {index} but array is not resizeable and size is: {len(items)}"
        raise refuse(f"TensorArray: {words}")
    if index in handle[()]["places_read"]:
        raise refuse(f"TensorArray: Could not write to TensorArray index {index} because it has already been read.")


def _learn(handle: Any, index: int, shape: tuple[int, ...]) -> None:
    """Let all elements have this shape, where they are to be alike. InvalidArgumentError where they have another."""
    options = handle[()]
    wanted = options["element_shape"]
    if not compatible(wanted, shape):
        words = f"because the value shape is {brackets(shape)} which is incompatible with the TensorArray's inferred"
        raise refuse(f"TensorArray: Could not write to TensorArray index {index} {words} element shape: "
                     f"{brackets(wanted)} (consider setting infer_shape=False).")  # fmt: skip
    if options["identical_element_shapes"]:
        options["element_shape"] = shape


def _place(handle: Any, items: Sequence[Any], index: Any, again: bool | None) -> Any:
    """Return an index as a number, read from now on. InvalidArgumentError where nothing can be read, or no more.

    A gradient that builds the body of a loop once more reads `again` what this has read.
    """
    options, index = handle[()], int(index)
    if not 0 <= index < len(items):
        raise refuse(f"Tried to read from index {index} but array size is: {len(items)}")
    if index in options["places_read"] and options["clear_after_read"] and not again:
        raise refuse(f"TensorArray: Could not read index {index} twice because it was cleared after a previous read "
                     "(perhaps try setting clear_after_read = false?).")  # fmt: skip
    options["places_read"].add(index)
    return index


def _read(handle: Any, index: Array, flow: Array, dtype: Any, again: bool | None) -> Any:
    _place(handle, lists.items_of(flow), index, again)
    return lists.item_at(flow, index, dtype, handle[()]["element_shape"])


def _gather(handle: Array, indices: Array, flow: Array, dtype: Any, element_shape: Any, again: bool | None) -> Any:
    items = lists.items_of(flow)
    return lists.stacked(boxed([items[_place(handle, items, index, again)] for index in indices]), dtype, element_shape)


def _scatter(handle: Any, indices: Array, value: Array, flow: Array) -> Any:
    items, most = lists.items_of(flow).copy(), int(max(indices, default=-1))
    if len(indices) != len(value):
        raise refuse(f"Expected len(indices) == values.shape[0], but saw: {len(indices)} vs. {len(value)}")
    if most >= len(items):
        if not handle[()]["dynamic_size"]:
            raise refuse(f"Max scatter index must be < array size ({most} vs. {len(items)})")
        items += [None] * (most + 1 - len(items))
    for index, row in zip(indices, value, strict=True):
        _check_place(handle, items, int(index))
        _learn(handle, int(index), value.shape[1:])
        items[int(index)] = row
    return boxed(items)


def _split(handle: Any, value: Array, lengths: Array, flow: Array) -> Any:
    made = lists.split_apart(value, lengths)
    for index, item in enumerate(lists.items_of(made)):
        _learn(handle, index, item.shape)
    return made


def _rows_like(flow: Array, indices: Array, like: Array) -> Any:
    """Return the gradients at some places as rows, zeros where nobody gave any."""
    items = lists.items_of(flow, int(max(indices, default=-1)) + 1)
    return lists.stack_like(boxed([items[int(index)] for index in indices]), like)


def _concat(handle: Any, flow: Any, dtype: Any, element_shape_except0: Any, again: bool | None) -> tuple[Array, Array]:
    items = lists.items_of(flow)
    for index in range(len(items)):
        _place(handle, items, index, again)
    return lists.concatenated(flow, dtype, handle[()]["element_shape"])


def _spread(flow: Array, indices: Array, rows: Array) -> Any:
    """Return a gradient of a list from gradients of rows that were taken out of it."""
    items: list[Any] = [None] * len(lists.items_of(flow))
    for index, row in zip(indices, rows, strict=True):
        items[int(index)] = row if items[int(index)] is None else items[int(index)] + row
    return boxed(items)


def _rows(inputs: Any, attrs: dict[str, Any]) -> Out:
    shape = attrs["element_shape"]
    return attrs["dtype"], None if shape is None else (attrs.get("_count"), *shape)


def _backwards(rule: Any, world: World, node: Any, dy: Any, *more: Any) -> Any:
    """Apply a gradient rule, which is refused outside of `gradients`: arrays know by the name whose gradient one is."""
    if not any(part.startswith("gradients") for part in dy.name.split("/")):
        raise ValueError(f"Expected op/tensor name to start with gradients (excluding scope), got: {dy.name}. This "
                         "means that a tf.gradients op with this op in its dependency path has a custom name that "
                         "does not start with 'gradients'. Please make sure all calls to tf.gradients that have "
                         "non-empty `name` arguments use names that start with 'gradients'.")  # fmt: skip
    return rule(world, node, dy)


op("TensorArrayV3", "size:int32",
   lambda size, **options: (boxed({**options, "places_read": set()}), boxed([None] * int(size))),
   lambda inputs, attrs: [(dtypes.resource, (2, *(of_rank(inputs[0].static_shape, 0) or ()))), (FLOW, ())],
   not_differentiable, outputs=2, label="TensorArray")  # fmt: skip
op("TensorArrayWriteV3", "handle index:int32 value flow_in", _write, always(FLOW),
   partial(_backwards, lambda w, n, dy: (
       None, None, w.apply("TensorListItemLike", dy, *n.inputs[1:3], name="TensorArrayReadV3"),
       w.apply("TensorListWithout", dy, *n.inputs[1:3]))))  # fmt: skip
op("TensorArrayReadV3", "handle index:int32 flow_in", _read,
   lambda inputs, attrs: (attrs["dtype"], attrs.get("_shape")), partial(_backwards, lambda w, n, dy: (
       None, None, w.apply("TensorListOnly", n.inputs[2], n.inputs[1], dy))), attrs=_AGAIN)  # fmt: skip
op("TensorArrayGatherV3", "handle indices:int32 flow_in", _gather, _rows,
   partial(_backwards, lambda w, n, dy: (
       None, None, w.apply("TensorArraySpread", n.inputs[2], n.inputs[1], dy))), attrs=_AGAIN)  # fmt: skip
op("TensorArrayScatterV3", "handle indices:int32 value flow_in", _scatter, always(FLOW),
   partial(_backwards, lambda w, n, dy: (None, None, w.apply(
       "TensorArrayRowsLike", dy, *n.inputs[1:3], name="TensorArrayGatherV3"), dy)))  # fmt: skip
op("TensorArrayCloseV3", "handle", lambda handle: (), nothing)
op("TensorArraySizeV3", "handle flow_in", lambda handle, flow: np.array(len(lists.items_of(flow)), np.int32),
   always(dtypes.int32), not_differentiable)  # fmt: skip
op("TensorArrayConcatV3", "handle flow_in", _concat,
   lambda inputs, attrs: [(attrs["dtype"], None), (dtypes.int64, (None,))],
   partial(_backwards, lambda w, n, dy: (None, w.apply("TensorListSplit", dy, n.outputs[1]))), outputs=2,
   attrs=_AGAIN)  # fmt: skip
op("TensorArraySplitV3", "handle value lengths:int64 flow_in", _split, always(FLOW), partial(
    _backwards, lambda w, n, dy: (None, w.apply("TensorListConcatLike", dy, *n.inputs[1:3]), None, dy)))  # fmt: skip
op("TensorArraySpread", "flow indices rows:T", _spread, lists.list_like, lambda world, node, dy: (
    None, None, world.apply("TensorArrayRowsLike", dy, *node.inputs[1:])))  # fmt: skip
op("TensorArrayRowsLike", "flow indices like:T", _rows_like, lambda inputs, attrs: (
    inputs[2].dtype, inputs[2].static_shape), lambda world, node, dy: (
        world.apply("TensorArraySpread", node.inputs[0], node.inputs[1], dy), None, None))  # fmt: skip


# --- the stacks of graphs that TensorFlow 1 wrote: what a loop pushes, the loop of its gradient pops ------


def _push(run: Any, node: Any, stack: Any, value: Any) -> Any:
    stack[()].append(value)
    return value


op("StackV2", "max_size:int32", lambda run, node, size: boxed([]), always(dtypes.variant),
   not_differentiable, stateful=True)  # fmt: skip
op("StackPushV2", "handle elem:T", _push, lambda inputs, attrs: same(inputs[1:], attrs), not_differentiable,
   stateful=True, effect=True)  # fmt: skip
op("StackPopV2", "handle", lambda run, node, stack: stack[()].pop(), lambda inputs, attrs: (attrs["elem_type"], None),
   not_differentiable, stateful=True, effect=True)  # fmt: skip
op("StackCloseV2", "handle", lambda run, node, stack: (), nothing, stateful=True)
op("ControlTrigger", "", lambda: (), nothing)


# --- the object ------------------------------------------------------------------------------------------


class ResourceArray(lists.TensorArray):
    """What `tf.TensorArray` makes in the old world: its handle stays, and each writing gives a new flow."""

    _handle: Any = None

    def _start(self, size: Any, name: str | None) -> None:
        if size is None:
            raise ValueError("Argument `size` must be provided if handle is not provided.")
        world = self._world
        with world.name_scope(name, "TensorArray") as scope:
            self._size = size
            options = {"dtype": self._dtype, "element_shape": self._shape, "dynamic_size": self._dynamic_size,
                       "clear_after_read": self._clear, "identical_element_shapes": self._infer_shape,
                       "tensor_array_name": ""}  # fmt: skip
            self._handle, self._flow = world.apply("TensorArrayV3", size, name=scope, **options)
        known = self._handle.op.inputs[0].static_value()
        self._count = None if known is None or self._dynamic_size else int(known)

    def _next(self, flow: Any) -> lists.TensorArray:
        other = super()._next(flow)
        other._handle, other._size = self._handle, self._size  # type: ignore[attr-defined]
        return other

    handle = property(lambda self: self._handle)

    def _apply(self, op_name: str, *inputs: Any, name: str | None = None, **attrs: Any) -> Any:
        return self._world.apply(op_name, self._handle, *inputs, self._flow, name=name, **attrs)

    def close(self, name: str | None = None) -> Any:
        return self._world.node("TensorArrayCloseV3", (self._handle,), {}, name)

    def size(self, name: str | None = None) -> Any:
        return self._apply("TensorArraySizeV3", name=name) if self._dynamic_size else self._world.convert(self._size)

    def write(self, index: Any, value: Any, name: str | None = None) -> lists.TensorArray:
        with self._world.name_scope(name, "TensorArrayWrite"):
            value = self._converted(value)
            self._learn(value.static_shape)
            return self._next(self._apply("TensorArrayWriteV3", index, value, name=name))

    def read(self, index: Any, name: str | None = None) -> Any:
        return self._apply("TensorArrayReadV3", index, dtype=self._dtype, _shape=self._shape, name=name)

    def stack(self, name: str | None = None) -> Any:
        with self._world.name_scope(name, "TensorArrayStack"):
            return self.gather(self._range(self.size()), name, self._count)

    def gather(self, indices: Any, name: str | None = None, count: int | None = None) -> Any:
        attrs = {"dtype": self._dtype, "element_shape": self._shape, "_count": count}
        return self._apply("TensorArrayGatherV3", indices, name=name, **attrs)

    def unstack(self, value: Any, name: str | None = None) -> lists.TensorArray:
        with self._world.name_scope(name, "TensorArrayUnstack"):
            value = self._converted(value)
            count = self._world.apply("Shape", value) if value.static_shape is None else shape_of(self._world, value)
            return self.scatter(self._range(count[0]), value, name)

    def scatter(self, indices: Any, value: Any, name: str | None = None) -> lists.TensorArray:
        with self._world.name_scope(name, "TensorArrayScatter"):
            return self._next(self._apply("TensorArrayScatterV3", indices, self._in_rows(value), name=name))

    def _range(self, limit: Any) -> Any:
        return self._world.apply("Range", 0, limit, 1)

    def concat(self, name: str | None = None) -> Any:
        """Return all elements joined along their first axis. IndexError where their shape is that of a scalar."""
        rest = None if self._shape is None else self._shape[1:]
        joined, _ = self._apply("TensorArrayConcatV3", name=name, dtype=self._dtype, element_shape_except0=rest)
        if self._shape is not None:
            first, count = list(self._shape)[0], self.size().static_value()  # noqa: RUF015
            joined.set_shape([None if count is None or first is None else int(count) * first, *(rest or ())])
        return joined

    def split(self, value: Any, lengths: Any, name: str | None = None) -> lists.TensorArray:
        world = self._world
        with world.name_scope(name, "TensorArraySplit"):
            value = self._converted(value)
            lengths = world.apply("Cast", world.convert(lengths, name="Cast/x"), to=dtypes.int64)
            self._learn_pieces(value, lengths)
            return self._next(self._apply("TensorArraySplitV3", value, lengths, name=name))


ResourceArray.__name__ = "TensorArray"
