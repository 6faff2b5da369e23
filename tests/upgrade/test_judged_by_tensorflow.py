"""Each pair once more where TensorFlow is installed: the new program does there what the old one did here."""

import os
import shutil
from pathlib import Path

import pytest

from lifetimes.upgrade import upgrading

PAIRS = sorted(path for path in (Path(__file__).parent / "pairs").iterdir() if (path / "new.py").exists())


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_a_new_program_agrees_with_the_old_one_on_tensorflow(pair, tmp_path):
    """The verdict is the one that is recorded beside the pair, reached with TensorFlow as the judge."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    pytest.importorskip("tensorflow")
    shutil.copy(pair / "old.py", tmp_path / "old.py")

    report = upgrading.upgrade(str(tmp_path / "old.py"), [], 120.0, judge="tensorflow")

    assert (pair / "report.txt").read_text().startswith(f"old.py: {report.verdict}\n"), str(report)
