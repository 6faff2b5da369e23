"""SessionManager: makes a session that is ready, from a checkpoint where there is one, else by initialising.

Source: `tensorflow/python/training/session_manager.py`.
"""

import time
from typing import Any

from lifetimes.errors import DeadlineExceededError, FailedPreconditionError
from lifetimes.graph.data.checkpoint_state import get_checkpoint_state
from lifetimes.ops import public
from lifetimes.tf1.library import log_messages as messages
from lifetimes.tf1.session import Session


@public(v1=("train.SessionManager",))
class SessionManager:
    """Knows by which operations a graph is initialised, and by which it tells that it is ready."""

    def __init__(
        self, world: Any, local_init_op: Any = None, ready_op: Any = None, ready_for_local_init_op: Any = None,
        graph: Any = None, recovery_wait_secs: float = 30, local_init_run_options: Any = None,
        local_init_feed_dict: Any = None,
    ) -> None:  # fmt: skip
        if ready_for_local_init_op is not None and local_init_op is None:
            raise ValueError("If you pass a ready_for_local_init_op you must also pass a local_init_op , "
                             f"ready_for_local_init_op [{ready_for_local_init_op}]")  # fmt: skip
        self._world, self._graph = world, world.current_graph() if graph is None else graph
        self._local_init_op, self._local_init_feed_dict = local_init_op, local_init_feed_dict
        self._ready_op, self._ready_for_local_init_op = ready_op, ready_for_local_init_op
        self._wait_secs = recovery_wait_secs

    def prepare_session(
        self, master: str, init_op: Any = None, saver: Any = None, checkpoint_dir: str | None = None,
        checkpoint_filename_with_path: str | None = None, wait_for_checkpoint: bool = False,
        max_wait_secs: float = 7200, config: Any = None, init_feed_dict: Any = None, init_fn: Any = None,
    ) -> Any:  # fmt: skip
        """Return a session with the values of a checkpoint, else initialised. RuntimeError where it is not ready."""
        sess, restored = self._restored(
            master, saver, checkpoint_dir, checkpoint_filename_with_path, wait_for_checkpoint, max_wait_secs, config
        )
        if not restored:
            if init_op is None and not init_fn and self._local_init_op is None:
                raise RuntimeError("Model is not initialized and no init_op or init_fn or local_init_op was given")
            if init_op is not None:
                sess.run(init_op, feed_dict=init_feed_dict)
            if init_fn:
                init_fn(sess)
        name = getattr(init_op, "name", init_op) if not isinstance(init_op, list) else init_op
        problem = self._problem_of_local_init(sess)
        if problem is not None:
            words = "Init operations did not make model ready for local_init.  "
            raise RuntimeError(f"{words}Init op: {name}, init fn: {init_fn}, error: {problem}")
        problem = _problem(self._ready_op, sess)
        if problem is not None:
            local = f"local_init_op: {self._local_init_op}, error: {problem}"
            words = f"Init operations did not make model ready.  Init op: {name}, init fn: {init_fn}"
            raise RuntimeError(f"{words}, {local}")
        return sess

    def recover_session(
        self, master: str, saver: Any = None, checkpoint_dir: str | None = None,
        checkpoint_filename_with_path: str | None = None, wait_for_checkpoint: bool = False,
        max_wait_secs: float = 7200, config: Any = None,
    ) -> tuple[Any, bool]:  # fmt: skip
        """Return a session and whether it has the values of a checkpoint, and is ready with them."""
        sess, restored = self._restored(
            master, saver, checkpoint_dir, checkpoint_filename_with_path, wait_for_checkpoint, max_wait_secs, config
        )
        problem = self._problem_of_local_init(sess)
        if restored and problem is None:
            problem = _problem(self._ready_op, sess)
        if restored and problem is not None:
            messages.info("Restoring model did not make model ready: %s", problem)
        return sess, restored and problem is None

    def wait_for_session(self, master: str, config: Any = None, max_wait_secs: float | None = None) -> Any:
        """Return a session when others have made its variables ready. DeadlineExceededError where that takes long."""
        end = time.monotonic() + (float("inf") if max_wait_secs is None else max_wait_secs)
        while True:
            sess = Session(self._world, master, self._graph, config)
            problem = self._problem_of_local_init(sess) or _problem(self._ready_op, sess)
            if problem is None:
                return sess
            sess.close()
            if time.monotonic() + self._wait_secs > end:
                words = f"Session was not ready after waiting {int(max_wait_secs or 0)} secs."
                raise DeadlineExceededError(None, None, words)
            messages.info("Waiting for model to be ready.  ready: %s", problem)
            time.sleep(self._wait_secs)

    def _restored(
        self, master: str, saver: Any, folder: str | None, file: str | None, waits: bool, max_wait: float, config: Any
    ) -> tuple[Any, bool]:
        """Return a new session, and whether it has the values of a checkpoint."""
        sess = Session(self._world, master, self._graph, config)
        if folder and file:
            raise ValueError("Can not provide both checkpoint_dir and checkpoint_filename_with_path.")
        if not saver or not (folder or file):
            return sess, False
        if file:
            saver.restore(sess, file)
            return sess, True
        end = time.monotonic() + max_wait
        state = get_checkpoint_state(self._world, folder)
        while waits and time.monotonic() < end and not (state and state.model_checkpoint_path):
            time.sleep(self._wait_secs)
            state = get_checkpoint_state(self._world, folder)
        if not (state and state.model_checkpoint_path):
            return sess, False
        saver.restore(sess, state.model_checkpoint_path)
        saver.recover_last_checkpoints(list(state.all_model_checkpoint_paths))
        return sess, True

    def _problem_of_local_init(self, sess: Any) -> str | None:
        """Run the local initialiser, and return why it could not be run."""
        if self._local_init_op is None:
            return None
        problem = _problem(self._ready_for_local_init_op, sess)
        if problem is None:
            messages.info("Running local_init_op.")
            sess.run(self._local_init_op, feed_dict=self._local_init_feed_dict)
            messages.info("Done running local_init_op.")
        return problem


def _problem(op: Any, sess: Any) -> str | None:
    """Return why a session is not ready, as an operation that reports uninitialised variables tells; None if it is."""
    if op is None:
        return None
    try:
        missing = sess.run(op)
    except FailedPreconditionError as error:
        if "uninitialized" not in str(error):
            raise
        return str(error)
    if missing is None or missing.dtype == "int32" or not missing.size:
        return None
    return f"Variables not initialized: {', '.join(name.decode() for name in missing.flat)}"
