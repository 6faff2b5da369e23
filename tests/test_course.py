"""Every demo has an exercise whose answer is measured, and the course goes through all of them."""

import ast
import json
import os
import re
import subprocess
import sys

import pytest

from lifetimes import course
from lifetimes.cli import demo_files, main

DEMOS = {demo.stem[:2]: demo for demo in demo_files()}
OURS = [demo for demo in DEMOS.values() if course.exercise_of(demo) is not None]


@pytest.mark.parametrize("demo", OURS, ids=lambda demo: demo.stem)
def test_an_exercise_refuses_a_wrong_prediction_and_says_what_was_measured(
    demo, capsys, monkeypatch, printed_by_script
):
    exercise = course.exercise_of(demo)
    monkeypatch.setattr(course, "run", lambda script: (printed_by_script(script), ""))
    measured = exercise.answer()
    monkeypatch.setattr(course.Exercise, "answer", lambda self: measured)

    assert measured
    assert course.set_exercise(demo, f"not {measured}") == 1
    assert f"No, it is {measured}." in capsys.readouterr().out
    assert course.set_exercise(demo, None, lambda words: measured) == 0
    assert f"Right: {measured}." in capsys.readouterr().out


def test_an_exercise_shows_what_it_changes_before_it_asks(capsys, monkeypatch):
    """And in which file, for whoever has only seen what the demo prints."""
    monkeypatch.setattr(course.Exercise, "answer", lambda self: "4")
    told = []

    course.set_exercise(DEMOS["07"], None, lambda question: told.append(capsys.readouterr().out) or "4")

    assert told[0].endswith(f"In {DEMOS['07']}:\n-         sess.run(w.assign(21.0))\n")


@pytest.mark.parametrize("number", ["21"])
def test_the_picture_of_a_demo_is_drawn_the_same_twice(number, tmp_path):
    """In two processes, whatever the order of their hashes; `.ci/run` draws the other demos too."""
    drawn = []
    for seed in ("1", "2"):
        picture = tmp_path / f"{seed}.svg"
        subprocess.run(
            [sys.executable, "-m", "lifetimes", "run", number, "--save", picture], check=True, capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )  # fmt: skip
        drawn.append(picture.read_text("utf-8"))

    assert drawn[0] == drawn[1]
    assert re.search(r": [1-9]\d* born", drawn[0])


def test_only_what_needs_another_framework_has_no_exercise():
    others = [demo for demo in demo_files() if demo not in OURS]

    assert [demo.name[:2] for demo in others if "pip install" not in demo.read_text()] == []
    assert len(others) < 5


def test_a_prediction_is_compared_as_a_number_or_as_words():
    assert course.same("1.50", "1.500")
    assert course.same(" 'Alive'", "alive")
    assert not course.same("1.6", "1.500")
    assert not course.same("", "alive")


def test_an_exercise_that_does_not_fit_its_demo_says_so():
    exercise = course.Exercise(OURS[0], "?", (("no such line", ""),), "(x)")

    with pytest.raises(ValueError, match="changes 'no such line', which is not in it once"):
        exercise.changed()


def test_the_command_takes_the_prediction(capsys):
    assert main(["run", "2", "--exercise", "add_1"]) == 0
    assert "Right: add_1." in capsys.readouterr().out


def test_the_course_goes_on_with_exercises_and_ends_when_it_is_told(capsys):
    """What needs a framework that is not here says so itself, and has no exercise."""
    ran, answers = [], iter(["", "e", "20", "q"])

    def run(demo):
        ran.append(demo.stem)
        return int(len(ran) == 1)

    demos = demo_files()[:5]
    assert course.teach(demos, run, lambda words: next(answers)) == 0

    printed = capsys.readouterr().out
    assert ran == [demo.stem for demo in demos[:4]]
    assert f"chapter 1 of 5: one variable two worlds ===\n{course.question_of(demos[0])}\n" in printed
    assert "Right: 20." in printed


def test_every_demo_is_written_as_a_notebook(tmp_path):
    """Its question is text, its parts are cells; together they are the program."""
    assert main(["demos", "--notebooks", str(tmp_path / "new")]) == 0

    for demo in demo_files():
        question, *cells = json.loads((tmp_path / "new" / f"{demo.stem}.ipynb").read_text())["cells"]
        program = ast.parse("\n".join(cell["source"] for cell in cells))
        assert question["source"].splitlines()[0].endswith("?")
        assert len(cells) > 1
        assert ast.dump(program) == ast.dump(ast.Module(ast.parse(demo.read_text()).body[1:], []))


def test_where_nobody_types_the_course_ends(monkeypatch, capsys):
    """The end of the input is an answer, not a traceback: it ends the course, and is a wrong prediction."""
    monkeypatch.setattr("builtins.input", lambda question: (_ for _ in ()).throw(EOFError()))
    ran = []

    assert course.teach(OURS[:2], lambda demo: ran.append(demo) or 0) == 0
    assert ran == OURS[:1]
    assert course.set_exercise(OURS[4], None) == 1
    assert "No, it is " in capsys.readouterr().out
