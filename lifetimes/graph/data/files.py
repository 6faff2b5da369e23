"""`tf.gfile` and `tf.io.gfile`: plain files and folders under TensorFlow's names, with its errors."""

from __future__ import annotations

import glob
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from lifetimes import errors
from lifetimes.graph.data.whole_files import write_file
from lifetimes.ops.registry import public, publish

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


class GFile:
    """A file that is opened at its first use, as text or, with `b` in the mode, as bytes."""

    def __init__(self, name: Any, mode: str = "r") -> None:
        if mode.replace("b", "") not in ("r", "w", "a", "r+", "w+", "a+"):
            words = "mode is not 'r' or 'w' or 'a' or 'r+' or 'w+' or 'a+'"
            raise errors.InvalidArgumentError(None, None, words)
        self.name, self.mode = os.fspath(name), mode
        self._file: Any = None

    def _opened(self) -> Any:
        if self._file is None:
            with worded(self.name):
                self._file = open(self.name, self.mode, encoding=None if "b" in self.mode else "utf-8")  # noqa: SIM115
        return self._file

    def read(self, n: int = -1) -> Any:
        return self._opened().read(n)

    def readline(self) -> Any:
        return self._opened().readline()

    def readlines(self) -> list[Any]:
        return self._opened().readlines()  # type: ignore[no-any-return]

    def write(self, file_content: Any) -> None:
        self._opened().write(file_content)

    def seek(self, offset: int, whence: int = 0) -> None:
        self._opened().seek(offset, whence)

    def tell(self) -> int:
        return self._opened().tell()  # type: ignore[no-any-return]

    def size(self) -> int:
        return os.path.getsize(self.name)

    def flush(self) -> None:
        self._opened().flush()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def __iter__(self) -> Iterator[Any]:
        return iter(self._opened())

    def __enter__(self) -> GFile:
        return self

    def __exit__(self, *exc: Any) -> None:
        self.close()


publish(GFile, "io.gfile.GFile", v1=("gfile.GFile", "gfile.FastGFile", "gfile.Open"))


class FileStatistics(NamedTuple):
    """Size in bytes, time of the last change in nanoseconds, and whether it is a folder."""

    length: int
    mtime_nsec: int
    is_directory: bool


def _both(old: str, new: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return public(f"io.gfile.{new}", v1=(f"gfile.{old}",))


@_both("Exists", "exists")
def exists(world: Any, filename: Any) -> bool:
    """Return whether there is a file or folder of that name."""
    return os.path.exists(filename)


@_both("IsDirectory", "isdir")
def is_directory(world: Any, dirname: Any) -> bool:
    """Return whether there is a folder of that name."""
    return os.path.isdir(dirname)


@_both("ListDirectory", "listdir")
def list_directory(world: Any, dirname: Any) -> list[str]:
    """Return what is in a folder. NotFoundError where there is none."""
    if not os.path.isdir(dirname):
        raise errors.NotFoundError(None, None, f"Could not find directory {dirname}")
    return os.listdir(dirname)


@_both("MakeDirs", "makedirs")
def make_dirs(world: Any, dirname: Any) -> None:
    """Make a folder and those above it; no error where it is there."""
    with worded(dirname):
        os.makedirs(dirname, exist_ok=True)


@_both("MkDir", "mkdir")
def make_dir(world: Any, dirname: Any) -> None:
    """Make one folder."""
    with worded(dirname):
        os.mkdir(dirname)


@_both("Remove", "remove")
def remove(world: Any, filename: Any) -> None:
    """Delete a file."""
    with worded(filename):
        os.remove(filename)


@_both("DeleteRecursively", "rmtree")
def delete_recursively(world: Any, dirname: Any) -> None:
    """Delete a folder with all that is in it."""
    if not os.path.isdir(dirname):
        raise errors.NotFoundError(None, None, f"{dirname} not found")
    with worded(dirname):
        shutil.rmtree(dirname)


def _refuse_existing(path: Any, overwrite: bool) -> None:
    if not overwrite and os.path.exists(path):
        raise errors.AlreadyExistsError(None, None, "file already exists")


@_both("Copy", "copy")
def copy(world: Any, oldpath: Any, newpath: Any, overwrite: bool = False) -> None:
    """Copy a file. AlreadyExistsError where the new one exists and may not be overwritten."""
    _refuse_existing(newpath, overwrite)
    with worded(oldpath):
        shutil.copyfile(oldpath, newpath)


@_both("Rename", "rename")
def rename(world: Any, oldname: Any, newname: Any, overwrite: bool = False) -> None:
    """Rename a file. AlreadyExistsError where the new one exists and may not be overwritten."""
    _refuse_existing(newname, overwrite)
    with worded(oldname):
        os.replace(oldname, newname)


@_both("Glob", "glob")
def matching(world: Any, filename: Any) -> list[str]:
    """Return the files that match a pattern, or any of several."""
    patterns = filename if isinstance(filename, (list, tuple)) else [filename]
    return [path for pattern in patterns for path in sorted(glob.glob(os.fspath(pattern)))]


@_both("Walk", "walk")
def walk(world: Any, top: Any, in_order: bool = True) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each folder with the names of the folders and files in it."""
    return os.walk(top, topdown=in_order)


@_both("Stat", "stat")
def stat(world: Any, filename: Any) -> FileStatistics:
    """Return size, time and kind of a file."""
    with worded(filename):
        found = os.stat(filename)
    return FileStatistics(found.st_size, found.st_mtime_ns, os.path.isdir(filename))


@public("io.gfile.join")
def join(world: Any, path: Any, *paths: Any) -> str:
    """Return path parts joined."""
    return str(os.path.join(path, *paths))


@public("io.write_graph", v1=("train.write_graph",))
def write_graph(world: Any, graph_or_graph_def: Any, logdir: Any, name: str, as_text: bool = True) -> str:
    """Write a graph as data to a file, as text for people or as bytes to be read again, and return the path."""
    graph_def = graph_or_graph_def
    if hasattr(graph_def, "as_graph_def"):
        graph_def = graph_def.as_graph_def()
    os.makedirs(logdir, exist_ok=True)
    path: str = os.path.join(logdir, name)
    write_file(path, str(graph_def).encode() if as_text else graph_def.SerializeToString())
    return path
