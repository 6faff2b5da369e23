"""TensorArray: a list of tensors that a loop writes and reads one at a time.

In a graph the list is itself a value, the *flow*: writing gives a new flow and leaves the old one as it was, so
gradients can walk back through the writes.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from lifetimes.errors import ShapeError, refuse
from lifetimes.graph.control.branches_and_loops import boxed, while_loop
from lifetimes.library import load
from lifetimes.locks import lock
from lifetimes.ops import Array, World, dtypes
from lifetimes.ops.layout.shape_rules import always
from lifetimes.ops.registry import Out, ShapeRule, not_differentiable, op, public
from lifetimes.ops.shapes import Shape, as_shape, brackets, is_full, merge, misfit
from lifetimes.ops.state import declared

# --- the list as a value, and its versions ---------------------------------------------------------------

_LOCK: Final = lock()


class Version:
    """One state of a list of which each write makes a new one, without copying it.

    The newest version has the list. An older one has what was written over, and which version came next: it keeps that
    alive, but no older ones. It gets a list of its own only when somebody asks for it again.
    """

    __slots__ = ("_index", "_items", "_newer", "_was")

    def __init__(self, items: list[Any]) -> None:
        self._items: list[Any] | None = items
        self._newer: Version | None = None
        self._index, self._was = 0, None

    def items(self) -> list[Any]:
        """Return the list, which nobody may change."""
        with _LOCK:
            return self._own()

    def _own(self) -> list[Any]:
        if self._items is None:
            older, version = [], self
            while version._items is None:
                assert version._newer is not None
                older.append(version)
                version = version._newer
            items = version._items.copy()
            for version in reversed(older):
                items[version._index] = version._was
            self._items, self._newer, self._was = items, None, None
        return self._items

    def written(self, index: int, item: Any) -> "Version":
        """Return the version in which one place holds something else."""
        with _LOCK:
            items = self._own()
            made = Version(items)
            self._index, self._was, self._newer, self._items = index, items[index], made, None
            items[index] = item
            return made


def list_like(inputs: Any, attrs: dict[str, Any]) -> Out:
    """Return the dtype of the first list that is read, for a list."""
    return next((one.dtype for one in inputs if one.dtype.kind == "v"), dtypes.variant), ()


def stacked_shape(inputs: Any, attrs: dict[str, Any]) -> Out:
    shape = attrs["shape"]
    return attrs["dtype"], None if shape is None else (attrs.get("count"), *shape)


def _joined(inputs: Any, attrs: dict[str, Any]) -> list[Out]:
    shape = attrs["shape"]
    if shape == ():
        raise ShapeError(misfit((None,), shape))
    return [(attrs["dtype"], None if shape is None else (None, *shape[1:])), (dtypes.int64, (None,))]


def items_of(box: Any, count: int = 0) -> list[Any]:
    """Return the list in a variant, not to be changed; a zero gradient of a list counts as `count` empty places."""
    held = box[()]
    if isinstance(held, Version):
        return held.items()
    if isinstance(held, Few):
        return [held.items.get(place) for place in range(held.size)]
    return held if isinstance(held, list) else [None] * count


def _written(box: Array, items: list[Any], index: int, item: Any) -> Any:
    """Return a variant of the list with something else at one place."""
    held = box[()]
    version = held if isinstance(held, Version) and len(items) == len(held.items()) else Version(items.copy())
    return boxed(version.written(index, item))


def _place(items: list[Any], index: Any, verb: str) -> int:
    """Return an index as a number. InvalidArgumentError where nothing is there."""
    if not 0 <= int(index) < len(items):
        raise refuse(f"Trying to {verb} element {int(index)} in a list with {len(items)} elements.")
    return int(index)


def with_item(box: Array, index: Any, item: Array, grows: Any, dtype: Any = None, once: bool = False) -> Any:
    items = items_of(box)
    if dtype is not None and (given := dtypes.of(item)) != dtype:
        raise refuse(f"Invalid data types; op elements {given.cpp_name} but list elements {dtype.cpp_name}")
    if grows and int(index) >= len(items):
        items = items + [None] * (int(index) + 1 - len(items))
    place = _place(items, index, "modify")
    if once and items[place] is not None:
        words = "because it has already been written to."
        raise refuse(f"TensorArray: Could not write to TensorArray index {place} {words}")
    return _written(box, items, place, np.asarray(item))


def item_at(box: Array, index: Array, dtype: Any, shape: Any) -> Any:
    items = items_of(box)
    return item_or_zeros(items, _place(items, index, "access"), dtype, shape)


def item_or_zeros(items: list[Any], index: int, dtype: Any, shape: Any) -> Any:
    """Return an item of a list, zeros where nobody wrote it."""
    return _zeros(items, dtype, shape) if items[index] is None else items[index]


def _popped(box: Array, dtype: Any, shape: Shape) -> tuple[Any, Any]:
    items = items_of(box)
    if not items:
        raise refuse("Trying to pop from an empty list.")
    return boxed(items[:-1]), _zeros(items, dtype, shape) if items[-1] is None else items[-1]


def _pushed_again(world: World, node: Any, d_list: Any, d_item: Any) -> Any:
    """Return the gradient of a list from that of one without its last item, and that of the item."""
    length = world.apply("TensorListLength", node.inputs[0])
    if d_item is None:
        return d_list
    if d_list is None:
        return world.apply("TensorListOnly", node.inputs[0], length - 1, d_item)
    return world.apply("TensorListSetItem", d_list, length - 1, d_item, grows=True)


def _zeros(items: list[Any], dtype: Any, shape: Shape) -> Any:
    known = next((item.shape for item in items if item is not None), shape if is_full(shape) else None)
    if known is None:
        words = f"element_shape is not fully defined: {_shown(shape)} and no list element is set."
        raise refuse(f"Trying to read an uninitialized tensor but {words}")
    return _blank(known, dtype)


def _blank(shape: Sequence[int | None], dtype: Any) -> Array:
    return np.full([size or 0 for size in shape], b"" if dtype == dtypes.string else 0, dtype.as_numpy_dtype)


def _shown(shape: Shape) -> str:
    return "<unknown>" if shape is None else brackets(shape)


def stacked(box: Array, dtype: Any, shape: Shape, count: int | None = None) -> Any:
    items = items_of(box)
    if count is not None and len(items) != count:
        raise refuse(f"Operation expected a list with {count} elements but got a list with {len(items)} elements.")
    if not items:
        return _blank((0, *(shape or ())), dtype)
    _one_shape([item.shape for item in items if item is not None], shape)
    return np.stack([_zeros(items, dtype, shape) if item is None else item for item in items])


def _one_shape(shapes: Sequence[Any], otherwise: Shape) -> Shape:
    """Return the shape that all of these are. InvalidArgumentError where they differ."""
    for other in shapes:
        if len(other) != len(shapes[0]):
            raise refuse(f"PartialTensorShape: Incompatible ranks during merge: {len(shapes[0])} vs. {len(other)}")
        if other != shapes[0]:
            words = f"{brackets(shapes[0])} vs. {brackets(other)}"
            raise refuse(f"PartialTensorShape: Incompatible shapes during merge: {words}")
    return shapes[0] if shapes else otherwise


def concatenated(box: Array, dtype: Any, shape: Shape) -> tuple[Array, Array]:
    """Return all elements joined, and their lengths. One that nobody wrote is zeros, where it is known how many."""
    items = items_of(box)
    written = [item for item in items if item is not None]
    for place, item in enumerate(items):
        if item is not None and not item.ndim:
            raise refuse(f"Concat saw a scalar shape at index {place} but requires at least vectors.")
    rest = _one_shape([item.shape[1:] for item in written], shape and shape[1:])
    if not is_full(rest):
        words = "Trying to concat list with only uninitialized tensors but element_shape_except_first_dim is not fully"
        if not items:
            words = "All except the first dimension must be fully defined when concating an empty tensor list."
        raise refuse(f"{words} {'defined' if items else 'element_shape'}: {_shown(rest)}")
    sizes = {shape[0]} if shape and shape[0] is not None else set(map(len, written))
    if len(written) < len(items) and len(sizes) != 1:
        place = next(place for place, item in enumerate(items) if item is None)
        raise refuse(f"List contains uninitialized tensor at index {place} but leading_dims has only 0 elements.")
    zeros = _blank((max(sizes, default=0), *(rest or ())), dtype)
    parts = [zeros if item is None else item for item in items]
    return np.concatenate(parts or [zeros[:0]]), np.array([*map(len, parts)], np.int64)


def split_apart(value: Array, lengths: Array) -> Any:
    if (used := sum(lengths)) != len(value):
        raise refuse(f"Unused values in tensor. Length of tensor: {len(value)} Values used: {used}")
    return boxed(np.split(value, np.cumsum(lengths))[:-1])


def _filled(box: Array, likes: Any) -> list[Array]:
    """Return the items of a gradient of a list, zeros where nobody gave any."""
    items = items_of(box, len(likes))
    return [np.zeros_like(like) if item is None else item for item, like in zip(items, likes, strict=True)]


def stack_like(box: Array, like: Array) -> Array:
    return np.stack(_filled(box, like)) if len(like) else like


def _concat_like(box: Array, value: Array, lengths: Array) -> Array:
    return np.concatenate(_filled(box, items_of(split_apart(value, lengths)))) if len(lengths) else value


class Few(NamedTuple):
    """A gradient of a list in which few places have a value and all others are zero."""

    size: int
    items: dict[int, Array]


def _only(box: Array, index: Array, item: Array) -> Any:
    return boxed(Few(len(items_of(box)), {int(index): item}))


def _without(box: Array, index: Array, like: Array) -> Any:
    items = items_of(box)
    return _written(box, items, int(index), None) if items else box


def _item_like(box: Any, index: Array, like: Array) -> Any:
    place, held = int(index), box[()]
    item = held.items.get(place) if isinstance(held, Few) else items_of(box, place + 1)[place]
    return np.zeros_like(like) if item is None else item


def _add(*boxes: Any) -> Any:
    """Return the sum of gradients of a list. Where few places have a value, the others are not touched."""
    few: list[Any] = [box[()] for box in boxes if isinstance(box[()], Few)]
    wholes = [box for box in boxes if not isinstance(box[()], Few)]
    if not wholes:
        return boxed(Few(few[0].size, _merged(few)))
    count = max(len(items_of(box)) for box in wholes) or (few[0].size if few else 0)
    columns = zip(*(items_of(box, count) for box in wholes), strict=True)
    single = len(wholes) == 1 and items_of(wholes[0])
    total = wholes[0] if single else boxed([_sum([item for item in one if item is not None]) for one in columns])
    for index, item in _merged(few).items():
        items = items_of(total)
        total = _written(total, items, index, item if items[index] is None else items[index] + item)
    return total


def _merged(few: list[Few]) -> dict[int, Array]:
    total: dict[int, Array] = {}
    for part in few:
        for place, item in part.items.items():
            total[place] = total[place] + item if place in total else item
    return total


def _sum(items: list[Any]) -> Any:
    return sum(items[1:], items[0]) if items else None


def _like(place: int) -> ShapeRule:
    return lambda inputs, attrs: (inputs[place].dtype, inputs[place].static_shape)


for _name, _inputs, _kernel, _shape, _gradient, _label in (
    ("Reserve", "size:int32", lambda size, dtype=None, shape=None: boxed([None] * int(size)), list_like,
     not_differentiable, "TensorArrayV2"),
    ("SetItem", "list index:int32 item", with_item, list_like,
     lambda w, n, dy: (w.apply("TensorListWithout", dy, *n.inputs[1:]), None,
                       w.apply("TensorListItemLike", dy, *n.inputs[1:])), ""),
    ("GetItem", "list index:int32", item_at, declared,
     lambda w, n, dy: (w.apply("TensorListOnly", *n.inputs, dy), None), ""),
    ("Stack", "list", stacked, stacked_shape, lambda w, n, dy: w.apply("TensorListFromTensor", dy), ""),
    ("FromTensor", "tensor", lambda tensor, shape=None: boxed(list(tensor)), list_like,
     lambda w, n, dy: w.apply("TensorListStackLike", dy, n.inputs[0]), ""),
    ("PushBack", "list item", lambda box, item: boxed([*items_of(box), np.asarray(item)]), list_like,
     lambda w, n, dy: (dy, w.apply("TensorListItemLike", dy, w.apply("TensorListLength", n.inputs[0]), n.inputs[1])),
     ""),
    ("Length", "list", lambda box: np.array(len(items_of(box)), np.int32), always(dtypes.int32), None, ""),
    ("Split", "value lengths", split_apart, list_like,
     lambda w, n, dy: (w.apply("TensorListConcatLike", dy, *n.inputs), None), ""),
    ("ConcatLike", "list value:T lengths", _concat_like, _like(1),
     lambda w, n, dy: (w.apply("TensorListSplit", dy, n.inputs[2]), None, None), ""),
    ("Only", "list index:int32 item", _only, list_like,
     lambda w, n, dy: (None, None, w.apply("TensorListItemLike", dy, *n.inputs[1:])), ""),
    ("Without", "list index:int32 like:T", _without, list_like,
     lambda w, n, dy: (w.apply("TensorListWithout", dy, *n.inputs[1:]), None, None), ""),
    ("ItemLike", "list index:int32 like:T", _item_like, _like(2),
     lambda w, n, dy: (w.apply("TensorListOnly", *n.inputs[:2], dy), None, None), ""),
    ("StackLike", "list like:T", stack_like, _like(1),
     lambda w, n, dy: (w.apply("TensorListFromTensor", dy), None), ""),
    ("Add", "lists:*", _add, list_like, lambda w, n, dy: [dy] * len(n.inputs), ""),
):  # fmt: skip
    op(f"TensorList{_name}", _inputs, _kernel, _shape, _gradient, label=_label)
op("TensorListConcat", "list", concatenated, _joined,
   lambda world, node, dy, _: world.apply("TensorListSplit", dy, node.outputs[1]), label="TensorListConcatV2",
   outputs=2)  # fmt: skip
op("TensorListPopBack", "list", _popped, lambda i, a: [list_like(i, a), declared(i, a)], _pushed_again, outputs=2)
op("TensorListElementShape", "list",
   lambda box: np.array(next((np.shape(item) for item in items_of(box) if item is not None), -1), np.int32),
   lambda i, a: (dtypes.int32, None), not_differentiable)  # fmt: skip
op("EmptyTensorList", "size:int32", lambda size, dtype=None, shape=None: boxed([]), list_like, not_differentiable)


# What TensorFlow's branches hand to a gradient is optional: a list of its parts, or an empty one.
op("OptionalNone", "", lambda: boxed([]), list_like, not_differentiable)
op("OptionalFromValue", "components:*", lambda *parts: boxed([*map(np.asarray, parts)]), list_like, lambda w, n, dy: [
    w.apply("TensorListItemLike", dy, place, part) for place, part in enumerate(n.inputs)])  # fmt: skip
op("OptionalGetValue", "optional", lambda box, output_types=None, output_shapes=None: tuple(items_of(box)),
   lambda i, attrs: [*zip(attrs["output_types"], attrs["output_shapes"], strict=True)],
   lambda w, n, *dys: w.apply("OptionalFromValue", *dys), outputs=-1)  # fmt: skip


# --- the object ------------------------------------------------------------------------------------------


@public("TensorArray")
class TensorArray:
    """A list of tensors of one dtype. `write` returns the array to go on with; the old one is spent.

    This class is that of traces. Others are eager arrays, which are written in place, and those of the old world.
    """

    _inconsistent = "Inconsistent shapes: saw {} but expected {} "

    @staticmethod
    def _make(world: World, *arguments: Any, **options: Any) -> "TensorArray":
        return tensor_array(world, *arguments, **options)

    def __init__(
        self, world: World, dtype: Any, size: Any = None, dynamic_size: bool | None = None,
        clear_after_read: bool | None = None, tensor_array_name: str | None = None, handle: Any = None,
        flow: Any = None, infer_shape: bool = True, element_shape: Any = None,
        colocate_with_first_write_call: bool = True, name: str | None = None,
    ) -> None:  # fmt: skip
        self._world, self._dtype = world, dtypes.as_dtype(dtype)
        self._dynamic_size, self._infer_shape = bool(dynamic_size), infer_shape
        self._clear = clear_after_read is not False
        self._shape: Shape = as_shape(element_shape)
        self._count: int | None = None
        self._size: Any = None  # as it was given, where it stays
        self._flow: Any = flow
        if flow is None:
            self._start(size, name)

    def _start(self, size: Any, name: str | None) -> None:
        if size is None:
            raise ValueError("Argument `size` must be provided if argument `flow` is not provided.")
        self._size = None if self._dynamic_size else size
        size = self._world.convert(size, name="size")
        known = size.static_value()
        self._count = None if known is None or self._dynamic_size else int(known)
        self._flow = self._world.apply("TensorListReserve", size, dtype=self._dtype, shape=self._shape, name=name)

    # --- as a loop variable ---

    def _tensors(self) -> list[Any]:
        return [self._flow]

    def _with_tensors(self, tensors: list[Any]) -> "TensorArray":
        return self._next(tensors[0])

    def _next(self, flow: Any) -> "TensorArray":
        kind = TensorArray if self._flow is None else type(self)  # an eager array goes on in the trace of a loop
        other = kind(self._world, self._dtype, 0, dynamic_size=self._dynamic_size, flow=flow,
                     infer_shape=self._infer_shape, element_shape=self._shape)  # fmt: skip
        other._count, other._size = self._count, self._size
        return other

    # --- what is known ---

    dtype = property(lambda self: self._dtype)
    flow = property(lambda self: self._flow)
    handle = property(lambda self: self._flow)
    dynamic_size = property(lambda self: self._dynamic_size)
    _type_spec = property(lambda self: load("graph.control.composite_specs").TensorArraySpec.from_value(self))
    element_shape = property(lambda self: self._world.shape_class(self._shape))

    def size(self, name: str | None = None) -> Any:
        """Return the number of places, as a scalar integer tensor."""
        if self._size is not None:
            return self._world.convert(self._size, dtypes.int32)
        return self._world.apply("TensorListLength", self._flow, name=name)

    def identity(self) -> "TensorArray":
        return self

    def close(self, name: str | None = None) -> None:
        """Give up what an eager array holds; the list of a trace is a value, which nothing has to be done for."""

    # --- one element ---

    def write(self, index: Any, value: Any, name: str | None = None) -> "TensorArray":
        """Put a tensor at a place and return the array to go on with. Raises where dtype, shape or place do not fit."""
        attrs = {"grows": self._dynamic_size, "dtype": self._dtype}
        with self._world.name_scope(name, "TensorArrayV2Write"):
            value = self._converted(value)
            self._learn(value.static_shape)
            return self._next(self._world.apply("TensorListSetItem", self._flow, index, value, name=name, **attrs))

    def _converted(self, value: Any) -> Any:
        return self._world.convert(value, hint=self._dtype, name="value")

    def _learn(self, shape: Shape) -> None:
        """Let elements have the shape of one that is to be written. ValueError where it does not fit."""
        try:
            merged = merge(self._shape, shape)
        except ValueError:
            raise ValueError(self._inconsistent.format(*map(self._world.shape_class, (shape, self._shape)))) from None
        if self._infer_shape:
            self._shape = merged

    def _in_rows(self, value: Any) -> Any:
        """Return what has an element in each row as a tensor. ValueError where its rows do not fit."""
        value = self._converted(value)
        self._learn(None if value.static_shape is None else value.static_shape[1:])
        return value

    def _learn_pieces(self, value: Any, lengths: Any) -> None:
        """Let elements have the shape of the pieces of a value, where these are known to be alike."""
        sizes = lengths.static_value()
        if value.static_shape is not None and sizes is not None and sizes.ndim == 1 and len({*sizes.tolist()}) == 1:
            self._learn((int(sizes[0]), *value.static_shape[1:]))

    def read(self, index: Any, name: str | None = None) -> Any:
        """Return the tensor at a place; eagerly, reading clears it unless `clear_after_read=False`."""
        attrs = {"dtype": self._dtype, "shape": self._shape}
        with self._world.name_scope(name, "TensorArrayV2Read"):
            return self._world.apply("TensorListGetItem", self._flow, index, name=name, **attrs)

    # --- all elements ---

    def stack(self, name: str | None = None) -> Any:
        """Return all elements as one tensor, stacked along a new first axis."""
        attrs: Any = {"dtype": self._dtype, "shape": self._shape, "count": self._count}
        with self._world.name_scope(name, "TensorArrayV2Stack"):
            return self._world.apply("TensorListStack", self._flow, **attrs)

    def unstack(self, value: Any, name: str | None = None) -> "TensorArray":
        """Return an array whose elements are the rows of `value`."""
        with self._world.name_scope(name, "TensorArrayUnstack"):
            return self._next(self._world.apply("TensorListFromTensor", self._in_rows(value)))

    def gather(self, indices: Any, name: str | None = None) -> Any:
        """Return the elements at some places, stacked."""
        return self._world.apply("GatherV2", self.stack(), indices, 0, name=name or "TensorListGather")

    def scatter(self, indices: Any, value: Any, name: str | None = None) -> "TensorArray":
        """Write the rows of `value` at some places."""
        with self._world.name_scope(name, "TensorArrayScatter"):
            value, indices = self._in_rows(value), self._world.convert(indices, dtypes.int32)
            count = self._world.apply("Shape", indices)[0]

            def turn(row: Any, array: TensorArray) -> Any:
                return row + 1, array.write(indices[row], value[row])

            return while_loop(self._world, lambda row, _: row < count, turn, (0, self))[1]  # type: ignore[no-any-return]

    def concat(self, name: str | None = None) -> Any:
        """Return all elements joined along their first axis."""
        return self._world.apply("TensorListConcat", self._flow, dtype=self._dtype, shape=self._shape, name=name)[0]

    def split(self, value: Any, lengths: Any, name: str | None = None) -> "TensorArray":
        """Return an array whose elements are consecutive pieces of `value`."""
        with self._world.name_scope(name, "TensorArraySplit"):
            value, lengths = self._converted(value), self._world.convert(lengths, name="lengths")
            self._learn_pieces(value, lengths)
            return self._next(self._world.apply("TensorListSplit", value, lengths))


def tensor_array(world: World, *arguments: Any, **options: Any) -> TensorArray:
    """Return a new array, of the kind that this world has."""
    kind: type[TensorArray] = TensorArray
    if world.parts_in_graph:
        kind = load("graph.control.resource_arrays").ResourceArray
    elif world.is_eager():
        kind = load("graph.control.eager_arrays").EagerArray
    return kind(world, *arguments, **options)
