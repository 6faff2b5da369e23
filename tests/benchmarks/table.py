"""How fast, as a table in Markdown: ours beside NumPy, and beside real TensorFlow where it is installed.

    python tests/benchmarks/table.py [--tensorflow PYTHON] [--rounds N] [--processor] [--long] [WORD ...]

`PYTHON` is an interpreter with tensorflow-cpu installed. Each row runs in fresh processes, one for each library,
which are measured in turns, so that the ratios hold whatever else the machine is doing: a number is the median of
its batches, a ratio the median of the ratios within a turn. `WORD` chooses the rows whose title contains it,
`--long` takes in those that need minutes.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time

import numpy as np
from rows import ROWS

PROCESSOR = "--processor"
BATCH, TRIES = 0.02, 5
"""Seconds that a batch is to take, and how often it is run: the shortest counts, as others use the machine too."""


def worker(library, name):
    """Print which version this is, then one measurement for each line read."""
    tf1, tf2, version = libraries(library)
    row, count = ROWS[name], 0
    action = row.prepare(library, tf1, tf2)
    print(json.dumps(version), flush=True)
    for _ in sys.stdin:
        if row.unit == "s":
            count = count or repetitions(action)
        tries = TRIES if count > 1 else 1
        print(json.dumps(min(timed(action, count) for _ in range(tries)) if row.unit == "s" else action()), flush=True)


def libraries(library):
    """Return the two worlds of a library, and its version."""
    if library == "numpy":
        return None, None, np.__version__
    if library == "lifetimes":
        import lifetimes.tf1 as tf1
        import lifetimes.tf2 as tf2

        return tf1, tf2, "of this tree"
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    import tensorflow as tf

    return tf.compat.v1, tf, tf.__version__


def timed(action, count):
    clock = time.process_time if PROCESSOR in sys.argv else time.perf_counter
    start = clock()
    for _ in range(count):
        action()
    return (clock() - start) / count


def repetitions(action):
    """Return how often the action runs in one batch. It runs some times for that."""
    for _ in range(5):  # the first calls trace, plan and load
        count, took = 1, timed(action, 1)
        if took > 0.5:
            break
    while took * count < BATCH / 4:
        count *= 4
        took = timed(action, count)
    return max(1, int(BATCH / took))


class Process:
    """One library at work on one row."""

    def __init__(self, python, library, name):
        self._process = subprocess.Popen(
            [python, __file__, "--worker", library, name, *[PROCESSOR] * (PROCESSOR in sys.argv)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        self.version = self._answer()

    def _answer(self):
        return json.loads(self._process.stdout.readline())

    def measure(self):
        self._process.stdin.write("go\n")
        self._process.stdin.flush()
        return self._answer()

    def end(self):
        self._process.stdin.close()
        self._process.wait()


def measured(name, pythons, rounds):
    """Return the medians of a row by library, the medians of their ratios to ours, and the versions."""
    processes = {library: Process(python, library, name) for library, python in pythons.items()}
    turns = [{library: process.measure() for library, process in processes.items()} for _ in range(rounds)]
    for process in processes.values():
        process.end()
    numbers = {library: statistics.median(turn[library] for turn in turns) for library in pythons}
    ratios = {
        library: statistics.median(turn[library] / turn["lifetimes"] for turn in turns)
        for library in pythons
        if library != "lifetimes" and ROWS[name].unit == "s"
    }
    return numbers, ratios, {library: process.version for library, process in processes.items()}


def text_of(value, unit):
    if value is None:
        return ""
    if unit != "s":
        return f"{value:,.0f} {unit}"
    return f"{value * 1e6:,.1f} us" if value < 1e-3 else f"{value * 1e3:,.1f} ms"


def line_of(row, numbers, ratios):
    """Return one line of the table."""
    cells = [text_of(numbers.get(library), row.unit) for library in ("lifetimes", "numpy", "tensorflow")]
    cells.append(f"{1 / ratios['numpy']:.2f}" if "numpy" in ratios else "")
    cells.append(f"{ratios['tensorflow']:.1f}" if "tensorflow" in ratios else "")
    goals = [row.goal and f"{row.goal} {row.unit}".replace("start bytes", "start")]
    goals += [f"{row.of_numpy} x NumPy"] if row.of_numpy else []
    goals += [f"{row.times_faster} x faster"] if row.times_faster and "tensorflow" in numbers else []
    return f"| {' | '.join([row.title, *cells, ', '.join(filter(None, goals))])} |"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("words", nargs="*", metavar="WORD")
    parser.add_argument("--tensorflow", metavar="PYTHON", help="an interpreter with tensorflow-cpu")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--long", action="store_true", help="take in the rows that need minutes")
    parser.add_argument(PROCESSOR, action="store_true", help="count seconds of the processor, on a busy machine")
    parser.add_argument("--worker", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        worker(*options.worker)
        return
    print("| work | ours | NumPy | TensorFlow | x NumPy | x faster than TensorFlow | goal |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | --- |")
    versions = {}
    for name, row in ROWS.items():
        if row.long > options.long or not all(word in f"{name} {row.title}" for word in options.words):
            continue
        pythons = {"lifetimes": sys.executable}
        if row.of_numpy or "chain" in name:
            pythons["numpy"] = sys.executable
        if options.tensorflow and not row.long:
            pythons["tensorflow"] = options.tensorflow
        numbers, ratios, found = measured(name, pythons, options.rounds if row.unit == "s" else 1)
        versions.update(found)
        print(line_of(row, numbers, ratios), flush=True)
    known = ", ".join(f"{library} {version}" for library, version in versions.items())
    print(f"\n{known}, Python {platform.python_version()}, {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
