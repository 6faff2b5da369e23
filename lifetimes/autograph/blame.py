"""Errors that point to the user's own line: the frames of turned code, as the user wrote it."""

from __future__ import annotations

import linecache
import sys
import traceback
from types import CodeType, FrameType, TracebackType
from typing import Any

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


def _from_traceback(trace: TracebackType | None) -> list[tuple[CodeType, int]]:
    frames = []
    while trace is not None:
        frames.append((trace.tb_frame.f_code, trace.tb_lineno))
        trace = trace.tb_next
    return frames


def blamed(error: Exception) -> Exception:
    """Note in an error that is kept for later which lines are to blame: those that run now."""
    frames: list[tuple[CodeType, int]] = []
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        frames.append((frame.f_code, frame.f_lineno))
        frame = frame.f_back
    error._lines = _lines(frames[::-1])  # type: ignore[attr-defined]
    return error


def in_user_code(error: Exception) -> Exception:
    """Return an error of the same class whose message shows the user's lines that led to it.

    The error itself is returned where nothing of it is turned code, or its class takes other arguments.
    """
    lines: Any = getattr(error, "_lines", None) or _lines(_from_traceback(error.__traceback__))
    if not lines or str(error).startswith("in user code:"):
        return error
    shown = "".join(
        f'    File "{file}", line {line}, in {function}  *\n        {linecache.getline(file, line).strip()}\n'
        for file, line, function in lines
    )
    words = "\n    ".join("".join(traceback.format_exception_only(error)).rstrip().splitlines())
    message = f"in user code:\n\n{shown}\n    {words.removeprefix('lifetimes.errors.')}\n"
    return _remade(error, message)


def _remade(error: Exception, message: str) -> Exception:
    kind = type(error)
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


class _MultilineKeyError(KeyError):
    """A KeyError that shows its message as it is, where Python would show its repr."""

    def __str__(self) -> str:
        return str(self.args[0])


_MultilineKeyError.__name__ = _MultilineKeyError.__qualname__ = "KeyError"
