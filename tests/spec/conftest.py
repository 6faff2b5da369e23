"""Which implementation is asked, and what every claim about a death needs.

`pytest tests/spec` asks `lifetimes`. `pytest tests/spec --implementation=tensorflow` asks an installed TensorFlow the
same: the new world in this process, the old one (`compat.v1` without the behaviour of version 2) in one of its own.
"""

import gc
import importlib

import pytest
from judge import DIFFERENCES, OtherProcess, VerdictWriter
from report import SpecReport

from lifetimes.claims import WORLDS


def pytest_addoption(parser):
    group = parser.getgroup("spec", "the executable spec")
    choices = ["lifetimes", "tensorflow", "tensorflow.compat.v1"]
    group.addoption("--implementation", choices=choices, default="lifetimes", help="who has to keep the claims")
    group.addoption("--record-verdicts", action="store_true", help="write verdicts.txt from a run with TensorFlow")
    group.addoption("--reports-to", metavar="FILE", help="write each report as a line of JSON")
    group.addoption("--spec-report", metavar="FILE", help="write the claims and verdicts as .html or .md")


def pytest_configure(config):
    config.addinivalue_line("markers", "inside(reason): the claim looks inside lifetimes, so nobody else can be asked")
    config.addinivalue_line("markers", "surprising: most people would say otherwise")
    implementation = config.getoption("--implementation", "lifetimes")
    if implementation != "lifetimes":
        config.addinivalue_line("filterwarnings", "default")
    if config.getoption("--spec-report", None):
        config.pluginmanager.register(SpecReport(config.getoption("--spec-report"), implementation))
    if config.getoption("--reports-to", None) or implementation == "tensorflow":
        config.pluginmanager.register(OtherProcess(config))
    if config.getoption("--record-verdicts", False):
        config.pluginmanager.register(VerdictWriter())


def world_of(item):
    """Return "tf1" or "tf2" by the class that the claim stands in."""
    return WORLDS[item.cls.__name__]


def pytest_collection_modifyitems(config, items):
    """Leave out what TensorFlow cannot be asked, and expect it to refute what is known to differ."""
    implementation = config.getoption("--implementation", "lifetimes")
    if implementation == "lifetimes":
        return
    if implementation == "tensorflow.compat.v1":
        items[:] = [item for item in items if world_of(item) == "tf1"]
    for item in items:
        if inside := item.get_closest_marker("inside"):
            item.add_marker(pytest.mark.skip(reason=f"looks inside lifetimes: {inside.args[0]}"))
        if reason := DIFFERENCES.get(item.name):
            item.add_marker(pytest.mark.xfail(reason=reason, strict=True))


@pytest.fixture
def tf(request):
    """The world that the claim is about, as the implementation that is asked has it."""
    world = world_of(request.node)
    implementation = request.config.getoption("--implementation", "lifetimes")
    if implementation == "lifetimes":
        return importlib.import_module(f"lifetimes.{world}")
    module = importlib.import_module(implementation)
    if world == "tf1":
        module.disable_v2_behavior()
    return module


@pytest.fixture(autouse=True, scope="module")
def no_collector():
    """Off from the first claim of a file to its last: what dies, dies by reference count alone.

    What is there before is frozen, so that a collection looks at what the claims have made.
    """
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


@pytest.fixture(autouse=True)
def a_clean_start(request, tf, no_collector):
    """An empty default graph, and nothing of the last claim: what that made is young, unless it collected itself."""
    old = world_of(request.node) == "tf1"
    if old:
        tf.reset_default_graph()
    collected = gc.get_stats()[2]["collections"]
    yield
    if old:
        tf.reset_default_graph()
    gc.collect(1 if gc.get_stats()[2]["collections"] == collected else 2)
