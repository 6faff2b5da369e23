"""Runs tests in a process whose heap has little else in it.

To ask who holds an object is to walk the heap, and a full collection walks it too. In a run of the whole suite it
holds both worlds and thousands of tests, and each such question takes five times as long as it need. So `conftest.py`
hands the tests of each place where they are asked to a process that has collected this place alone, and that works
beside the others. Where nothing else is asked for, they are run as all tests are.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PLACES = (HERE / "observe", HERE / "spec", HERE / "test_pytest_plugin.py")
WALK_NO_HEAP = {
    HERE / "observe" / f"test_{name}.py"
    for name in ("dominators", "holders", "layout", "picture", "real_frameworks", "real_leaks", "reference_model")
}


def place_of(item):
    """Return the place whose process runs the test; None where it is run as all tests are."""
    inside = (place for place in PLACES if item.path.is_relative_to(place) and item.path not in WALK_NO_HEAP)
    return next(inside, None)


class Worker:
    """Inside of a small process: runs the tests that are asked for, in that order, and answers each by its reports.

    The reports are a line of a file, which never makes us wait for a reader; that the line is there is told through
    standard output, one byte for each test.
    """

    def __init__(self, asked, answers, ticks):
        self.asked, self.answers, self.ticks = asked, answers, ticks
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
            self.answers.write(json.dumps(self.reports) + "\n")
            os.write(self.ticks, b".")
        return True

    def pytest_runtest_logreport(self, report):
        config = self.config
        self.reports.append(config.hook.pytest_report_to_serializable(config=config, report=report))


class SmallProcess:
    """Outside of it: the process that runs the tests of one place, beside those that are run here."""

    def __init__(self, config, place, items):
        folder = config._tmp_path_factory.mktemp("small_process")
        questions, answers = folder / "asked.json", folder / "reports.jsonl"
        questions.write_text(json.dumps([item.nodeid for item in items]))
        self.answers = answers.open("w+", buffering=1)
        warnings = [f"-W{filter}" for filter in config.option.pythonwarnings or ()]
        left_out = [f"--ignore={file}" for file in WALK_NO_HEAP]
        options = ["-q", "-p", "no:cacheprovider", "-p", "no:small_processes", "--rootdir", config.rootpath]
        command = [sys.executable, __file__, questions, answers, *options, *warnings, *left_out, place]
        self.process = subprocess.Popen(command, cwd=config.rootpath, stdout=subprocess.PIPE, bufsize=0)

    def reports_of(self, item):
        """Return what is reported of the next test, once it has been run."""
        if not self.process.stdout.read(1):
            raise RuntimeError(f"the process that runs {item.nodeid} ended before it")
        return json.loads(self.answers.readline())

    def end(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.answers.close()


class SmallProcesses:
    """Hands on what is reported by the small processes as if their tests had been run here."""

    def __init__(self, config):
        self.config = config
        self.processes = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session):
        """Let each place begin at once, unless it is the only one, and wait for it only when all else has been run."""
        places = {}
        for item in session.items:
            places.setdefault(place_of(item), []).append(item)
        if len(places) > 1 and not session.config.option.collectonly:
            ours = places.pop(None, [])
            session.items[:] = [*ours, *(item for items in places.values() for item in items)]
            self.processes = {place: SmallProcess(self.config, place, items) for place, items in places.items()}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item, nextitem):
        """Report a test of one of the places; True says that it has been run.

        What the last test that was run here left for this one, its folder, is put away for the one that follows.
        """
        process = self.processes.get(place_of(item))
        if process is None:
            return None
        item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        for data in process.reports_of(item):
            report = self.config.hook.pytest_report_from_serializable(config=self.config, data=data)
            if isinstance(report.longrepr, list):  # JSON knows no tuples, and a skip is one
                report.longrepr = tuple(report.longrepr)
            item.ihook.pytest_runtest_logreport(report=report)
        item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        item.session._setupstate.teardown_exact(nextitem)
        return True

    def pytest_sessionfinish(self):
        for process in self.processes.values():
            process.end()


if __name__ == "__main__":
    questions, answers, *arguments = sys.argv[1:]
    ticks = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what pytest and the tests print must not be taken for a tick
    sys.path[0] = os.getcwd()  # as `python -m pytest` has it
    with open(questions) as asked, open(answers, "a", buffering=1) as file:
        sys.exit(pytest.main(arguments, plugins=[Worker(json.load(asked), file, ticks)]))
