"""The spec is complete, readable aloud, and impossible to pass by accident."""

import ast
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from lifetimes import claims, cli, spec

FOLDER = Path(__file__).parent / "spec"
ROWS = claims.read(FOLDER)
CLAIMS = [claim for row in ROWS for claim in row.claims]
MODULES = {file.stem: ast.parse(file.read_text()) for file in sorted(FOLDER.glob("test_*.py"))}
TESTS = [
    (module, node)
    for name, module in MODULES.items()
    for node in ast.walk(module)
    if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
]


def words(claim):
    return claim.sentence.split()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.question)
def test_every_row_answers_for_both_worlds_and_has_both_proofs(row):
    """A weak reference and objgraph each bear witness, in the old world and in the new."""
    assert row.question.endswith("?")
    for world in ("tf1", "tf2"):
        assert row.answers[world].endswith(".")
        assert {proof for claim in row.of(world) for proof in claim.proofs} == {"weak reference", "objgraph"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.question)
def test_every_row_has_claims_that_stand_beside_each_other(row):
    """Their names begin with the same words in both worlds."""
    beginnings = [{tuple(words(claim)[:2]) for claim in row.of(world)} for world in ("tf1", "tf2")]

    assert beginnings[0] & beginnings[1]


def test_every_row_of_the_table_has_a_file():
    """The table of who owns what is proved row by row."""
    assert len(spec.ROWS) == len(claims.ORDER)
    assert [Path(row.claims[0].file).stem for row in ROWS][: len(spec.ROWS)] == [f"test_{n}" for n in claims.ORDER]


def test_every_claim_has_a_sentence_a_condition_and_a_source():
    assert [claim.name for claim in CLAIMS if not 3 <= len(words(claim)) <= 16] == []
    assert [claim.name for claim in CLAIMS if not claim.condition.endswith((".", "?"))] == []
    assert [claim.name for claim in CLAIMS if not claim.source] == []


def test_no_two_claims_say_the_same():
    """Neither in one world, nor with the same words in the condition."""
    twice = [claim for claim, times in Counter((c.world, c.name) for c in CLAIMS).items() if times > 1]

    assert twice == []


def asserted_by(module, test):
    """Return the conditions that a test asserts, or a helper that it calls."""
    called = {node.id for node in ast.walk(test) if isinstance(node, ast.Name)}
    helpers = [node for node in module.body if isinstance(node, ast.FunctionDef) and node.name in called]
    return [node.test for part in (test, *helpers) for node in ast.walk(part) if isinstance(node, ast.Assert)]


def says_nothing(condition):
    """Return whether a condition is a constant or a choice of alternatives."""
    return isinstance(condition, ast.Constant) or (
        isinstance(condition, ast.BoolOp) and isinstance(condition.op, ast.Or)
    )


def test_every_claim_can_fail():
    """It, or a helper that it calls, asserts something, and nothing that is true whatever happens."""
    asserted = {test: asserted_by(module, test) for module, test in TESTS}
    silent = [test for test, conditions in asserted.items() if not conditions]

    assert [test.name for test in silent if "pytest.raises" not in ast.unparse(test)] == []
    assert [test.name for test, conditions in asserted.items() if any(map(says_nothing, conditions))] == []


def test_every_claim_has_been_judged():
    """`verdicts.txt` is what `--implementation=tensorflow --record-verdicts` wrote, for these very claims."""
    assert [claim.name for claim in CLAIMS if not claim.verdict] == []
    assert [claim.name for claim in CLAIMS if claim.verdict == "refuted"] == []
    assert len((FOLDER / "verdicts.txt").read_text().splitlines()) == len(CLAIMS)


def test_the_command_prints_the_claims_and_the_table(capsys):
    assert cli.main(["spec"]) == 0

    printed = capsys.readouterr().out
    assert "where does a new variable go?" in printed
    assert "- a lost variable stays in the default graph" in printed
    assert len(re.findall(r"^.{60} tf[12]( +[1-9]\d*){4}$", printed, re.M)) == 2 * len(ROWS)


def test_a_report_says_which_claims_hold_and_which_fail(tmp_path):
    """As a page and as Markdown, with what was said by whom."""
    (tmp_path / "spec").mkdir()
    for file in ("conftest.py", "judge.py", "report.py", "proofs.py"):
        (tmp_path / "spec" / file).write_text((FOLDER / file).read_text())
    (tmp_path / "spec" / "test_row.py").write_text(
        '"""Is it so?"""\n\n\nclass TestTF1:\n    """Yes."""\n\n'
        '    def test_it_is_so(self, tf):\n        """Always. Source: a < b."""\n        assert tf.float32\n\n\n'
        'class TestTF2:\n    """No."""\n\n'
        '    def test_it_is_not_so(self, tf):\n        """Never. Source: none."""\n        assert tf.float32 is None\n'
    )
    for name in ("page.html", "page.md"):
        options = ["-q", "-pno:cacheprovider", "-pno:hypothesispytest", "--rootdir", tmp_path]
        command = [sys.executable, "-m", "pytest", *options]
        done = subprocess.run(
            [*command, f"--spec-report={tmp_path / name}", tmp_path / "spec"], capture_output=True, text=True
        )
        page = (tmp_path / name).read_text()

        assert done.returncode == 1, done.stderr
        assert "lifetimes: holds" in page
        assert "lifetimes: fails" in page
    assert "a &lt; b" in (tmp_path / "page.html").read_text()
