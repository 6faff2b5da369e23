"""What a Saver knows of its files: where they go, which of them it keeps, and which is the newest of a folder.

What is saved under which name is the lesson, `tf1/saver.py`; how a checkpoint lies on the disk is in `graph/data`.
"""

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import numpy as np

from lifetimes.errors import FailedPreconditionError, InvalidArgumentError, NotFoundError, OpError
from lifetimes.graph.data import tensor_bundle
from lifetimes.graph.data.checkpoint_ops import names_of_objects, read_entry
from lifetimes.graph.data.checkpoint_state import get_checkpoint_mtimes, remove_checkpoint, write_state
from lifetimes.tf1.library import log_messages as messages


class KeptFiles:
    """The checkpoints of one Saver, oldest first, each with the moment of its writing."""

    def __init__(self, max_to_keep: int, hours: float) -> None:
        self.max_to_keep, self.hours = max_to_keep, hours
        self.files: list[tuple[str, float]] = []
        self._next_preserved = time.time() + hours * 3600

    def add(self, file: str, folder: str, latest: str, meta_graph_suffix: str, relative: bool) -> None:
        """Let the folder's state name a new checkpoint as its newest, then delete what is too many."""
        if not self.max_to_keep:  # all are kept, and none is remembered
            write_state(folder, file, (), latest, relative)
            return
        self.files = [(kept, moment) for kept, moment in self.files if kept != file]
        self.files.append((file, time.time()))
        first = max(len(self.files) - self.max_to_keep, 0)
        write_state(folder, file, [kept for kept, _ in self.files[first:]], latest, relative)
        for kept, moment in self.files[:first]:
            if moment > self._next_preserved:
                self._next_preserved += self.hours * 3600
            else:
                remove_checkpoint(None, kept, meta_graph_suffix=meta_graph_suffix)
        del self.files[:first]

    def recover(self, paths: list[str]) -> None:
        """Count these checkpoints, as far as they exist, among its own."""
        found = list(filter(tensor_bundle.bundle_exists, paths))
        self.files = list(zip(found, get_checkpoint_mtimes(None, found), strict=True))


def checked(variables: Mapping[Any, Any]) -> dict[str, Any]:
    """Return the variables of a map. TypeError for anything else in it, ValueError for one under two names."""
    seen: set[int] = set()
    found: dict[str, Any] = {}
    for name in sorted(variables, key=str):
        variable = variables[name]
        if not isinstance(name, str):
            words = "names_to_saveables must be a dict mapping string names to trackable operations. Name is not a "
            raise TypeError(f"{words}string: {name}")
        if hasattr(variable, "_get_variable_list"):  # the whole under its name, of which each part is saved
            found.update((f"{name} {part._get_save_slice_info().spec}", part) for part in variable)
            continue
        if not hasattr(variable, "_shared_name"):
            words = "names_to_saveables must be a dict mapping string names to Tensors/Variables. Not a variable: "
            raise TypeError(f"{words}{variable}")
        if id(variable) in seen:
            raise ValueError(f"The same saveable will be restored with two names: {name}")
        seen.add(id(variable))
        found[name] = variable
    return found


def parts_of(variables: Iterable[Any]) -> Iterator[Any]:
    """Yield the variables; for a partitioned one, and for a table, its parts."""
    for variable in variables:
        if hasattr(variable, "_get_variable_list"):
            yield from variable._get_variable_list()
        else:
            yield from getattr(variable, "specs", [variable])


def numbered_path(sess: Any, save_path: Any, global_step: Any, latest: str, pad: bool) -> str:
    """Return the path of a new checkpoint, with the step behind it. ValueError for a path that cannot be."""
    path = os.fspath(save_path)
    if os.path.split(latest)[0]:
        raise ValueError("'latest_filename' must not contain path components")
    if os.path.basename(path) == latest:
        raise ValueError(f"'latest_filename' collides with 'save_path': '{latest}' and '{path}'")
    if not path:
        raise ValueError("no path specified")
    step = _step_of(sess, global_step)
    return path if step is None else f"{path}-{step:08d}" if pad else f"{path}-{step}"


def _step_of(sess: Any, global_step: Any) -> int | None:
    """Return the step as a number: an integer, or the value that a tensor or variable has in the session."""
    if global_step is None or isinstance(global_step, int):
        return global_step
    symbolic = sess is not None and (hasattr(global_step, "graph") or isinstance(global_step, str))
    return int(sess.run(global_step) if symbolic else global_step)


def existing_path(save_path: Any) -> str:
    """Return the path of a checkpoint to be restored. ValueError where there is none."""
    if save_path is None:
        raise ValueError("Can't load save_path when it is None.")
    path: str = os.fspath(save_path)
    if not tensor_bundle.bundle_exists(path):
        raise ValueError(f"The passed save_path is not a valid checkpoint: {path}")
    messages.info("Restoring parameters from %s", path)
    return path


def run_saving(sess: Any, saver_def: Any, file: str, save_path: Any) -> None:
    """Let the session write its values. ValueError where there is no folder for them."""
    try:
        sess.run(saver_def.save_tensor_name, {saver_def.filename_tensor_name: file})
    except (FailedPreconditionError, NotFoundError):
        path = os.fspath(save_path)
        if os.path.isdir(os.path.dirname(path) or "."):
            raise
        raise ValueError(f"Parent directory of {path} doesn't exist, can't save.") from None


def explained(error: OpError, path: str) -> Exception:
    """Return an error of restoring with TensorFlow's guess at its reason. Any other kind of error as it is."""
    known = names_of_objects(tensor_bundle.open_bundle(path)) if isinstance(error, NotFoundError) else {}
    if known and error.op is not None:
        names = {name.decode() for name in error.op.inputs[1].op.attrs["value"].flat}
        missing, extra = (", ".join(sorted(one)) for one in (names - known.keys(), known.keys() - names))
        return NotFoundError(None, None, _OTHER_NAMES.format(missing, extra, len(names & known.keys())))
    likely = {
        NotFoundError: "a Variable name or other graph key that is missing from the checkpoint",
        InvalidArgumentError: "a mismatch between the current graph and the graph from the checkpoint",
    }.get(type(error))
    if likely is None:
        return error
    words = (
        f"Restoring from checkpoint failed. This is most likely due to {likely}. Please ensure that you have not "
        f"altered the graph expected based on the checkpoint. Original error:\n\n{error.message}"
    )
    return type(error)(error.node_def, error.op, words)


_OTHER_NAMES: Final = (
    "\n\nExisting variables not in the checkpoint: {}\n\n"
    "Variables names when this checkpoint was written which don't exist now: {}\n\n({} variable name(s) did match)\n\n"
    "Could not find some variables in the checkpoint (see names above). Saver was attempting to load an object-based "
    "checkpoint (saved using tf.train.Checkpoint or tf.keras.Model.save_weights) using variable names. If the "
    "checkpoint was written with eager execution enabled, it's possible that variable names have changed (for example "
    "missing a '_1' suffix). It's also possible that there are new variables which did not exist when the checkpoint "
    "was written. You can construct a Saver(var_list=...) with only the variables which previously existed, and if "
    "variable names have changed you may need to make this a dictionary with the old names as keys."
)


def write_values(file: str, variables: Mapping[str, Any]) -> None:
    """Write the values that variables have now, outside of any graph."""
    tensor_bundle.write_bundle(file, {name: np.asarray(each.numpy()) for name, each in variables.items()})


def read_values(file: str, variables: Mapping[str, Any]) -> None:
    """Give variables outside of any graph the values of a checkpoint: all of them, or none."""
    bundle = tensor_bundle.open_bundle(file).held()
    found = {name: read_entry(bundle, name, each.dtype, later=True) for name, each in variables.items()}
    for name, value in found.items():
        variables[name].assign(np.asarray(value))
