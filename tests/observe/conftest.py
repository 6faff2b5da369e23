"""What the tests of the instrument share."""

import gc
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FILL_THE_HEAP = {HERE / f"test_{name}.py" for name in ("dominators", "picture", "report", "with_numpy", "worlds")}


def pytest_collection_modifyitems(items):
    """Let those tests come last that bring a library or the worlds: whoever asks after them walks through these."""
    places = [at for at, item in enumerate(items) if item.path.parent == HERE]
    ours = sorted((items[at] for at in places), key=lambda item: item.path in FILL_THE_HEAP)
    for at, item in zip(places, ours, strict=True):
        items[at] = item


@pytest.fixture
def no_collection():
    """The collector stays off: nothing but the test changes the heap between two looks, and nobody cleans up."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()
