"""Arrays under the instrument: leaves for the collector, and edges that only NumPy knows of."""

from __future__ import annotations

import types
import weakref

import pytest

from lifetimes.observe import snapshot, why_alive

pytestmark = pytest.mark.usefixtures("no_collection")


@pytest.fixture(scope="module", autouse=True)
def numpy():
    """Imported only here, so that the tests of other files look at a small heap."""
    global np
    import numpy as np


def test_a_view_holds_its_array():
    """The array is a leaf for the collector; only NumPy knows of the edge."""
    array = np.zeros(4)
    view = array[1:]
    reference = weakref.ref(array)
    del array

    path = why_alive(reference).paths[0]

    assert [step.edge for step in path.steps] == ["local view", ".base"]
    assert view.base is not None


def test_an_array_in_a_dict_that_the_collector_does_not_track_is_found():
    kept = types.SimpleNamespace(weights={"w": np.zeros(3)})
    reference = weakref.ref(kept.weights["w"])

    why = why_alive(reference)

    assert [step.edge for step in why.paths[0].steps] == ["local kept", ".weights", "['w']"]
    assert why.held_from_c == 0


def test_the_fields_of_an_array_of_a_subclass_are_read_without_calling_it():
    """Taking a field makes another array, of which NumPy asks the class."""
    calls = []

    class Table(np.ndarray):
        def __array_finalize__(self, obj):
            calls.append(obj)

    table = np.zeros(2, dtype=[("who", object), ("score", float)]).view(Table)
    table["who"][1] = lambda: None
    reference = weakref.ref(table["who"][1])
    calls.clear()

    path = why_alive(reference).paths[0]

    assert [step.edge for step in path.steps] == ["local table", "['who'][1]"]
    assert not calls


def test_leaves_that_the_collector_does_not_track_are_counted():
    before = snapshot()
    kept = [np.zeros(1000), "x" * 5000 + str(id(before)), {"only": 1.5}]

    growth = snapshot() - before

    assert growth["ndarray"].nbytes >= 8000
    assert growth["str"].nbytes >= 5000
    assert kept


def test_a_buffer_is_retained_once_however_many_views_it_has():
    kept = {"w": np.zeros(10_000)}
    kept["v"] = kept["w"][5:]

    assert 80_000 < snapshot().retained(kept).nbytes < 81_000
