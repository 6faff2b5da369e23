"""Real TensorFlow as the judge: the old world in a process of its own, and the list of what differs on purpose."""

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from lifetimes.claims import key_of

VERDICTS = Path(__file__).parent / "verdicts.txt"

# Claims of ours that TensorFlow refutes, and why we keep them. A claim that it comes to agree with fails here.
_KERAS = "Keras makes cycles of its own, which wait for the collector; ours makes none"
DIFFERENCES = {
    "test_a_function_whose_trace_failed_keeps_nothing": "TensorFlow remembers what a failed first trace made",
    "test_a_thread_switches_equality_for_itself": "TensorFlow has one switch for all threads of a process",
    **{
        f"test_dropping_a_model_frees_it_and_all_that_only_it_owned[{owner}]": _KERAS
        for owner in (
            "layer",
            "fitted_model",
            "model_of_ones_own",
            "model_whose_fit_raised",
            "functional_model",
            "copied_model",
            "layer_that_raised",
        )
    },
    "test_dropping_a_model_frees_it_and_all_that_only_it_owned[wrapped_function]": "a cycle of TensorFlow's own",
}


class OtherProcess:
    """Runs the claims on the old world in another process, and hands its reports on as if they had been made here."""

    def __init__(self, config):
        self.config = config
        self.file = config.getoption("--reports-to", None)
        self.reports = defaultdict(list)

    def pytest_collection_finish(self, session):
        """Ask for all of them at once: importing TensorFlow takes seconds."""
        if self.file:
            return
        asked = [item.nodeid for item in session.items if item.cls.__name__ == "TestTF1"]
        if not asked:
            return
        folder = self.config._tmp_path_factory.mktemp("judge")
        file = folder / "reports.jsonl"
        command = [sys.executable, "-m", "pytest", "-q", "--implementation=tensorflow.compat.v1"]
        command += [f"--reports-to={file}", *asked]
        done = subprocess.run(command, cwd=self.config.rootpath, capture_output=True, text=True)
        if not file.exists():
            raise RuntimeError(f"TensorFlow could not be asked about the old world:\n{done.stdout}{done.stderr}")
        for line in file.read_text().splitlines():
            report = self.config.hook.pytest_report_from_serializable(config=self.config, data=json.loads(line))
            if isinstance(report.longrepr, list):  # JSON knows no tuples, and a skip is one
                report.longrepr = tuple(report.longrepr)
            self.reports[report.nodeid].append(report)

    def pytest_runtest_protocol(self, item, nextitem):
        """Hand on what the other process said about this claim."""
        for report in self.reports.get(item.nodeid, ()):
            item.ihook.pytest_runtest_logreport(report=report)
        return item.nodeid in self.reports or None

    def pytest_runtest_logreport(self, report):
        """Write the report down where this is the other process."""
        if self.file:
            data = self.config.hook.pytest_report_to_serializable(config=self.config, report=report)
            with open(self.file, "a") as lines:
                lines.write(json.dumps(data) + "\n")


class VerdictWriter:
    """Writes down, claim by claim, what TensorFlow says: "agrees", "differs: ..." or "refuted"."""

    def __init__(self):
        self.verdicts = {}

    def pytest_runtest_logreport(self, report):
        """One claim may be made of several examples: the one that says most against it counts."""
        claim = key_of(report.nodeid)
        if hasattr(report, "wasxfail") and report.skipped:
            said = f"differs: {report.wasxfail.removeprefix('reason: ')}"
        elif report.skipped:
            said = report.longrepr[2].removeprefix("Skipped: ")
        else:
            said = "refuted" if report.failed else "agrees"
        if self.verdicts.get(claim, "agrees") == "agrees" or said == "refuted":
            self.verdicts[claim] = said

    def pytest_sessionfinish(self):
        """Keep the file sorted, so that its changes can be read."""
        VERDICTS.write_text("".join(f"{claim} {verdict}\n" for claim, verdict in sorted(self.verdicts.items())))
