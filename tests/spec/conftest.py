"""What every claim about a death needs: the cycle collector off, and nothing of the last test in the way."""

import gc

import pytest


@pytest.fixture(autouse=True)
def no_collector():
    """Switch the cycle collector off, so that what dies dies by reference count alone."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()
