"""`init_from_checkpoint`: variables whose initialiser reads a value from a checkpoint."""

import os
from collections.abc import Iterator, Mapping
from itertools import count, takewhile
from operator import itemgetter
from typing import Any

from lifetimes.graph.data.checkpoint_state import latest_checkpoint, load_checkpoint
from lifetimes.ops import public
from lifetimes.tf1.variable import Variable
from lifetimes.tf1.variable_store import store


@public(v1=("train.init_from_checkpoint",))
def init_from_checkpoint(world: Any, ckpt_dir_or_file: Any, assignment_map: Any) -> None:
    """Let variables be initialised from a checkpoint: `{"key": variable}`, `{"key": "name"}` or `{"old/": "new/"}`.

    Nothing is read into a session yet; running their initialisers does that. ValueError names what is not there or
    does not fit.
    """
    shapes = load_checkpoint(world, ckpt_dir_or_file).get_variable_to_shape_map()
    place = os.fspath(ckpt_dir_or_file)
    file = latest_checkpoint(world, place) if os.path.isdir(place) else place
    pairs = assignment_map.items() if isinstance(assignment_map, Mapping) else assignment_map
    found = [one for key, target in sorted(pairs, key=itemgetter(0))
             for one in _sources(shapes, place, key, target, store(world))]  # fmt: skip
    for key, variable, part in found:
        _initialise_from(world, file, key, variable, part)


def _sources(
    shapes: Mapping[str, Any], place: str, key: str, target: Any, known: Mapping[str, Any]
) -> Iterator[tuple[str, Any, str]]:
    """Yield each key of the checkpoint with a variable that it goes to, and which part of the whole that one takes."""
    targets = _targets(target, known)
    if not targets:
        yield from _below_a_scope(shapes, place, key, str(target), known)
    elif key not in shapes:
        raise ValueError(f"Tensor {key} is not found in {place} checkpoint {shapes}")
    for variable, part in targets:
        if not part and not variable.shape.is_compatible_with(shapes[key]):
            raise ValueError(f"Shape of variable {variable.name} ({variable.shape}) doesn't match with shape of tensor "
                             f"{key} ({shapes[key]}) from checkpoint reader.")  # fmt: skip
        yield key, variable, part


def _targets(target: Any, known: Mapping[str, Any]) -> list[tuple[Any, str]]:
    """Return the variable that is meant, or the parts of a partitioned one; nothing for a scope."""
    if isinstance(target, Variable) or (isinstance(target, str) and target in known):
        return [(target if isinstance(target, Variable) else known[target], "")]
    if isinstance(target, str):
        names = takewhile(known.__contains__, (f"{target}/part_{number}" for number in count()))
        target = [known[name] for name in names]
    return [(part, part._save_slice_info.spec) for part in target] if isinstance(target, list) else []


def _below_a_scope(
    shapes: Mapping[str, Any], place: str, key: str, target: str, known: Mapping[str, Any]
) -> Iterator[tuple[str, Any, str]]:
    scope = target.rpartition("/")[0]
    if not key.endswith("/"):
        raise ValueError(f"Assignment map with scope only name {scope} should map to scope only {key}. "
                         "Should be 'scope/': 'other_scope/'.")  # fmt: skip
    for name in sorted({name.partition("/part_")[0] for name in known if not scope or name.startswith(f"{scope}/")}):
        rest = name if target == "/" else name[len(scope) + 1 :]
        stored = f"{'' if key == '/' else key}{rest}".removesuffix("/")  # of a slot
        if stored not in shapes:
            raise ValueError(f"Tensor {stored} ({name[len(scope) + 1 :]} in {key}) is not found in {place} checkpoint")
        yield from _sources(shapes, place, stored, name, known)


def _initialise_from(world: Any, file: Any, key: str, variable: Any, part: str) -> None:
    """Give the variable another initialiser."""
    dtype = variable.dtype.base_dtype
    with variable.graph.as_default(), variable.graph.name_scope(None):
        with variable.graph.device("cpu:0"):
            made = world.node("RestoreV2", (str(file), [key], [part]), {"dtypes": [dtype]}, "checkpoint_initializer")
        (value,) = made.outputs
        value.set_shape(variable.shape)
        kind = "AssignVariableOp" if variable.op.type == "VarHandleOp" else "Assign"
        attrs = {"validate_shape": True} if kind == "Assign" else {}
        variable._initializer = world.node(kind, (variable._as_tensor(as_ref=True), value), attrs, "Assign")
        variable._initial_value = value
