"""Where something happened: file, line and function, and which files are the user's own.

Frames are read by their code and line only, never by `f_locals`: up to Python 3.12 that attribute leaves a
copy of the locals in the frame, and the copy would keep alive what the program lets go.
"""

import linecache
import os
import sysconfig
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import FrameType

from ..heap.frames import running_frames

_PACKAGE = str(Path(__file__).parents[2]) + os.sep
_LIBRARIES = tuple(
    os.path.realpath(path) + os.sep
    for name, path in sysconfig.get_paths().items()
    if name in ("stdlib", "platstdlib", "purelib", "platlib")
)


@dataclass(frozen=True)
class Site:
    """A place in a program, printed as `train.py:12 in step`."""

    file: str
    line: int
    function: str

    def __str__(self) -> str:
        where = f"{os.path.basename(self.file)}:{self.line}"
        return where if self.function == "<module>" else f"{where} in {self.function}"


@lru_cache(maxsize=4096)
def is_user_file(file: str) -> bool:
    """Whether a file is neither of this package, nor of Python, nor installed; demos are the user's."""
    if file.startswith("<"):
        # A cell of a notebook or a doctest has its lines in linecache; code that a library generates has not, but
        # has the name of what `python -c` runs, whose lines are there since Python 3.13.
        return file == "<stdin>" or (file != "<string>" and bool(linecache.getlines(file)))
    real = os.path.realpath(file)
    if real.startswith(_PACKAGE):
        return real.startswith(_PACKAGE + "_demos" + os.sep)
    return not real.startswith(_LIBRARIES)


def user_site(frame: FrameType | None) -> Site | None:
    """The line of the innermost frame that runs the user's own code, or of the frame itself if none does."""
    users = (running for running in running_frames(frame) if is_user_file(running.f_code.co_filename))
    frame = next(users, frame)
    return None if frame is None else Site(frame.f_code.co_filename, frame.f_lineno or 0, frame.f_code.co_qualname)
