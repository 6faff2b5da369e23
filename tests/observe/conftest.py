"""What the tests of the instrument share."""

import gc

import pytest


@pytest.fixture
def no_collection():
    """The collector stays off: nothing but the test changes the heap between two looks, and nobody cleans up."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()
