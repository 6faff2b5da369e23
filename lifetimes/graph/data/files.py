"""`tf.gfile` and `tf.io.gfile`: plain files and folders under TensorFlow's names, with its errors; and whole files."""

import glob
import os
import shutil
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, Final, NamedTuple

import numpy as np

from lifetimes import errors
from lifetimes.errors import refuse
from lifetimes.graph.data.whole_files import write_message
from lifetimes.library import load
from lifetimes.ops import Array, brackets, dtypes, not_differentiable, nothing, op, plain, public
from lifetimes.ops.debugging.wrappers import functions_of, parameters_of, taking
from lifetimes.ops.layout.shape_rules import always

_CLASSES: tuple[tuple[type[OSError], type[errors.OpError]], ...] = (
    (FileNotFoundError, errors.NotFoundError), (FileExistsError, errors.AlreadyExistsError),
    (PermissionError, errors.PermissionDeniedError), (OSError, errors.FailedPreconditionError),
)  # fmt: skip


@contextmanager
def worded(path: str) -> Iterator[None]:
    """Raise an error of the system as TensorFlow's error of that kind."""
    try:
        yield
    except OSError as error:
        kind = next(ours for theirs, ours in _CLASSES if isinstance(error, theirs))
        raise kind(None, None, f"{path}; {error.strerror}") from error


@plain("io.gfile.GFile", v1=("gfile.GFile", "gfile.FastGFile", "gfile.Open"))
class GFile:
    """A file that is opened at its first use, as text or, with `b` in the mode, as bytes."""

    def __init__(self, name: Any, mode: str = "r") -> None:
        if mode.replace("b", "") not in ("r", "w", "a", "r+", "w+", "a+"):
            raise refuse("mode is not 'r' or 'w' or 'a' or 'r+' or 'w+' or 'a+'")
        self.name, self.mode = os.fspath(name), mode
        self._file: Any = None

    def _opened(self, refused: Sequence[str] = (), action: str = "") -> Any:
        if self.mode.replace("b", "") in refused:
            raise errors.PermissionDeniedError(None, None, f"File isn't open for {action}")
        if self._file is None:
            with worded(self.name):
                self._file = open(self.name, self.mode, encoding=None if "b" in self.mode else "utf-8")  # noqa: SIM115
        return self._file

    def _readable(self) -> Any:
        return self._opened(("w", "a"), "reading")

    def read(self, n: int = -1) -> Any:
        return self._readable().read(n)

    def readline(self) -> Any:
        return self._readable().readline()

    def readlines(self) -> list[Any]:
        return list(self)

    def tell(self) -> int:
        return int(self._opened().tell())

    def flush(self) -> None:
        self._opened().flush()

    def write(self, file_content: Any) -> None:
        self._opened(("r",), "writing").write(file_content)

    def seek(self, offset: int | None = None, whence: int = 0, position: int | None = None) -> None:
        """Go on at another place: so many bytes behind the beginning, this place, or the end."""
        file, place = self._readable(), position if offset is None else offset
        if place is None:
            raise TypeError("seek(): offset argument required")
        if whence not in (0, 1, 2):
            raise refuse(f"Invalid whence argument: {whence}. Valid values are 0, 1, or 2.")
        if whence == 1:
            place += file.tell()
        elif whence == 2:
            place += self.size()
        file.seek(place)

    def seekable(self) -> bool:
        return True

    def size(self) -> int:
        with worded(self.name):
            return os.path.getsize(self.name)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def __iter__(self) -> "GFile":
        return self

    def __next__(self) -> Any:
        line = self._readable().readline()
        if not line:
            raise StopIteration
        return line

    def __enter__(self) -> "GFile":
        return self

    def __exit__(self, *exc: Any) -> None:
        self.close()


class FileStatistics(NamedTuple):
    """Size in bytes, time of the last change in nanoseconds, and whether it is a folder."""

    length: int
    mtime_nsec: int
    is_directory: bool


def _statistics(path: str) -> FileStatistics:
    found = os.stat(path)
    return FileStatistics(found.st_size, found.st_mtime_ns, stat.S_ISDIR(found.st_mode))


def _both(old: str, new: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return public(f"io.gfile.{new}", v1=(f"gfile.{old}",))


def _names_in(path: str) -> list[str]:
    if not os.path.isdir(path):
        raise errors.NotFoundError(None, None, f"Could not find directory {path}")
    return os.listdir(path)


def _delete_all(path: str) -> None:
    if not os.path.exists(path):
        raise errors.NotFoundError(None, None, f"{path} not found")
    (shutil.rmtree if os.path.isdir(path) else os.remove)(path)


def _of_paths(old: str, new: str, takes: str, act: Callable[..., Any], doc: str) -> None:
    """Publish what acts on paths."""

    def call(world: Any, overwrite: bool = True, **paths: Any) -> Any:
        first, *others = paths.values()
        if not overwrite and os.path.exists(others[0]):
            raise errors.AlreadyExistsError(None, None, "file already exists")
        with worded(first):
            return act(first, *others)

    call.__doc__ = doc
    _both(old, new)(taking(new, parameters_of(takes), call))


_TWO: Final = "oldpath newpath overwrite=False"
for _row in (
    ("Exists", "exists", "filename", os.path.exists, "Return whether there is a file or folder of that name."),
    ("IsDirectory", "isdir", "dirname", os.path.isdir, "Return whether there is a folder of that name."),
    ("ListDirectory", "listdir", "dirname", _names_in, "Return what is in a folder, NotFoundError without one."),
    ("MakeDirs", "makedirs", "dirname", partial(os.makedirs, exist_ok=True),
     "Make a folder and those above it; no error where it is there."),
    ("MkDir", "mkdir", "dirname", lambda path: None if os.path.exists(path) else os.mkdir(path),
     "Make one folder; no error where it is there."),
    ("Remove", "remove", "filename", os.remove, "Delete a file."),
    ("DeleteRecursively", "rmtree", "dirname", _delete_all, "Delete a folder with all that is in it, or a file."),
    ("Copy", "copy", _TWO, lambda old, new: shutil.copyfile(old, new) and None,
     "Copy a file. AlreadyExistsError where the new one exists and may not be overwritten."),
    ("Rename", "rename", _TWO.replace("path", "name"), os.replace,
     "Rename a file. AlreadyExistsError where the new one exists and may not be overwritten."),
    ("Stat", "stat", "filename", _statistics, "Return size, time and kind of a file."),
):  # fmt: skip
    _of_paths(*_row)


@_both("Glob", "glob")
def matching(world: Any, filename: Any) -> list[str]:
    """Return the files that match a pattern, or any of several."""
    patterns = filename if isinstance(filename, (list, tuple)) else [filename]
    return [path for pattern in patterns for path in sorted(glob.glob(os.fspath(pattern)))]


@_both("Walk", "walk")
def walk(world: Any, top: Any, in_order: bool = True) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each folder with the names of the folders and files in it."""
    return os.walk(top, topdown=in_order)


@public("io.gfile.join")
def join(world: Any, path: Any, *paths: Any) -> str:
    """Return path parts joined."""
    return str(os.path.join(path, *paths))


@public("io.write_graph", v1=("train.write_graph",))
def write_graph(world: Any, graph_or_graph_def: Any, logdir: Any, name: str, as_text: bool = True) -> str:
    """Write a graph as data to a file, as text for people or as bytes to be read again, and return the path."""
    importing, is_graph = load("graph.data.importing"), hasattr(graph_or_graph_def, "as_graph_def")
    graph_def = (importing.file_form if is_graph else importing.running_form)(graph_or_graph_def)
    os.makedirs(logdir, exist_ok=True)
    path: str = os.path.join(logdir, name)
    write_message(path, graph_def, as_text)
    return path


# --- ops that read and write whole files: their text is one string, as bytes ----------------------------------


def _path(filename: Array) -> str:
    if filename.shape:
        raise refuse(f"Input filename tensor must be scalar, but had shape: {brackets(filename.shape)}")
    return os.fsdecode(filename.item())


def _read(run: Any, node: Any, filename: Array) -> Array:
    with worded(path := _path(filename)), open(path, "rb") as file:
        return np.array(file.read(), object)


def _write(run: Any, node: Any, filename: Array, contents: Array) -> tuple[()]:
    path = _path(filename)
    with worded(path):
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "wb") as file:
            file.write(contents.item())
    return ()


def _matching(run: Any, node: Any, patterns: Array) -> Array:
    found = {path for pattern in patterns.reshape(-1) for path in glob.glob(os.fsdecode(pattern))}
    return np.array([os.fsencode(path) for path in sorted(found)], object)


op("ReadFile", "filename:string", _read, always(dtypes.string), not_differentiable, stateful=True)
op("WriteFile", "filename:string contents:string", _write, nothing, stateful=True, effect=True)
op("MatchingFiles", "pattern:string", _matching, always(dtypes.string, None), not_differentiable, stateful=True)

functions_of("""
ReadFile: io.read_file v1:read_file
    Return what is in a file, as one string. NotFoundError where there is none.
WriteFile: io.write_file v1:write_file
    Write a string as a file, and make the folders that it lies in.
MatchingFiles: io.matching_files v1:matching_files
    Return the sorted paths that match a pattern, or one of several.
""")
