"""For pytest: the fixture `lifetimes`, the mark `no_lost`, and the option `--lifetimes-report=FILE.html`.

    def test_a_layer_goes_with_its_model(lifetimes):
        with lifetimes.watch(Layer) as timeline:
            build()
        assert not timeline.alive

    @pytest.mark.no_lost(types=[Layer])
    def test_training_leaves_nothing_to_the_graph(): ...

Loading the plugin loads pytest and nothing else of weight: `lifetimes.observe` comes with the first test that
uses it, and neither NumPy nor a world comes at all.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from lifetimes.observe.timeline import Timeline

__all__ = ["Lifetimes", "lifetimes"]

_TIMELINES = pytest.StashKey[list["Timeline"]]()
_SECTIONS = pytest.StashKey[list[str]]()


class Lifetimes:
    """The instrument inside one test: what `lifetimes.observe` offers, with every watch kept for the report."""

    def __init__(self, timelines: list[Timeline]) -> None:
        self._timelines = timelines

    def watch(self, *types: type) -> Timeline:
        """As `lifetimes.observe.watch`; a failing test prints what it saw."""
        from lifetimes.observe.timeline import watch

        timeline = watch(*types)
        self._timelines.append(timeline)
        return timeline

    def __getattr__(self, name: str) -> Any:
        """Everything else that `lifetimes.observe` offers: `assert_freed`, `why_alive`, `snapshot`, ..."""
        from lifetimes import observe

        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(observe, name)


@pytest.fixture
def lifetimes(request: pytest.FixtureRequest) -> Iterator[Lifetimes]:
    """Watch, ask and assert who keeps what alive (see `lifetimes.observe`)."""
    yield Lifetimes(request.node.stash.setdefault(_TIMELINES, []))


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("lifetimes", "lifetimes of objects")
    group.addoption("--lifetimes-report", metavar="FILE.html", help="write what every watch saw to one HTML page")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "no_lost(types=None): fail when the test leaves objects alive that only an owner holds"
    )
    config.stash[_SECTIONS] = []


# The mark ---------------------------------------------------------------------------------------------------


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Run a marked test under a watch, and fail it for what it leaves lost."""
    mark = item.get_closest_marker("no_lost")
    if mark is None:
        return (yield)
    from lifetimes.observe.timeline import watch

    timeline = watch(*_marked_types(mark))
    item.stash.setdefault(_TIMELINES, []).append(timeline)
    with timeline:
        result = yield
        lost = [(life, reason) for life, reason in timeline.look(with_paths=True) if reason.state == "lost"]
    if lost:
        names = ", ".join(life.name for life, _ in lost)
        chains = "\n".join(chain(life, reason) for life, reason in lost)
        pytest.fail(f"the test left objects lost: {names}\n{chains}\n{_ADVICE}", pytrace=False)
    return result


_ADVICE = "drop them from their owner, drop the owner, or keep a name for them"


def _marked_types(mark: pytest.Mark) -> tuple[type, ...]:
    types = mark.kwargs.get("types", mark.args)
    return (types,) if isinstance(types, type) else tuple(types or ())


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
    timelines = item.stash.get(_TIMELINES, [])
    if report.when != "call" or not timelines:
        return report
    if report.failed:
        report.sections.append(("lifetimes", "\n\n".join(map(_told, timelines))))
    if item.config.getoption("--lifetimes-report"):
        item.config.stash[_SECTIONS] += _page_sections(item.nodeid, report.outcome, timelines)
    item.stash[_TIMELINES] = []
    return report


def _told(timeline: Timeline) -> str:
    held = [chain(life, reason) for life, reason in timeline.at_the_end if reason.paths]
    return "\n".join([str(timeline), *(["", "held at the end:", *held] if held else [])])


def _page_sections(name: str, outcome: str, timelines: list[Timeline]) -> list[str]:
    from lifetimes.observe.drawing import page

    parts = [page.heading(f"{name}: {outcome}")]
    for timeline in timelines:
        parts += [page.figure(timeline.to_svg()), timeline._repr_html_()]
    return parts


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the page, if it was asked for; with several workers each test reports where it ran, so none does."""
    target = session.config.getoption("--lifetimes-report")
    if not target or hasattr(session.config, "workerinput"):
        return
    from lifetimes.observe.drawing import page

    sections = session.config.stash[_SECTIONS] or [page.paragraph("No test watched anything.")]
    path = Path(session.config.invocation_params.dir, target)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page.page("lifetimes in the tests", *sections), encoding="utf-8")


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    target = config.getoption("--lifetimes-report")
    if target:
        terminalreporter.write_line(f"lifetimes report: {target}")
