"""Messages out of files: as TensorFlow writes them, and as earlier versions of this package did."""

from __future__ import annotations

from typing import Any

from lifetimes.errors import DataLossError
from lifetimes.graph.data import archive, earlier_graphs
from lifetimes.graph.data.whole_files import damaged


def read_message(kind: Any, data: bytes, file: str) -> Any:
    """Return the message in the content of a file. DataLossError names the file where it is damaged."""
    try:
        return earlier_graphs.read(kind, data, file) if data.startswith(archive.MAGIC) else kind.FromString(data)
    except DataLossError as error:
        if file in error.message:
            raise
        raise damaged(file, error.message) from None
