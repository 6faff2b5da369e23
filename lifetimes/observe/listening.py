"""A running process answers what it holds: `lifetimes attach PID --type Session --path`.

From Python 3.14 on any process of the same user can be asked (`sys.remote_exec`).  Before that, one that has called

    lifetimes.observe.listen()

It answers on a socket in a folder that only its user can enter, one question for each connection: a line of JSON,
`{"type": "Session", "path": true}`, and back another, `{"answer": "..."}` or `{"error": "..."}`.  Nothing that is sent
is executed or unpickled, and a process of another user is refused.
"""

from __future__ import annotations

import atexit
import json
import os
import socket
import stat
import struct
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, Self

from .snapshots import snapshot

__all__ = ["Listener", "answer_into", "ask", "listen"]

_LONGEST, _PATIENCE = 10_000, 60.0
"""Bytes of a question, and seconds that an answer may take."""
_MEETING = Path("/tmp")
"""Where a job and the shell that asks it meet, whatever TMPDIR each was given: a socket's path may have 100 bytes."""


def listen() -> Listener:
    """Answer questions about this process, in a thread of its own, until it ends or the result is closed.

    Raises OSError where the folder of the socket is not this user's alone, and RuntimeError where the system has no
    local sockets.
    """
    return Listener()


class Listener:
    """The socket and its thread; `path` is where it lies. It is a context manager, and `close` ends it."""

    def __init__(self) -> None:
        if not hasattr(socket, "AF_UNIX"):
            raise RuntimeError("this system has no local sockets\nfrom Python 3.14 on `lifetimes attach` needs none")
        self.path = _path(os.getpid())
        self.path.unlink(missing_ok=True)
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.bind(str(self.path))
        self.path.chmod(0o600)
        self._socket.listen()
        self._opened_by: int | None = os.getpid()
        self._thread = threading.Thread(target=_serve, args=(self._socket,), name="lifetimes", daemon=True)
        self._thread.start()
        atexit.register(self.close)

    def close(self) -> None:
        """Answer no more; in a process that was forked from the one that listens, do nothing."""
        if self._opened_by == os.getpid():
            self._opened_by = None
            atexit.unregister(self.close)
            with _connected(self.path) as wake:
                wake.sendall(_LAST)
            self._thread.join()
            self._socket.close()
            self.path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


_LAST = b"close\n"


def _serve(listening: socket.socket) -> None:
    """Answer one connection after the other, whatever is sent; until this process says that it was the last."""
    while True:
        connection, _ = listening.accept()
        with connection:
            try:
                connection.settimeout(5)
                asker, user = _asker(connection)
                question = connection.makefile("rb").readline(_LONGEST)
                if question == _LAST and asker in (os.getpid(), None):
                    return
                if user not in (os.getuid(), None):
                    continue
                connection.sendall(_reply(question))
            except OSError:
                continue


def _asker(connection: socket.socket) -> tuple[int | None, int | None]:
    """The process and the user at the other end, where the system tells."""
    if not hasattr(socket, "SO_PEERCRED"):
        return None, None
    process, user, _ = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    return process, user


def _reply(question: bytes | str) -> bytes:
    try:
        asked = json.loads(question)
        reply = {"answer": _answer(asked["type"], asked["path"])}
    except Exception as error:
        reply = {"error": str(error) if isinstance(error, LookupError) else f"no question: {error!r}"}
    return json.dumps(reply).encode() + b"\n"


def _answer(type_name: str | None, with_paths: bool) -> str:
    taken = snapshot()
    if type_name is None:
        return str(taken)
    held = taken.holders_of(type_name)
    return str(held) if with_paths else str(taken.census()[held.type])


def answer_into(path: str, question: str) -> None:
    """Write the answer to a question to a file: what another process asks this one to do, from Python 3.14 on."""
    part = Path(f"{path}.part")
    part.write_bytes(_reply(question))
    part.rename(path)


# Asking -----------------------------------------------------------------------------------------------------


def ask(pid: int, question: dict[str, Any]) -> str:
    """The answer of a running process.

    Raises LookupError for a type that it does not have, and OSError where it cannot be asked.
    """
    text = json.dumps(question)
    path = _path(pid)
    if path.exists():
        with _connected(path) as connection:
            connection.sendall(text.encode() + b"\n")
            reply = connection.makefile("rb").read()
    elif hasattr(sys, "remote_exec"):
        reply = _executed(pid, text)
    else:
        os.kill(pid, 0)  # raises where there is no such process
        raise OSError(f"process {pid} does not listen\ncall `lifetimes.observe.listen()` in it, or use Python 3.14")
    told = json.loads(reply or b'{"error": "it hung up"}')
    if "error" in told:
        raise LookupError(told["error"])
    return str(told["answer"])


def _connected(path: Path) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(_PATIENCE)
    try:
        connection.connect(str(path))
    except OSError as error:
        connection.close()
        raise OSError(f"nobody listens at {path}: {error.strerror}") from None
    return connection


_CODE = """\
__import__("sys").path.insert(0, {root!r})
try:
    __import__("importlib").import_module({module!r}).answer_into({path!r}, {question!r})
finally:
    __import__("sys").path.remove({root!r})
"""


def _executed(pid: int, question: str) -> bytes:
    """Have the process itself write its answer, by a script in a folder that only this user can enter."""
    with tempfile.TemporaryDirectory(prefix="lifetimes-") as folder:
        script, reply = Path(folder, "question.py"), Path(folder, "answer.json")
        root = str(Path(__file__).parents[2])
        script.write_text(_CODE.format(root=root, module=__name__, path=str(reply), question=question), "utf-8")
        sys.remote_exec(pid, str(script))  # type: ignore[attr-defined]
        end = time.monotonic() + _PATIENCE
        while not reply.exists():
            if time.monotonic() > end:
                raise OSError(f"process {pid} did not answer in {_PATIENCE:g} seconds: it runs no Python code")
            time.sleep(0.02)
        return reply.read_bytes()


def _path(pid: int) -> Path:
    """Where the socket of a process lies: in a folder of this user's that nobody else can enter."""
    folder = _MEETING / f"lifetimes-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise PermissionError(f"{str(folder)!r} is not a folder of this user's alone\nremove it, or `chmod 700` it")
    return folder / f"{pid}.socket"
