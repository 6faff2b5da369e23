"""The demos as a course: each a chapter, with an exercise at its end whose answer is measured.

An exercise says what to change in the demo, and asks what the changed demo will print. It is run, and what it printed
is compared with the prediction. Nothing is written into the demo itself.
"""

import ast
import json
import math
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lifetimes.observe.commands import watch_script


@dataclass(frozen=True)
class Exercise:
    """What to change in a demo, and how the answer is read from what the changed demo prints."""

    demo: Path
    ask: str
    change: tuple[tuple[str, str], ...]
    pattern: str = ""
    counted: str = ""

    def changed(self) -> str:
        """Return the source of the changed demo. ValueError where a change does not fit it."""
        source = self.demo.read_text(encoding="utf-8")
        for old, new in self.change:
            if source.count(old) != 1:
                raise ValueError(f"the exercise of {self.demo.stem} changes {old!r}, which is not in it once")
            source = source.replace(old, new)
        return source

    def answer(self) -> str:
        """Run the changed demo and return what it answers. RuntimeError with its output where it fails."""
        with tempfile.TemporaryDirectory() as folder:
            script = Path(folder) / self.demo.name
            script.write_text(self.changed(), encoding="utf-8")
            printed, errors = run(script)
        if self.counted:
            return str(printed.count(self.counted))
        found = re.search(self.pattern, printed)
        if found is None:
            raise RuntimeError(f"the changed {self.demo.stem} gives no answer:\n{printed}{errors}")
        return found[1].strip()


def run(script: Path) -> tuple[str, str]:
    """Return what a script prints, in a process of its own, to standard output and to standard error."""
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
    return done.stdout, done.stderr


def notebook(demo: Path) -> str:
    """Return a demo as a Jupyter notebook: its question as text, and a cell of code for each part after `# %%`."""
    source = demo.read_text(encoding="utf-8")
    question, code = source[3:].split('"""', 1)
    cells: list[dict[str, Any]] = [
        {"cell_type": "markdown", "id": "question", "metadata": {}, "source": f"## {question.strip()}"}
    ]
    for number, part in enumerate(code.split("\n# %%\n")):
        cell: dict[str, Any] = {"cell_type": "code", "id": f"part-{number}", "metadata": {}, "source": part.strip("\n")}
        cells.append({**cell, "execution_count": None, "outputs": []})
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    whole = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def write_notebooks(demos: list[Path], folder: Path) -> None:
    """Write every demo as a notebook into a folder, which is made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for demo in demos:
        (folder / f"{demo.stem}.ipynb").write_text(notebook(demo), encoding="utf-8")


def question_of(demo: Path) -> str:
    """Return the first line of a demo's docstring: the question that it answers."""
    text = ast.get_docstring(ast.parse(demo.read_text(encoding="utf-8"))) or ""
    return text.splitlines()[0] if text else ""


def _table(demo: Path) -> dict[str, Any]:
    """Return what is written down of a demo beside it."""
    tables = tomllib.loads((demo.parent / "exercises.toml").read_text(encoding="utf-8"))
    found: dict[str, Any] = tables.get(demo.stem[:2], {})
    return found


def draw(demo: Path, picture: str | None) -> int:
    """Run a demo line by line, and draw the lives of its variables, or of what else it is about, in a file."""
    return watch_script(demo, output=picture, types=_table(demo).get("watch", ()), seconds_of_looking=math.inf)


def exercise_of(demo: Path) -> Exercise | None:
    """Return the exercise of a demo; None where it has none."""
    table = _table(demo)
    if "ask" not in table:
        return None
    change = tuple((old, new) for old, new in table["change"])
    return Exercise(demo, table["ask"], change, table.get("answer", ""), table.get("count", ""))


def same(predicted: str, measured: str) -> bool:
    """Return whether a prediction says what was measured: as numbers, or as words in any letters."""
    try:
        return float(predicted) == float(measured)
    except ValueError:
        return predicted.strip().strip("'\"").casefold() == measured.casefold()


def answered(question: str) -> str:
    """Return what somebody types, `q` where there is nobody: the input has ended."""
    try:
        return input(question)
    except EOFError:
        print()
        return "q"


def set_exercise(demo: Path, prediction: str | None, ask: Callable[[str], str] = answered) -> int:
    """Ask the exercise of a demo and say whether the prediction was right: exit status 0, or 1 where it was not."""
    exercise = exercise_of(demo)
    if exercise is None:
        raise SystemExit(f"{demo.stem} has no exercise")
    print(f"\nExercise: {exercise.ask}\nIn {demo}:")
    for old, new in exercise.change:
        print(*(f"- {line}" for line in old.splitlines()), *(f"+ {line}" for line in new.splitlines()), sep="\n")
    predicted = ask("Your prediction: ") if prediction is None else prediction
    measured = exercise.answer()
    if same(predicted, measured):
        print(f"Right: {measured}.")
        return 0
    print(f"No, it is {measured}.")
    return 1


def teach(demos: list[Path], run: Callable[[Path], int], ask: Callable[[str], str] = answered) -> int:
    """Run the demos in order, each with its question and its exercise; an empty line goes on, `q` ends the course."""
    for number, demo in enumerate(demos, 1):
        print(f"\n=== chapter {number} of {len(demos)}: {demo.stem[3:].replace('_', ' ')} ===\n{question_of(demo)}\n")
        if run(demo):
            continue  # it has said what it needs
        choice = ask("\nEnter to go on, e for the exercise, q to end: ").strip().lower()[:1]
        if choice == "e" and exercise_of(demo) is not None:
            set_exercise(demo, None, ask)
        elif choice == "q":
            break
    return 0
