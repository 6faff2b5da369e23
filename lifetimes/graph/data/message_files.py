"""Files of messages: several in a row with a checksum of each, or the bytes of one as TensorFlow writes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import numpy as np

from lifetimes.errors import DataLossError
from lifetimes.graph.data import archive
from lifetimes.graph.data.message import Message

Kind = TypeVar("Kind", bound=Message)


def pack_messages(messages: Iterable[Message]) -> bytes:
    """Return messages as the content of a file."""
    blobs = (np.frombuffer(message.SerializeToString(), np.uint8) for message in messages)
    return archive.pack(None, {f"message_{i}": blob for i, blob in enumerate(blobs)})


def read_messages(kind: type[Kind], data: bytes, file: str) -> list[Kind]:
    """Return the messages in the content of a file. DataLossError names the file where it is damaged."""
    try:
        if not data.startswith(archive.MAGIC):
            return [kind.FromString(data)]
        _, blobs = archive.unpack(data, file)
        return [kind.FromString(blob.tobytes()) for blob in blobs.values()]
    except DataLossError as error:
        raise DataLossError(
            None, None, f"{error.message} ({file})" if file not in error.message else error.message
        ) from None
