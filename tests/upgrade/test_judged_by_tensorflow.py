"""Each pair once more where TensorFlow is installed: the new program does there what the old one did here."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lifetimes.upgrade import upgrading

PAIRS = sorted(path for path in (Path(__file__).parent / "pairs").iterdir() if (path / "new.py").exists())


@pytest.fixture(scope="module")
def judged(request, tmp_path_factory):
    """The reports to come on the pairs that are asked for: each waits for TensorFlow, as many at once as can."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    pytest.importorskip("tensorflow")

    def judge(pair):
        program = tmp_path_factory.mktemp(pair.name) / "old.py"
        shutil.copy(pair / "old.py", program)
        return upgrading.upgrade(str(program), [], 120.0, judge="tensorflow")

    pairs = [item.callspec.params["pair"] for item in request.session.items if item.path == request.path]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        yield {pair: threads.submit(judge, pair) for pair in pairs}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_a_new_program_agrees_with_the_old_one_on_tensorflow(pair, judged):
    """The verdict is the one that is recorded beside the pair, reached with TensorFlow as the judge."""
    report = judged[pair].result()

    assert (pair / "report.txt").read_text().startswith(f"old.py: {report.verdict}\n"), str(report)
