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

from lifetimes.errors import NotFoundError
from lifetimes.graph.data.tensor_bundle import Bundle, index_path, missing_key
from lifetimes.graph.data.whole_files import EARLIER as MAGIC
from lifetimes.graph.data.whole_files import damaged
from lifetimes.ops import dtypes
from lifetimes.ops.dtypes import Array


def warn(file: Any, how: str) -> None:
    """Say that a file is of the earlier form, and how to convert it."""
    words = f"{os.fspath(file)} has the form of an earlier version of this package, which is still read. {how}"
    warnings.warn(words, UserWarning, stacklevel=2)


# --- decoding --------------------------------------------------------------------------------------------


def _decode(blob: bytes, entry: Mapping[str, Any], file: str, key: str) -> Array:
    if len(blob) != entry["size"] or zlib.crc32(blob) != entry["crc32"]:
        raise damaged(file, f"entry {key!r} does not have the checksum that the index has for it")
    shape = tuple(entry["shape"])
    if "lengths" in entry:
        return _texts(blob, entry["lengths"], shape)
    try:
        array: Array = np.load(io.BytesIO(blob), allow_pickle=False)
    except ValueError as error:
        raise damaged(file, f"entry {key!r} is not an array: {error}") from None
    if array.shape != shape or dtypes.of(array).name != entry["dtype"]:
        raise damaged(file, f"entry {key!r} does not have the dtype and shape that the index has for it")
    return array


def _texts(blob: bytes, lengths: list[int], shape: tuple[int, ...]) -> Array:
    array = np.empty(len(lengths), np.object_)
    start = 0
    for i, length in enumerate(lengths):
        array[i] = blob[start : start + length]
        start += length
    return array.reshape(shape)


def _unseal(data: bytes, file: str) -> dict[str, Any]:
    head, _, rest = data[len(MAGIC) :].partition(b"\n")
    text = rest.rstrip(b"\n")
    if not data.startswith(MAGIC) or head != b"%08x" % zlib.crc32(text):
        raise damaged(file, "the index does not have its checksum")
    return json.loads(text)  # type: ignore[no-any-return]


# --- one piece of bytes ----------------------------------------------------------------------------------


def unpack(data: bytes, file: str = "the given bytes") -> tuple[Any, dict[str, Array]]:
    """Return the JSON-like content and the arrays. DataLossError names the file and the damaged entry."""
    end = len(MAGIC) + 9
    line = data.find(b"\n", end)
    index = _unseal(data[: line + 1], file)
    blob = data[line + 1 :]
    found = {key: _decode(blob[entry["offset"] : entry["offset"] + entry["size"]], entry, file, key)
             for key, entry in index["entries"].items()}  # fmt: skip
    return index["content"], found


# --- checkpoints -----------------------------------------------------------------------------------------


class EarlierBundle(Bundle):
    """A checkpoint of the earlier form, opened for reading."""

    def __init__(self, prefix: str | os.PathLike[str], index: bytes) -> None:
        self.prefix = os.fspath(prefix)
        found = _unseal(index, str(index_path(prefix)))
        self._known, self._data = found["entries"], Path(self.prefix).with_name(found["data"])
        self._keys = sorted(self._known)
        warn(prefix, "Restore it and save it again to convert it.")

    def __contains__(self, key: object) -> bool:
        return key in self._known

    def shape(self, key: str) -> list[int]:
        return list(self._entry(key)["shape"])

    def dtype(self, key: str) -> dtypes.DType:
        return dtypes.as_dtype(self._entry(key)["dtype"])

    def dtype_name(self, key: str) -> str:
        return str(self._entry(key)["dtype"])

    def pieces(self, key: str) -> list[tuple[int, int]]:
        return [(self._entry(key)["size"], self._entry(key)["crc32"])]

    def _entry(self, key: str) -> Any:
        if key not in self._known:
            raise NotFoundError(None, None, missing_key(key, self._keys))
        return self._known[key]

    def later(self, key: str) -> Array:
        """Return one value, which is read now."""
        return self.read(key)

    def read(self, key: str) -> Array:
        """Return one array. NotFoundError names an absent key, DataLossError the file and a damaged one."""
        entry = self._entry(key)
        for path in (self._data, Path(f"{self.prefix}.data-00000-of-00001")):
            with suppress(FileNotFoundError), open(path, "rb") as file:
                file.seek(entry["offset"])
                return _decode(file.read(entry["size"]), entry, str(path), key)
        raise damaged(self._data, f"the file is gone, and entry {key!r} with it")
