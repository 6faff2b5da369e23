"""The bytes of values in files: large ones are copied by two threads, and passed over in small pieces to be checked."""

import mmap
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from threading import Lock
from typing import Any, BinaryIO, Final

import numpy as np

from lifetimes.graph.data.crc32c import crc32c, crc32c_of_pieces
from lifetimes.ops import Array

_LARGE: Final = 1 << 20  # bytes; for less no thread is begun
_PIECE: Final = 1 << 18  # bytes; small enough to stay in a processor's cache
_SEEKING = Lock()


def write_checked(file: BinaryIO, data: Array) -> int:
    """Write an array of bytes, and return their checksum."""
    write, check = partial(file.write, data.data), partial(crc32c, data.data)
    return _both(write, check)[1] if data.size > _LARGE else (write(), check())[1]


def read_into(file: BinaryIO, at: int, into: Array) -> None:
    """Fill an array of bytes from a place in a file. What is behind the end of the file is 0."""
    half = into.size // 2
    if into.size > _LARGE:
        _both(partial(_fill, file, at, into[:half]), partial(_fill, file, at + half, into[half:]))
    else:
        _fill(file, at, into)


def checksum_at(file: BinaryIO, at: int, size: int) -> int:
    """Return the checksum of bytes in a file, of which few at a time are in memory, and afterwards none."""
    return crc32c_of_pieces(_pieces(file, at, at + size))


def _pieces(file: BinaryIO, start: int, end: int) -> Iterator[memoryview]:
    piece = np.frombuffer(mmap.mmap(-1, _PIECE), np.uint8)  # mapped, so that the system has it back when it goes
    for at in range(start, end, _PIECE):
        _fill(file, at, now := piece[: end - at])
        yield now.data


def _both(beside: Callable[[], Any], here: Callable[[], Any]) -> tuple[Any, Any]:
    """Return what two functions return that mostly do without Python's lock; a thread beside calls the first."""
    from concurrent.futures import ThreadPoolExecutor  # a small checkpoint does not wait for it

    with ThreadPoolExecutor(1) as threads:
        with suppress(RuntimeError):  # no thread begins while the interpreter ends
            beside = threads.submit(beside).result
        found = here()
        return beside(), found


def _fill(file: BinaryIO, at: int, into: Array) -> None:
    done = 0
    while done < len(into) and (size := _read(file, at + done, into[done:].data)):
        done += size
    into[done:] = 0


def _read(file: BinaryIO, at: int, into: memoryview) -> int:
    if hasattr(os, "preadv"):
        return os.preadv(file.fileno(), [into], at)
    with _SEEKING:
        file.seek(at)
        return file.readinto(into)  # type: ignore[attr-defined, no-any-return]
