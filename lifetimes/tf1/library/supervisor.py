"""Supervisor: what trained models before monitored sessions. It saves and writes summaries from threads of its own.

    sv = tf.train.Supervisor(logdir=folder)
    with sv.managed_session() as sess:
        while not sv.should_stop():
            sess.run(train)

Source: `tensorflow/python/training/supervisor.py`.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from lifetimes.graph.data.protos import SessionLog, Summary
from lifetimes.graph.summaries.event_writer import FileWriter
from lifetimes.ops import public
from lifetimes.tf1 import variable_lists as lists
from lifetimes.tf1.graph_building import group
from lifetimes.tf1.graph_collections import GraphKeys
from lifetimes.tf1.library import log_messages as messages
from lifetimes.tf1.library.coordinator import Coordinator, LooperThread
from lifetimes.tf1.library.global_step import global_step as value_of_step
from lifetimes.tf1.library.session_manager import SessionManager
from lifetimes.tf1.library.summary import merge_all
from lifetimes.tf1.saver import Saver

_MADE = 0  # what stands for "make it": TensorFlow's `Supervisor.USE_DEFAULT`


@public(v1=("train.Supervisor",))
class Supervisor:
    """Holds the graph, which is final from here on, the operations that prepare a session, and the threads."""

    USE_DEFAULT = _MADE

    def __init__(
        self, world: Any, graph: Any = None, ready_op: Any = _MADE, ready_for_local_init_op: Any = _MADE,
        is_chief: bool = True, init_op: Any = _MADE, init_feed_dict: Any = None, local_init_op: Any = _MADE,
        logdir: str | None = None, summary_op: Any = _MADE, saver: Any = _MADE, global_step: Any = _MADE,
        save_summaries_secs: float = 120, save_model_secs: float = 600, recovery_wait_secs: float = 30,
        stop_grace_secs: float = 120, checkpoint_basename: str = "model.ckpt", session_manager: Any = None,
        summary_writer: Any = _MADE, init_fn: Callable[[Any], Any] | None = None, local_init_run_options: Any = None,
    ) -> None:  # fmt: skip
        if world.is_eager():
            raise RuntimeError("Supervisors are incompatible with eager execution.")
        self._world, self._graph = world, world.current_graph() if graph is None else graph
        with self._graph.as_default():
            keys, found = GraphKeys, self._found
            self.ready_op = found(ready_op, keys.READY_OP, lambda: lists.report_uninitialized_variables(world))
            self.ready_for_local_init_op = found(ready_for_local_init_op, keys.READY_FOR_LOCAL_INIT_OP, lambda: None)
            self.init_op = found(init_op, keys.INIT_OP, lambda: lists.global_variables_initializer(world))
            self._local_init_op = found(
                local_init_op, keys.LOCAL_INIT_OP, lambda: group(world, lists.local_variables_initializer(world))
            )
            self.saver = found(saver, keys.SAVERS, lambda: Saver(world) if lists.global_variables(world) else None)
            self.summary_op = found(summary_op, keys.SUMMARY_OP, lambda: merge_all(world))
            self.global_step = found(global_step, keys.GLOBAL_STEP, self._step_by_name)
        self.is_chief, self.init_feed_dict, self._init_fn = is_chief, init_feed_dict, init_fn
        self.coord, self._grace = Coordinator(), stop_grace_secs
        folder = logdir if is_chief else None
        self._folder = folder
        self.save_path = os.path.join(folder, checkpoint_basename) if folder else None
        self.save_summaries_secs, self.save_model_secs = save_summaries_secs, save_model_secs
        self.summary_writer = summary_writer
        if summary_writer is _MADE:
            self.summary_writer = FileWriter(folder) if folder else None
        self._graph_written = False
        self.session_manager = session_manager or SessionManager(
            world, self._local_init_op, self.ready_op, self.ready_for_local_init_op, self._graph, recovery_wait_secs
        )
        self._graph.finalize()

    def _found(self, given: Any, key: str, make: Callable[[], Any]) -> Any:
        """Return what was given, else the first of a collection, else what is made, which then is in it."""
        if given is not _MADE:
            return given
        kept = self._graph.get_collection(key)
        if kept:
            return kept[0]
        made = make()
        if made is not None:
            self._graph.add_to_collection(key, made)
        return made

    def _step_by_name(self) -> Any:
        try:
            found = self._graph.get_tensor_by_name("global_step:0")
        except KeyError:
            return None
        return found if found.dtype.base_dtype.is_integer else None

    # --- sessions ---

    def prepare_or_wait_for_session(
        self, master: str = "", config: Any = None, wait_for_checkpoint: bool = False, max_wait_secs: float = 7200,
        start_standard_services: bool = True,
    ) -> Any:  # fmt: skip
        """Return a session that is restored, or initialised, and start the threads."""
        self.coord.clear_stop()
        if self.summary_writer:
            self.summary_writer.reopen()
        if not self.is_chief:
            return self.session_manager.wait_for_session(master, config=config, max_wait_secs=max_wait_secs)
        sess = self.session_manager.prepare_session(
            master, init_op=self.init_op, saver=self.saver, checkpoint_dir=self._folder,
            wait_for_checkpoint=wait_for_checkpoint, max_wait_secs=max_wait_secs, config=config,
            init_feed_dict=self.init_feed_dict, init_fn=self._init_fn,
        )  # fmt: skip
        self._write_graph()
        if start_standard_services:
            messages.info("Starting standard services.")
            self.start_standard_services(sess)
            messages.info("Starting queue runners.")
        return sess

    @contextmanager
    def managed_session(
        self, master: str = "", config: Any = None, start_standard_services: bool = True,
        close_summary_writer: bool = True,
    ) -> Iterator[Any]:  # fmt: skip
        """Enter a session. At the end the threads are stopped, what was raised in one of them, or here, is raised."""
        sess = None
        try:
            sess = self.prepare_or_wait_for_session(master, config, start_standard_services=start_standard_services)
            yield sess
        except Exception as error:
            self.request_stop(error)
        finally:
            try:
                self.stop(close_summary_writer=close_summary_writer)
            finally:
                if sess is not None:
                    sess.close()

    def _write_graph(self) -> None:
        if self._folder:
            with open(os.path.join(self._folder, "graph.pbtxt"), "w", encoding="utf-8") as file:
                file.write(str(self._graph.as_graph_def(add_shapes=True)))
        if self.summary_writer and not self._graph_written:
            self.summary_writer.add_graph(self._graph)
            self._graph_written = True

    # --- threads ---

    def start_standard_services(self, sess: Any) -> list[LooperThread] | None:
        """Start the threads that write summaries, count steps and save; they need a folder."""
        if not self.is_chief:
            raise RuntimeError("Only chief supervisor can start standard services. Because only chief supervisors can "
                               "write events.")  # fmt: skip
        if not self._folder:
            messages.warning("Standard services need a 'logdir' passed to the SessionManager")
            return None
        writes = self.save_summaries_secs and self.summary_writer
        if self.global_step is not None and self.summary_writer:
            step = value_of_step(self._world, sess, self.global_step)
            self.summary_writer.add_session_log(SessionLog(status=SessionLog.START), step)
        threads = []
        if writes and self.summary_op is not None:
            write = lambda: self.summary_computed(sess, sess.run(self.summary_op))  # noqa: E731
            threads.append(self._looper(self.save_summaries_secs, write))
        if writes and self.global_step is not None:
            counted: list[Any] = []
            threads.append(self._looper(self.save_summaries_secs, self._count_steps, sess, counted))
        if self.saver and self.save_model_secs:
            threads.append(self._looper(self.save_model_secs, self._save, sess))
        for thread in threads:
            thread.start()
        return threads

    def _looper(self, seconds: float, target: Callable[..., Any], *args: Any) -> LooperThread:
        return LooperThread(self.coord, seconds, target, args)

    def _count_steps(self, sess: Any, last: list[Any]) -> None:
        now = (time.time(), value_of_step(self._world, sess, self.global_step))
        if last and now[0] > last[0]:
            rate = (now[1] - last[1]) / (now[0] - last[0])
            tag = f"{self.global_step.op.name}/sec"
            self.summary_writer.add_summary(Summary(value=[Summary.Value(tag=tag, simple_value=rate)]), now[1])
            messages.info("%s: %g", tag, rate)
        last[:] = now

    def _save(self, sess: Any) -> None:
        messages.info("Saving checkpoint to path %s", self.save_path)
        self.saver.save(sess, self.save_path, global_step=self.global_step)
        if self.summary_writer and self.global_step is not None:
            log = SessionLog(status=SessionLog.CHECKPOINT, checkpoint_path=self.save_path)
            self.summary_writer.add_session_log(log, value_of_step(self._world, sess, self.global_step))

    def start_queue_runners(self, sess: Any, queue_runners: Any = None) -> list[Any]:
        """Return the threads that fill queues: none, for queues are left out."""
        return []

    def loop(
        self, timer_interval_secs: float, target: Callable[..., Any], args: Any = None, kwargs: Any = None
    ) -> LooperThread:
        """Start a thread that calls a function at each interval."""
        return LooperThread.loop(self.coord, timer_interval_secs, target, args, kwargs)

    # --- the end ---

    def stop(
        self, threads: Iterable[Any] | None = None, close_summary_writer: bool = True, ignore_live_threads: bool = False
    ) -> None:
        """Stop the threads and wait for them; raise what was raised in one."""
        self.coord.request_stop()
        try:
            self.coord.join(threads, self._grace, ignore_live_threads)
        finally:
            if close_summary_writer and self.summary_writer:
                self.summary_writer.add_session_log(SessionLog(status=SessionLog.STOP))
                self.summary_writer.close()
                self._graph_written = False

    request_stop = property(lambda self: self.coord.request_stop)
    should_stop = property(lambda self: self.coord.should_stop)
    stop_on_exception = property(lambda self: self.coord.stop_on_exception)

    def wait_for_stop(self) -> None:
        self.coord.wait_for_stop()

    def summary_computed(self, sess: Any, summary: Any, global_step: Any = None) -> None:
        """Write a summary, at the global step of now where none is given."""
        if not self.summary_writer:
            raise RuntimeError("Writing a summary requires a summary writer.")
        if global_step is None and self.global_step is not None:
            global_step = value_of_step(self._world, sess, self.global_step)
        self.summary_writer.add_summary(summary, global_step)
