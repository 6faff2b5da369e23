"""The files of earlier versions of this package: an index in JSON, arrays without pickles, a checksum of each.

A graph or a model was one piece of bytes, a checkpoint two files: `PREFIX.index` and the one that it names. All of them
are still read, with a warning, and no longer written.
Reading runs no code, whatever the file contains; damage is a DataLossError that names file and entry.
"""

from __future__ import annotations

import io
import json
import os
import warnings
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from lifetimes.graph.data.attributes import shape_proto
from lifetimes.graph.data.protos import BundleEntryProto
from lifetimes.graph.data.tensor_bundle import Bundle, index_path, texts_of
from lifetimes.graph.data.whole_files import EARLIER as MAGIC
from lifetimes.graph.data.whole_files import damaged
from lifetimes.ops import dtypes
from lifetimes.ops.dtypes import Array


def warn(file: Any, how: str) -> None:
    """Say that a file is of the earlier form, and how to convert it."""
    words = f"{os.fspath(file)} has the form of an earlier version of this package, which is still read. {how}"
    warnings.warn(words, UserWarning, stacklevel=2)


def _decode(blob: bytes, entry: Mapping[str, Any], file: str, key: str) -> Array:
    if len(blob) != entry["size"] or zlib.crc32(blob) != entry["crc32"]:
        raise damaged(file, f"entry {key!r} does not have the checksum that the index has for it")
    shape = tuple(entry["shape"])
    if "lengths" in entry:
        return texts_of(blob, entry["lengths"]).reshape(shape)
    try:
        array: Array = np.load(io.BytesIO(blob), allow_pickle=False)
    except ValueError as error:
        raise damaged(file, f"entry {key!r} is not an array: {error}") from None
    if array.shape != shape or dtypes.of(array).name != entry["dtype"]:
        raise damaged(file, f"entry {key!r} does not have the dtype and shape that the index has for it")
    return array


def _unseal(data: bytes, file: str) -> dict[str, Any]:
    head, _, rest = data[len(MAGIC) :].partition(b"\n")
    text = rest.rstrip(b"\n")
    if not data.startswith(MAGIC) or head != b"%08x" % zlib.crc32(text):
        raise damaged(file, "the index does not have its checksum")
    return json.loads(text)  # type: ignore[no-any-return]


def unpack(data: bytes, file: str = "the given bytes") -> tuple[Any, dict[str, Array]]:
    """Return the JSON-like content and the arrays. DataLossError names the file and the damaged entry."""
    end = data.find(b"\n", len(MAGIC) + 9) + 1
    index, blob = _unseal(data[:end], file), data[end:]
    found = {key: _decode(blob[entry["offset"] : entry["offset"] + entry["size"]], entry, file, key)
             for key, entry in index["entries"].items()}  # fmt: skip
    return index["content"], found


class EarlierBundle(Bundle):
    """A checkpoint of the earlier form, opened for reading: what its index tells of a value becomes an entry of now."""

    def _entries_of(self, index: bytes) -> dict[bytes, bytes]:
        found = _unseal(index, str(index_path(self.prefix)))
        self._known, self._data = found["entries"], Path(self.prefix).with_name(found["data"])
        warn(self.prefix, "Restore it and save it again to convert it.")
        made = {}
        for key, known in self._known.items():
            shape, kind = shape_proto(tuple(known["shape"])), dtypes.as_dtype(known["dtype"])
            entry = BundleEntryProto(dtype=kind, shape=shape, size=known["size"], crc32c=known["crc32"])
            made[key.encode()] = entry.SerializeToString()
        return made

    def _value(self, key: str, entry: Any, dtype: dtypes.DType, check: bool = True) -> Array:
        known = self._known[key]
        for path in (self._data, Path(f"{self.prefix}.data-00000-of-00001")):
            with suppress(FileNotFoundError), open(path, "rb") as file:
                file.seek(known["offset"])
                return _decode(file.read(known["size"]), known, str(path), key)
        raise damaged(self._data, f"the file is gone, and entry {key!r} with it")

    def _verify(self, key: str, entry: Any, dtype: dtypes.DType) -> None:
        self._value(key, entry, dtype)
