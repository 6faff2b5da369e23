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


class Cut(BaseException):
    """A loop of the program has gone on for long enough: what follows it is looked at as well."""


class Loops(ast.NodeTransformer):
    """Lets the outermost loops of a program end where a run in them is cut."""

    def visit_For(self, node: ast.For | ast.While) -> ast.AST:
        handler = ast.ExceptHandler(ast.Name("__Cut__", ast.Load()), None, [ast.Pass()])
        return ast.copy_location(ast.Try([node], [handler], [], []), node)

    visit_While = visit_For  # noqa: N815

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.ClassDef) -> ast.AST:
        return node

    visit_ClassDef = visit_FunctionDef  # noqa: N815


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
        module = ast.fix_missing_locations(Loops().visit(change.visit(ast.parse(file.read()))))
    random.seed(0)
    np.random.seed(0)
    sys.argv = [path, *arguments]
    for word, call in {**marks, "Cut": Cut}.items():
        setattr(builtins, f"__{word}__", call)
    space = types.ModuleType("__main__")
    space.__file__ = path
    sys.modules["__main__"] = space
    try:
        exec(compile(module, path, "exec"), space.__dict__)
    except Cut:
        return ""
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
