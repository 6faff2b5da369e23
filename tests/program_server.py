"""Runs small programs for the tests, each in a forked child of one process that has imported a world once.

    python tests/program_server.py lifetimes.tf1

reads paths of programs, one a line, and answers each with one line of JSON: what the program printed. A
program is plain Python that finds one name already bound, `tf`; warnings are ignored in it, and where it
fails its last line is `uncaught: ` and the error. Forking keeps each program's globals, graphs and garbage to
itself and costs a few milliseconds, and it happens here, in a process without threads, rather than in the one
that runs the tests.
"""

import importlib
import io
import json
import os
import signal
import sys
import tempfile
import traceback
import warnings
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

SECONDS_PER_PROGRAM = 60


def run_in_this_process(program: Path, tf: object) -> str:
    """Run `program` and return what it printed, its own failure included."""
    stdout = io.StringIO()
    scope = {"__name__": "__main__", "__file__": str(program), "tf": tf}
    try:
        with redirect_stdout(stdout), redirect_stderr(io.StringIO()):
            exec(compile(program.read_text(), str(program), "exec"), scope)
    except BaseException as error:
        last = traceback.format_exception_only(type(error), error)[-1].strip()
        stdout.write(f"uncaught: {last.splitlines()[0]}\n")
    return stdout.getvalue()


def run_in_a_child(program: Path, tf: object) -> str:
    """Fork, run `program` in the child and return what it printed there."""
    with tempfile.TemporaryFile("w+") as captured:
        child = os.fork()
        if child == 0:
            try:
                signal.alarm(SECONDS_PER_PROGRAM)
                captured.write(run_in_this_process(program, tf))
                captured.flush()
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        captured.seek(0)
        text = captured.read()
    return text + f"killed by signal {os.WTERMSIG(status)}\n" if os.WIFSIGNALED(status) else text


def main(world: str) -> None:
    """Answer every path on standard input until it ends."""
    warnings.simplefilter("ignore")
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # a program that writes to the descriptor itself must not reach the answers
    try:
        tf = importlib.import_module(world)
    except ImportError as error:
        tf, failure = None, f"cannot import {world}: {error}\n"
    for line in sys.stdin:
        text = failure if tf is None else run_in_a_child(Path(line.rstrip("\n")), tf)
        answers.write(json.dumps(text) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
