"""Runs test files in processes whose heap has little else in it.

To ask who holds an object is to walk the heap, and a full collection walks it too. In a run of the whole suite it
holds both worlds and thousands of tests, and each such question takes five times as long as it need. So `conftest.py`
hands the files where they are asked to forks of a process that has imported little more than pytest: a fork for each
file, as many at once as there are processors, beside the tests that are run here. Where one file alone is asked for,
it is run as all tests are.

In a worker of pytest-xdist each test has a fork of its own. There a thread takes orders while a test runs, and what
it makes for them would be found by the test.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import defaultdict
from importlib import import_module
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NEEDS = {
    HERE / "test_pytest_plugin.py": ("lifetimes.observe",),
    HERE / "observe": ("lifetimes.observe",),
    HERE / "spec": ("lifetimes.observe", "lifetimes.tf1", "lifetimes.tf2"),
}
LONGEST = ("pytest_plugin", "snapshot", "trace", "report", "reference_model")


def needs_of(path):
    """Return what to import before the forks for a file; None where its tests are run as all tests are."""
    return next((needs for place, needs in NEEDS.items() if path.is_relative_to(place)), None)


# Inside of a small process ------------------------------------------------------------------------------------------


class Worker:
    """Runs the tests that are asked for, in that order, and writes down the reports of each as a line."""

    def __init__(self, asked, answers):
        self.asked, self.answers = asked, answers
        self.reports = []

    def pytest_configure(self, config):
        self.config = config

    def pytest_runtestloop(self, session):
        """Run each test; the one that follows says which fixtures stay."""
        items = {item.nodeid: item for item in session.items}
        for asked, following in zip(self.asked, [*self.asked[1:], None], strict=True):
            self.reports.clear()
            item = items[asked]
            item.ihook.pytest_runtest_protocol(item=item, nextitem=items.get(following))
            self.answers.write(json.dumps([asked, self.reports]) + "\n")
        return True

    def pytest_runtest_logreport(self, report):
        config = self.config
        self.reports.append(config.hook.pytest_report_to_serializable(config=config, report=report))


def fork_for_each(questions, done, folder, options):
    """Answer question after question, each in a fork, and tell its number; others may read the same questions."""
    while number := os.read(questions, 4):
        path, asked = json.loads((folder / f"{int(number)}.asked").read_text())
        for module in needs_of(Path(path)):
            import_module(module)
        child = os.fork()
        if child == 0:
            os.dup2(os.open(folder / f"{int(number)}.printed", os.O_WRONLY | os.O_CREAT), 1)
            answers = (folder / f"{int(number)}.answers").open("w", buffering=1)
            pytest.main([*options, path], plugins=[Worker(asked, answers)])
            os._exit(0)
        os.waitpid(child, 0)
        os.write(done, number)


# Outside of it ------------------------------------------------------------------------------------------------------


class SmallProcesses:
    """Hands on what is reported by the small processes as if their tests had been run here."""

    def __init__(self, config):
        self.config = config
        self.is_worker = hasattr(config, "workerinput")
        self.process = None
        self.asked = {}
        self.done = set()
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
            small.sort(key=lambda path: path.stem.removeprefix("test_") not in LONGEST)
            ours = [item for item in session.items if item.path not in small]
            session.items[:] = [*ours, *(item for path in small for item in files[path])]
            for path in small:
                self._ask(files[path])

    def _start(self, processors):
        self.folder = self.config._tmp_path_factory.mktemp("small_process")
        loaded = "ignore::pytest.PytestAssertRewriteWarning"  # the plugin is imported before the forks, which is meant
        warnings = [f"-W{filter}" for filter in (loaded, *(self.config.option.pythonwarnings or ()))]
        without = ("cacheprovider", "small_processes", "hypothesispytest")  # whose summary imports hypothesis
        options = ["-q", "--rootdir", self.config.rootpath, *(f"-pno:{plugin}" for plugin in without)]
        command = [sys.executable, __file__, str(processors), self.folder, *options, *warnings]
        self.process = subprocess.Popen(
            command, cwd=self.config.rootpath, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, process_group=0
        )

    def _ask(self, items):
        """Put a question about some tests of one file: its number has four digits, so that one read takes one."""
        number = b"%4d" % len(set(self.asked.values()))
        self.asked.update((item.nodeid, number) for item in items)
        question = self.folder / f"{int(number)}.asked"
        question.write_text(json.dumps([str(items[0].path), [item.nodeid for item in items]]))
        self.process.stdin.write(number)

    def _reports_of(self, item):
        """Return what is reported of a test, once its file has been run."""
        number = self.asked[item.nodeid]
        while number not in self.done:
            self.done.add(self.process.stdout.read(4) or number)
        answers = self.folder / f"{int(number)}.answers"
        if item.nodeid not in self.reports and answers.exists():
            self.reports.update(json.loads(line) for line in answers.read_text().splitlines())
        if item.nodeid not in self.reports:
            printed = self.folder / f"{int(number)}.printed"
            raise RuntimeError(f"the process that runs {item.nodeid} ended before it: see {printed}")
        return self.reports.pop(item.nodeid)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item, nextitem):
        """Report a test of one of the files; True says that it has been run.

        What the last test that was run here left for this one, its folder, is put away for the one that follows.
        """
        if self.process is None or needs_of(item.path) is None:
            return None
        if item.nodeid not in self.asked:
            self._ask([item])
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
            self.process.stdin.close()
            self.process.stdout.close()


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
    fork_for_each(questions, done, Path(folder), options)
