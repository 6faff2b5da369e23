"""The pytest plugin, run on small test files of its own."""

import re
import subprocess
import sys
import textwrap

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


@pytest.fixture(autouse=True)
def at_a_terminal(monkeypatch):
    """Where pytest believes that a CI service runs it, its summary repeats every failure whole."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("BUILD_NUMBER", raising=False)


@pytest.fixture
def plugins(request):
    """Options that load the plugin where it is not installed, and leave out what takes time in a run of few tests."""
    installed = request.config.pluginmanager.has_plugin("lifetimes")
    return ["-pno:cacheprovider", "-pno:hypothesispytest", *([] if installed else ["-plifetimes.pytest_plugin"])]


@pytest.fixture
def run(pytester, plugins):
    """Runs a test file with the plugin and gives the result."""

    def run(source: str, *options: str):
        pytester.makepyfile(source)
        return pytester.runpytest_inprocess(*plugins, *options)

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
            "*what to do: its owner keeps it: *",
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


def test_a_claim_made_after_the_block_fails_with_the_path_too(run):
    """And where the watch was made in a fixture."""
    result = run(
        OWNED
        + """
    kept = []

    @pytest.fixture
    def lives(lifetimes):
        with lifetimes.watch(Layer) as lives:
            yield lives

    def test_after(lifetimes):
        with lifetimes.watch(Layer) as lives:
            kept.append(Layer())
        assert not lives.alive

    def test_in_a_fixture(lives):
        kept.append(Layer())
        lives.mark("made")
        assert not lives.alive
    """
    )

    result.assert_outcomes(failed=2)
    path = "*Life of Layer, made at *.py:* in test_*: alive, named by *.kept[[]*[]]*"
    result.stdout.fnmatch_lines([path, "*held at the end:*", "*Layer is named, made at *", "*.kept *", path])


def test_a_marked_test_tells_of_the_last_hundred_that_it_left(run):
    """Which is what every watch does; that the mark looks at the paths of more is its own affair."""
    result = run(
        OWNED
        + """
    kept = []

    @pytest.mark.all_freed(types=[Layer])
    def test_many():
        kept.extend(Layer() for _ in range(130))
    """
    )

    told = result.stdout.str().partition("held at the end:")[2]
    assert [told.count(f"Layer #{number} is named") for number in (30, 31, 130)] == [0, 1, 1]


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


PLAIN = """
    import pytest

    class Layer:
        def __init__(self, *inner):
            self.inner = inner

    kept = []
"""

LEAK = (
    PLAIN
    + """
    @pytest.mark.all_freed(types=[Layer])
    def test_leak():
        kept.append(Layer())
"""
)


def test_what_a_test_leaves_alive_fails_it_with_path_and_site(run):
    """In plain Python, where nothing was declared an owner."""
    result = run(
        LEAK
        + """
    @pytest.mark.all_freed(types=[Layer])
    def test_clean():
        Layer(Layer())
    """
    )

    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(
        ["*the test left objects alive: Layer*", "*Layer is named, made at *.py:* in test_leak*", "*.kept*",
         "*what to do: take it out of `test_*.kept` (1 item); does it only grow?"]
    )  # fmt: skip


def test_a_failure_tells_each_path_once(run):
    """The section of what the watch saw leaves out what the failure has said."""
    result = run(LEAK)

    assert result.stdout.str().count(".kept ") == 1
    assert "held at the end" not in result.stdout.str()


def test_fixtures_may_hold_what_they_make_until_they_end(run):
    """Those of the test until it is torn down, those of the module as long as the module."""
    result = run(
        PLAIN
        + """
    @pytest.fixture
    def layer():
        yield Layer()

    @pytest.fixture(scope="module")
    def shared():
        return Layer()

    @pytest.fixture
    def leaking():
        kept.append(Layer())

    @pytest.mark.all_freed(types=[Layer])
    @pytest.mark.parametrize("number", [1, 2])
    def test_clean(layer, shared, monkeypatch, caplog, number):
        monkeypatch.setattr(layer, "inner", Layer())
        with pytest.raises(ValueError) as info:
            of_a_frame_that_the_error_holds = Layer()
            raise ValueError(number)

    @pytest.mark.all_freed(types=[Layer])
    def test_leak(leaking):
        pass
    """
    )

    result.assert_outcomes(passed=3, errors=1)
    result.stdout.fnmatch_lines(["*ERROR at teardown of test_leak*", "*the test left objects alive: Layer*"])


def test_a_cycle_is_forgiven_only_where_the_mark_says_so(run):
    result = run(
        PLAIN
        + """
    import gc
    gc.disable()

    def cycle():
        layer = Layer()
        layer.me = layer

    @pytest.mark.all_freed(types=[Layer])
    def test_cycle():
        cycle()

    @pytest.mark.all_freed(types=[Layer], after_gc=True)
    def test_forgiven():
        cycle()

    def test_last():
        gc.enable()
    """
    )

    result.assert_outcomes(passed=3, errors=1)
    result.stdout.fnmatch_lines(["*ERROR at teardown of test_cycle*", "*Layer is cyclic garbage*"])


def test_a_failing_test_is_not_judged_for_what_its_failure_holds(run):
    result = run(
        PLAIN
        + """
    @pytest.mark.all_freed(types=[Layer])
    def test_wrong():
        layer = Layer()
        assert not layer
    """
    )

    result.assert_outcomes(failed=1)


def test_a_test_that_leaves_more_at_every_turn_leaks(run):
    """A cache that fills once, and a last value that is replaced, are no leaks."""
    result = run(
        PLAIN
        + """
    cache, last = {}, [None]

    @pytest.mark.no_leaks(types=[Layer])
    def test_leak():
        kept.append(Layer())

    @pytest.mark.no_leaks(types=[Layer])
    def test_cache():
        cache.setdefault("layer", Layer())
        last[0] = Layer()
    """
    )

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*the test leaks at each of 3 turns: Layer*", "*.kept*"])


def test_a_report_tells_of_marked_tests_too(run, pytester):
    result = run(
        PLAIN
        + """
    @pytest.mark.all_freed(types=[Layer])
    def test_clean():
        Layer()
    """,
        "--lifetimes-report=report.html",
    )

    result.assert_outcomes(passed=1)
    assert "freed at step" in (pytester.path / "report.html").read_text()


ASYNC = """
    import asyncio, inspect, logging, unittest

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(pyfuncitem):
        if inspect.iscoroutinefunction(pyfuncitem.obj):
            arguments = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
            asyncio.run(pyfuncitem.obj(**arguments))
            return True
"""

EVERYDAY = """
    import asyncio, logging, unittest, warnings
    import pytest

    class Layer:
        pass

    kept = []
    log = logging.getLogger("layers")

    @pytest.mark.MARK
    class TestEveryday:
        @pytest.mark.parametrize("number", [1, 2])
        def test_parametrize(self, number):
            Layer()

        def test_monkeypatch(self, monkeypatch):
            monkeypatch.setattr(log, "layer", Layer(), raising=False)

        def test_caplog(self, caplog):
            log.warning("made %s", Layer())
            assert caplog.records

        def test_excinfo(self):
            with pytest.raises(ValueError) as info:
                layer = Layer()
                raise ValueError(layer)
            assert info

        def test_recwarn(self, recwarn):
            warnings.warn(UserWarning(Layer()))

        def test_cycle(self):
            layer = Layer()
            layer.me = layer

        async def test_coroutine(self, tmp_path):
            layer = Layer()
            await asyncio.gather(*(asyncio.sleep(0, layer) for _ in range(3)))

        async def test_leaking_coroutine(self):
            await asyncio.sleep(0)
            kept.append(Layer())

    @pytest.mark.MARK
    class TestOfUnittest(unittest.IsolatedAsyncioTestCase):
        def setUp(self):
            self.layer = Layer()

        async def test_coroutine(self):
            layer = Layer()
            await asyncio.sleep(0)

        def test_leak(self):
            kept.append(Layer())
"""


@pytest.mark.parametrize(
    ("mark", "ends", "workers"),
    [
        ("all_freed(types=[Layer], after_gc=True)", {"passed": 11, "errors": 2}, 2),
        ("no_leaks(types=[Layer])", {"passed": 9, "failed": 2}, 0),
    ],
)
def test_marks_agree_with_what_tests_do_every_day(pytester, plugins, mark, ends, workers):
    """Two of eleven leak: with parameters, patches, captured logs, errors and warnings, in coroutines, on workers."""
    if workers:
        pytest.importorskip("xdist")
    pytester.makeconftest("import pytest\n" + textwrap.dedent(ASYNC))
    pytester.makepyfile(EVERYDAY.replace("MARK", mark))
    spread = ("-n", str(workers)) if workers else ()

    result = pytester.runpytest_subprocess(*plugins, *spread, "--lifetimes-report=report.html")
    report = (pytester.path / "report.html").read_text()

    result.assert_outcomes(**ends)
    assert set(re.findall(r"Layer(?: #\d)? is named, made at \S+ in (\S+)", result.stdout.str())) == {
        "TestEveryday.test_leaking_coroutine",
        "TestOfUnittest.test_leak",
    }
    assert "test_parametrize[2]: passed" in report
    assert report.index("::test_caplog: ") < report.index("::test_leaking_coroutine: ")


def test_a_mark_without_types_watches_the_classes_of_its_module(run):
    """And variables; or a test that leaks objects of its own would pass, since it makes no variable."""
    result = run(
        OWNED
        + """
    kept = []

    @pytest.mark.no_leaks
    def test_leaks():
        kept.append(Layer())

    @pytest.mark.all_freed
    class TestOfAClass:
        def test_leaves(self):
            kept.append(Layer())

        def test_leaves_nothing(self):
            Layer()
    """
    )

    result.assert_outcomes(failed=1, passed=2, errors=1)
    result.stdout.fnmatch_lines(["the test left objects alive: Layer", "the test leaks at each of 3 turns: Layer #4"])


def test_a_mark_that_would_watch_nothing_is_refused_in_words(run):
    """A word that it does not take, or a class whose instances cannot be watched."""
    result = run(
        """
    import pytest

    @pytest.mark.all_freed(type=[int])
    def test_a():
        pass

    @pytest.mark.all_freed(types=[int])
    def test_b():
        pass

    @pytest.mark.no_leaks(turns=7)
    def test_c():
        pass
    """
    )

    result.assert_outcomes(failed=1, errors=2)
    told = result.stdout.str()
    assert "the mark 'all_freed' takes types and after_gc, not 'type'" in told
    assert "the mark 'all_freed': instances of 'int' allow no weak reference" in told
    assert "the mark 'no_leaks' takes types and warmup, not 'turns'" in told
    assert "KeyError" not in told and "Traceback" not in told and "def _watch" not in told


def test_a_mark_that_has_marked_the_class_instead_is_refused_in_words(run):
    """Of one class and nothing else pytest thinks that it is decorated, and calls it with the test."""
    result = run(
        """
    import pytest

    class Layer:
        def __init__(self, size):
            pass

    @pytest.mark.all_freed(Layer)
    def test_a():
        assert False
    """
    )

    result.assert_outcomes(errors=1)
    assert "write @pytest.mark.all_freed(types=[Layer])" in result.stdout.str()
