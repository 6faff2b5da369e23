"""Coordinator: lets several threads stop together, and raises in the one that waits what was raised in another.

    coord = tf.train.Coordinator()
    threads = [threading.Thread(target=work, args=(coord,)) for _ in range(3)]   # each: while not coord.should_stop()
    coord.join(threads)

Source: `tensorflow/python/training/coordinator.py`.
"""

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Event, Lock, Thread
from typing import Any

from lifetimes.errors import OutOfRangeError
from lifetimes.ops import plain, public
from lifetimes.tf1.graph_collections import GraphKeys
from lifetimes.tf1.library import log_messages as messages


@plain(v1=("train.Coordinator",))
class Coordinator:
    """Says to threads when to stop. Holds the threads registered, and the first error reported."""

    def __init__(self, clean_stop_exception_types: Iterable[type[Exception]] | None = None) -> None:
        clean = (OutOfRangeError,) if clean_stop_exception_types is None else clean_stop_exception_types
        self._clean_stop_exception_types = tuple(clean)
        self._lock, self._stop = Lock(), Event()
        self._error: BaseException | None = None
        self._joined = False
        self._threads: set[Thread] = set()

    joined = property(lambda self: self._joined)

    def request_stop(self, ex: Any = None) -> None:
        """Tell all to stop. An error is kept for `join` to raise, unless it is one of a clean stop, or comes late."""
        error = ex[1] if isinstance(ex, tuple) else ex
        with self._lock:
            if isinstance(error, self._clean_stop_exception_types):
                error = None
            if self._joined and error is not None:
                raise error
            if self._stop.is_set():
                return
            if error is not None and self._error is None:
                messages.info("Error reported to Coordinator: %s", error)
                self._error = error
            self._stop.set()

    def clear_stop(self) -> None:
        """Begin anew."""
        with self._lock:
            self._joined, self._error = False, None
            self._stop.clear()

    def should_stop(self) -> bool:
        return self._stop.is_set()

    def wait_for_stop(self, timeout: float | None = None) -> bool:
        """Wait until somebody asks to stop, or for a time, and return whether somebody did."""
        return self._stop.wait(timeout)

    @contextmanager
    def stop_on_exception(self) -> Iterator[None]:
        """Report what is raised inside the block, which ends there."""
        try:
            yield
        except BaseException:
            self.request_stop(sys.exc_info())

    def register_thread(self, thread: Thread) -> None:
        """Wait for this thread too in `join`."""
        with self._lock:
            self._threads.add(thread)

    def join(
        self, threads: Iterable[Thread] | None = None, stop_grace_period_secs: float = 120,
        ignore_live_threads: bool = False,
    ) -> None:  # fmt: skip
        """Wait for the threads to end and raise the error reported. RuntimeError where one goes on after the grace."""
        with self._lock:
            waited = list(self._threads.union(threads or ()))
        while any(thread.is_alive() for thread in waited) and not self.wait_for_stop(1.0):
            pass
        end = time.monotonic() + stop_grace_period_secs
        for thread in waited:
            thread.join(max(end - time.monotonic(), 0.001))
        running = " ".join(thread.name for thread in waited if thread.is_alive())
        with self._lock:
            self._joined, self._threads = True, set()
            if self._error is not None:
                raise self._error
        if running and not ignore_live_threads:
            raise RuntimeError(f"Coordinator stopped with threads still running: {running}")
        if running:
            messages.info("Coordinator stopped with threads still running: %s", running)

    def raise_requested_exception(self) -> None:
        """Raise the error that was reported, if one was."""
        with self._lock:
            if self._error is not None:
                raise self._error


@plain(v1=("train.LooperThread",))
class LooperThread(Thread):
    """A thread that calls a function again and again, until its coordinator says to stop."""

    def __init__(
        self, coord: Coordinator, timer_interval_secs: float | None, target: Callable[..., Any] | None = None,
        args: Sequence[Any] | None = None, kwargs: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        if not isinstance(coord, Coordinator):
            raise ValueError(f"'coord' argument must be a Coordinator: {coord}")
        super().__init__(daemon=True)
        self._coord, self._timer_interval_secs, self._looped = coord, timer_interval_secs, target
        if target is None and (args or kwargs):
            raise ValueError("'args' and 'kwargs' argument require that you also pass 'target'")
        self._arguments = tuple(args or ()), dict(kwargs or {})
        coord.register_thread(self)

    @staticmethod
    def loop(
        coord: Coordinator, timer_interval_secs: float | None, target: Callable[..., Any],
        args: Sequence[Any] | None = None, kwargs: Mapping[str, Any] | None = None,
    ) -> "LooperThread":  # fmt: skip
        """Start a thread and return it."""
        looper = LooperThread(coord, timer_interval_secs, target, args, kwargs)
        looper.start()
        return looper

    def run(self) -> None:
        """Loop: at once and then at each interval, or without a pause where there is none."""
        with self._coord.stop_on_exception():
            self.start_loop()
            due = time.monotonic()
            while not self._stops(due):
                due += self._timer_interval_secs or 0.0
                self.run_loop()
            self.stop_loop()

    def _stops(self, due: float) -> bool:
        if self._timer_interval_secs is None:
            return self._coord.should_stop()
        return self._coord.wait_for_stop(max(due - time.monotonic(), 0.0))

    def start_loop(self) -> None:
        """Called when the thread starts."""

    def stop_loop(self) -> None:
        """Called when the thread stops."""

    def run_loop(self) -> None:
        """Called at each turn."""
        if self._looped is not None:
            args, kwargs = self._arguments
            self._looped(*args, **kwargs)


@public(v1=("train.start_queue_runners",))
def start_queue_runners(
    world: Any, sess: Any = None, coord: Any = None, daemon: bool = True, start: bool = True,
    collection: Any = GraphKeys.QUEUE_RUNNERS,
) -> list[Any]:  # fmt: skip
    """Return the threads that fill queues: none, for queues are left out. ValueError where there is no session."""
    if sess is None and world.sessions.get() is None:
        raise ValueError("Cannot start queue runners: No default session is registered. Use `with sess.as_default()` "
                         "or pass an explicit session to tf.start_queue_runners(sess=sess)")  # fmt: skip
    return []
