"""Runs small programs for the tests, each in a forked child of one process that has imported a world once.

    python tests/program_server.py lifetimes.tf1

reads paths of programs, one a line, and answers each with one line of JSON: what the program printed. A
program is plain Python that finds one name already bound, `tf`; warnings are ignored in it, and where it
fails its last line is `uncaught: ` and the error. Forking keeps each program's globals, graphs and garbage to
itself and costs a few milliseconds, and it happens here, in a process without threads, rather than in the one
that runs the tests.

    python tests/program_server.py scripts lifetimes.tf1 lifetimes.tf2

does so for scripts, which are run as `python SCRIPT` runs them, in a folder of their own and with warnings as errors;
what they may import is imported once.
"""

import gc
import importlib
import io
import json
import os
import pkgutil
import runpy
import signal
import subprocess
import sys
import tempfile
import traceback
import warnings
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path

SECONDS_PER_PROGRAM = 60
ROOT = Path(__file__).resolve().parent.parent


def run_program(program: Path, tf: object) -> None:
    """Run a program to whom `tf` is given; what it says on standard error is dropped."""
    scope = {"__name__": "__main__", "__file__": str(program), "tf": tf}
    with redirect_stderr(io.StringIO()):
        exec(compile(program.read_text(), str(program), "exec"), scope)


def run_script(script: Path) -> None:
    """Run a script as Python itself does."""
    warnings.simplefilter("error")
    os.environ.update(PYTHONPATH=str(ROOT), PYTHONWARNINGS="error")  # for the processes that it starts
    sys.argv[:], sys.path[0] = [str(script)], str(script.parent)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        runpy.run_path(str(script), run_name="__main__")


def printed_by(run, program: Path) -> str:
    """Run a program in this process and return what it printed, its own failure included."""
    stdout = io.StringIO()
    try:
        with redirect_stdout(stdout):
            run(program)
    except BaseException as error:
        last = traceback.format_exception_only(type(error), error)[-1].strip()
        stdout.write(f"uncaught: {last.splitlines()[0]}\n")
    return stdout.getvalue()


def run_in_a_child(run, program: Path) -> str:
    """Fork, run a program in the child and return what it printed there."""
    with tempfile.TemporaryFile("w+") as captured:
        child = os.fork()
        if child == 0:
            try:
                signal.alarm(SECONDS_PER_PROGRAM)
                captured.write(printed_by(run, program))
                captured.flush()
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        captured.seek(0)
        text = captured.read()
    return text + f"killed by signal {os.WTERMSIG(status)}\n" if os.WIFSIGNALED(status) else text


def runner(what: str, *modules: str):
    """Import what programs may import, and return what runs one: scripts, or programs of one world.

    What is there by then no program has made, so no collection of theirs need look at it.
    """
    if what == "scripts":
        for module in modules:
            importlib.import_module(module)
        gc.freeze()
        return run_script
    world = importlib.import_module(what)
    if what.startswith("lifetimes."):
        for room in ("ops", "graph", "autograph", what.removeprefix("lifetimes.")):
            package = importlib.import_module(f"lifetimes.{room}")
            for found in pkgutil.walk_packages(package.__path__, f"lifetimes.{room}."):
                importlib.import_module(found.name)
        gc.freeze()
    return partial(run_program, tf=world)


def main(*what: str) -> None:
    """Answer every path on standard input until it ends."""
    warnings.simplefilter("ignore")
    sys.path.insert(0, str(ROOT))
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # a program that writes to the descriptor itself must not reach the answers
    try:
        run = runner(*what)
    except ImportError as error:
        run, failure = None, f"cannot import {what[-1]}: {error}\n"
    for line in sys.stdin:
        text = failure if run is None else run_in_a_child(run, Path(line.rstrip("\n")))
        answers.write(json.dumps(text) + "\n")


class Server:
    """Outside of it: such a process, and what it answers."""

    def __init__(self, *what: str, **environment: str) -> None:
        one_thread = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        self.process = subprocess.Popen(
            [sys.executable, __file__, *what],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, **one_thread, **environment},
        )

    def printed_by(self, program: Path) -> str:
        """Return what a program printed."""
        self.process.stdin.write(f"{program}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, f"the process that runs the programs ended at {program.name}"
        return json.loads(answer)

    def close(self) -> None:
        """Let the process end."""
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
