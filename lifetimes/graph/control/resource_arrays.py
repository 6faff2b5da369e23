"""The TensorArray of the old world: a resource of a fixed size, with places that are written once.

Its nodes are named and put together as TensorFlow's are: `map/TensorArray`, `map/TensorArrayUnstack/range`,
`map/TensorArrayStack/TensorArrayGatherV3`. The list itself travels in the flow, which calls itself a float32 there and
here. Source: `tensorflow/python/ops/tensor_array_ops.py`, `_GraphTensorArray`.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, Final

import numpy as np

from lifetimes.errors import refuse
from lifetimes.graph.control import tensor_array as lists
from lifetimes.graph.control.branches_and_loops import boxed
from lifetimes.ops import Array, DType, World, brackets, compatible, dtypes
from lifetimes.ops.arithmetic import shape_of
from lifetimes.ops.debugging.refusals import check_shapes
from lifetimes.ops.layout.shape_rules import always, of_rank
from lifetimes.ops.registry import Out, not_differentiable, nothing, op, same
from lifetimes.ops.shapes import Shape

FLOW: Final = DType("float32", np.object_, 1, "v")


class Held:
    """One array of a run, behind its handle: what it is told, what was read of it, and its arrays of gradients."""

    def __init__(self, dtype: DType, element_shape: Shape, **options: Any) -> None:
        self.dtype, self.element_shape = dtype, element_shape
        self.grows, self.clears = options["dynamic_size"], options["clear_after_read"]
        self._alike = options["identical_element_shapes"]
        self.shapes: dict[int, tuple[int, ...]] = {}
        self.gradients: dict[str, Any] = {}
        self._read: set[int] = set()

    def items(self, flow: Any) -> list[Any]:
        """Return all that is in the array."""
        return lists.items_of(flow)

    def read(self, flow: Any, index: int) -> Any:
        """Return what is at a place, which is read from now on. InvalidArgumentError where it cannot be, or no more."""
        items = self.items(flow)
        if not 0 <= index < len(items):
            raise refuse(f"Tried to read from index {index} but array size is: {len(items)}")
        if index in self._read and self.clears:
            raise refuse(f"TensorArray: Could not read index {index} twice because it was cleared after a previous "
                         "read (perhaps try setting clear_after_read = false?).")  # fmt: skip
        self._read.add(index)
        return lists.item_or_zeros(items, index, self.dtype, self.element_shape)

    def with_room(self, flow: Any, most: int) -> Any:
        """Return the flow with a place of this number. InvalidArgumentError where there is none."""
        size = len(self.items(flow))
        if most >= size and not self.grows:
            raise refuse(f"Max scatter index must be < array size ({most} vs. {size})")
        return flow if most < size else boxed([*self.items(flow), *[None] * (most + 1 - size)])

    def write(self, flow: Any, index: int, value: Array) -> Any:
        """Return the flow after a writing. InvalidArgumentError where the place or the shape does not fit."""
        size = len(self.items(flow))
        if index < 0 or (index >= size and not self.grows):
            words = f"Tried to write to index {index} but array is not resizeable and size is: {size}"
            raise refuse(f"TensorArray: {words}")
        words = f"TensorArray: Could not write to TensorArray index {index} because"
        if index in self._read:
            raise refuse(f"{words} it has already been read.")
        if not compatible(self.element_shape, value.shape):
            raise refuse(f"{words} the value shape is {brackets(value.shape)} which is incompatible with the "
                         f"TensorArray's inferred element shape: {brackets(self.element_shape)} (consider setting "
                         "infer_shape=False).")  # fmt: skip
        self.shapes[index] = value.shape
        if self._alike:
            self.element_shape = value.shape
        return lists.with_item(flow, index, value, self.grows, once=True)


class HeldGradient(Held):
    """The gradients of an array of a run: what is written to one place is added up, and may be read again."""

    def __init__(self, of: Held) -> None:
        self.dtype, self.shapes, self.gradients = of.dtype, of.shapes, {}
        self.element_shape = of.element_shape
        self._sums: dict[int, Array] = {}

    def items(self, flow: Any) -> list[Any]:
        return [self.read(flow, index) for index in range(max((*self.shapes, *self._sums), default=-1) + 1)]

    def read(self, flow: Any, index: int) -> Any:
        zeros = np.zeros(self.shapes.get(index, ()), self.dtype.as_numpy_dtype)
        return self._sums.get(index, zeros)

    def with_room(self, flow: Any, most: int) -> Any:
        return flow

    def write(self, flow: Any, index: int, value: Array) -> Any:
        self._sums[index] = self._sums[index] + value if index in self._sums else value
        return np.zeros((), np.float32)


# --- the nodes -------------------------------------------------------------------------------------------


def _array(run: Any, node: Any, size: Array) -> tuple[Any, Any]:
    options = {key: value for key, value in node.attrs.items() if key[0] != "_"}
    return boxed(Held(**options)), boxed([None] * int(size))


def _gradient(run: Any, node: Any, handle: Any, flow: Any) -> tuple[Any, Any]:
    """Return the array of gradients that one call of `gradients` has for an array."""
    held = handle[()]
    return held.gradients.setdefault(node.attrs["source"], boxed(HeldGradient(held))), flow


def _write(run: Any, node: Any, handle: Any, index: Array, value: Array, flow: Array) -> Any:
    wanted, given = handle[()].dtype.cpp_name, dtypes.of(value).cpp_name
    if wanted != given:
        raise refuse(f"TensorArray dtype is {wanted} but Op is trying to write dtype {given}.")
    return handle[()].write(flow, int(index), np.asarray(value))


def _gather(run: Any, node: Any, handle: Any, indices: Array, flow: Array) -> Any:
    held = handle[()]
    rows = [held.read(flow, int(index)) for index in indices]
    return lists.stacked(boxed(rows), held.dtype, node.attrs["element_shape"])


def _scatter(run: Any, node: Any, handle: Any, indices: Array, value: Array, flow: Array) -> Any:
    if len(indices) != len(value):
        raise refuse(f"Expected len(indices) == values.shape[0], but saw: {len(indices)} vs. {len(value)}")
    return _put(handle[()], flow, indices.tolist(), value)


def _put(held: Held, flow: Any, places: Sequence[int], items: Iterable[Array]) -> Any:
    flow = held.with_room(flow, max(places, default=-1))
    for index, item in zip(places, items, strict=True):
        flow = held.write(flow, index, item)
    return flow


def _concat(run: Any, node: Any, handle: Any, flow: Any) -> tuple[Array, Array]:
    held = handle[()]
    parts = [held.read(flow, index) for index in range(len(held.items(flow)))]
    return lists.concatenated(boxed(parts), held.dtype, held.element_shape)


def _split(run: Any, node: Any, handle: Any, value: Array, lengths: Array, flow: Array) -> Any:
    return _put(handle[()], flow, range(len(lengths)), lists.items_of(lists.split_apart(value, lengths)))


def _rows(inputs: Any, attrs: dict[str, Any]) -> Out:
    shape = attrs["element_shape"]
    return attrs["dtype"], None if shape is None else (attrs.get("_count"), *shape)


def _joined(inputs: Any, attrs: dict[str, Any]) -> list[Out]:
    return [(attrs["dtype"], None), (dtypes.int64, (None,))]


def _whose(world: World, node: Any) -> str:
    """Return the scope of `gradients` that is around that of a node's gradient."""
    scope, own = world.current_graph().names.scope, f"/{node.name}_grad"
    if scope.endswith(own):
        return str(scope.removesuffix(own))
    scopes = scope.split("/")  # in a loop that is a graph of its own
    return "/".join(scopes[: 1 + max(i for i, name in enumerate(scopes) if name.startswith("gradients"))])


def _backwards(rule: Any, value: int | None, world: World, node: Any, dy: Any, *more: Any) -> Any:
    """Apply a gradient rule to the array of gradients, which is refused outside of `gradients`.

    Whose gradients these are is known by the scope of `gradients`: what two calls give is not to be added up.
    """
    if not any(scope.startswith("gradients") for scope in dy.name.split("/")):
        raise ValueError(f"Expected op/tensor name to start with gradients (excluding scope), got: {dy.name}. This "
                         "means that a tf.gradients op with this op in its dependency path has a custom name that "
                         "does not start with 'gradients'. Please make sure all calls to tf.gradients that have "
                         "non-empty `name` arguments use names that start with 'gradients'.")  # fmt: skip
    graph, flow, whose = world.current_graph(), node.inputs[-1], _whose(world, node)
    if dy.dtype == FLOW:  # all has to be written before gradients of it are read
        written = world.apply("Identity", node.outputs[0], name="flow_out")
        with graph.control_dependencies([written.op]):
            flow = dy = world.apply("Identity", dy, name="write_barrier")
    with world.name_scope(None, "TensorArrayGrad"):
        handle, _ = world.apply("TensorArrayGradV3", node.inputs[0], flow, source=whose)
        with graph.control_dependencies([handle.op]):
            flow = world.apply("Identity", flow, name="gradient_flow")
    array = ResourceArray(world, node.attrs["dtype"] if value is None else node.inputs[value].dtype, flow=flow)
    array._handle = handle
    found = rule(array, node, dy)
    check_shapes(node, found)  # in a loop that is a graph of its own too, whose sums are of these shapes
    return found


for _name, _inputs, _value, _kernel, _shape, _rule in (
    ("Write", "index:int32 value", 2, _write, always(FLOW),
     lambda array, node, dy: (None, None, array.read(node.inputs[1]), dy)),
    ("Read", "index:int32", None, lambda run, node, handle, index, flow: handle[()].read(flow, int(index)),
     lambda inputs, attrs: (attrs["dtype"], attrs.get("_shape")),
     lambda array, node, dy: (None, None, array.write(node.inputs[1], dy).flow)),
    ("Gather", "indices:int32", None, _gather, _rows,
     lambda array, node, dy: (None, None, array.scatter(node.inputs[1], dy).flow)),
    ("Scatter", "indices:int32 value", 2, _scatter, always(FLOW),
     lambda array, node, dy: (None, None, array.gather(node.inputs[1]), dy)),
    ("Concat", "", None, _concat, _joined,
     lambda array, node, dy: (None, array.split(dy, node.outputs[1]).flow)),
    ("Split", "value lengths:int64", 1, _split, always(FLOW),
     lambda array, node, dy: (None, array.concat(), None, dy)),
):  # fmt: skip
    op(f"TensorArray{_name}V3", f"handle {_inputs} flow_in", _kernel, _shape, partial(_backwards, _rule, _value),
       outputs=1 + (_name == "Concat"), stateful=True)  # fmt: skip
op("TensorArrayV3", "size:int32", _array, lambda inputs, attrs: [
    (dtypes.resource, (2, *(of_rank(inputs[0].static_shape, 0) or ()))), (FLOW, ())],
   not_differentiable, outputs=2, label="TensorArray", stateful=True)  # fmt: skip
op("TensorArrayGradV3", "handle flow_in", _gradient, lambda inputs, attrs: [(dtypes.resource, (2,)), (FLOW, ())],
   not_differentiable, outputs=2, stateful=True)  # fmt: skip
op("TensorArrayCloseV3", "handle", lambda run, node, handle: (), nothing, stateful=True)
op("TensorArraySizeV3", "handle flow_in", lambda run, node, handle, flow: np.array(
    len(handle[()].items(flow)), np.int32), always(dtypes.int32), not_differentiable, stateful=True)  # fmt: skip


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
    _size: Any = None

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
            lengths = world.convert(lengths, name="Cast/x")
            lengths = lengths if lengths.dtype == dtypes.int64 else world.apply("Cast", lengths, to=dtypes.int64)
            self._learn_pieces(value, lengths)
            return self._next(self._apply("TensorArraySplitV3", value, lengths, name=name))


ResourceArray.__name__ = "TensorArray"
