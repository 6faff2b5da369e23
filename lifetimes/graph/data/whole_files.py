"""Files that are there whole or not at all: written beside, and renamed into place at the end; and what damage is."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Final

from lifetimes.errors import DataLossError, advise
from lifetimes.graph.data.text_form import text_of

EARLIER: Final = b"lifetimes1\n"  # how the files of this package began before they were TensorFlow's

# What content that is not as it was written makes of reading it.
UNREADABLE: Final = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError, DataLossError)
_TEXT: Final = (".pbtxt", ".ascii", ".txt")
_BEGINS_AS_TEXT: Final = re.compile(rb"\s*(#[^\n]*\n\s*)*[a-z]\w*\s*[:{<]")


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


@contextmanager
def decoding(file: str | os.PathLike[str], what: str = "it cannot be read") -> Iterator[None]:
    """Raise what goes wrong while content is taken in as DataLossError that names the file: it is not as written."""
    try:
        yield
    except UNREADABLE as error:
        if isinstance(error, DataLossError) and os.fspath(file) in error.message:
            raise
        words = error.message if isinstance(error, DataLossError) else f"{type(error).__name__}: {error}"
        raise damaged(file, f"{what}, {words}") from None


def read_message(kind: Any, path: str | os.PathLike[str]) -> Any:
    """Return the message in a file, in bytes or in text form. DataLossError names the file where it is damaged."""
    data = Path(path).read_bytes()
    with decoding(path):
        if Path(path).suffix in _TEXT:
            return kind.from_text(data.decode())
        try:
            return kind.FromString(data)
        except DataLossError:
            if _BEGINS_AS_TEXT.match(data) is None:
                raise
        return kind.from_text(data.decode())


def write_message(path: str | os.PathLike[str], message: Any, as_text: bool) -> None:
    """Write a message as text for people, in the form that TensorFlow has in files, or as bytes to be read again."""
    write_file(path, text_of(message, in_files=True).encode() if as_text else message.SerializeToString())


def saved_model_file(folder: str | os.PathLike[str]) -> Path | None:
    """Return the file of a SavedModel's graphs, in bytes or else as text; None where there is neither."""
    places = (Path(folder, f"saved_model.{form}") for form in ("pb", "pbtxt"))
    return next((path for path in places if path.is_file()), None)


def read_saved_model(
    kind: Any, folder: str | os.PathLike[str], earlier: Callable[[bytes, str], Any] | None = None
) -> tuple[Path, Any]:
    """Return the file of a SavedModel and the message in it, by `earlier` one of its form. OSError where none is."""
    path = saved_model_file(folder)
    if path is None:
        raise OSError(f"SavedModel file does not exist at: {os.fspath(folder)}/{{saved_model.pbtxt|saved_model.pb}}")
    data = path.read_bytes()
    if earlier is None or not data.startswith(EARLIER):
        return path, read_message(kind, path)
    with decoding(path):
        return path, earlier(data, str(path))


def tagged(meta_graphs: Sequence[Any], tags: Iterable[str]) -> Any:
    """Return the meta graph of a SavedModel that has exactly these tags. RuntimeError where none has."""
    wanted, available = set(tags), [set(one.meta_info_def.tags) for one in meta_graphs]
    if wanted in available:
        return meta_graphs[available.index(wanted)]
    raise RuntimeError(f"MetaGraphDef associated with tags {str(tags).strip('[]')} could not be found in SavedModel, "
                       f"with available tags '{available}'. To inspect available tag-sets in the SavedModel, please "
                       "use the SavedModel CLI: `saved_model_cli`.")  # fmt: skip
