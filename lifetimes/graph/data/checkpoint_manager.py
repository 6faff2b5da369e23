"""CheckpointManager: numbers checkpoints, keeps the last few of a folder, and finds the newest again."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lifetimes.graph.data import tensor_bundle
from lifetimes.graph.data.checkpoint_state import read_state, write_state
from lifetimes.ops import plain


def _number(step: Any) -> int:
    """Return a step as it is now; a variable or tensor of a graph has the one of the default session."""
    return int(step.eval() if getattr(step, "graph", None) is not None else step)


@plain("train.CheckpointManager")
class CheckpointManager:
    """Saves one Checkpoint again and again in one folder, and owns it. Older files are deleted."""

    def __init__(
        self, checkpoint: Any, directory: str | os.PathLike[str], max_to_keep: int | None,
        keep_checkpoint_every_n_hours: float | None = None, checkpoint_name: str = "ckpt", step_counter: Any = None,
        checkpoint_interval: int | None = None, init_fn: Callable[[], Any] | None = None,
    ) -> None:  # fmt: skip
        if max_to_keep is not None and max_to_keep <= 0:
            raise ValueError(f"Expected a positive integer or `None` for `max_to_keep`, got {max_to_keep}.")
        if checkpoint_interval is not None and step_counter is None:
            raise ValueError("`step_counter` should be passed if `checkpoint_interval` is not None.")
        self._checkpoint, self._directory, self._max_to_keep = checkpoint, os.fspath(directory), max_to_keep
        self._hours = keep_checkpoint_every_n_hours
        self._prefix = os.path.join(self._directory, checkpoint_name)
        self._interval, self._init_fn = checkpoint_interval, init_fn
        self._step_counter = None if checkpoint_interval is None else step_counter  # kept for intervals alone
        self._last_step: int | None = None
        self._latest: str | None = None
        self._kept: dict[str, float] = {}
        self._last_preserved = time.time() - 1.0
        state = read_state(self._directory)
        if state is not None:  # an earlier manager kept checkpoints in the folder
            self._latest = state.model_checkpoint_path
            self._last_preserved = min(state.last_preserved_timestamp, time.time())
            pairs = zip(state.all_model_checkpoint_paths, state.all_model_checkpoint_timestamps, strict=False)
            self._kept = {path: moment for path, moment in pairs if moment > self._last_preserved}

    checkpoint = property(lambda self: self._checkpoint)
    directory = property(lambda self: self._directory)
    checkpoint_interval = property(lambda self: self._interval)

    @property
    def latest_checkpoint(self) -> str | None:
        """The path of the newest, None where there is none."""
        return self._latest

    @property
    def checkpoints(self) -> list[str]:
        """The paths of those that are kept, oldest first."""
        return list(self._kept)

    def save(self, checkpoint_number: Any = None, check_interval: bool = True, options: Any = None) -> str | None:
        """Write a checkpoint and return its path; None where it is too early, or this step has one."""
        if self._interval is not None:
            last, step = self._last_step, _number(self._step_counter)
            if last is not None and (step == last or (check_interval and step < last + self._interval)):
                return None
            self._last_step = step
        number = self._checkpoint._counted()
        number = number if checkpoint_number is None else _number(checkpoint_number)
        path: str = self._checkpoint.write(f"{self._prefix}-{number}")
        self._kept.pop(path, None)
        self._kept[path] = time.time()
        self._latest = path
        self._record()
        self._sweep()
        self._record()
        return path

    def _record(self) -> None:
        write_state(
            self._directory, str(self._latest), self._kept,
            all_model_checkpoint_timestamps=self._kept.values(), last_preserved_timestamp=self._last_preserved,
        )  # fmt: skip

    def _sweep(self) -> None:
        """Delete what is too many; one checkpoint each so many hours stays, where that was asked for."""
        while self._max_to_keep is not None and len(self._kept) > self._max_to_keep:
            path = next(iter(self._kept))
            when = self._kept.pop(path)
            if self._hours and when - self._hours * 3600.0 >= self._last_preserved:
                self._last_preserved = when
            else:
                tensor_bundle.remove_bundle(Path(path))

    def restore_or_initialize(self) -> str | None:
        """Restore the newest checkpoint and return its path; without one call `init_fn` and return None."""
        if self._latest is not None:
            self._checkpoint.restore(self._latest)
            if self._interval is not None:
                self._last_step = _number(self._step_counter)
            return self._latest
        if self._init_fn is not None:
            self._init_fn()
        return None

    def sync(self) -> None:
        """Do nothing: a checkpoint is written when `save` returns."""
