"""Runs a source file as the main program of this process: what the recorder and the replay have in common."""

from __future__ import annotations

import ast
import builtins
import random
import sys
import types
from collections.abc import Callable
from typing import Any

import numpy as np


def run_as_main(
    path: str,
    arguments: list[str],
    change: ast.NodeTransformer,
    marks: dict[str, Callable[..., Any]],
    told: Callable[[BaseException], str],
) -> str:
    """Run a program, its source changed, and return in words how it failed; nothing where it ended well.

    `marks` are the functions that the changed source calls, each as `__word__`. The error itself does not outlive
    this call: it would keep alive what the program's frames held.
    """
    with open(path, encoding="utf-8") as file:
        module = ast.fix_missing_locations(change.visit(ast.parse(file.read())))
    random.seed(0)
    np.random.seed(0)
    sys.argv = [path, *arguments]
    for word, call in marks.items():
        setattr(builtins, f"__{word}__", call)
    space = types.ModuleType("__main__")
    space.__file__ = path
    sys.modules["__main__"] = space
    try:
        exec(compile(module, path, "exec"), space.__dict__)
    except SystemExit as stop:
        return f"SystemExit: {stop.code}" if stop.code else ""
    except BaseException as error:
        return told(error)
    return ""


def plain(value: Any) -> Any:
    """Return a value as data that can be written: arrays, lists, dictionaries."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if hasattr(value, "numpy"):
        value = value.numpy()
    return value if value is None or isinstance(value, (bytes, str)) else np.asarray(value)
