"""Errors that point to the user's own line: the frames of turned code, as the user wrote it."""

import linecache
import traceback
from types import CodeType
from typing import Final

from lifetimes import errors

_MARK = "ag__"


def is_turned(code: CodeType) -> bool:
    """Return whether code was turned: it refers to the runtime."""
    return _MARK in code.co_freevars or _MARK in code.co_cellvars


def _is_block(code: CodeType) -> bool:
    return code.co_name.startswith(_MARK) or code.co_name == "<lambda>"


def _lines(frames: list[tuple[CodeType, int]]) -> list[tuple[str, int, str]]:
    """Return file, line and function of the turned frames; a block's line stands for its function's."""
    found: list[tuple[str, int, str]] = []
    for code, line in frames:
        if not is_turned(code):
            continue
        if _is_block(code) and found:
            found[-1] = (code.co_filename, line, found[-1][2])
        elif not _is_block(code):
            name = "None" if code.co_name == "lambda_" else code.co_name
            found.append((code.co_filename, line, name))
    return found


def in_user_code(error: Exception) -> Exception:
    """Return an error of the same class whose message shows the user's lines that led to it.

    The error itself is returned where nothing of it is turned code; a StagingError where its class may take other
    arguments than a message. Source: `create_exception` in `tensorflow/python/autograph/pyct/error_utils.py`.
    """
    lines = _lines([(frame.f_code, line) for frame, line in traceback.walk_tb(error.__traceback__)])
    if not lines or str(error).startswith("in user code:"):
        return error
    shown = "".join(
        f'    File "{file}", line {line}, in {function}  *\n        {linecache.getline(file, line).strip()}\n'
        for file, line, function in lines
    )
    kind = _kind(error)
    words = "\n    ".join(f"{kind.__name__}: {error}".splitlines())
    return _remade(error, kind, f"in user code:\n\n{shown}\n    {words}\n")


def _kind(error: Exception) -> type[Exception]:
    """Return the class of an error as programs know it: a class that only this library has stands for its base."""
    known = ("builtins", errors.__name__)
    kinds = type(error).__mro__ if type(error).__module__.startswith("lifetimes.") else (type(error),)
    return next(kind for kind in kinds if kind.__module__ in known or len(kinds) == 1)


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
