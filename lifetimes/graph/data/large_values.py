"""The bytes of values in files: large ones are copied by two threads, and passed over in small pieces to be checked."""

import mmap
import os
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from functools import partial
from threading import Lock
from typing import Any, BinaryIO, Final

import numpy as np

from lifetimes.graph.data.crc32c import crc32c_of_pieces
from lifetimes.ops import Array

_LARGE: Final = 1 << 20  # bytes; for less no thread is begun
_MUCH: Final = 1 << 23  # bytes that are written before a thread begins to bring them to the disk
_PIECE: Final = 1 << 18  # bytes; small enough to stay in a processor's cache
_SEEKING = Lock()


class WrittenBehind:
    """Writes to a file, and is at its end when the block ends: large values while their checksums are made.

    A thread writes what is given, in that order, and another one meanwhile brings to the disk what was written.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.size, self._synced = file, 0, 0
        self._writer: Any = None
        self._running: list[Any] = []
        self._syncing: list[Any] = []

    def __enter__(self) -> "WrittenBehind":
        return self

    def write(self, data: bytes | memoryview) -> None:
        """Write bytes behind those before, now or soon: they must stay as they are until the block ends."""
        self.size += len(data)
        if self._writer is None and len(data) > _LARGE:
            self._writer, self._syncer = _thread(), _thread()
        if self._writer:
            with suppress(RuntimeError):  # no thread begins while the interpreter ends
                self._running.append(self._writer.submit(self._write, data))
                return
            self._wait()
        self._file.write(data)

    def _write(self, data: bytes | memoryview) -> None:
        self._file.write(data)
        if self._file.tell() - self._synced >= _MUCH and all(sync.done() for sync in self._syncing):
            self._file.flush()
            self._synced = self._file.tell()
            with suppress(RuntimeError):  # as above; it is brought to the disk at the end in any case
                self._syncing.append(self._syncer.submit(os.fsync, self._file.fileno()))

    def _wait(self) -> None:
        for running in (*self._running, *self._syncing):
            running.result()

    def __exit__(self, kind: Any, *error: Any) -> None:
        if self._writer:
            self._writer.shutdown()
            self._syncer.shutdown()
        if kind is None:
            self._wait()


def read_into(file: BinaryIO, at: int, into: Array) -> None:
    """Fill an array of bytes from a place in a file. What is behind the end of the file is 0."""
    half = into.size // 2 if into.size > _LARGE else 0
    fill_first: Callable[[], Any] = partial(_fill, file, at, into[:half])
    beside: Any = _thread() if half else nullcontext()
    with beside:
        with suppress(RuntimeError):  # no thread begins while the interpreter ends
            fill_first = beside.submit(fill_first).result if half else fill_first
        _fill(file, at + half, into[half:])
        fill_first()


def checksum_at(file: BinaryIO, at: int, size: int) -> int:
    """Return the checksum of bytes in a file, of which few at a time are in memory, and afterwards none."""
    return crc32c_of_pieces(_pieces(file, at, at + size))


def _pieces(file: BinaryIO, start: int, end: int) -> Iterator[memoryview]:
    piece = np.frombuffer(mmap.mmap(-1, _PIECE), np.uint8)  # mapped, so that the system has it back when it goes
    for at in range(start, end, _PIECE):
        _fill(file, at, now := piece[: end - at])
        yield now.data


def _thread() -> Any:
    from concurrent.futures import ThreadPoolExecutor  # a small checkpoint does not wait for it

    return ThreadPoolExecutor(1)


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
