"""The pytest plugin, run on small test files of its own."""

import subprocess
import sys

import pytest

pytest_plugins = ["pytester"]

OWNED = """
    import pytest
    from lifetimes.labels import register_owner

    @register_owner
    class Graph:
        def __init__(self):
            self.layers = []

    class Layer:
        pass

    graph = Graph()
"""


@pytest.fixture
def run(pytester, request):
    """Runs a test file with the plugin and gives the result."""
    installed = request.config.pluginmanager.has_plugin("lifetimes")
    load = () if installed else ("-p", "lifetimes.pytest_plugin")

    def run(source: str, *options: str):
        pytester.makepyfile(source)
        return pytester.runpytest_inprocess("-p", "no:cacheprovider", *load, *options)

    return run


def test_the_fixture_watches(run):
    """And offers what `lifetimes.observe` offers."""
    result = run(
        OWNED
        + """
    def test_layers(lifetimes):
        with lifetimes.watch(Layer) as timeline:
            layer = Layer()
            assert lifetimes.why_alive(layer).state == "named"
            del layer
        assert len(timeline.freed) == 1
    """
    )

    result.assert_outcomes(passed=1)


def test_a_marked_test_fails_for_what_it_leaves_lost_and_prints_chain_and_site(run):
    """The object, its owner's path, where it was made, what to do."""
    result = run(
        OWNED
        + """
    @pytest.mark.no_lost(types=[Layer])
    def test_leak():
        graph.layers.append(Layer())
    """
    )

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*the test left objects lost: Layer*",
            "*Layer is lost, made at *.py:* in test_leak*",
            "*.layers*",
            "*drop them from their owner*",
        ]
    )


def test_a_marked_test_that_leaves_nothing_lost_passes(run):
    """Named at the end, or freed, is not lost; one class need not be in a list."""
    result = run(
        OWNED
        + """
    kept = []

    @pytest.mark.no_lost(types=Layer)
    def test_clean():
        kept.append(Layer())
        Layer()
    """
    )

    result.assert_outcomes(passed=1)


def test_a_marked_test_that_fails_by_itself_shows_its_own_failure(run):
    """What it lost is told in a section."""
    result = run(
        OWNED
        + """
    @pytest.mark.no_lost(types=[Layer])
    def test_wrong():
        graph.layers.append(Layer())
        assert 1 == 2
    """
    )

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*assert 1 == 2*", "*lifetimes of Layer: 1 born*"])


def test_a_failing_test_prints_what_its_watches_saw(run):
    """Creation site and chain of what was alive when the with block was left."""
    result = run(
        OWNED
        + """
    def test_wrong(lifetimes):
        with lifetimes.watch(Layer):
            graph.layers.append(Layer())
            raise AssertionError("as asserted elsewhere")
    """
    )

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*- lifetimes -*", "*held at the end:*", "*Layer is lost, made at *", "*.layers*"])


def test_the_report_shows_every_watch_of_the_run(run, pytester):
    """One page, in a folder that is made for it, with names and outcomes escaped."""
    result = run(
        OWNED
        + """
    @pytest.mark.parametrize("text", ["<b>"])
    def test_one(lifetimes, text):
        with lifetimes.watch(Layer):
            Layer()
    """,
        "--lifetimes-report=out/report.html",
    )
    html = (pytester.path / "out" / "report.html").read_text("utf-8")

    result.stdout.fnmatch_lines(["lifetimes report: out/report.html"])
    assert "test_one[&lt;b&gt;]: passed" in html
    assert "<svg" in html


def test_a_report_of_a_run_without_watches_says_so(run, pytester):
    """The page is written all the same."""
    run("def test_nothing(): pass", "--lifetimes-report=report.html")

    assert "No test watched anything." in (pytester.path / "report.html").read_text("utf-8")


def test_loading_the_plugin_imports_neither_numpy_nor_a_world_nor_observe():
    """In a fresh interpreter."""
    code = (
        "import sys, lifetimes.pytest_plugin\n"
        "heavy = ('numpy', 'lifetimes.tf1', 'lifetimes.tf2', 'lifetimes.observe', 'lifetimes.ops')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert done.stdout == "[]\n", done.stderr
