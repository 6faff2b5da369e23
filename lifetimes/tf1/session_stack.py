"""The default-session stack: which session `eval()` and `op.run()` use when none is named."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class SessionStack(threading.local):
    """The sessions that this thread has made the default, innermost last."""

    def __init__(self) -> None:
        self._entered: list[Any] = []

    def get(self) -> Any:
        return self._entered[-1] if self._entered else None

    def push(self, session: Any) -> None:
        self._entered.append(session)

    def pop(self, session: Any) -> None:
        """Undo the innermost `push` of that session."""
        for position in range(len(self._entered) - 1, -1, -1):
            if self._entered[position] is session:
                del self._entered[position]
                return

    @contextmanager
    def entered(self, session: Any) -> Iterator[Any]:
        self.push(session)
        try:
            yield session
        finally:
            self.pop(session)

    def choose(self, session: Any, graph: Any, purpose: str) -> Any:
        """Return the session given, or the default one. ValueError where there is none or it has another graph."""
        if session is not None:
            if session.graph is not graph:
                raise ValueError(
                    f"Cannot use the given session to {purpose}: the {purpose.split()[-1]}'s graph is different "
                    "from the "
                    "session's graph."
                )
            return session
        session = self.get()
        what = "evaluate tensor using `eval()`" if "tensor" in purpose else "execute operation using `run()`"
        if session is None:
            raise ValueError(
                f"Cannot {what}: No default session is registered. Use `with "
                f"sess.as_default(){'' if 'tensor' in purpose else ':'}` or "
                f"pass an explicit session to `{'eval' if 'tensor' in purpose else 'run'}(session=sess)`"
            )
        if session.graph is not graph:
            raise ValueError(
                f"Cannot use the default session to {purpose}: the {purpose.split()[-1]}'s graph is different from the "
                "session's graph. Pass an explicit session to "
                f"`{'eval' if 'tensor' in purpose else 'run'}(session=sess)`."
            )
        return session
