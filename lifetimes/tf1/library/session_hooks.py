"""Hooks: what a monitored session does beside each run, such as stop at a step, save, log and watch for NaN.

    class Show(tf.train.SessionRunHook):
        def before_run(self, run_context): return tf.train.SessionRunArgs(loss)    # fetched too
        def after_run(self, run_context, run_values): print(run_values.results)

Source: `tensorflow/python/training/session_run_hook.py`, `basic_session_run_hooks.py`.
"""

import os
import time
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, NamedTuple

import numpy as np

from lifetimes.graph.data.protos import MetaGraphDef, SessionLog, Summary
from lifetimes.graph.summaries.event_writer import FileWriterCache
from lifetimes.ops import plain, public
from lifetimes.ops.debugging.wrappers import Declared
from lifetimes.tf1.graph_collections import GraphKeys
from lifetimes.tf1.library import log_messages as messages
from lifetimes.tf1.library.global_step import get_global_step
from lifetimes.tf1.library.initial_values import initialized_value
from lifetimes.tf1.variable import Variable


@plain(v1=("train.SessionRunArgs",))
class SessionRunArgs(NamedTuple):
    """What a hook adds to a run."""

    fetches: Any
    feed_dict: Any = None
    options: Any = None


@plain(v1=("train.SessionRunValues",))
class SessionRunValues(NamedTuple):
    """What a hook gets of a run: the values of what it fetched."""

    results: Any
    options: Any
    run_metadata: Any


@plain(v1=("train.SessionRunContext",))
class SessionRunContext(Declared, takes="original_args session"):
    """One run as hooks see it: what the caller asked for, the session, and a way to stop."""

    stop_requested = False

    def request_stop(self) -> None:
        """Let `should_stop` of the monitored session be true after this run."""
        self.stop_requested = True


@plain(v1=("train.SessionRunHook",))
class SessionRunHook:
    """What a monitored session calls. Each method does nothing here."""

    def begin(self) -> None:
        """Called before the session is made; the graph can be added to."""

    def after_create_session(self, session: Any, coord: Any) -> None:
        """Called when a session was made, or made anew; the graph is final."""

    def before_run(self, run_context: SessionRunContext) -> SessionRunArgs | None:
        """Return what to add to the run."""

    def after_run(self, run_context: SessionRunContext, run_values: SessionRunValues) -> None:
        """Called after a run that raised nothing."""

    def end(self, session: Any) -> None:
        """Called at the end, where nothing was raised."""


def step_reading(world: Any, who: str) -> Any:
    """Return a reading of the global step, made once per graph. RuntimeError where there is no global step."""
    graph, key = world.current_graph(), "global_step_read_op_cache"
    kept = graph.get_collection(key)
    if kept:
        return kept[0]
    step = get_global_step(world)
    if step is None:
        raise RuntimeError(f"Global step should be created to use {who}.")
    with graph.name_scope(None), graph.name_scope(f"{step.op.name}/"):
        made = (initialized_value(world, step) if isinstance(step, Variable) else step) + 0
    graph.add_to_collection(key, made)
    return made


# --- when ------------------------------------------------------------------------------------------------


@plain(v1=("train.SecondOrStepTimer",))
class SecondOrStepTimer(Declared, takes="every_secs=None every_steps=None"):
    """Says whether it is time again: after so many steps, or so many seconds."""

    _last_step: Any = None
    _last_time: float | None = None

    @staticmethod
    def _check(every_secs: float | None, every_steps: int | None) -> None:
        words = "Either every_secs or every_steps should be provided."
        _only_one(every_secs, every_steps, words, "Can not provide both every_secs and every_steps.")

    def reset(self) -> None:
        self._last_step = self._last_time = None

    def should_trigger_for_step(self, step: Any) -> bool:
        if self._last_step is None or self._last_time is None:
            return True
        if self._last_step == step:
            return False
        if self.every_secs is not None:
            return bool(time.time() >= self._last_time + self.every_secs)
        return bool(step >= self._last_step + self.every_steps)

    def update_last_triggered_step(self, step: Any) -> tuple[Any, Any]:
        """Note that it was time at this step, and return how many seconds and steps have passed since the last time."""
        now = time.time()
        passed = (None, None)
        if self._last_time is not None:
            passed = (now - self._last_time, step - self._last_step)  # type: ignore[assignment]
        self._last_time, self._last_step = now, step
        return passed

    def last_triggered_step(self) -> Any:
        return self._last_step


def _only_one(one: Any, other: Any, neither: str, both: str | None = None) -> None:
    """Raise ValueError, in these words, where not exactly one of two arguments is given."""
    if (one is None) == (other is None):
        raise ValueError(neither if one is None or both is None else both)


# --- hooks -----------------------------------------------------------------------------------------------


class _Hook(Declared, SessionRunHook):
    """A hook that has what it takes as attributes."""


class _StepHook(_Hook):
    """A hook that reads the global step in each run."""

    _who: ClassVar[str]  # as an error names it
    _writer: Any = None
    _folder: Any = None
    _first = "self, world"

    def begin(self) -> None:
        if self._writer is None and self._folder:
            self._writer = FileWriterCache.get(self._folder, self._world.current_graph())
        self._step = step_reading(self._world, self._who)

    def before_run(self, run_context: SessionRunContext) -> SessionRunArgs | None:
        return SessionRunArgs(self._step)


class _TimedHook(_StepHook):
    """A hook that does something where its timer says that it is time."""

    _timer: SecondOrStepTimer

    def after_run(self, run_context: SessionRunContext, run_values: SessionRunValues) -> None:
        """Read the step once more where it may be time: what the run read is the step before it."""
        if self._timer.should_trigger_for_step(run_values.results + 1):
            step = run_context.session.run(self._step)
            if self._timer.should_trigger_for_step(step):
                self._due(run_context, step, *self._timer.update_last_triggered_step(step))

    def _due(self, run_context: SessionRunContext, step: Any, seconds: Any, steps: Any) -> None:
        """Do what there is to do at this step, so many seconds and steps after the last time."""


@public(v1=("train.StopAtStepHook",))
class StopAtStepHook(_StepHook, takes="num_steps=None last_step=None"):
    """Stops after so many steps, or at a step."""

    _who = "StopAtStepHook"
    last_step: Any

    @staticmethod
    def _check(num_steps: int | None, last_step: int | None) -> None:
        words = "One of num_steps or last_step must be specified."
        _only_one(num_steps, last_step, words, "Only one of num_steps or last_step can be specified.")

    def after_create_session(self, session: Any, coord: Any) -> None:
        if self.last_step is None:
            self.last_step = session.run(self._step) + self.num_steps

    def after_run(self, run_context: SessionRunContext, run_values: SessionRunValues) -> None:
        if run_values.results + 1 >= self.last_step and run_context.session.run(self._step) >= self.last_step:
            run_context.request_stop()


@plain(v1=("train.CheckpointSaverListener",))
class CheckpointSaverListener:
    """What a CheckpointSaverHook calls around each saving. Each method does nothing here."""

    def begin(self) -> None:
        """Called before the session is made."""

    def before_save(self, session: Any, global_step_value: Any) -> None:
        """Called before a saving."""

    def after_save(self, session: Any, global_step_value: Any) -> Any:
        """Called after a saving; what it returns asks to stop."""

    def end(self, session: Any, global_step_value: Any) -> None:
        """Called at the end."""


@public(v1=("train.CheckpointSaverHook",))
class CheckpointSaverHook(_TimedHook):
    """Saves when the session is made, then every so many steps or seconds, and at the end."""

    _who = "CheckpointSaverHook"

    def __init__(
        self, world: Any, checkpoint_dir: str, save_secs: float | None = None, save_steps: int | None = None,
        saver: Any = None, checkpoint_basename: str = "model.ckpt", scaffold: Any = None, listeners: Any = None,
        save_graph_def: bool = True,
    ) -> None:  # fmt: skip
        messages.info("Create CheckpointSaverHook.")
        if saver is not None and scaffold is not None:
            raise ValueError("You cannot provide both saver and scaffold.")
        super().__init__(world)
        self._saver, self._scaffold, self._folder = saver, scaffold, checkpoint_dir
        self._path, self._save_graph_def = os.path.join(checkpoint_dir, checkpoint_basename), save_graph_def
        self._timer, self._listeners = SecondOrStepTimer(save_secs, save_steps), listeners or []

    def begin(self) -> None:
        super().begin()
        for listener in self._listeners:
            listener.begin()

    def after_create_session(self, session: Any, coord: Any) -> None:
        step = session.run(self._step)
        if self._save_graph_def:
            with open(os.path.join(self._folder, "graph.pbtxt"), "w", encoding="utf-8") as file:
                file.write(str(session.graph.as_graph_def(add_shapes=True)))
        self._writer.add_graph(session.graph)
        self._writer.add_meta_graph(MetaGraphDef(graph_def=session.graph.as_graph_def(add_shapes=True)))
        self._save(session, step)
        self._timer.update_last_triggered_step(step)

    def _due(self, run_context: SessionRunContext, step: Any, seconds: Any, steps: Any) -> None:
        if self._save(run_context.session, step):
            run_context.request_stop()

    def end(self, session: Any) -> None:
        step = session.run(self._step)
        if step != self._timer.last_triggered_step():
            self._save(session, step)
        for listener in self._listeners:
            listener.end(session, step)

    def _save(self, session: Any, step: Any) -> bool:
        """Save, and return whether a listener asks to stop."""
        messages.info("Calling checkpoint listeners before saving checkpoint %d...", step)
        for listener in self._listeners:
            listener.before_save(session, step)
        messages.info("Saving checkpoints for %d into %s.", step, self._path)
        self._get_saver().save(session, self._path, global_step=step, write_meta_graph=self._save_graph_def)
        log = SessionLog(status=SessionLog.CHECKPOINT, checkpoint_path=self._path)
        self._writer.add_session_log(log, step)
        messages.info("Calling checkpoint listeners after saving checkpoint %d...", step)
        wishes = [listener.after_save(session, step) for listener in self._listeners]
        return any(wishes)

    def _get_saver(self) -> Any:
        if self._saver is not None:
            return self._saver
        if self._scaffold is not None:
            return self._scaffold.saver
        savers = self._world.current_graph().get_collection(GraphKeys.SAVERS)
        if len(savers) != 1:
            found, advice = "No items in", "add a saver to the collection or provide a saver or scaffold."
            if savers:
                found, advice = "More than one item in", "indicate which one to use by passing it to the constructor."
            raise RuntimeError(f"{found} collection {GraphKeys.SAVERS}. Please {advice}")
        self._saver = savers[0]
        return self._saver


@public(v1=("train.LoggingTensorHook",))
class LoggingTensorHook(SessionRunHook):
    """Logs the values of tensors every so many runs or seconds, or at the end."""

    def __init__(
        self, world: Any, tensors: Any, every_n_iter: int | None = None, every_n_secs: float | None = None,
        at_end: bool = False, formatter: Callable[[dict[Any, Any]], str] | None = None,
    ) -> None:  # fmt: skip
        only_at_end = at_end and every_n_iter is None and every_n_secs is None
        if not only_at_end and (every_n_iter is None) == (every_n_secs is None):
            raise ValueError("either at_end and/or exactly one of every_n_iter and every_n_secs must be provided.")
        if every_n_iter is not None and every_n_iter <= 0:
            raise ValueError(f"invalid every_n_iter={every_n_iter}.")
        self._world, self._formatter, self._at_end = world, formatter, at_end
        self._tensors = tensors if isinstance(tensors, Mapping) else {item: item for item in tensors}
        self._tags = sorted(tensors) if isinstance(tensors, Mapping) else list(tensors)
        self._timer = None if only_at_end else SecondOrStepTimer(every_n_secs, every_n_iter)

    def begin(self) -> None:
        if self._timer is not None:
            self._timer.reset()
        self._runs, graph = 0, self._world.current_graph()
        named = {tag: f"{tensor}:0" if isinstance(tensor, str) and ":" not in tensor else tensor
                 for tag, tensor in self._tensors.items()}  # fmt: skip
        self._current = {tag: graph.as_graph_element(tensor) for tag, tensor in named.items()}

    def before_run(self, run_context: SessionRunContext) -> SessionRunArgs | None:
        self._due = self._timer is not None and self._timer.should_trigger_for_step(self._runs)
        return SessionRunArgs(self._current) if self._due else None

    def after_run(self, run_context: SessionRunContext, run_values: SessionRunValues) -> None:
        if self._due:
            self._log(run_values.results)
        self._runs += 1

    def end(self, session: Any) -> None:
        if self._at_end:
            self._log(session.run(self._current))

    def _log(self, values: dict[Any, Any]) -> None:
        seconds = None if self._timer is None else self._timer.update_last_triggered_step(self._runs)[0]
        if self._formatter is not None:
            messages.info(self._formatter(values))
            return
        with np.printoptions(suppress=True):
            text = ", ".join(f"{tag} = {values[tag]!s}" for tag in self._tags)
        if seconds is None:
            messages.info("%s", text)
        else:
            messages.info("%s (%.3f sec)", text, seconds)


@public(v1=("train.StepCounterHook",))
class StepCounterHook(_TimedHook):
    """Logs and records how many steps a second are made."""

    _who = "StepCounterHook"

    def __init__(
        self, world: Any, every_n_steps: int | None = 100, every_n_secs: float | None = None,
        output_dir: str | None = None, summary_writer: Any = None,
    ) -> None:  # fmt: skip
        _only_one(every_n_steps, every_n_secs, "exactly one of every_n_steps and every_n_secs should be provided.")
        super().__init__(world)
        self._writer, self._folder = summary_writer, output_dir
        self._timer = SecondOrStepTimer(every_n_secs, every_n_steps)

    def begin(self) -> None:
        super().begin()
        self._tag = f"{get_global_step(self._world).op.name}/sec"

    def _due(self, run_context: SessionRunContext, step: Any, seconds: Any, steps: Any) -> None:
        if seconds:
            self._log_and_record(steps, seconds, step)

    def _log_and_record(self, elapsed_steps: Any, elapsed_time: float, global_step: Any) -> None:
        rate = float(elapsed_steps / elapsed_time)
        if self._writer is not None:
            summary = Summary(value=[Summary.Value(tag=self._tag, simple_value=rate)])
            self._writer.add_summary(summary, global_step)
        messages.info("%s: %g", self._tag, rate)


@plain(v1=("train.NanLossDuringTrainingError",))
class NanLossDuringTrainingError(RuntimeError):
    """A loss became NaN."""

    def __str__(self) -> str:
        return "NaN loss during training."


@plain(v1=("train.NanTensorHook",))
class NanTensorHook(_Hook, takes="loss_tensor fail_on_nan_loss=True"):
    """Raises, or stops, where a loss is NaN."""

    def before_run(self, run_context: SessionRunContext) -> SessionRunArgs:
        return SessionRunArgs(self.loss_tensor)

    def after_run(self, run_context: SessionRunContext, run_values: SessionRunValues) -> None:
        if not np.isnan(run_values.results):
            return
        if self.fail_on_nan_loss:
            messages.error("Model diverged with loss = NaN.")
            raise NanLossDuringTrainingError
        messages.warning("Model diverged with loss = NaN.")
        run_context.request_stop()


@public(v1=("train.SummarySaverHook",))
class SummarySaverHook(_TimedHook):
    """Writes summaries every so many steps or seconds."""

    _who = "SummarySaverHook"

    def __init__(
        self, world: Any, save_steps: int | None = None, save_secs: float | None = None,
        output_dir: str | None = None, summary_writer: Any = None, scaffold: Any = None, summary_op: Any = None,
    ) -> None:  # fmt: skip
        _only_one(scaffold, summary_op, "Exactly one of scaffold or summary_op must be provided.")
        super().__init__(world)
        self._summary_op, self._scaffold = summary_op, scaffold
        self._writer, self._folder = summary_writer, output_dir
        self._timer = SecondOrStepTimer(save_secs, save_steps)

    def begin(self) -> None:
        super().begin()
        self._next_step: Any = None

    def before_run(self, run_context: SessionRunContext) -> SessionRunArgs:
        self._asks = self._next_step is None or self._timer.should_trigger_for_step(self._next_step)
        given = self._scaffold.summary_op if self._summary_op is None else self._summary_op
        requests = {"global_step": self._step}
        if self._asks and given is not None:
            requests["summary"] = given if isinstance(given, list) else [given]
        return SessionRunArgs(requests)

    def after_run(self, run_context: SessionRunContext, run_values: SessionRunValues) -> None:
        if self._writer is None:
            return
        step = run_values.results["global_step"] + 1
        if self._asks:
            step = run_context.session.run(self._step)
        if self._next_step is None:
            self._writer.add_session_log(SessionLog(status=SessionLog.START), step)
        if self._asks:
            self._timer.update_last_triggered_step(step)
        for summary in run_values.results.get("summary", ()):
            self._writer.add_summary(summary, step)
        self._next_step = step + 1

    def end(self, session: Any) -> None:
        if self._writer is not None:
            self._writer.flush()


@public(v1=("train.GlobalStepWaiterHook",))
class GlobalStepWaiterHook(_StepHook, takes="wait_until_step"):
    """Waits before the first run until others have brought the global step so far."""

    _who, _done = "_GlobalStepWaiterHook", False

    def before_run(self, run_context: SessionRunContext) -> None:
        while not self._done and run_context.session.run(self._step) < self.wait_until_step:
            time.sleep(0.5)
        self._done = True


@plain(v1=("train.FinalOpsHook",))
class FinalOpsHook(_Hook, takes="final_ops final_ops_feed_dict=None"):
    """Runs something at the end, and keeps its values."""

    _values: Any = None
    final_ops_values = property(lambda self: self._values)

    def end(self, session: Any) -> None:
        if self.final_ops is not None:
            self._values = session.run(self.final_ops, feed_dict=self.final_ops_feed_dict)


@plain(v1=("train.FeedFnHook",))
class FeedFnHook(_Hook, takes="feed_fn"):
    """Feeds what a function returns, in each run."""

    def before_run(self, run_context: SessionRunContext) -> SessionRunArgs:
        return SessionRunArgs(None, self.feed_fn())
