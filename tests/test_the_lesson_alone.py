"""The lesson stands alone: with every library folder deleted it imports, runs, and keeps its claims."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from small_process import WITHOUT

from lifetimes import claims

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("ops", "graph", "tf1", "tf2")
PROGRAMS = re.findall(r"```python\n(.*?)```\n```text\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)[:2]


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    """A folder with a copy of the package from which the library is gone, and the environment to run it in."""
    folder = tmp_path_factory.mktemp("lesson")
    shutil.copytree(ROOT / "lifetimes", folder / "lifetimes")  # what is compiled already is copied too
    shutil.copytree(ROOT / "tests" / "spec", folder / "tests" / "spec", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for room in ROOMS:
        for entry in (folder / "lifetimes" / room).iterdir():
            if entry.is_dir():
                shutil.rmtree(entry)
    return folder


def run(lesson, *arguments):
    environment = {**os.environ, "PYTHONPATH": str(lesson)}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=lesson, env=environment, capture_output=True, text=True, timeout=300)


@pytest.mark.parametrize(("program", "printed"), PROGRAMS, ids=["tf1", "tf2"])
def test_the_programs_of_the_readme_run_without_the_library(lesson, program, printed):
    script = lesson / "program.py"
    script.write_text(program)

    done = run(lesson, str(script))

    assert done.stdout == printed, done.stderr


def test_the_claims_of_the_lesson_hold_without_the_library(lesson):
    """Those that need a room of the library carry a mark, and they are fewer than a third."""
    without = [f"-pno:{plugin}" for plugin in WITHOUT]
    done = run(lesson, "-m", "pytest", "-q", *without, "-m", "not library", "tests/spec")

    marked = ["library" in claim.marks for row in claims.read(ROOT / "tests" / "spec") for claim in row.claims]
    assert done.returncode == 0, done.stdout
    assert sum(marked) < len(marked) / 3


def test_what_needs_a_room_that_is_gone_says_so(lesson):
    done = run(lesson, "-c", "import lifetimes.tf2 as tf; tf.linalg.inv")

    assert "AttributeError: 'lifetimes.tf2.linalg.inv' is in a library room that is not here" in done.stderr
