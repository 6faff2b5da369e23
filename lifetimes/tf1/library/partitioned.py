"""Partitioned variables: `get_variable` under a partitioner makes several variables that stand for one.

    with tf.variable_scope("m", partitioner=tf.fixed_size_partitioner(2)):
        v = tf.get_variable("v", [5, 2])       # m/v/part_0 of [3, 2] and m/v/part_1 of [2, 2]; v as a tensor is [5, 2]

A checkpoint has the whole under its own name. Source: `tensorflow/python/ops/variable_scope.py`, `variables.py`,
`partitioned_variables.py`.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from inspect import signature
from typing import Any, Final, NamedTuple

from lifetimes.ops import as_shape, compatible, dtypes, is_full, plain
from lifetimes.ops.layout.joining import concat, split
from lifetimes.tf1.library.definitions import SaveSliceInfo
from lifetimes.tf1.variable_store import default_initializer

Partitioner = Callable[..., Sequence[int]]
_STORE: Final = ("__partitioned_variables",)


def _of_each_part(method: str) -> Callable[..., list[Any]]:
    """Return the method of a partitioned variable that calls one of each of its parts."""

    def write(
        self: Any, value: Any, use_locking: bool = False, name: str | None = None, read_value: bool = True
    ) -> list[Any]:
        """Return what writes each part."""
        if not isinstance(value, (list, PartitionedVariable)):
            sizes = [part.static_shape[self._axis] for part in self._parts]
            value = split(self._world, self._world.convert(value, self.dtype), sizes, self._axis)
        pairs = zip(self._parts, value, strict=True)
        return [getattr(part, method)(one, use_locking, name, read_value) for part, one in pairs]

    write.__name__ = method
    return write


class PartitionedVariable:
    """Several variables that are one when they are read. It can be looped over, and used as a tensor."""

    def __init__(
        self, world: Any, name: str, shape: Any, dtype: Any, variable_list: Sequence[Any], partitions: Sequence[int]
    ) -> None:
        self._world, self.name, self.dtype = world, name, dtype
        self._shape, self._parts, self._partitions = as_shape(shape), list(variable_list), list(partitions)

    shape = property(lambda self: self._world.shape_class(self._shape))
    static_shape = property(lambda self: self._shape)

    def get_shape(self) -> Any:
        return self.shape

    _axis = property(lambda self: _cut_axis(self._partitions))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    def _get_variable_list(self) -> list[Any]:
        return self._parts

    def _get_partitions(self) -> list[int]:
        return self._partitions

    def as_tensor(self) -> Any:
        """Return the parts joined."""
        world, graph = self._world, self._parts[0].graph
        with graph.as_default(), graph.control_dependencies(None):
            joined = self._parts[0]
            if len(self._parts) > 1:
                with world.name_scope(f"{self.name}/ConcatPartitions/"):
                    joined = concat(world, self._parts, self._axis)
            with graph.name_scope(None):
                return world.apply("Identity", joined, name=self.name)

    def _as_tensor(self, as_ref: bool = False) -> Any:
        if as_ref:
            raise NotImplementedError("PartitionedVariable doesn't support being used as a reference.")
        return self.as_tensor()

    assign, assign_add, assign_sub = map(_of_each_part, ("assign", "assign_add", "assign_sub"))


def partitioned(
    world: Any, make: Callable[..., Any], known: dict[str, Any], name: str, shape: Any, dtype: Any, initializer: Any,
    reuse: Any, partitioner: Partitioner | None, **options: Any,
) -> Any:  # fmt: skip
    """Return the partitioned variable of that name: the one that exists, or a new one of parts that `make` makes."""
    kept = world.current_graph().collections.setdefault(_STORE, [])
    if not kept:
        kept.append({})
    if partitioner is None and (reuse is not True or name not in kept[0]):
        raise ValueError("No partitioner was provided, but a partitioned version of the variable was found: "
                         f"{name}/part_0. Perhaps a variable of the same name was already created with "
                         "partitioning?")  # fmt: skip
    if partitioner is not None and not callable(partitioner):
        raise ValueError(f"Partitioner must be callable, but received: {partitioner}")
    if name in known:
        raise ValueError(f"A partitioner was provided, but an unpartitioned version of the variable was found: {name}. "
                         " Perhaps a variable of the same name was already created without partitioning?")  # fmt: skip
    whole = initializer.static_shape if shape is None and world.is_tensor(initializer) else as_shape(shape)
    dtype = dtypes.as_dtype(dtype)
    partitions = None if partitioner is None else _asked(world, partitioner, whole, dtype)
    if name in kept[0]:
        return _shared(world, kept[0][name], name, whole, dtype, partitions, reuse)
    if reuse is True:
        raise ValueError(f"PartitionedVariable {name} does not exist, or was not created with tf.get_variable(). Did "
                         "you mean to set reuse=False or reuse=tf.AUTO_REUSE in VarScope?")  # fmt: skip
    parts = []
    assert partitions is not None
    sizes_of_all = [size or 0 for size in whole or ()]
    for number, (offset, sizes) in enumerate(_slices(sizes_of_all, partitions)):
        size: list[int] | None = sizes
        if initializer is not None and not callable(initializer):
            start = world.apply("Slice", world.convert(initializer), offset, sizes)
            size = None
        else:
            start = default_initializer(world, name, dtype) if initializer is None else initializer
            start = _told(start() if isinstance(start, type) else start, PartitionInfo(sizes_of_all, offset))
        part = make(world, f"{name}/part_{number}", size, dtype, start, reuse=reuse, **options)
        part._set_save_slice_info(SaveSliceInfo(name, sizes_of_all, offset, sizes))
        parts.append(part)
    kept[0][name] = PartitionedVariable(world, name, whole, dtype, parts, partitions)
    return kept[0][name]


class PartitionInfo(NamedTuple):
    """Which part of a whole an initializer is asked for."""

    full_shape: list[int]
    var_offset: list[int]


def _told(initializer: Callable[..., Any], info: PartitionInfo) -> Callable[..., Any]:
    """Return an initializer that is told of its part, where it asks for that."""
    asks = "partition_info" in signature(initializer).parameters
    return partial(initializer, partition_info=info) if asks else initializer


def _asked(world: Any, partitioner: Partitioner, shape: Any, dtype: Any) -> list[int]:
    """Return into how many parts each axis is to be cut. ValueError where that cannot be."""
    shown = world.shape_class(shape)
    if not is_full(shape):
        raise ValueError(f"Shape of a new partitioned variable must be fully defined, but instead was {shown}.")
    if not shape:
        raise ValueError(f"A partitioned Variable must have rank at least 1, shape: {shown}")
    found = partitioner(shape=shown, dtype=dtype)
    if not isinstance(found, Sequence):
        raise ValueError(f"Partitioner must return a sequence, but saw: {found}")
    if len(found) != len(shape):
        words = "Partitioner returned a partition list that does not match the Variable's rank"
        raise ValueError(f"{words}: {found} vs. {shown}")
    if any(count < 1 for count in found):
        raise ValueError(f"Partitioner returned zero partitions for some axes: {found}")
    axis = _cut_axis(found)
    if found[axis] > shape[axis]:
        offset = [shape[axis] if i == axis else 0 for i in range(len(shape))]
        words = f"Expected 0 <= offset < shape but found offset={shape[axis]}, shape={shape[axis]} for"
        raise ValueError(f"{words} var_offset={offset}, full_shape={[*shape]}")
    if sum(count > 1 for count in found) > 1:
        raise ValueError(f"Can only slice a variable along one dimension: shape: {shown}, partitioning: {found}")
    return list(found)


def _shared(world: Any, found: Any, name: str, shape: Any, dtype: Any, partitions: Any, reuse: Any) -> Any:
    if reuse is False:
        hint = "Did you mean to set reuse=True or reuse=tf.AUTO_REUSE in VarScope?"
        raise ValueError(f"Partitioned variable with name {name} already exists. {hint}")
    start = f"Trying to reuse partitioned variable {name}, but specified"
    if not compatible(shape, found.static_shape):
        raise ValueError(f"{start} shape {world.shape_class(shape)} and found shape {found.shape}.")
    if not dtype.is_compatible_with(found.dtype):
        raise ValueError(f"{start} dtype {dtype.name} and found dtype {found.dtype.name}.")
    if partitions not in (None, found._get_partitions()):
        raise ValueError(f"{start} partitions {partitions} and found partitions {found._get_partitions()}.")
    return found


def _cut_axis(partitions: Sequence[int]) -> int:
    """Return along which axis a whole is cut; the first one where it is a single part."""
    return next((i for i, count in enumerate(partitions) if count > 1), 0)


def _slices(whole: list[int], partitions: Sequence[int]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield where each part begins and how large it is; the first parts have what does not divide evenly."""
    axis = _cut_axis(partitions)
    least, more = divmod(whole[axis], partitions[axis])
    offset = [0] * len(whole)
    for number in range(partitions[axis]):
        sizes = list(whole)
        sizes[axis] = least + (number < more)
        yield list(offset), sizes
        offset[axis] += sizes[axis]


# --- who says into how many parts ------------------------------------------------------------------------


def _along(axis: int, count: Callable[[list[int], Any], int]) -> Partitioner:
    """Return a partitioner that makes parts along an axis: as many as `count` says for the sizes and the dtype."""

    def partitioner(shape: Any, dtype: Any = None) -> list[int]:
        sizes = [size or 0 for size in as_shape(shape) or ()]
        if axis >= len(sizes):
            raise ValueError(f"Cannot partition variable along axis {axis} when shape is only {shape}")
        return [count(sizes, dtype) if i == axis else 1 for i in range(len(sizes))]

    return partitioner


@plain(v1=("fixed_size_partitioner",))
def fixed_size_partitioner(num_shards: int, axis: int = 0) -> Partitioner:
    """Return a partitioner that makes so many parts along an axis."""
    return _along(axis, lambda sizes, dtype: min(num_shards, sizes[axis]))


@plain(v1=("variable_axis_size_partitioner",))
def variable_axis_size_partitioner(
    max_shard_bytes: int, axis: int = 0, bytes_per_string_element: int = 16, max_shards: int | None = None
) -> Partitioner:
    """Return a partitioner that makes parts of at most so many bytes."""
    if max_shard_bytes < 1 or bytes_per_string_element < 1:
        raise ValueError("Both max_shard_bytes and bytes_per_string_element must be positive. Currently, "
                         f"max_shard_bytes is {max_shard_bytes} andbytes_per_string_element is "
                         f"{bytes_per_string_element}")  # fmt: skip
    if max_shards and max_shards < 1:
        raise ValueError("max_shards must be positive.")

    def count(sizes: list[int], dtype: Any) -> int:
        row = math.prod(sizes) / sizes[axis] * _size_of(dtype, bytes_per_string_element)
        wanted = math.ceil(sizes[axis] / max(1, math.floor(max_shard_bytes / row)))
        return min(max_shards or wanted, wanted)

    return _along(axis, count)


@plain(v1=("min_max_variable_partitioner",))
def min_max_variable_partitioner(
    max_partitions: int = 1, axis: int = 0, min_slice_size: int = 256 << 10, bytes_per_string_element: int = 16
) -> Partitioner:
    """Return a partitioner that makes parts of at least so many bytes, and at most so many of them."""

    def count(sizes: list[int], dtype: Any) -> int:
        total = math.prod(sizes) * _size_of(dtype, bytes_per_string_element)
        return max(1, min(sizes[axis], max_partitions, math.ceil(total / min_slice_size)))

    return _along(axis, count)


def _size_of(dtype: Any, text: int) -> int:
    dtype = dtypes.as_dtype(dtype).base_dtype
    return text if dtype == dtypes.string else int(dtype.size)
