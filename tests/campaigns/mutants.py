"""Breaks the core at random, one place at a time, and asks which tests notice: mutation testing with cosmic-ray.

    pip install -e '.[test,mutants]'
    python tests/campaigns/mutants.py [--sample 200] [--seed 11] [--only observe ...] [--at tf1/saver.py ...]

The core is the lesson of both worlds, the top of `graph`, and the engine of `observe`. A mutant is one place changed
by an operator of cosmic-ray (a comparison turned round, a condition negated, a number, a decorator, a loop left out)
or one statement dropped. Against it run the tests that, unbroken, reach its line, and those that only start processes:
of `tests/spec` and of the rooms themselves, quickest first, until one fails; then, if none does, the recorded
programs. Printed are each mutant and what killed it, then the share killed. A mutant that differs in annotations only
is none.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import parso
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator

ROOT: Final = Path(__file__).resolve().parent.parent.parent
CORE: Final = {
    "tf1": ["tf1/*.py"],
    "tf2": ["tf2/*.py"],
    "graph": ["graph/*.py"],
    "observe": ["observe/*.py", "observe/heap/*.py", "observe/naming/*.py", "observe/watching/*.py"],
}
OF_THE_WORLDS: Final = ["spec", "graph", "ops", "saving", "test_scripts.py"]
OF_THE_ENGINE: Final = [f"observe/{file.name}" for file in sorted((ROOT / "tests" / "observe").glob("test_*.py"))]
TESTS: Final = {**dict.fromkeys(CORE, OF_THE_WORLDS), "observe": [*OF_THE_ENGINE, "test_pytest_plugin.py"]}
COMPARISONS: Final = ["Eq_NotEq", "NotEq_Eq", "Lt_LtE", "Lt_GtE", "LtE_Lt", "LtE_Gt"]
COMPARISONS.extend(["Gt_GtE", "Gt_LtE", "GtE_Gt", "GtE_Lt", "Is_IsNot", "IsNot_Is"])
BINARY: Final = ["Add_Sub", "Sub_Add", "Mul_Add", "Div_Mul", "FloorDiv_Mul", "Mod_Mul", "BitOr_BitAnd", "BitAnd_BitOr"]
OTHERS: Final = ["AddNot", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr", "ReplaceOrWithAnd"]
OTHERS.extend(["ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "NumberReplacer", "RemoveDecorator"])
OTHERS.extend(["ZeroIterationForLoop", "ReplaceUnaryOperator_Delete_Not"])
SECONDS_OF_THE_PROCESSOR: Final = 60
SECONDS: Final = 900


class DropStatement(Operator):
    """Puts `pass` in the place of a call, an assignment or a deletion."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        if node.type == "simple_stmt" and node.children[0].type in ("expr_stmt", "atom_expr", "del_stmt"):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        first = node.children[0]
        first_leaf = first.get_first_leaf()
        node.children[0] = parso.python.tree.Keyword("pass", first_leaf.start_pos, first_leaf.prefix)
        return node

    @classmethod
    def examples(cls) -> tuple[()]:
        return ()


class Mutant(NamedTuple):
    """One place of one file, and what is done to it."""

    part: str
    file: str
    line: int
    last_line: int
    operator: str
    occurrence: int

    def source(self, text: str) -> str:
        """Return the text of the file with this done to it."""
        found: str = mutate_code(text, operators()[self.operator], self.occurrence)
        return found


@cache
def operators() -> dict[str, Operator]:
    """Return what can be done to a place, by name."""
    names = [f"ReplaceComparisonOperator_{pair}" for pair in COMPARISONS]
    names += [f"ReplaceBinaryOperator_{pair}" for pair in BINARY] + OTHERS
    return {"DropStatement": DropStatement(), **{name: get_operator(f"core/{name}")() for name in names}}


def all_mutants(folder: Path, part: str) -> list[Mutant]:
    """Return every mutant of a part of the core."""
    found = []
    for path in sorted(path for pattern in CORE[part] for path in (folder / "lifetimes").glob(pattern)):
        tree, file = get_ast(path.read_text(encoding="utf-8")), str(path.relative_to(folder))
        for name, operator in operators().items():
            places = [place for node in ast_nodes(tree) for place in operator.mutation_positions(node)]
            found += [Mutant(part, file, a[0], b[0] - (b[1] == 0), name, n) for n, (a, b) in enumerate(places)]
    return found


def meaning(source: str) -> str:
    """Return what a program does: its tree without annotations and the words of its docstrings."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        for field in ("annotation", "returns"):
            if getattr(node, field, None) is not None:
                setattr(node, field, ast.Constant(None))
    return ast.dump(tree)


def sampled(folder: Path, count: int, seed: int, part: str) -> list[Mutant]:
    """Return that many mutants of a part that are not the same program."""
    mutants = all_mutants(folder, part)
    random.Random(seed).shuffle(mutants)
    found: list[Mutant] = []
    for mutant in mutants:
        text = (folder / mutant.file).read_text(encoding="utf-8")
        if len(found) < count and meaning(mutant.source(text)) != meaning(text):
            found.append(mutant)
    return found


class Reached:
    """A plugin of pytest: which test reaches which line of the core, and how long each takes."""

    def __init__(self) -> None:
        import coverage

        self.coverage = coverage.Coverage(data_file=None, include=[str(Path.cwd() / "lifetimes" / "*")])
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.began = time.perf_counter()
        self.coverage.start()
        self.coverage.switch_context(nodeid)

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed:
            self.failed.add(report.nodeid)

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        self.coverage.stop()
        self.seconds[nodeid] = time.perf_counter() - self.began

    def lines(self) -> dict[str, dict[int, list[str]]]:
        """Return for each file and line the tests that reach it, and pass."""
        data = self.coverage.get_data()
        found = {os.path.relpath(file): data.contexts_by_lineno(file) for file in data.measured_files()}
        wrong = {"", *self.failed}
        return {file: {line: [*{*tests} - wrong] for line, tests in lines.items()} for file, lines in found.items()}


def reach(tests: list[str], output: Path) -> int:
    """Run tests, and write which lines each reaches."""
    import pytest

    plugin = Reached()
    pytest.main([*OPTIONS, *tests], plugins=[plugin])
    seconds = {test: seconds for test, seconds in plugin.seconds.items() if test not in plugin.failed}
    output.write_text(json.dumps({"lines": plugin.lines(), "seconds": seconds}))
    return 0


OPTIONS: Final = ["-q", "-p", "no:cacheprovider", "-p", "no:small_processes", "-p", "no:randomly", "-W", "ignore"]


class Selection:
    """Which tests run against a mutant."""

    def __init__(self, folder: Path, known: Path, parts: list[str]) -> None:
        self.lines: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.seconds: dict[str, float] = {}
        self.folder = folder
        for place in dict.fromkeys(place for part in parts for place in TESTS[part]):
            output = known / f"{place.replace('/', '-')}.json"
            if not output.exists():
                command = [sys.executable, __file__, "--reach", f"tests/{place}", "--known", str(output)]
                subprocess.run(command, cwd=folder, env=environment(folder), check=True, stdout=subprocess.DEVNULL)
            said = json.loads(output.read_text())
            self.seconds.update(said["seconds"])
            for file, lines in said["lines"].items():
                for line, tests in lines.items():
                    self.lines[file][line] |= set(tests)
        reached = {test for lines in self.lines.values() for tests in lines.values() for test in tests}
        self.in_processes = self.seconds.keys() - reached

    def of(self, mutant: Mutant) -> list[str]:
        """Return the tests that reach the lines of a mutant, or its file where its lines are run at import."""
        lines = self.lines[mutant.file]
        found = {test for n in range(mutant.line, mutant.last_line + 1) for test in lines.get(str(n), ())}
        found |= self.in_processes
        function = enclosing(self.folder / mutant.file, mutant.line)
        if function is None or function[0] == mutant.line:
            found |= set().union(*lines.values())
        return sorted(found, key=lambda test: (not test.startswith("tests/spec"), self.seconds[test]))


@cache
def functions(file: Path) -> list[tuple[int, int]]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return [(min([n.lineno, *(d.lineno for d in n.decorator_list)]), n.end_lineno or n.lineno) for n in found]


def enclosing(file: Path, line: int) -> tuple[int, int] | None:
    """Return the first and last line of the innermost function around a line; None where it is run at import."""
    return max((span for span in functions(file) if span[0] <= line <= span[1]), default=None)


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(folder), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def copied(folder: Path) -> None:
    """Copy what the tests need."""
    for name in ("lifetimes", "tests", "demos"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, folder)


def killer(folder: Path, tests: list[str], *options: str) -> str:
    """Return which of the tests fails first, in a process of its own; "" where none does."""
    if not tests:
        return ""
    output = folder / "printed.txt"
    child = os.fork()
    if child == 0:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_OF_THE_PROCESSOR, SECONDS_OF_THE_PROCESSOR))
        run_here(folder, tests, options, output)
    over = time.monotonic() + SECONDS
    while not os.waitpid(child, os.WNOHANG)[0]:
        if time.monotonic() > over:
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return "time is up"
        time.sleep(0.02)
    printed = output.read_text(errors="replace")
    failed = [line.split(" ", 1)[1] for line in printed.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    return failed[0][:150] if failed else "" if " passed" in printed else "no test can be run"


def run_here(folder: Path, tests: list[str], options: tuple[str, ...], output: Path) -> None:
    """Run tests in this process, a child, and end it."""
    import pytest

    try:
        descriptor = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(descriptor, 1)
        os.dup2(descriptor, 2)
        os.chdir(folder)
        os.environ.update(environment(folder), PYTHONDONTWRITEBYTECODE="1")
        sys.pycache_prefix, sys.dont_write_bytecode = str(folder / "compiled"), True
        ours = (str(ROOT), str(Path(__file__).parent))
        sys.path[:] = [str(folder), *(path for path in sys.path if path not in ours)]
        pytest.main([*OPTIONS, "-x", "--tb=no", "-rfE", *options, *tests])
        sys.stdout.flush()
    finally:
        os._exit(0)


def recorded_killer(folder: Path, part: str) -> str:
    """Return which of the recorded programs of a part fails first; "" where none does, or it has none."""
    words = {"tf1": "prints and tf1/", "tf2": "prints and tf2/", "graph": "prints"}.get(part)
    return killer(folder, ["tests/test_conformance.py"], "-k", words) if words else ""


def judged(mutant: Mutant, folder: Path, selection: Selection) -> tuple[str, str]:
    """Return what kills a mutant, and by whom: "tests" or "programs"; "" twice where nothing does."""
    path = folder / mutant.file
    text = path.read_text(encoding="utf-8")
    was = path.stat()
    path.write_text(mutant.source(text), encoding="utf-8")
    os.utime(path, (0, 0))  # so that what was compiled of the file as it was is not taken for it, and is again after it
    try:
        if found := killer(folder, selection.of(mutant)):
            return found, "tests"
        found = recorded_killer(folder, mutant.part)
        return found, "programs" if found else ""
    finally:
        path.write_text(text, encoding="utf-8")
        os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))


def main() -> int:
    """Try a sample and print what became of each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--only", nargs="+", choices=[*CORE])
    parser.add_argument("--at", nargs="+", default=[""], metavar="WORDS", help="those of the sample at these places")
    parser.add_argument("--reach", nargs="+", help=argparse.SUPPRESS)
    parser.add_argument("--known", type=Path, metavar="FOLDER", help="where it is kept which test reaches which line")
    options = parser.parse_args()
    if options.reach:
        return reach(options.reach, options.known)
    import hypothesis  # noqa: F401
    import numpy  # noqa: F401
    import objgraph  # noqa: F401

    ends: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copied(folder)
        parts = options.only or [*CORE]
        selection = Selection(folder, options.known or folder, parts)
        for part in parts:
            if found := recorded_killer(folder, part):
                raise SystemExit(f"unbroken, this fails too: {found}")
        mutants = [m for part in parts for m in sampled(folder, options.sample // len(CORE), options.seed, part)]
        for mutant in mutants:
            if not any(words in f"{mutant.file}:{mutant.line} {mutant.operator}" for words in options.at):
                continue
            found, by = judged(mutant, folder, selection)
            ends[mutant.part, by] += 1
            place = f"{mutant.file}:{mutant.line} {mutant.operator} {mutant.occurrence}"
            print(f"{'killed  ' if found else 'SURVIVED'} {place}: {found}", flush=True)
    for part in parts:
        by_tests, by_programs, survived = (ends[part, by] for by in ("tests", "programs", ""))
        print(f"{part}: {by_tests} killed by tests, {by_programs} more by recorded programs, {survived} survived")
    return 0


if __name__ == "__main__":
    sys.exit(main())
