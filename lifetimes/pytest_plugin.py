"""For pytest: the fixture `lifetimes`, three marks, and the option `--lifetimes-report=FILE.html`.

    def test_a_layer_goes_with_its_model(lifetimes):
        with lifetimes.watch(Layer) as timeline:
            build()
        assert not timeline.alive

    @pytest.mark.all_freed(types=[Layer])
    def test_what_it_and_its_fixtures_make_goes_with_them(model): ...

    @pytest.mark.no_leaks(types=[Layer], warmup=1)
    def test_it_can_run_again_and_again(): ...

    @pytest.mark.no_lost(types=[Layer])
    def test_training_leaves_nothing_to_the_graph(): ...

Loading the plugin loads pytest and nothing else of weight: `lifetimes.observe` comes with the first test that
uses it, and neither NumPy nor a world comes at all.
"""

import gc
import sys
from collections.abc import Generator, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from lifetimes.observe.timeline import Timeline
    from lifetimes.observe.watching.births import Kinds

__all__ = ["Lifetimes", "lifetimes"]

_TIMELINES = pytest.StashKey[list["Timeline"]]()
_SECTIONS = pytest.StashKey[list[tuple[str, list[str]]]]()
_BEGINNING = pytest.StashKey["Timeline"]()
_OUTER = pytest.StashKey[list[tuple[int, int]]]()
_PASSED = pytest.StashKey[bool]()


class Lifetimes:
    """The instrument inside one test: what `lifetimes.observe` offers, with every watch kept for the report."""

    def __init__(self, timelines: "list[Timeline]") -> None:
        self._timelines = timelines

    def watch(self, *types: type) -> "Timeline":
        """As `lifetimes.observe.watch`; a failing test prints what it saw."""
        from lifetimes.observe.timeline import watch

        timeline = watch(*types)
        self._timelines.append(timeline)
        return timeline

    def __getattr__(self, name: str) -> Any:
        """Everything else that `lifetimes.observe` offers: `assert_freed`, `why_alive`, `snapshot`, ..."""
        if name.startswith("_"):
            raise AttributeError(name)
        from lifetimes import observe

        return getattr(observe, name)


@pytest.fixture
def lifetimes(request: pytest.FixtureRequest) -> Iterator[Lifetimes]:
    """Watch, ask and assert who keeps what alive (see `lifetimes.observe`)."""
    yield Lifetimes(request.node.stash.setdefault(_TIMELINES, []))


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("lifetimes", "lifetimes of objects")
    group.addoption("--lifetimes-report", metavar="FILE.html", help="write what every watch saw to one HTML page")


_MARKS = (
    "no_lost(types=None): fail when the test leaves objects alive that only an owner holds; without types these are "
    "variables and instances of the classes that the test's own module defines",
    "all_freed(types=None, after_gc=False): fail when what the test and its fixtures made outlives them",
    "no_leaks(types=None, warmup=1): run the test several times, and fail when every turn leaves more",
)
_TAKEN = {"no_lost": ["types"], "all_freed": ["types", "after_gc"], "no_leaks": ["types", "warmup"]}


def pytest_configure(config: pytest.Config) -> None:
    for mark in _MARKS:
        config.addinivalue_line("markers", mark)
    config.stash[_SECTIONS] = []


def pytest_pycollect_makeitem(collector: Any, name: str, obj: object) -> None:
    """Refuse what stands for a test where pytest took the class behind a mark for what is marked."""
    kind = type(obj)
    marks = vars(kind).get("pytestmark", ()) if collector.funcnamefilter(name) else ()
    for mark in marks:
        if getattr(mark, "name", None) in _TAKEN:
            raise collector.CollectError(f"the mark of {name!r} has marked the class {kind.__name__!r}, not the test\n"
                                         f"write @pytest.mark.{mark.name}(types=[{kind.__name__}])")  # fmt: skip


# The marks --------------------------------------------------------------------------------------------------


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Run a marked test under a watch, and fail it for what it leaves lost, or leaves more of at every turn."""
    leaks = item.get_closest_marker("no_leaks")
    if leaks is not None:
        _run_several_times(item, leaks)
    mark = item.get_closest_marker("no_lost")
    if mark is None:
        return (yield)
    timeline = _watch(item, mark)
    with timeline:
        result = yield
    lost = [(life, reason) for life, reason in timeline.at_the_end if reason.state == "lost"]
    _fail_for(lost, "the test left objects lost", "drop them from their owner, drop the owner, or keep a name for them")
    return result


def _run_several_times(item: pytest.Item, mark: pytest.Mark) -> None:
    """Run the body some turns more than pytest will; one that leaves objects at every turn after the first leaks.

    What the collector will free is no leak, nor what the fixtures of pytest gather until the test ends.
    """
    warmup, turns = mark.kwargs.get("warmup", 1), 3
    starts: list[int] = []
    timeline = _watch(item, mark)
    with timeline:
        for _ in range(warmup + turns):
            starts.append(timeline.now)
            _renew(item)
            item.runtest()
        _renew(item)
        starts.append(timeline.now)
    left = [
        (life, reason)
        for life, reason in timeline.at_the_end
        if life.freed is None and reason.state != "cyclic garbage" and not _is_held_by_pytest(reason)
    ]
    born = [[one for one in left if start < one[0].born <= end] for start, end in pairwise(starts[warmup:])]
    if all(born):
        _fail_for(born[-1], f"the test leaks at each of {turns} turns", "empty what the path ends with between turns")


def _renew(item: Any) -> None:
    """Give a test of `unittest` a new instance of its class, since one runs once."""
    unittest = sys.modules.get("unittest")
    if unittest is not None and isinstance(getattr(item, "instance", None), unittest.TestCase):
        item._obj = None
        del item._instance


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    """Begin to watch before the fixtures of a test that may leave nothing behind."""
    mark = item.get_closest_marker("all_freed")
    if mark is not None and not _misuse(mark):
        watched = _watch(item, mark)
        item.stash[_BEGINNING] = watched.__enter__()
        item.stash[_OUTER] = []
    result = yield
    if mark is not None and _misuse(mark):
        pytest.fail(_misuse(mark), pytrace=False)  # not before the others have set up, who count on it
    return result


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: Any, request: pytest.FixtureRequest) -> Generator[None, object, object]:
    """Remember what a fixture of a module or session made: it stays, and is no leak of the test that came first."""
    timeline = request._pyfuncitem.stash.get(_BEGINNING, None)
    if timeline is None or fixturedef.scope == "function":
        return (yield)
    start = timeline.now
    try:
        return (yield)
    finally:
        request._pyfuncitem.stash[_OUTER].append((start, timeline.now))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """Judge, after the fixtures are gone, what is left of that which the test and they have made."""
    timeline = item.stash.get(_BEGINNING, None)
    if timeline is None:
        return (yield)
    del item.stash[_BEGINNING]
    mark: Any = item.get_closest_marker("all_freed")
    try:
        result = yield
        getattr(item, "funcargs", {}).clear()
        if mark.kwargs.get("after_gc", False):
            gc.collect()
    finally:
        timeline.__exit__(None, None, None)
    if item.stash.get(_PASSED, False):
        left = [one for one in timeline.at_the_end if _is_left(*one, item.stash[_OUTER])]
        advice = "drop what the path ends with, or end the fixture that holds it"
        _fail_for(left, "the test left objects alive", advice)
    return result


def _is_left(life: Any, reason: Any, outer: list[tuple[int, int]]) -> bool:
    """Whether an object is the test's to answer for: not of a fixture that stays, nor in the cycle of a frame and
    the `ExceptionInfo` that `pytest.raises` left in it."""
    if life.freed is not None or (reason.state == "cyclic garbage" and _is_held_by_pytest(reason)):
        return False
    return not any(start < life.born <= end for start, end in outer)


_GATHERERS = {"ExceptionInfo", "LogCaptureHandler", "MonkeyPatch", "WarningMessage"}


def _is_held_by_pytest(reason: Any) -> bool:
    """Whether each path passes through what pytest keeps of a test until it is torn down."""
    return bool(reason.paths) and all(_GATHERERS & {step.leads_to for step in path.steps} for path in reason.paths)


def _watch(item: pytest.Item, mark: pytest.Mark) -> "Timeline":
    """A watch for the types of a mark, or without any for the classes of its module too; the test keeps the record."""
    from lifetimes.observe.timeline import Timeline

    if _misuse(mark):
        pytest.fail(_misuse(mark), pytrace=False)
    timeline = Timeline(_kinds(mark, getattr(getattr(item, "module", None), "__name__", None)))
    item.stash.setdefault(_TIMELINES, []).append(timeline)
    timeline.most_paths = 1000  # pytest itself may hold many, which is seen by their paths
    return timeline


def _kinds(mark: pytest.Mark, module: str | None = None) -> "Kinds":
    from lifetimes.observe.watching.births import Kinds

    types = mark.kwargs.get("types", mark.args) or ()
    return Kinds((types,) if isinstance(types, type | str) else types, None if types else module)


def _misuse(mark: pytest.Mark) -> str:
    """What is wrong with a mark, in words: it would watch nothing, and pass."""
    taken = _TAKEN[mark.name]
    unknown = ", ".join(repr(name) for name in mark.kwargs if name not in taken)
    if unknown:
        return f"the mark {mark.name!r} takes {' and '.join(taken)}, not {unknown}"
    try:
        _kinds(mark)
    except TypeError as error:
        return f"the mark {mark.name!r}: {error}"
    return ""


def _fail_for(left: list[Any], what: str, advice: str) -> None:
    """Fail for the objects given, if any: each with where it was made, what keeps it, and what to do about the first.

    That is the advice given where the path has none of its own.
    """
    __tracebackhide__ = True
    if left:
        names = ", ".join(life.name for life, _ in left[:10]) + (", ..." if len(left) > 10 else "")
        chains = "\n".join(chain(life, reason) for life, reason in left[:10])
        first = left[0][1]
        if first.state == "lost" or any(path.advice for path in first.paths[:1]):
            advice = first.advice
        pytest.fail(f"{what}: {names}\n{chains}\n  what to do: {advice}", pytrace=False)


def chain(life: Any, reason: Any) -> str:
    """One object in words: its state, where it was made, and the path that keeps it alive."""
    made = f", made at {life.site}" if life.site else ""
    paths = "\n".join(f"    {line}" for path in reason.paths[:1] for line in str(path).splitlines())
    return f"  {life.name} is {reason.state}{made}\n{paths}".rstrip()


# Reports ----------------------------------------------------------------------------------------------------


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add what the watches saw to a failing test, and to the page that was asked for."""
    report = yield
    if report.when == "call":
        item.stash[_PASSED] = report.passed
    timelines = [one for one in item.stash.get(_TIMELINES, []) if report.failed or not one.is_on]
    if report.when == "setup" or not timelines:
        return report
    if report.failed:
        told = "\n\n".join(_told(timeline, report.longreprtext) for timeline in timelines)
        report.sections.append(("lifetimes", told))
    if item.config.getoption("--lifetimes-report"):
        from lifetimes.observe.drawing import page

        drawn = [part for timeline in timelines for part in (page.figure(timeline.to_svg()), timeline._repr_html_())]
        parts = [page.block("h2", f"{item.nodeid}: {report.outcome}"), *drawn]
        item.config.stash[_SECTIONS].append((item.nodeid, parts))
    item.stash[_TIMELINES] = [one for one in item.stash[_TIMELINES] if one not in timelines]
    return report


def _told(timeline: "Timeline", already: str) -> str:
    """What a watch saw, without the paths that a failure has told already."""
    from lifetimes.observe.timeline import MOST_PATHS

    chains = (chain(life, reason) for life, reason in timeline.at_the_end if reason.paths)
    held = [one for one in chains if one not in already]
    return "\n".join([str(timeline), *(["", "held at the end:", *held[-MOST_PATHS:]] if held else [])])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Take what a worker of pytest-xdist has to report, in the order of the tests' names."""
    sections = node.config.stash[_SECTIONS]
    sections += map(tuple, getattr(node, "workeroutput", {}).get("lifetimes", []))
    sections.sort()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the page, if it was asked for; a worker of pytest-xdist hands its part over."""
    config: Any = session.config
    target = config.getoption("--lifetimes-report")
    if hasattr(config, "workerinput"):
        config.workeroutput["lifetimes"] = config.stash[_SECTIONS]
    elif target:
        from lifetimes.observe.drawing import page

        told = [part for _, parts in config.stash[_SECTIONS] for part in parts]
        path = Path(config.invocation_params.dir, target)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = page.page("lifetimes in the tests", *(told or [page.block("p", "No test watched anything.")]))
        path.write_text(text, encoding="utf-8")


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    target = config.getoption("--lifetimes-report")
    if target:
        terminalreporter.write_line(f"lifetimes report: {target}")
