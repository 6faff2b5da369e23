"""Runs a program: in a process and a folder of its own, and there as the main program, its source changed."""

import ast
import builtins
import importlib
import itertools
import os
import pickle
import random
import subprocess
import sys
import tempfile
import time
import traceback
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from lifetimes.upgrade.facts import Facts

ROOT = str(Path(__file__).resolve().parents[2])


def in_a_fresh_folder(runner: str, source: str, arguments: list[str], seconds: float, given: Any) -> Any:
    """Let the recorder or the replay run a program, and return what it wrote; Facts with an error if nothing.

    `arguments` begin with the path that the program knows as its own.
    """
    with tempfile.TemporaryDirectory() as folder:
        facts, text, work = Path(folder, "facts"), Path(folder, "printed"), Path(folder, "work")
        work.mkdir()
        program = Path(folder, Path(arguments[0]).stem + ".py")
        program.write_text(source, encoding="utf-8")
        before, over = pickle.dumps(given), False
        facts.write_bytes(before)
        command = [sys.executable, "-W", "ignore", "-m", __name__, runner, str(program), str(facts), *arguments]
        path = os.pathsep.join([ROOT, os.environ.get("PYTHONPATH", "")])
        environment = {**os.environ, "PYTHONPATH": path, "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONHASHSEED": "0",
                       "PYTHONIOENCODING": "utf-8", "MPLBACKEND": "Agg"}  # fmt: skip
        with text.open("wb") as printed:
            try:
                subprocess.run(command, cwd=work, env=environment, stdin=subprocess.DEVNULL, stdout=printed,
                               stderr=subprocess.DEVNULL, timeout=seconds, check=False)  # fmt: skip
            except subprocess.TimeoutExpired:
                over = True
        written = facts.read_bytes()
        error = f"did not end in {seconds:g} seconds" if over else "the process died"
        found: Any = pickle.loads(written) if written and written != before else Facts(error=error)
        found.printed = text.read_text(encoding="utf-8", errors="replace")
        return found


class Cut(BaseException):
    """A loop of the program has gone on for long enough: what follows it is looked at as well."""


class Loops(ast.NodeTransformer):
    """Lets the outermost loops of a program end where a run in them is cut."""

    def visit(self, node: ast.AST) -> Any:
        if isinstance(node, (ast.For, ast.While)):
            handler = ast.ExceptHandler(ast.Name("__Cut__", ast.Load()), None, [ast.Pass()])
            return ast.copy_location(ast.Try([node], [handler], [], []), node)
        return node if isinstance(node, (ast.FunctionDef, ast.ClassDef)) else self.generic_visit(node)


def run_as_main(
    path: str, arguments: list[str], marks: dict[str, Callable[..., Any]], change: ast.NodeTransformer | None = None
) -> str:
    """Run a program, its source changed, and return in words how it failed; nothing where it ended well.

    `arguments` begin with the path that it knows as its own: what lies beside that can be imported and read. `marks`
    are the functions that the changed source calls, each as `__word__`. The error itself does not outlive this call:
    it would keep alive what the program's frames held.
    """
    random.seed(0)
    np.random.seed(0)
    sys.argv = arguments
    sys.path.insert(0, os.path.dirname(arguments[0]))
    for word, call in {**marks, "Cut": Cut}.items():
        setattr(builtins, f"__{word}__", call)
    space = types.ModuleType("__main__")
    space.__file__ = arguments[0]
    sys.modules["__main__"] = space
    seconds, clocks = itertools.count(), (time.time, time.perf_counter)
    drawing = vars(random)["_urandom"]  # where Python's `secrets`, and whoever is given no seed, draw from

    def now() -> float:  # goes by a second each time that the program looks: the old one and the new one take as long
        return float(next(seconds)) if sys._getframe(1).f_code.co_filename == path else clocks[0]()

    time.time = time.perf_counter = now
    vars(random)["_urandom"] = random.Random(0).randbytes
    try:
        module = ast.parse(Path(path).read_text(encoding="utf-8"))
        changed = Loops().visit(change.visit(module) if change is not None else module)
        exec(compile(ast.fix_missing_locations(changed), path, "exec"), space.__dict__)
    except Cut:
        return ""
    except SystemExit as stop:
        return f"SystemExit: {stop.code}" if stop.code else ""
    except BaseException as error:
        return words_of(error, path)
    finally:
        time.time, time.perf_counter = clocks
        vars(random)["_urandom"] = drawing
    return ""


def words_of(error: BaseException, path: str) -> str:
    """Return an error in words, with the line of the program in which it came."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == path]
    where = f" (line {lines[-1]})" if lines else ""
    return f"{type(error).__name__}: {(str(error).splitlines() or [''])[0]}{where}"


def plain(value: Any, told: Callable[[bytes], Any] = bytes) -> Any:
    """Return a value as data that can be written: arrays, lists, dictionaries. Texts are what `told` makes of them."""
    if isinstance(value, dict):
        return {key: plain(item, told) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item, told) for item in value]
    if isinstance(value, bytes):
        return told(value)
    if hasattr(value, "numpy"):
        value = value.numpy()
    return value if value is None or isinstance(value, str) else np.asarray(value)


def main(runner: str, program: str, facts: str, *arguments: str) -> None:
    """Let the recorder or the replay run a program with what a file gives, and write what it says in the place."""
    given = pickle.loads(Path(facts).read_bytes())
    said = importlib.import_module(f"lifetimes.upgrade.{runner}").run(program, given, list(arguments))
    sys.stdout.flush()
    whole = Path(f"{facts}.whole")
    whole.write_bytes(pickle.dumps(said))
    whole.replace(facts)  # at once: whoever ends this process for its time finds all or nothing


if __name__ == "__main__":
    main(*sys.argv[1:])
