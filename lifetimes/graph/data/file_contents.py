"""Ops that read and write whole files: their text is one string, as bytes."""

from __future__ import annotations

import glob
import os
from typing import Any

import numpy as np

from lifetimes.errors import InvalidArgumentError
from lifetimes.graph.data.files import worded
from lifetimes.ops import dtypes
from lifetimes.ops.debugging.wrappers import functions_of
from lifetimes.ops.dtypes import Array
from lifetimes.ops.registry import Out, not_differentiable, nothing, op
from lifetimes.ops.shapes import brackets


def _path(filename: Array, words: str = "Input filename tensor must be scalar, but had shape: ") -> str:
    if filename.shape:
        raise InvalidArgumentError(None, None, words + brackets(filename.shape))
    return os.fsdecode(filename.item())


def _read(run: Any, node: Any, filename: Array) -> Array:
    path = _path(filename)
    with worded(path), open(path, "rb") as file:
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


def _text(inputs: Any, attrs: dict[str, Any]) -> Out:
    return dtypes.string, ()


def _paths(inputs: Any, attrs: dict[str, Any]) -> Out:
    return dtypes.string, (None,)


op("ReadFile", "filename:string", _read, _text, not_differentiable, stateful=True)
op("WriteFile", "filename:string contents:string", _write, nothing, not_differentiable,
   stateful=True, effect=True, outputs=0)  # fmt: skip
op("MatchingFiles", "pattern:string", _matching, _paths, not_differentiable, stateful=True)

functions_of("""
ReadFile: io.read_file v1:read_file
    Return what is in a file, as one string. NotFoundError where there is none.
WriteFile: io.write_file v1:write_file
    Write a string as a file, and make the folders that it lies in.
MatchingFiles: io.matching_files v1:matching_files
    Return the sorted paths that match a pattern, or one of several.
""")
