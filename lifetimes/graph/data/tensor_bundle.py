"""A tensor bundle: the checkpoint as TensorFlow writes it, values by key.

    PREFIX.index                  a sorted table (`sorted_table.py`): under "" a BundleHeaderProto, under each key a
                                  BundleEntryProto with dtype, shape, shard, offset, size and checksum of the value
    PREFIX.data-00000-of-00001    the values, little-endian, one after the other; one file for each shard

Text is its lengths (varints), a checksum of these, then the bytes. A tensor that was saved in parts has its slices in
its entry, and an entry for each slice. The index is renamed into place last, and over an older checkpoint of the same
prefix the values go to a file of another number first, so a crash at any moment leaves the old one whole or the new.
Source: `tensorflow/core/util/tensor_bundle/tensor_bundle.cc`, `saved_tensor_slice_util.cc`.
"""

import difflib
import glob
import os
import struct
from collections.abc import Iterable, Mapping
from contextlib import suppress
from copy import copy
from itertools import accumulate, pairwise
from math import prod
from pathlib import Path
from typing import Any, BinaryIO, Final
from weakref import finalize

import numpy as np

from lifetimes.errors import DataLossError, NotFoundError, UnimplementedError, advise
from lifetimes.graph.data.attributes import shape_proto
from lifetimes.graph.data.crc32c import crc32c, mask, masked_crc32c
from lifetimes.graph.data.field import Truncated, read_varint, varint
from lifetimes.graph.data.large_values import WrittenBehind, checksum_at, read_into
from lifetimes.graph.data.protos import BundleEntryProto, BundleHeaderProto, DataType
from lifetimes.graph.data.sorted_table import Damaged, items_of, table_of
from lifetimes.graph.data.whole_files import EARLIER, damaged, decoding, remove_file, replacing, write_file
from lifetimes.library import load
from lifetimes.ops import Array, dtypes

_SMALL: Final = 4096  # bytes; what is not larger is read at once


def index_path(prefix: str | os.PathLike[str]) -> Path:
    return Path(f"{os.fspath(prefix)}.index")


def _data_path(prefix: str | os.PathLike[str], shard: int, shards: int) -> Path:
    return Path(f"{os.fspath(prefix)}.data-{shard:05d}-of-{shards:05d}")


# --- writing ---------------------------------------------------------------------------------------------


def write_bundle(prefix: str | os.PathLike[str], arrays: Mapping[str, Array]) -> None:
    """Write a checkpoint of these values."""
    shard, shards = _free_place(prefix)
    header = BundleHeaderProto(num_shards=shards, version={"producer": 1})
    entries: dict[bytes, bytes] = {b"": header.SerializeToString()}
    with replacing(_data_path(prefix, shard, shards)) as file, WrittenBehind(file) as data:
        for key, value in arrays.items():
            array = np.asarray(value)
            offset = data.size
            checksum = (_write_text if array.dtype == np.object_ else _write_numbers)(data, array)
            entries[key.encode()] = BundleEntryProto(
                dtype=dtypes.of(array), shape=shape_proto(array.shape), shard_id=shard, offset=offset,
                size=data.size - offset, crc32c=checksum,
            ).SerializeToString()  # fmt: skip
    write_file(index_path(prefix), table_of(sorted(entries.items())))
    for left_over in _data_files(prefix):
        if left_over != _data_path(prefix, shard, shards):
            remove_file(left_over)


def _free_place(prefix: str | os.PathLike[str]) -> tuple[int, int]:
    """Return number and count of shards for new values, so that a checkpoint of now keeps its own."""
    with suppress(FileNotFoundError, Damaged):
        _, header = next(items_of(index_path(prefix).read_bytes()))
        return (1, 2) if BundleHeaderProto.FromString(header).num_shards == 1 else (0, 1)
    return (1, 2) if bundle_exists(prefix) else (0, 1)


def _write_numbers(data: WrittenBehind, array: Array) -> int:
    """Write the bytes of an array, and return their checksum."""
    little = np.ascontiguousarray(array, array.dtype.newbyteorder("<")).reshape(-1).view(np.uint8)
    data.write(little.data)
    return masked_crc32c(little.data)


def _write_text(data: WrittenBehind, array: Array) -> int:
    texts = [bytes(text) for text in array.flat]
    lengths = crc32c(b"".join(_length(len(text)) for text in texts))
    checked = struct.pack("<I", mask(lengths))
    content = b"".join(texts)
    data.write(b"".join(varint(len(text)) for text in texts) + checked + content)
    return mask(crc32c(content, crc32c(checked, lengths)))


def _length(size: int) -> bytes:
    """Return the length of a text as it goes into the checksum."""
    return struct.pack("<I" if size < 1 << 32 else "<Q", size)


# --- files -----------------------------------------------------------------------------------------------


def bundle_exists(prefix: str | os.PathLike[str]) -> bool:
    """Return whether a checkpoint with this prefix was written."""
    return index_path(prefix).is_file()


def _data_files(prefix: str | os.PathLike[str]) -> list[Path]:
    base = Path(prefix)
    return list(base.parent.glob(f"{glob.escape(base.name)}.data-?????-of-?????*"))


def remove_bundle(prefix: str | os.PathLike[str]) -> None:
    """Delete a checkpoint's files; the index first, so that no half of it is left to be read."""
    for path in [index_path(prefix), *_data_files(prefix)]:
        remove_file(path)


# --- reading ---------------------------------------------------------------------------------------------


def missing_key(key: str, known: Iterable[str]) -> str:
    """Return TensorFlow's words for a key that a checkpoint does not have, and the keys that come close."""
    first = f"Key {key} not found in checkpoint"
    known = list(known)
    near = difflib.get_close_matches(key, known, n=3, cutoff=0.5) or sorted(known)[:5]
    return advise(first, f"The checkpoint has {', '.join(map(repr, near))}{' and others' * (len(near) < len(known))}.")


def dtype_name(number: int) -> str:
    """Return the name of a dtype of TensorFlow's, one that is not here as its enumeration has it."""
    try:
        return dtypes.as_dtype(number).name
    except TypeError:
        return str(DataType.Name(number))


class Bundle:
    """A checkpoint opened for reading: its index is read, values are when they are asked for."""

    _files: dict[Path, BinaryIO]
    _is_held = False
    _latest: tuple[str | None, Any] = (None, None)  # the entry that was asked for last: one value is asked much

    def __init__(self, prefix: str | os.PathLike[str], index: bytes) -> None:
        self.prefix = os.fspath(prefix)
        self._entries = self._entries_of(index)
        self._keys = sorted(key.decode("utf-8", "surrogateescape") for key in self._entries if key[:1] != b"\0")

    def _entries_of(self, index: bytes) -> dict[bytes, bytes]:
        try:
            entries = dict(items_of(index))
        except Damaged as error:
            raise self._damaged_index(str(error)) from None
        if b"" not in entries:
            raise self._damaged_index("it has no header")
        header = BundleHeaderProto.FromString(entries.pop(b""))
        self._shards, self._order = header.num_shards, "<>"[header.endianness]
        return entries

    def _damaged_index(self, what: str) -> DataLossError:
        return damaged(index_path(self.prefix), what)

    def reopened(self) -> "Bundle":
        """Return the same checkpoint as it is now. NotFoundError where it has gone."""
        return open_bundle(self.prefix)

    def keys(self) -> list[str]:
        return list(self._keys)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and _as_bytes(key) in self._entries

    def shape(self, key: str) -> list[int]:
        return [dim.size for dim in self._entry(key).shape.dim]

    def dtype(self, key: str) -> dtypes.DType:
        """Return the dtype of a value. UnimplementedError for one of TensorFlow's that is not here."""
        return self._dtype(key, self._entry(key))

    def _dtype(self, key: str, entry: Any) -> dtypes.DType:
        try:
            return dtypes.as_dtype(entry.dtype)
        except TypeError:
            words = f"The value of {key!r} in {self.prefix} is {DataType.Name(entry.dtype)}, a dtype that is not here"
            raise UnimplementedError(None, None, words) from None

    def dtype_name(self, key: str) -> str:
        return dtype_name(self._entry(key).dtype)

    def pieces(self, key: str) -> list[tuple[int, int]]:
        """Return size and checksum of each part of a value: what tells values apart that are not read."""
        return [(one.size, one.crc32c) for one in self._parts(key, self._entry(key))]

    def _entry(self, key: str) -> Any:
        known, entry = self._latest
        if known == key:
            return entry
        data = self._entries.get(_as_bytes(key))
        if data is None:
            raise NotFoundError(None, None, missing_key(key, self._keys))
        try:
            entry = BundleEntryProto.FromString(data)
        except DataLossError:
            raise self._damaged_index(f"entry {key!r} is no entry") from None
        self._latest = key, entry
        return entry

    def _parts(self, key: str, entry: Any) -> list[Any]:
        """Return the entry of a value, or those of the slices that are there where it was saved in parts."""
        if not entry.slices:
            return [entry]
        found = [self._entries.get(_slice_key(key, part)) for part in entry.slices]
        return [BundleEntryProto.FromString(data) for data in found if data is not None]

    def read(self, key: str, check: bool = True) -> Array:
        """Return one value. NotFoundError names an absent key, DataLossError the file and a damaged one.

        Without `check` its checksum is not looked at once more: that was done when it was put off.
        """
        entry = self._entry(key)
        return (self if self._is_held else self.held())._value(key, entry, self._dtype(key, entry), check)

    def later(self, key: str) -> Any:
        """Return one value of a held checkpoint, which is as it was written; a large one is read where it is put."""
        entry = self._entry(key)
        dtype = self._dtype(key, entry)
        parts = self._parts(key, entry)
        if dtype == dtypes.string or sum(part.size for part in parts) <= _SMALL:
            return self._value(key, entry, dtype)
        for part in parts:
            self._verify(key, part, dtype)
        return Later(self, key)

    def _value(self, key: str, entry: Any, dtype: dtypes.DType, check: bool = True) -> Array:
        if not entry.slices:
            return self._read(key, entry, dtype, check)
        parts = self._parts(key, entry)
        sizes = [prod(dim.size for dim in one.shape.dim) for one in (entry, *parts)]
        if len(parts) < len(entry.slices) or sizes[0] != sum(sizes[1:]):
            raise self._damaged_index(f"a slice of entry {key!r} is missing")
        whole = np.empty(self.shape(key), dtype.as_numpy_dtype)
        for place, part in zip(map(_place_of, entry.slices), parts, strict=True):
            whole[place] = self._read(key, part, dtype, check)
        return whole

    def held(self) -> "Bundle":
        """Return the same checkpoint with its files open as long as it is there: another one may take their place."""
        made = copy(self)
        made._files, made._is_held = {}, True
        return made

    def _at(self, key: str, entry: Any, dtype: dtypes.DType) -> tuple[Path, BinaryIO]:
        """Return the file of an entry. DataLossError where it cannot be there."""
        path = _data_path(self.prefix, entry.shard_id, self._shards)
        shape, size = [dim.size for dim in entry.shape.dim], entry.size
        file = self._files.get(path)
        if file is None:
            try:
                file = self._files[path] = open(path, "rb", buffering=0)  # noqa: SIM115
            except FileNotFoundError:
                raise damaged(path, f"the file is gone, and entry {key!r} with it") from None
            finalize(self, file.close)
        left = os.fstat(file.fileno()).st_size - entry.offset
        wanted = size if dtype == dtypes.string else prod(shape) * dtype.size
        if min(size, entry.offset, *shape, 0) < 0 or size > left or size != wanted:
            raise damaged(path, f"entry {key!r} of shape {shape} has {size} bytes, of {left} that are left")
        return path, file

    def _verify(self, key: str, entry: Any, dtype: dtypes.DType) -> None:
        """Pass over an entry, and keep nothing. DataLossError where it does not have its checksum."""
        path, file = self._at(key, entry, dtype)
        if mask(checksum_at(file, entry.offset, entry.size)) != entry.crc32c:
            raise self._damaged_entry(path, key)

    def _read(self, key: str, entry: Any, dtype: dtypes.DType, check: bool) -> Array:
        path, file = self._at(key, entry, dtype)
        found = np.empty(entry.size, np.uint8)
        read_into(file, entry.offset, found)
        shape = [dim.size for dim in entry.shape.dim]
        if dtype == dtypes.string:
            return self._texts(found.tobytes(), entry, path, key).reshape(shape)
        if check and masked_crc32c(found.data) != entry.crc32c:
            raise self._damaged_entry(path, key)
        values = found.view(np.dtype(dtype.as_numpy_dtype).newbyteorder(self._order)).reshape(shape)
        return np.asarray(values, dtype.as_numpy_dtype)

    def _texts(self, data: bytes, entry: Any, path: Path, key: str) -> Array:
        count, at = prod(dim.size for dim in entry.shape.dim), 0
        lengths = []
        try:
            for _ in range(count):
                length, at = read_varint(data, at, len(data))
                lengths.append(length)
        except Truncated:
            raise self._damaged_entry(path, key) from None
        so_far = crc32c(b"".join(map(_length, lengths)))
        checked = data[at : at + 4]
        content = memoryview(data)[at + 4 :]
        fits = checked == struct.pack("<I", mask(so_far)) and sum(lengths) == len(content)
        if not fits or mask(crc32c(content, crc32c(checked, so_far))) != entry.crc32c:
            raise self._damaged_entry(path, key)
        return texts_of(content, lengths)

    def _damaged_entry(self, path: Path, key: str) -> DataLossError:
        return damaged(path, f"entry {key!r} does not have the checksum that the index has for it")


def texts_of(content: bytes | memoryview, lengths: Iterable[int]) -> Array:
    """Return texts that lie one after the other."""
    ends = list(accumulate(lengths, initial=0))
    found = np.empty(len(ends) - 1, np.object_)
    found[:] = [bytes(content[start:end]) for start, end in pairwise(ends)]
    return found


class Later:
    """A value that lies in a checkpoint and is as it was written: for NumPy an array, which is read when it is needed.

    So what is restored goes to its place one after the other, and nothing is changed where one of them is damaged.
    """

    def __init__(self, bundle: Bundle, key: str) -> None:
        self._bundle, self._key = bundle, key
        self.shape, self.dtype = tuple(bundle.shape(key)), np.dtype(bundle.dtype(key).as_numpy_dtype)
        self.ndim, self.size = len(self.shape), prod(self.shape)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        """Return the value, a new array at each call."""
        return np.asarray(self._bundle.read(self._key, check=False), dtype)

    def __getitem__(self, place: Any) -> Array:
        found: Array = self.__array__()[place]
        return found


def open_bundle(prefix: str | os.PathLike[str]) -> Bundle:
    """Return a checkpoint to be read. NotFoundError where there is none, DataLossError for a damaged index."""
    try:
        index = index_path(prefix).read_bytes()
    except FileNotFoundError:
        words = f"Unsuccessful TensorSliceReader constructor: Failed to find any matching files for {prefix}"
        raise NotFoundError(None, None, words) from None
    with decoding(index_path(prefix), "its header cannot be read"):
        return (load("graph.data.earlier").EarlierBundle if index.startswith(EARLIER) else Bundle)(prefix, index)


# --- slices ----------------------------------------------------------------------------------------------


def _place_of(part: Any) -> tuple[slice, ...]:
    """Return where in the whole a part goes; an extent without a length is all of an axis."""
    ends = ((one.start, one.length) if one.HasField("length") else None for one in part.extent)
    return tuple(slice(None) if one is None else slice(one[0], sum(one)) for one in ends)


def _as_bytes(key: str) -> bytes:
    return key.encode("utf-8", "surrogateescape")


def _slice_key(key: str, part: Any) -> bytes:
    """Return the key of one part of a tensor, in which numbers and text sort as their bytes do."""
    escaped = {0: b"\0\xff", 255: b"\xff\0"}
    text = b"".join(escaped.get(byte, bytes([byte])) for byte in _as_bytes(key))
    ends = ((one.start, one.length) if one.HasField("length") else (0, -1) for one in part.extent)
    numbers = b"".join(_ordered(number) for pair in ends for number in pair)
    rank = b"\x01%c" % len(part.extent) if part.extent else b"\0"
    return b"\0%b\0\x01%b%b" % (text, rank, numbers)


def _ordered(value: int) -> bytes:
    """Return a whole number in few bytes; how many they are stands in the first bits, turned round for negatives."""
    size = next(size for size in range(1, 11) if (~value if value < 0 else value) < 1 << 7 * size - 1)
    header = ((1 << size) - 1 << 16 - size) & 0xFFFF
    data = bytearray((value & (1 << 8 * size) - 1).to_bytes(size, "big"))
    data[0] ^= header >> 8
    if size > 1:
        data[1] ^= header & 255
    return bytes(data)
