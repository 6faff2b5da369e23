"""Every demo runs in seconds, prints what is recorded beside it, and fits on a projector."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DEMOS = sorted((ROOT / "demos").glob("[0-9][0-9]_*.py"))
FOREIGN = {"14": "torch", "15": "tensorflow", "16": "tensorflow"}
OURS = [demo for demo in DEMOS if demo.name[:2] not in FOREIGN]


@pytest.mark.parametrize("demo", OURS, ids=lambda demo: demo.stem)
def test_a_demo_prints_what_is_recorded_beside_it(demo, printed_by_script):
    assert printed_by_script(demo) == demo.with_suffix(".out").read_text()


@pytest.mark.parametrize("demo", DEMOS, ids=lambda demo: demo.stem)
def test_a_demo_opens_with_a_question_and_ends_with_what_to_notice(demo):
    source, recorded = demo.read_text(), demo.with_suffix(".out").read_text()

    assert source.startswith('"""') and source.splitlines()[0].rstrip('"').endswith("?")
    assert recorded.splitlines()[-1].startswith("What to notice: ")


@pytest.mark.parametrize("demo", DEMOS, ids=lambda demo: demo.stem)
def test_a_demo_can_be_projected(demo):
    """At most 60 lines of source that anybody can read from the back, and output of at most 100 columns."""
    assert len(demo.read_text().splitlines()) <= 60
    assert max(map(len, demo.with_suffix(".out").read_text().splitlines())) <= 100
