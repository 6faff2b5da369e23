"""Files that are there whole or not at all: written beside, and renamed into place at the end; and what damage is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Final

from lifetimes.errors import DataLossError, advise

EARLIER: Final = b"lifetimes1\n"  # how the files of this package began before they were TensorFlow's


@contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Yield a file to be written; at every moment the old content of the path or the new one is there whole."""
    target = Path(path)
    beside = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with open(beside, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, target)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(beside)


def write_file(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file of this content."""
    with replacing(path) as file:
        file.write(data)


def remove_file(path: str | os.PathLike[str]) -> None:
    """Delete a file if it is there."""
    Path(path).unlink(missing_ok=True)


def damaged(file: str | os.PathLike[str], what: str) -> DataLossError:
    """Return the error for a file that is not as it was written."""
    advice = "The file was changed or cut after it was written; restore an earlier checkpoint, or save again."
    words = f"Checksum or content mismatch in {os.fspath(file)}: {what}."
    return DataLossError(None, None, advise(words, advice))


def read_message(kind: Any, path: str | os.PathLike[str]) -> Any:
    """Return the message in a file. DataLossError names the file where it is damaged."""
    try:
        return kind.FromString(Path(path).read_bytes())
    except DataLossError as error:
        raise damaged(path, error.message) from None
