"""`init_from_checkpoint`: variables whose initialiser reads a value from a checkpoint."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from lifetimes.graph.data.checkpoint_state import CheckpointReader, latest_checkpoint, load_checkpoint
from lifetimes.ops.registry import public
from lifetimes.tf1.variable import Variable
from lifetimes.tf1.variable_store import store


@public(v1=("train.init_from_checkpoint",))
def init_from_checkpoint(world: Any, ckpt_dir_or_file: Any, assignment_map: Any) -> None:
    """Let variables be initialised from a checkpoint: `{"key": variable}`, `{"key": "name"}` or `{"old/": "new/"}`.

    Nothing is read into a session yet; running their initialisers does that. ValueError names what is not there or
    does not fit.
    """
    reader = load_checkpoint(world, ckpt_dir_or_file)
    folder = os.path.isdir(ckpt_dir_or_file)
    file = latest_checkpoint(world, ckpt_dir_or_file) if folder else os.fspath(ckpt_dir_or_file)
    pairs = assignment_map.items() if isinstance(assignment_map, Mapping) else assignment_map
    found = [pair for key, target in sorted(pairs, key=lambda pair: pair[0])
             for pair in _pairs(reader, file, key, target, store(world))]  # fmt: skip
    shapes = reader.get_variable_to_shape_map()
    for key, variable in found:
        if key not in shapes:
            raise ValueError(f"Tensor {key} is not found in {file} checkpoint {shapes}")
        if not variable.shape.is_compatible_with(shapes[key]):
            raise ValueError(f"Shape of variable {variable.name} ({variable.shape}) doesn't match with shape of tensor "
                             f"{key} ({shapes[key]}) from checkpoint reader.")  # fmt: skip
    for key, variable in found:
        _initialise_from(world, str(file), key, variable)


def _pairs(
    reader: CheckpointReader, file: Any, key: str, target: Any, known: Mapping[str, Any]
) -> Iterator[tuple[str, Any]]:
    """Yield each key of the checkpoint with the variable that it goes to."""
    if isinstance(target, Variable) or (isinstance(target, str) and target in known):
        yield key, target if isinstance(target, Variable) else known[target]
        return
    scope = str(target)
    if not key.endswith("/") or not scope.endswith("/"):
        raise ValueError(f"Assignment map with scope only name {scope.split('/')[0]} should map to scope only {key}. "
                         "Should be 'scope/': 'other_scope/'.")  # fmt: skip
    prefix = "" if scope == "/" else scope
    names = [name for name in known if name.startswith(prefix)]
    if not names:
        raise ValueError(f"Tensor {scope} is not found in any variable scope of this graph")
    for name in sorted(names):
        stored = (("" if key == "/" else key) + name[len(prefix) :]).removesuffix("/")  # of a slot
        if not reader.has_tensor(stored):
            raise ValueError(f"Tensor {stored} ({name[len(prefix) :]} in {key}) is not found in {file} checkpoint")
        yield stored, known[name]


def _initialise_from(world: Any, file: str, key: str, variable: Any) -> None:
    """Give the variable another initialiser."""
    dtype = variable.dtype.base_dtype
    with variable.graph.as_default(), variable.graph.name_scope(None):
        (value,) = world.node("RestoreV2", (file, [key], [""]), {"dtypes": [dtype]}, "checkpoint_initializer").outputs
        value.set_shape(variable.shape)
        kind = "AssignVariableOp" if variable.op.type == "VarHandleOp" else "Assign"
        attrs = {"validate_shape": True} if kind == "Assign" else {}
        variable._initializer = world.node(kind, (variable._as_tensor(as_ref=True), value), attrs, "Assign")
        variable._initial_value = value
