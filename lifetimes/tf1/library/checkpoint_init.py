"""`init_from_checkpoint`: variables whose initialiser reads a value from a checkpoint."""

import os
from collections.abc import Iterator, Mapping
from itertools import count, takewhile
from operator import itemgetter
from typing import Any

from lifetimes.graph.data.checkpoint_state import latest_checkpoint, load_checkpoint
from lifetimes.ops import public
from lifetimes.tf1.graph_collections import GraphKeys
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


@public(v1=("train.warm_start",))
def warm_start(
    world: Any, ckpt_to_initialize_from: Any, vars_to_warm_start: Any = ".*",
    var_name_to_prev_var_name: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """Let variables begin as those of their names in a checkpoint, or of an earlier name: whatever a pattern finds
    among the trainable ones, or several patterns among all, or a list.

    ValueError for an earlier name that nobody takes. Source: `tensorflow/python/training/warm_starting_util.py`.
    """
    graph, kinds = world.current_graph(), vars_to_warm_start
    if isinstance(kinds, str) or kinds is None:
        found = graph.get_collection(GraphKeys.TRAINABLE_VARIABLES, kinds)
    elif not isinstance(kinds, list):
        raise ValueError(f"`vars_to_warm_start must be a `list` or `str`.  Given type is {type(kinds)}")
    elif all(isinstance(each, str) for each in kinds):
        found = [one for scope in kinds for one in graph.get_collection(GraphKeys.GLOBAL_VARIABLES, scope)]
    elif all(isinstance(each, Variable) for each in kinds):
        found = kinds
    else:
        raise ValueError("If `vars_to_warm_start` is a list, it must be all `Variable` or all `str`.  Given types are "
                         f"{[*map(type, kinds)]}")  # fmt: skip
    names: dict[str, list[Any]] = {}
    for each in found:
        name = each.op.name if each._save_slice_info is None else each._save_slice_info.full_name
        names.setdefault(name, []).append(each)
    earlier = var_name_to_prev_var_name or {}
    pairs = [(earlier.get(key) or key, parts[0] if len(parts) == 1 else parts) for key, parts in names.items()]
    init_from_checkpoint(world, ckpt_to_initialize_from, pairs if kinds else [])
    unused = earlier.keys() - names.keys()
    if unused:
        words = f"You provided the following variables in var_name_to_prev_var_name that were not used: {unused}.  "
        viable = f"Perhaps you misspelled them?  Here is the list of viable variable names: {names.keys()}"
        raise ValueError(words + viable)


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
