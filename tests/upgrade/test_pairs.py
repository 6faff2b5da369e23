"""Each pair is an old program, the new one that comes out of it, and the report: whatever changes shows up here."""

import re
import shutil
from pathlib import Path

import pytest

from lifetimes.upgrade import upgrading

PAIRS = sorted(path for path in (Path(__file__).parent / "pairs").iterdir() if path.is_dir())


def upgraded(pair, folder):
    """Return the report on one pair's old program, run from a copy under a short name."""
    shutil.copy(pair / "old.py", folder / "old.py")
    return upgrading.upgrade(str(folder / "old.py"), [], 120.0)


def told(report, folder):
    """Return the report as text, without the folder and without the largest difference, which is a last digit."""
    text = str(report).replace(f"{folder}/", "")
    return re.sub(r"difference \S+, allowed", "difference ..., allowed", text) + "\n"


@pytest.fixture(scope="module", params=PAIRS, ids=lambda pair: pair.name)
def one(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("upgrade")
    report = upgraded(request.param, folder)
    return request.param, report, told(report, folder)


def test_an_old_program_becomes_the_new_one_beside_it(one):
    """A refused program has no new one."""
    pair, report, _ = one
    expected = pair / "new.py"

    assert (report.new or "") == (expected.read_text() if expected.exists() else "")


def test_the_report_says_what_is_recorded_beside_the_pair(one):
    pair, _, text = one

    assert text == (pair / "report.txt").read_text()


def test_a_new_program_never_leans_on_the_old_world(one):
    """Nothing of compat.v1 is in what comes out."""
    _, report, _ = one

    assert "compat" not in (report.new or "")
