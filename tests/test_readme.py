"""What the README prints is what the library prints, and what it lists is what there is."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import readme_links

from lifetimes.cli import demo_files
from lifetimes.spec import ROWS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
EXAMPLES = re.findall(r"```python\n([^`]*)```\n```text\n(.*?)```", README, re.DOTALL)
TESTS = [code for code in re.findall(r"```python\n(.*?)```", README, re.DOTALL) if "def test_" in code]


@pytest.mark.parametrize("code, printed", EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_prints_what_stands_below_it(code, printed, tmp_path):
    script = tmp_path / "example.py"
    script.write_text(code)

    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)

    assert done.stdout == printed, done.stderr


def test_the_picture_shows_the_first_two_examples_as_the_report_draws_them():
    """`python tests/readme_links.py` draws it anew."""
    assert f"({readme_links.PICTURE.relative_to(ROOT).as_posix()})" in README.partition("```")[0]
    assert readme_links.PICTURE.read_text(encoding="utf-8") == readme_links.picture()


def test_the_example_tests_pass_with_the_plugin(tmp_path):
    printed = run_tests(tmp_path, TESTS[0])

    assert "1 passed" in printed, printed


def test_the_example_tests_fail_where_a_layer_is_kept(tmp_path):
    keeping = "\n    def __init__(self):\n        kept.append(self)\n\nkept = []"

    printed = run_tests(tmp_path, TESTS[0].replace(" ...", keeping, 1))

    assert "1 passed, 1 error" in printed, printed
    assert "the test left objects alive: Layer" in printed


def run_tests(folder, source):
    script = folder / "test_example.py"
    script.write_text(source)
    options = ["-q", "--color=no", "-pno:cacheprovider", "-pno:hypothesispytest"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, script], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def test_the_first_two_shell_blocks_are_the_main_job_and_the_tests():
    first, second, *_ = re.findall(r"```sh\n(.*?)\n```", README)

    assert first.endswith(".venv/bin/lifetimes")
    assert "pytest" in second


def test_every_demo_is_a_chapter_of_the_course():
    listed = re.findall(r"\[([^\]]+)\]\(demos/(\w+)\.py\)", README[README.index("**As a course.**") :])

    assert listed == [(demo.stem[3:].replace("_", " "), demo.stem) for demo in demo_files()]


def test_it_is_read_in_one_sitting():
    assert len(README.splitlines()) < 150


def test_the_table_of_ownership_is_the_one_of_the_command():
    for row in ROWS:
        assert f"| {' | '.join(row)} |" in README


def test_the_files_to_read_first_are_as_long_as_it_says_and_the_lines_stand_where_it_says():
    """`python tests/readme_links.py` writes the numbers anew."""
    assert len(re.findall(r"^\| \d+ \| \[`", README, re.MULTILINE)) == 15
    assert len(readme_links.LINE.findall(README)) == 7
    assert readme_links.true_text(README) == README
