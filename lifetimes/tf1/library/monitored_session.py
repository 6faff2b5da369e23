"""MonitoredSession: a session that initialises or restores by itself, runs hooks, and says when to stop.

    with tf.train.MonitoredTrainingSession(checkpoint_dir=folder, hooks=[tf.train.StopAtStepHook(10)]) as sess:
        while not sess.should_stop():
            sess.run(train)

While it is open the graph is final. Source: `tensorflow/python/training/monitored_session.py`.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, Final

import numpy as np

from lifetimes.errors import AbortedError, OutOfRangeError, UnavailableError
from lifetimes.graph.data.protos import RunMetadata, RunOptions
from lifetimes.ops import plain, public
from lifetimes.ops.debugging.wrappers import Declared, constructor, parameters_of
from lifetimes.tf1 import variable_lists as lists
from lifetimes.tf1.graph_building import group
from lifetimes.tf1.graph_collections import GraphKeys
from lifetimes.tf1.library import log_messages as messages
from lifetimes.tf1.library import session_hooks
from lifetimes.tf1.library.coordinator import Coordinator
from lifetimes.tf1.library.session_manager import SessionManager
from lifetimes.tf1.library.summary import merge_all
from lifetimes.tf1.saver import Saver

_NOT_GIVEN: Any = None
_LOST: Final = (AbortedError, UnavailableError)  # a session that raises these is made anew


def _missing(world: Any, variables: Any = None) -> Any:
    """Return the names of variables without a value; behind them stand those of resources, of which there are none."""
    found = lists.report_uninitialized_variables(world, variables)
    return world.apply("ConcatV2", found, np.empty(0, np.object_), 0)


@public(v1=("train.Scaffold",))
class Scaffold(Declared):
    """The operations by which a graph is initialised, found ready, saved and summed up; those not given are made."""

    init_op = ready_op = ready_for_local_init_op = local_init_op = summary_op = saver = _NOT_GIVEN
    init_feed_dict = local_init_feed_dict = _user_init_fn = _NOT_GIVEN

    def _take(self, world: Any, copy_from_scaffold: Any, **given: Any) -> None:
        if copy_from_scaffold is not None and not isinstance(copy_from_scaffold, Scaffold):
            raise TypeError("copy_from_scaffold is not a Scaffold instance.")
        for name, value in given.items():
            kept = "_user_init_fn" if name == "init_fn" else name
            setattr(self, kept, getattr(copy_from_scaffold, kept, None) if value is None else value)
        self._world = world

    init_fn = property(lambda self: self._user_init_fn and partial(self._user_init_fn, self))

    def finalize(self) -> "Scaffold":
        """Make what is missing, and let nothing be added to the graph from here on."""
        world = self._world
        for name, key, make in (
            ("init_op", GraphKeys.INIT_OP, lambda: group(world, lists.global_variables_initializer(world))),
            ("ready_op", GraphKeys.READY_OP, lambda: _missing(world)),
            ("ready_for_local_init_op", GraphKeys.READY_FOR_LOCAL_INIT_OP,
             lambda: _missing(world, lists.global_variables(world))),
            ("local_init_op", GraphKeys.LOCAL_INIT_OP, lambda: self.default_local_init_op(world)),
            ("summary_op", GraphKeys.SUMMARY_OP, lambda: merge_all(world)),
            ("saver", GraphKeys.SAVERS, lambda: Saver(world, sharded=True, allow_empty=True)),
        ):  # fmt: skip
            if getattr(self, name) is None:
                setattr(self, name, self._from_collection(name, key, make))
        self.saver.build()
        world.current_graph().finalize()
        messages.info("Graph was finalized.")
        return self

    def _from_collection(self, name: str, key: str, make: Callable[[], Any]) -> Any:
        """Return what a collection holds, made and put there where it holds nothing. RuntimeError for several."""
        graph = self._world.current_graph()
        kept = graph.get_collection(key)
        if len(kept) > 1:
            raise RuntimeError(
                'More than one item in the collection "%s". Please indicate which one to use by passing it to the '
                "tf.Scaffold constructor as:  tf.Scaffold(%s=item to use)", key, name,
            )  # fmt: skip
        if not kept:
            kept = [make()]
            if kept[0] is not None:
                graph.add_to_collection(key, kept[0])
        return kept[0]

    @staticmethod
    def default_local_init_op(world: Any) -> Any:
        """Return the operation that initialises local variables."""
        return group(world, lists.local_variables_initializer(world))


_TAKES: Final = """init_op=None init_feed_dict=None init_fn=None ready_op=None ready_for_local_init_op=None
    local_init_op=None summary_op=None saver=None copy_from_scaffold=None local_init_feed_dict=None"""
constructor(Scaffold, parameters_of(_TAKES), Scaffold._take, "self, world")


# --- who makes the session -------------------------------------------------------------------------------


@plain(v1=("train.SessionCreator",))
class SessionCreator:
    """Makes sessions: at first, and anew where one was lost."""

    def create_session(self) -> Any:
        raise NotImplementedError(f"create_session is not implemented for {self}.")


class _ScaffoldedCreator(Declared, SessionCreator):
    """Makes a session of what a scaffold has; one of its own where none is given."""

    scaffold: Any
    _first = "self, world"

    def _manager(self) -> SessionManager:
        """Finish the scaffold, and return who makes sessions by it."""
        self.scaffold = (Scaffold(self._world) if self.scaffold is None else self.scaffold).finalize()
        has = self.scaffold
        return SessionManager(
            self._world, has.local_init_op, has.ready_op, has.ready_for_local_init_op, self._world.current_graph(),
            local_init_feed_dict=has.local_init_feed_dict,
        )  # fmt: skip


@public(v1=("train.ChiefSessionCreator",))
class ChiefSessionCreator(
    _ScaffoldedCreator,
    takes="scaffold=None master='' config=None checkpoint_dir=None checkpoint_filename_with_path=None",
):
    """Makes a session that is restored, or initialised."""

    def create_session(self) -> Any:
        """Return the session."""
        manager, has = self._manager(), self.scaffold
        return manager.prepare_session(
            self.master, saver=has.saver, checkpoint_dir=self.checkpoint_dir,
            checkpoint_filename_with_path=self.checkpoint_filename_with_path, config=self.config,
            init_op=has.init_op, init_feed_dict=has.init_feed_dict, init_fn=has.init_fn,
        )  # fmt: skip


@public(v1=("train.WorkerSessionCreator",))
class WorkerSessionCreator(_ScaffoldedCreator, takes="scaffold=None master='' config=None max_wait_secs=1800"):
    """Makes a session when another has initialised the variables."""

    def create_session(self) -> Any:
        """Return the session."""
        return self._manager().wait_for_session(self.master, self.config, self.max_wait_secs)


# --- the session -----------------------------------------------------------------------------------------


class StepContext(Declared, takes="session run_with_hooks_fn"):
    """What `run_step_fn` gives to its function: the session as it is, runs with hooks, and a way to stop."""

    def run_with_hooks(self, *args: Any, **kwargs: Any) -> Any:
        return self.run_with_hooks_fn(*args, **kwargs)

    def request_stop(self) -> None:
        raise StopIteration("step_fn has requested the iterations to stop.")


@public(v1=("train.MonitoredSession",))
class MonitoredSession:
    """A session with hooks. It holds them, and the session until it is closed. A session that is lost is made anew."""

    StepContext = StepContext
    _recovers = True

    def __init__(
        self, world: Any, session_creator: Any = None, hooks: Iterable[Any] | None = None, stop_grace_period_secs:
        float = 120,
    ) -> None:  # fmt: skip
        self._world, self._hooks, self._grace = world, list(hooks or ()), stop_grace_period_secs
        self._was_final = world.current_graph().finalized
        self._sess: Any = None
        self._coord: Any = None
        self._closed = self._stops = False
        for hook in self._hooks:
            hook.begin()
        self._creator = ChiefSessionCreator(world) if session_creator is None else session_creator
        self._recovering(self._create)

    def _create(self) -> None:
        self._sess, self._stops = self._creator.create_session(), False
        self._coord = Coordinator(clean_stop_exception_types=[])
        for hook in self._hooks:
            hook.after_create_session(self._sess, self._coord)

    def _recovering(self, act: Callable[[], Any]) -> Any:
        """Return what an action gives, done again with a new session as long as it loses the one that it has."""
        while True:
            try:
                if self._sess is None and not self._closed:
                    self._create()
                return act() if act != self._create else None
            except _LOST as error:
                if not self._recovers:
                    raise
                messages.info(
                    "An error was raised. This may be due to a preemption in a connected worker or parameter server. "
                    "The current session will be closed and a new session will be created. This error may also occur "
                    "due to a gRPC failure caused by high memory or network bandwidth usage in the parameter servers. "
                    "If this error occurs repeatedly, try increasing the number of parameter servers assigned to the "
                    "job. Error: %s", error,
                )  # fmt: skip
                if self._sess is not None:
                    self._sess.close()
                self._sess = None

    graph = property(lambda self: None if self._sess is None else self._sess.graph)

    def should_stop(self) -> bool:
        return self._closed or self._stops or self._coord.should_stop()

    # --- running ---

    def run(self, fetches: Any, feed_dict: Any = None, options: Any = None, run_metadata: Any = None) -> Any:
        """Run the fetches with what the hooks add. RuntimeError once it should stop."""
        if self._closed:
            raise AttributeError("'NoneType' object has no attribute 'run'\nThe monitored session is closed.")
        return self._recovering(lambda: self._run(fetches, feed_dict, options, run_metadata))

    def _run(self, fetches: Any, feed_dict: Any = None, options: Any = None, run_metadata: Any = None) -> Any:
        try:
            return self._run_with_hooks(fetches, feed_dict, options, run_metadata)
        except _LOST:
            raise
        except Exception:
            self._coord.raise_requested_exception()
            raise

    def _run_with_hooks(self, fetches: Any, feed_dict: Any, options: Any, run_metadata: Any) -> Any:
        if self._stops:
            raise RuntimeError("Run called even after should_stop requested.")
        options, run_metadata = options or RunOptions(), run_metadata or RunMetadata()
        context = session_hooks.SessionRunContext(session_hooks.SessionRunArgs(fetches, feed_dict), self._sess)
        asking: list[Any] = []
        wanted = [fetches]
        feeds: dict[Any, Any] = {}
        for hook in self._hooks:
            request = hook.before_run(context)
            if request is None:
                continue
            if request.fetches is not None:
                asking.append(hook)
                wanted.append(request.fetches)
            if request.feed_dict:
                _join(feeds, request.feed_dict, "Same tensor is fed by two hooks.")
            for most in ("trace_level", "timeout_in_ms", "inter_op_thread_pool") if request.options else ():
                setattr(options, most, max(getattr(options, most), getattr(request.options, most)))
        if feed_dict:
            _join(feeds, feed_dict, "Same tensor is fed by a SessionRunHook and user.")
        value, *values = self._sess.run(wanted, feeds or None, options, run_metadata)
        results = dict(zip(map(id, asking), values, strict=True))
        for hook in self._hooks:
            hook.after_run(context, session_hooks.SessionRunValues(results.get(id(hook)), options, run_metadata))
        self._stops = context.stop_requested
        return value

    def run_step_fn(self, step_fn: Callable[..., Any]) -> Any:
        """Return what a function of a `StepContext` gives."""
        words = tuple(inspect.signature(step_fn).parameters)
        if words not in (("step_context",), ("self", "step_context")):
            raise ValueError("`step_fn` may either have one `step_context` argument, or `self` and `step_context` "
                             f"arguments if it's an instance method. Got {words} instead.")  # fmt: skip
        return self._recovering(lambda: step_fn(StepContext(self._sess, self._run)))

    # --- the end ---

    def close(self) -> None:
        """Let the hooks end, and close the session. RuntimeError where that was done before."""
        self._close()

    def __enter__(self) -> Any:
        return self

    def __exit__(self, exception_type: Any, exception_value: Any, traceback: Any) -> bool:
        clean = exception_type is None or exception_type in (OutOfRangeError, StopIteration)
        self._close(end=clean)
        return clean

    def _close(self, end: bool = True) -> None:
        try:
            for hook in self._hooks if end else ():
                hook.end(self._sess)
        finally:
            try:
                if self._closed:
                    raise RuntimeError("Session is already closed.")
                self._coord.request_stop()
                try:
                    self._coord.join(stop_grace_period_secs=self._grace, ignore_live_threads=True)
                finally:
                    if self._sess is not None:
                        self._sess.close()
            finally:
                self._sess = self._coord = None
                self._closed = True
                if not self._was_final:
                    self._world.current_graph().finalized = False


def _join(feeds: dict[Any, Any], more: Mapping[Any, Any], words: str) -> None:
    """Add feeds. RuntimeError where one is there already."""
    twice = [key for key in more if any(key is other for other in feeds)]
    if twice:
        raise RuntimeError(f"{words} Conflict(s): {twice}")
    feeds.update(more)


@public(v1=("train.SingularMonitoredSession",))
class SingularMonitoredSession(MonitoredSession):
    """A session with hooks that is not made anew, and shows the session inside."""

    _recovers = False

    def __init__(
        self, world: Any, hooks: Iterable[Any] | None = None, scaffold: Scaffold | None = None, master: str = "",
        config: Any = None, checkpoint_dir: str | None = None, stop_grace_period_secs: float = 120,
        checkpoint_filename_with_path: str | None = None,
    ) -> None:  # fmt: skip
        creator = ChiefSessionCreator(world, scaffold, master, config, checkpoint_dir, checkpoint_filename_with_path)
        super().__init__(world, creator, hooks, stop_grace_period_secs)

    def raw_session(self) -> Any:
        """Return the session inside."""
        return self._sess


_DEFAULT: Final = object()


@public(v1=("train.MonitoredTrainingSession",))
def monitored_training_session(
    world: Any, master: str = "", is_chief: bool = True, checkpoint_dir: str | None = None,
    scaffold: Scaffold | None = None, hooks: Iterable[Any] | None = None,
    chief_only_hooks: Iterable[Any] | None = None, save_checkpoint_secs: Any = _DEFAULT,
    save_summaries_steps: Any = _DEFAULT, save_summaries_secs: Any = _DEFAULT, config: Any = None,
    stop_grace_period_secs: float = 120, log_step_count_steps: int | None = 100, max_wait_secs: float = 7200,
    save_checkpoint_steps: Any = _DEFAULT, summary_dir: str | None = None, save_graph_def: bool = True,
) -> MonitoredSession:  # fmt: skip
    """Return a monitored session for training: with a folder it saves, counts steps and writes summaries by itself."""
    scaffold = Scaffold(world) if scaffold is None else scaffold
    if not is_chief:
        worker = WorkerSessionCreator(world, scaffold, master, config, max_wait_secs)
        return MonitoredSession(world, worker, hooks, stop_grace_period_secs)
    steps, seconds = _chosen(save_summaries_steps, save_summaries_secs, (100, None))
    every, after = _chosen(save_checkpoint_steps, save_checkpoint_secs, (None, 600))
    made: list[Any] = list(chief_only_hooks or ())
    folder = summary_dir or checkpoint_dir
    if folder:
        if log_step_count_steps and log_step_count_steps > 0:
            made.append(session_hooks.StepCounterHook(world, log_step_count_steps, output_dir=folder))
        if (steps and steps > 0) or (seconds and seconds > 0):
            made.append(session_hooks.SummarySaverHook(world, steps, seconds, folder, scaffold=scaffold))
    if checkpoint_dir and ((after and after > 0) or (every and every > 0)):
        options: dict[str, Any] = {"scaffold": scaffold, "save_graph_def": save_graph_def}
        made.append(session_hooks.CheckpointSaverHook(world, checkpoint_dir, after, every, **options))
    creator = ChiefSessionCreator(world, scaffold, master, config, checkpoint_dir)
    return MonitoredSession(world, creator, [*made, *(hooks or ())], stop_grace_period_secs)


def _chosen(steps: Any, seconds: Any, both_default: tuple[Any, Any]) -> tuple[Any, Any]:
    """Return how many steps and seconds, where giving one lifts the default of the other."""
    if steps is _DEFAULT and seconds is _DEFAULT:
        return both_default
    return None if steps is _DEFAULT else steps, None if seconds is _DEFAULT else seconds
