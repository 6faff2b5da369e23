"""Where in the user's program something was made: file, line and function, found without holding any frame."""

import os
import sys
from functools import lru_cache
from typing import NamedTuple

_PACKAGE = os.path.dirname(os.path.dirname(os.path.realpath(__file__))) + "/"
_DEMOS = _PACKAGE + "_demos/"


class Site(NamedTuple):
    """A line of the user's program. Holds text and a number only, so it keeps nothing alive."""

    file: str
    line: int
    function: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}, in {self.function}"


@lru_cache(maxsize=1024)
def is_ours(file: str) -> bool:
    """Return whether a file belongs to this package; the demos count as the user's."""
    return file.startswith(_PACKAGE) and not file.startswith(_DEMOS)


def user_site(last: Site | None = None) -> Site | None:
    """Return the innermost line on the stack that is not this package's own, as `last` where it is that one again."""
    frame = sys._getframe(1)
    while frame is not None:
        if not is_ours((code := frame.f_code).co_filename):
            found = code.co_filename, frame.f_lineno, code.co_name
            return last if last == found else Site(*found)
        frame = frame.f_back  # type: ignore[assignment]
    return None
