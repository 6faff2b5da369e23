"""Files that cannot hurt: arrays without pickles, a JSON index, a checksum of each entry, written beside and renamed.

Two forms share one encoding. `pack` makes one piece of bytes (a graph, a meta graph, an exported function).
A *bundle* is a checkpoint: `PREFIX.index` beside `PREFIX.data-00000-of-00001`. The index names its data file
and is renamed into place last, so a crash at any moment leaves either the old checkpoint whole or the new one.
Reading runs no code, whatever the file contains; damage is a DataLossError that names file and entry.
"""

from __future__ import annotations

import difflib
import glob
import io
import json
import os
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any, Final

import numpy as np

from lifetimes.errors import DataLossError, NotFoundError, advise
from lifetimes.ops import dtypes
from lifetimes.ops.dtypes import Array

MAGIC: Final = b"lifetimes1\n"
_DATA: Final = ".data-00000-of-00001"


# --- encoding --------------------------------------------------------------------------------------------


def _encode(array: Array) -> tuple[bytes, dict[str, Any]]:
    """Return the bytes of one array and what the index says of it."""
    entry: dict[str, Any] = {"dtype": dtypes.of(array).name, "shape": list(array.shape)}
    if array.dtype == np.object_:
        texts = [bytes(item) for item in array.flat]
        blob = b"".join(texts)
        entry["lengths"] = [len(text) for text in texts]
    else:
        buffer = io.BytesIO()
        np.save(buffer, array, allow_pickle=False)
        blob = buffer.getvalue()
    entry.update(size=len(blob), crc32=zlib.crc32(blob))
    return blob, entry


def _decode(blob: bytes, entry: Mapping[str, Any], file: str, key: str) -> Array:
    if len(blob) != entry["size"] or zlib.crc32(blob) != entry["crc32"]:
        raise _damaged(file, f"entry {key!r} does not have the checksum that the index has for it")
    shape = tuple(entry["shape"])
    if "lengths" in entry:
        return _texts(blob, entry["lengths"], shape)
    try:
        array: Array = np.load(io.BytesIO(blob), allow_pickle=False)
    except ValueError as error:
        raise _damaged(file, f"entry {key!r} is not an array: {error}") from None
    if array.shape != shape or dtypes.of(array).name != entry["dtype"]:
        raise _damaged(file, f"entry {key!r} does not have the dtype and shape that the index has for it")
    return array


def _texts(blob: bytes, lengths: list[int], shape: tuple[int, ...]) -> Array:
    array = np.empty(len(lengths), np.object_)
    start = 0
    for i, length in enumerate(lengths):
        array[i] = blob[start : start + length]
        start += length
    return array.reshape(shape)


def _damaged(file: str, what: str) -> DataLossError:
    advice = "The file was changed or cut after it was written; restore an earlier checkpoint, or save again."
    return DataLossError(None, None, advise(f"Checksum or content mismatch in {file}: {what}.", advice))


def _index(arrays: Mapping[str, Array], more: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    entries: dict[str, Any] = {}
    blobs = []
    offset = 0
    for key, array in arrays.items():
        blob, entry = _encode(np.asarray(array))
        entries[key] = {"offset": offset, **entry}
        offset += len(blob)
        blobs.append(blob)
    return {"entries": entries, **more}, b"".join(blobs)


def _seal(index: Mapping[str, Any]) -> bytes:
    """Return the index as a line of JSON after a line with its checksum."""
    text = json.dumps(index, separators=(",", ":")).encode()
    return b"%s%08x\n%s\n" % (MAGIC, zlib.crc32(text), text)


def _unseal(data: bytes, file: str) -> dict[str, Any]:
    head, _, rest = data[len(MAGIC) :].partition(b"\n")
    text = rest.rstrip(b"\n")
    if not data.startswith(MAGIC) or head != b"%08x" % zlib.crc32(text):
        raise _damaged(file, "the index does not have its checksum")
    return json.loads(text)  # type: ignore[no-any-return]


# --- one piece of bytes ----------------------------------------------------------------------------------


def pack(content: Any, arrays: Mapping[str, Array]) -> bytes:
    """Return JSON-like content and arrays as one piece of bytes."""
    index, blob = _index(arrays, {"content": content})
    return _seal(index) + blob


def unpack(data: bytes, file: str = "the given bytes") -> tuple[Any, dict[str, Array]]:
    """Return what `pack` was given. DataLossError names the file and the damaged entry."""
    end = len(MAGIC) + 9
    line = data.find(b"\n", end)
    index = _unseal(data[: line + 1], file)
    blob = data[line + 1 :]
    found = {
        key: _decode(blob[entry["offset"] : entry["offset"] + entry["size"]], entry, file, key)
        for key, entry in index["entries"].items()
    }
    return index["content"], found


def write_file(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file so that at every moment its old or its new content is there whole."""
    target = Path(path)
    beside = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with open(beside, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, target)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(beside)


# --- bundles ---------------------------------------------------------------------------------------------


def write_bundle(prefix: str | os.PathLike[str], arrays: Mapping[str, Array], content: Any = None) -> None:
    """Write a checkpoint: the arrays, and JSON-like content beside them in the index.

    Where the prefix exists already, the new data goes to a file of its own first. Once the new index names it, it
    takes the usual name; a reader that comes in between looks under both, and the checksums tell which it got.
    """
    base = Path(prefix)
    usual = base.with_name(base.name + _DATA)
    index, blob = _index(arrays, {"content": content})
    if not usual.exists():
        write_file(usual, blob)
        _commit(base, index, usual)
        return
    beside = next(path for i in count() if not (path := base.with_name(f"{base.name}{_DATA}.{i}")).exists())
    write_file(beside, blob)
    _commit(base, index, beside)
    os.replace(beside, usual)
    _commit(base, index, usual)
    for left_over in base.parent.glob(f"{glob.escape(usual.name)}.*"):
        left_over.unlink(missing_ok=True)


def _commit(base: Path, index: dict[str, Any], data: Path) -> None:
    write_file(base.with_name(base.name + ".index"), _seal({**index, "data": data.name}))


def bundle_exists(prefix: str | os.PathLike[str]) -> bool:
    """Return whether a checkpoint with this prefix was written."""
    base = Path(prefix)
    return base.with_name(base.name + ".index").is_file()


def bundle_time(prefix: str | os.PathLike[str]) -> float:
    """Return when a checkpoint was written, in seconds since 1970."""
    return os.stat(f"{os.fspath(prefix)}.index").st_mtime


def remove_file(path: str | os.PathLike[str]) -> None:
    """Delete a file if it is there."""
    Path(path).unlink(missing_ok=True)


def remove_bundle(prefix: str | os.PathLike[str]) -> None:
    """Delete a checkpoint's files; the index first, so that no half of it is left to be read."""
    base = Path(prefix)
    for path in [base.with_name(base.name + ".index"), *base.parent.glob(f"{glob.escape(base.name + _DATA)}*")]:
        remove_file(path)


def missing_key(key: str, known: Iterable[str]) -> str:
    """Return TensorFlow's words for a key that a checkpoint does not have, and the keys that come close."""
    first = f"Key {key} not found in checkpoint"
    known = list(known)
    near = difflib.get_close_matches(key, known, n=3, cutoff=0.5) or sorted(known)[:5]
    return advise(first, f"The checkpoint has {', '.join(map(repr, near))}{' and others' * (len(near) < len(known))}.")


class Bundle:
    """A checkpoint opened for reading. Arrays are read when they are asked for."""

    def __init__(self, prefix: str | os.PathLike[str]) -> None:
        base = Path(prefix)
        path = base.with_name(base.name + ".index")
        try:
            index = _unseal(path.read_bytes(), str(path))
        except FileNotFoundError:
            words = f"Unsuccessful TensorSliceReader constructor: Failed to find any matching files for {prefix}"
            raise NotFoundError(None, None, words) from None
        self.prefix, self.content = os.fspath(prefix), index["content"]
        self._entries: dict[str, Any] = index["entries"]
        self._data = base.with_name(index["data"])

    def reopened(self) -> Bundle:
        """Return the same checkpoint as it is now. NotFoundError where it has gone."""
        return Bundle(self.prefix)

    def keys(self) -> list[str]:
        return sorted(self._entries)

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def shape(self, key: str) -> list[int]:
        return list(self._entry(key)["shape"])

    def dtype(self, key: str) -> dtypes.DType:
        return dtypes.as_dtype(self._entry(key)["dtype"])

    def _entry(self, key: str) -> dict[str, Any]:
        try:
            return self._entries[key]  # type: ignore[no-any-return]
        except KeyError:
            raise NotFoundError(None, None, missing_key(key, self._entries)) from None

    def read(self, key: str) -> Array:
        """Return one array. NotFoundError names an absent key, DataLossError the file and a damaged one."""
        entry = self._entry(key)
        for path in (self._data, self._data.with_name(Path(self.prefix).name + _DATA)):
            with suppress(FileNotFoundError), open(path, "rb") as file:
                file.seek(entry["offset"])
                return _decode(file.read(entry["size"]), entry, str(path), key)
        raise _damaged(str(self._data), f"the file is gone, and entry {key!r} with it")
