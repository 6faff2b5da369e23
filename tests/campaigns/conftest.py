"""How long a campaign runs: `pytest -m campaign tests/campaigns --programs 2000`."""

import hypothesis
import pytest


def pytest_addoption(parser):
    parser.addoption("--programs", type=int, default=100, help="how many random programs each campaign runs")


@pytest.fixture
def programs(request):
    """The settings of a campaign: that many programs of 40 steps, the same each time they are asked for."""
    number = request.config.getoption("--programs")
    return hypothesis.settings(max_examples=number, stateful_step_count=40, deadline=None, database=None)
