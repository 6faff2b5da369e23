"""Errors that point to the user's own line: the frames of turned code, as the user wrote it."""

import linecache
import traceback
from types import CodeType
from typing import Final, NamedTuple

from lifetimes import errors
from lifetimes.graph.origin import is_ours

_MARK = "ag__"
_CALLER = "/autograph/calls.py"


def is_turned(code: CodeType) -> bool:
    """Return whether code was turned: it refers to the runtime."""
    return _MARK in code.co_freevars or _MARK in code.co_cellvars


class _Line(NamedTuple):
    """A line of the user's, and how AutoGraph ran the function around it: "  *" as turned code, "  **" as it is."""

    file: str
    line: int
    function: str
    mark: str
    part: slice = slice(None)

    def __str__(self) -> str:
        source = linecache.getline(self.file, self.line)[self.part].strip()
        return f'    File "{self.file}", line {self.line}, in {self.function}{self.mark}\n        {source}\n'


def _lines(frames: list[tuple[CodeType, int]]) -> list[_Line]:
    """Return the lines of turned code, and below the last one those of code that is not; a block's stands for its
    function's."""
    turned: list[_Line] = []
    plain: list[_Line] = []
    caller = ""
    for code, line in frames:
        file, name = code.co_filename, code.co_name
        if not is_turned(code) and _MARK not in code.co_qualname:  # nor lies inside of what was
            if not is_ours(file):
                plain.append(_Line(file, line, name, "  **" if caller.endswith(_CALLER) else ""))
        elif turned and (name.startswith("<") or code.co_qualname.rpartition(".")[2].startswith(_MARK)):
            turned[-1] = turned[-1]._replace(line=line)
            plain = []
        else:
            turned.append(_Line(file, line, "None" if name == "lambda_" else name, "  *", _part(code)))
            plain = []
        caller = file
    return turned + plain


def _part(code: CodeType) -> slice:
    """Return where in its line a lambda stands, of which TensorFlow shows no more; all of the line for others."""
    places = [(first or 0, last) for _, _, first, last in code.co_positions() if last]
    if code.co_name != "lambda_" or not places or len({line for *_, line in code.co_lines()} - {None}) > 1:
        return slice(None)
    return slice(min(places)[0], max(last for _, last in places))


def in_user_code(error: Exception) -> Exception:
    """Return an error of the same class whose message shows the user's lines that led to it.

    What an inner function has told already is told anew, with the lines around it. A StagingError is returned where
    the error's class may take other arguments than a message.
    Source: `create_exception` in `tensorflow/python/autograph/pyct/error_utils.py`.
    """
    lines = _lines([(frame.f_code, line) for frame, line in traceback.walk_tb(error.__traceback__)])
    kind = _kind(error)
    words: str = vars(error).get("_without_lines", f"{kind.__name__}: {error}")
    indented = "\n    ".join(words.splitlines())
    made = _remade(error, kind, f"in user code:\n\n{''.join(map(str, lines))}\n    {indented}\n")
    made._without_lines = words  # type: ignore[attr-defined]
    return made


def _kind(error: Exception) -> type[Exception]:
    """Return the class of an error as programs know it: a class that only this library has stands for its base."""
    known = ("builtins", errors.__name__)
    kinds = type(error).__mro__ if type(error).__module__.startswith("lifetimes.") else (type(error),)
    return next(kind for kind in kinds if kind.__module__ in known or kind is StagingError or len(kinds) == 1)


def _remade(error: Exception, kind: type[Exception], message: str) -> Exception:
    plain = kind.__init__ is Exception.__init__ or kind in _REMADE
    if not plain and not hasattr(error, "error_code"):
        return StagingError(message)
    try:
        if hasattr(error, "error_code"):
            made: Exception = kind(error.node_def, error.op, message)  # type: ignore[attr-defined]
        elif kind is KeyError:
            made = _MultilineKeyError(message)
        else:
            made = kind(message)
    except Exception:
        return error
    return made if type(made) in (kind, _MultilineKeyError) else error


class StagingError(Exception):
    """What a trace raises for an error of a class that cannot be made from a message alone."""


_REMADE: Final = (
    AssertionError, AttributeError, NameError, NotImplementedError, RuntimeError, StopIteration, TypeError,
    UnboundLocalError, ValueError, KeyError, errors.InaccessibleTensorError, errors.OperatorNotAllowedInGraphError,
)  # fmt: skip


class _MultilineKeyError(KeyError):
    """A KeyError that shows its message as it is, where Python would show its repr."""

    def __str__(self) -> str:
        return str(self.args[0])


_MultilineKeyError.__name__ = _MultilineKeyError.__qualname__ = "KeyError"
