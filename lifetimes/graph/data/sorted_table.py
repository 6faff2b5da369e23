"""A sorted table: keys in order with their values, in the file format that TensorFlow's checkpoints have for an index.

    file      block ... block   metaindex block   index block   footer
    block     entry ... entry   restart ... restart   count of restarts, 4 bytes     then kind, 1 byte; checksum, 4
    entry     shared, unshared, size of the value (varints)   rest of the key   value
    footer    handle of the metaindex, handle of the index, zeros up to 40 bytes   magic, 8 bytes
    handle    offset, size (varints)

A key is written without what it shares with the one before; a *restart* is where an entry begins that shares nothing.
The index block has, for each block, a key not before its last one and its handle. The kind of a block is 0, or 1 where
it is compressed with Snappy. Source: `tensorflow/core/lib/io/table_builder.cc`, `format.cc`, `block.cc`.
"""

import struct
from collections.abc import Iterable, Iterator
from typing import Final

from lifetimes.graph.data.crc32c import masked_crc32c
from lifetimes.graph.data.field import Truncated, read_varint, varint

MAGIC: Final = struct.pack("<Q", 0xDB4775248B80FB57)
_FOOTER, _HANDLES = 48, 40
_TRAILER: Final = 5  # kind and checksum after each block
_BLOCK: Final = 256 * 1024  # bytes after which a block ends
_EACH: Final = 16  # entries from one restart to the next


class Damaged(Exception):
    """A table is not as it was written; the message says what is wrong."""


def table_of(items: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return the table with these keys and values, which come in the order of the keys."""
    out, index, block = bytearray(), _Block(each=1), _Block()
    for key, value in items:
        block.add(key, value)
        if block.size >= _BLOCK:
            index.add(block.last, _put(out, block))
            block = _Block()
    if block.size:
        index.add(block.last, _put(out, block))
    footer = _put(out, _Block()) + _put(out, index)
    return bytes(out) + footer.ljust(_HANDLES, b"\0") + MAGIC


class _Block:
    """Entries on their way into a table."""

    def __init__(self, each: int = _EACH) -> None:
        self._each, self.parts = each, list[bytes]()
        self.restarts, self._count = [0], 0
        self.last, self.size = b"", 0

    def add(self, key: bytes, value: bytes) -> None:
        shared = 0
        if self._count and self._count % self._each == 0:
            self.restarts.append(self.size)
        elif self._count:
            longest = min(len(key), len(self.last))
            while shared < longest and key[shared] == self.last[shared]:
                shared += 1
        entry = b"%b%b%b%b%b" % (varint(shared), varint(len(key) - shared), varint(len(value)), key[shared:], value)
        self.parts.append(entry)
        self._count, self.size, self.last = self._count + 1, self.size + len(entry), key


def _put(out: bytearray, block: _Block) -> bytes:
    """Write a block and return its handle."""
    count = len(block.restarts)
    data = b"".join(block.parts) + struct.pack(f"<{count + 1}I", *block.restarts, count)
    handle = varint(len(out)) + varint(len(data))
    out += data + b"\0" + struct.pack("<I", masked_crc32c(data + b"\0"))
    return handle


def items_of(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the keys of a table with their values. Damaged where it is not as it was written."""
    if len(data) < _FOOTER or not data.endswith(MAGIC):
        raise Damaged("it does not end with the mark of a table")
    start = len(data) - _FOOTER
    try:
        metaindex, at = _handle(data, start, start + _HANDLES)
        index, at = _handle(data, at, start + _HANDLES)
        if data[at : start + _HANDLES].strip(b"\0"):
            raise Damaged("its footer has something behind the two handles")
        list(_entries(_block(data, start, metaindex)))
        for _, handle in _entries(_block(data, start, index)):
            yield from _entries(_block(data, start, _handle(handle, 0, len(handle))[0]))
    except Truncated:
        raise Damaged("a number in it does not end") from None


def _handle(data: bytes, at: int, end: int) -> tuple[tuple[int, int], int]:
    offset, at = read_varint(data, at, end)
    size, at = read_varint(data, at, end)
    return (offset, size), at


def _block(data: bytes, end: int, handle: tuple[int, int]) -> bytes:
    """Return the content of a block that has its checksum."""
    offset, size = handle
    if offset + size + _TRAILER > end:
        raise Damaged(f"a block of {size} bytes at {offset} would reach beyond the end")
    content = data[offset : offset + size + 1]
    (checksum,) = struct.unpack_from("<I", data, offset + size + 1)
    if masked_crc32c(content) != checksum:
        raise Damaged(f"the block at {offset} does not have its checksum")
    if content[-1] > 1:
        raise Damaged(f"the block at {offset} is of an unknown kind, {content[-1]}")
    return content[:-1] if content[-1] == 0 else _uncompressed(content[:-1])


def _entries(block: bytes) -> Iterator[tuple[bytes, bytes]]:
    count = struct.unpack_from("<I", block, len(block) - 4)[0] if len(block) >= 4 else len(block)
    end = len(block) - 4 * (count + 1)
    if end < 0:
        raise Damaged("a block has more restarts than bytes")
    at, key = 0, b""
    while at < end:
        shared, at = read_varint(block, at, end)
        rest, at = read_varint(block, at, end)
        size, at = read_varint(block, at, end)
        if shared > len(key) or at + rest + size > end:
            raise Damaged("an entry would reach beyond the end of its block")
        key = key[:shared] + block[at : at + rest]
        at += rest + size
        yield key, block[at - size : at]


def _uncompressed(data: bytes) -> bytes:
    """Return what Snappy compressed: its length, then pieces that are literal or copies of what came before."""
    size, at = read_varint(data, 0, len(data))
    if size > 256 * len(data) + 64:
        raise Damaged(f"{len(data)} compressed bytes cannot be {size} bytes")
    out = bytearray()
    while at < len(data):
        tag, at = data[at], at + 1
        if tag & 3 == 0:
            length, more = (tag >> 2) + 1, max((tag >> 2) - 59, 0)
            if more:
                length = int.from_bytes(data[at : at + more], "little") + 1
            out += data[at + more : at + more + length]
            at += more + length
            continue
        width = (0, 1, 2, 4)[tag & 3]
        back, length = int.from_bytes(data[at : at + width], "little"), (tag >> 2) + 1
        if width == 1:
            back, length = back | (tag >> 5) << 8, (tag >> 2 & 7) + 4
        at += width
        if not 0 < back <= len(out) or len(out) + length > size:
            raise Damaged("a compressed block copies what is not there")
        piece = bytes(out[len(out) - back : len(out) - back + length])
        out += (piece * (length // len(piece) + 1))[:length]
    if len(out) != size:
        raise Damaged(f"a compressed block has {len(out)} bytes instead of {size}")
    return bytes(out)
