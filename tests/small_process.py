"""Runs test files in processes whose heap has little else in it.

To ask who holds an object is to walk the heap, and a full collection walks it too. In a run of the whole suite it
holds both worlds and thousands of tests, and each such question takes five times as long as it need. So `conftest.py`
hands the files where they are asked to forks of a process that has imported little more than pytest: a fork for each
file, as many at once as there are processors, beside the tests that are run here. Where one file alone is asked for,
it is run as all tests are. Files whose tests wait for a process of theirs go the same way, so that nobody else waits.

In a worker of pytest-xdist, which learns of its tests one by one, a fork takes those of a file as they come, until one
of another file does. In the worker itself a thread takes orders while a test runs, and what it makes for them would be
found by the test.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
from collections import defaultdict
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import _pytest.config as pytest_config
import pytest

HERE = Path(__file__).parent
NEEDS = {
    HERE / "test_conformance.py": (),
    HERE / "upgrade" / "test_pairs.py": (),
    HERE / "test_pytest_plugin.py": ("lifetimes.observe",),
    HERE / "observe": tuple(f"lifetimes.observe.{module}" for module in ("snapshots", "why", "timeline")),
    HERE / "spec": ("lifetimes.observe", "lifetimes.tf1", "lifetimes.tf2"),
}
WITHOUT = (
    *("cacheprovider", "small_processes", "hypothesispytest"),  # the summary of the last imports hypothesis
    *("xdist", "xdist.looponfail", "debugging", "doctest", "junitxml", "legacypath", "pastebin", "setuponly"),
    *("setupplan", "stepwise", "subtests", "unittest"),
)
"""Plugins of which no test there needs anything: each would be imported and walked over."""

ASKED = ("__main__", "builtins", "sys", "logging", "weakref")
"""Those of the modules that pytest imports in which tests put something, and ask what holds it."""

LONGEST = ("conformance", "real_leaks", "reference_model", "pairs", "report", "snapshot", "pytest_plugin")


def needs_of(path):
    """Return what to import before the forks for a file; None where its tests are run as all tests are."""
    return next((needs for place, needs in NEEDS.items() if path.is_relative_to(place)), None)


def make_small():
    """Import what each fork would, let go what pytest imports to colour and what tells how to import quickly, and leave
    the names in all these modules out of every look: they are most of what a walk would go over."""
    for plugin in pytest_config.default_plugins:
        if plugin not in WITHOUT:
            import_module(f"_pytest.{plugin}")
    for name in [name for name in sys.modules if name.partition(".")[0] == "pygments"]:
        vars(sys.modules.pop(name)).clear()
    sys.path_importer_cache.clear()
    names = {id(vars(module)) for name, module in sys.modules.items() if name not in ASKED}
    import_module("lifetimes.observe.heap.looking").left_out |= names


# Inside of a small process ------------------------------------------------------------------------------------------


class Worker:
    """Runs the tests that are asked for, in that order, writes down the reports of each as a line, and tells."""

    def __init__(self, asked, answers, tell):
        self.asked, self.answers, self.tell = asked, answers, tell
        self.reports = []

    def pytest_configure(self, config):
        self.config = config

    def pytest_runtestloop(self, session):
        """Run each test; the one that follows says which fixtures stay."""
        items = {item.nodeid: item for item in session.items}
        for asked, following in self.asked:
            self.reports.clear()
            items[asked].ihook.pytest_runtest_protocol(item=items[asked], nextitem=items.get(following))
            self.answers.write(json.dumps([asked, self.reports]) + "\n")
            self.tell()
        os._exit(0)  # the last test has taken down all fixtures, and nobody reads what pytest says at its end

    def pytest_runtest_logreport(self, report):
        config = self.config
        self.reports.append(config.hook.pytest_report_to_serializable(config=config, report=report))


def asked_in(lines, questions):
    """Give test after test with the one that follows; while one does, the same question comes again with more lines."""
    while True:
        for asked, following in map(json.loads, lines.readlines()):
            yield asked, following
        if following is None or not os.read(questions, 8):
            return


def fork_for_each(questions, done, folder, options):
    """Answer each question in a fork, and tell its number for each test, and its negative when the fork has ended.

    Others may read the same questions. What was imported before, the collector of a fork neither walks nor lists.
    """
    while number := int(os.read(questions, 8) or 0):
        lines = (folder / f"{number}.asked").open()
        path = Path.cwd() / json.loads(lines.readline())[0].partition("::")[0]
        lines.seek(0)
        for module in needs_of(path):
            import_module(module)
        gc.freeze()
        child = os.fork()
        if child == 0:
            os.dup2(os.open(folder / f"{number}.printed", os.O_WRONLY | os.O_CREAT), 1)
            answers = (folder / f"{number}.answers").open("w", buffering=1)
            worker = Worker(asked_in(lines, questions), answers, lambda: os.write(done, b"%8d" % number))
            pytest.main([*options, f"--basetemp={folder / f'{number}.files'}", str(path)], plugins=[worker])
            os._exit(0)
        lines.close()
        os.waitpid(child, 0)
        os.write(done, b"%8d" % -number)


# Outside of it ------------------------------------------------------------------------------------------------------


class SmallProcesses:
    """Hands on what is reported by the small processes as if their tests had been run here."""

    def __init__(self, config):
        self.config = config
        self.is_worker = hasattr(config, "workerinput")
        self.process = None
        self.asked = {}
        self.answers = [None]
        self.ended = set()
        self.reports = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session):
        """Let each file begin at once, unless it is the only one, and wait for it only when all else has been run."""
        files = defaultdict(list)
        for item in session.items:
            files[item.path].append(item)
        small = [path for path in files if needs_of(path) is not None]
        if not small or len(files) == 1 or session.config.option.collectonly:
            return
        self._start(1 if self.is_worker else os.cpu_count() or 1)
        if not self.is_worker:  # where the order is agreed upon with the others
            names = {f"test_{name}": number for number, name in enumerate(LONGEST)}
            small.sort(key=lambda path: names.get(path.stem, len(names)))
            ours = [item for item in session.items if item.path not in small]
            session.items[:] = [*ours, *(item for path in small for item in files[path])]
            for path in small:
                self._ask(files[path])
            gc.freeze()  # thousands of tests, at which no collection here need look

    def _start(self, processors):
        self.folder = self.config._tmp_path_factory.mktemp("small_process")
        loaded = "ignore::pytest.PytestAssertRewriteWarning"  # the plugin is imported before the forks, which is meant
        warnings = [f"-W{filter}" for filter in (loaded, *(self.config.option.pythonwarnings or ()))]
        options = ["-q", "--color=no", "--rootdir", self.config.rootpath, *(f"-pno:{plugin}" for plugin in WITHOUT)]
        command = [sys.executable, __file__, str(processors), self.folder, *options, *warnings]
        self.process = subprocess.Popen(
            command, cwd=self.config.rootpath, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, process_group=0
        )

    def _ask(self, items, following=None):
        """Ask for tests of one file, in the fork that waits for the first of them, else in a new one.

        A question has a number of eight characters, so that one read takes one.
        """
        number = self.asked.get(items[0].nodeid)
        if number is None or number in self.ended:
            number = len(self.answers)
            self.answers.append((self.folder / f"{number}.answers").open("w+"))
        with (self.folder / f"{number}.asked").open("a") as lines:
            for item, other in pairwise([*items, following]):
                lines.write(json.dumps([item.nodeid, other and other.nodeid]) + "\n")
        self.asked.update((item.nodeid, number) for item in [*items, following] if item is not None)
        self.process.stdin.write(b"%8d" % number)

    def _reports_of(self, item):
        """Return what is reported of a test, once it has been run."""
        number = self.asked[item.nodeid]
        while item.nodeid not in self.reports and number not in self.ended:
            told = int(self.process.stdout.read(8) or -number)
            if told > 0:
                self.reports.update([json.loads(self.answers[told].readline())])
            else:
                self.answers[-told].close()
                self.ended.add(-told)
        if item.nodeid not in self.reports:
            printed = self.folder / f"{number}.printed"
            raise RuntimeError(f"the process that runs {item.nodeid} ended before it: see {printed}")
        return self.reports.pop(item.nodeid)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item, nextitem):
        """Report a test of one of the files; True says that it has been run.

        What the last test that was run here left for this one, its folder, is put away for the one that follows.
        """
        if self.process is None or needs_of(item.path) is None:
            return None
        if self.is_worker:
            self._ask([item], nextitem if nextitem is not None and nextitem.path == item.path else None)
        item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        for data in self._reports_of(item):
            report = self.config.hook.pytest_report_from_serializable(config=self.config, data=data)
            if isinstance(report.longrepr, list):  # JSON knows no tuples, and a skip is one
                report.longrepr = tuple(report.longrepr)
            item.ihook.pytest_runtest_logreport(report=report)
        item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        item.session._setupstate.teardown_exact(nextitem)
        return True

    def pytest_sessionfinish(self):
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            for file in (self.process.stdin, self.process.stdout, *self.answers[1:]):
                file.close()


if __name__ == "__main__":
    processors, folder, *options = sys.argv[1:]
    questions, done = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)  # what is printed must not be taken for a number
    sys.path[0] = os.getcwd()  # as `python -m pytest` has it
    for _ in range(int(processors) - 1):
        if os.fork() == 0:
            break
    make_small()
    fork_for_each(questions, done, Path(folder), options)
