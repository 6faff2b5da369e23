"""Compares whole random programs of either world with real TensorFlow, step by step.

    python tests/campaigns/random_programs.py --tensorflow PYTHON [--programs 300] [--seed 0] [--world tf2] [--show 2]

PYTHON is an interpreter that can import TensorFlow. The same seed writes the same program, by the grammars beside this
file. Each program runs in a forked child of a process that has imported its world once; what its steps print must agree
as recordings must (tests/recorded_text.py). Printed are the first differences by kind, the share of programs without
any, and the share of steps that agree up to the first. `--keep DIR` leaves the programs that differ there, to be run by
hand. Not collected by pytest: run it as a program.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Final, NamedTuple

HERE: Final = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from program_writer import Grammar, Writer  # noqa: E402
from recorded_text import same  # noqa: E402

GRAMMARS: Final = {"tf1": "old_world.grammar", "tf2": "new_world.grammar"}
THEIRS: Final = {"tf1": "tensorflow.compat.v1", "tf2": "tensorflow"}


class Runner:
    """A process that has imported one world, and prints what programs print."""

    def __init__(self, python: str, world: str, folder: str) -> None:
        quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TMPDIR": folder}
        quiet["TF_ENABLE_ONEDNN_OPTS"] = "1"  # TensorFlow's default depends on the processor, and its words on that
        self.process = subprocess.Popen(
            [python, str(HERE.parent / "program_server.py"), world], env={**os.environ, **quiet}, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def start(self, program: Path) -> None:
        """Begin to run a program."""
        print(program, file=self.process.stdin, flush=True)

    def printed(self) -> list[str]:
        """Return what each step of the program begun last has printed, once it has ended."""
        assert self.process.stdout is not None
        return re.split(r"(?m)^# \d+\n", json.loads(self.process.stdout.readline()))[1:]

    def close(self) -> None:
        """End the process."""
        self.process.communicate()


class Difference(NamedTuple):
    """The first step of a program that two implementations answer otherwise."""

    seed: int
    kind: str
    source: str
    theirs: str
    ours: str

    def group(self) -> str:
        """Return the kind of step, and whether there was a value or which error on either side."""
        there, here = (re.match(r"'(\w+)' ", (text.splitlines() or [""])[-1]) for text in (self.theirs, self.ours))
        return f"{self.kind}: {there[1] if there else 'a value'} there, {here[1] if here else 'a value'} here"


def compare(world: str, seeds: range, python: str, keep: Path | None) -> tuple[list[Difference], int, int]:
    """Return the first difference of each program that has one, how many steps agree up to there, and of how many."""
    grammar, found, agreed, steps = Grammar(HERE / "any_world.grammar", HERE / GRAMMARS[world]), [], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        runners = [Runner(python, THEIRS[world], folder), Runner(sys.executable, f"lifetimes.{world}", folder)]
        for seed in seeds:
            writer, program = Writer(grammar, seed), Path(folder, f"{world}_{seed}.py")
            text = writer.program()
            program.write_text(text)
            for runner in runners:
                runner.start(program)
            theirs, ours = (runner.printed() for runner in runners)
            pairs = [("".join(theirs[n : n + 1]), "".join(ours[n : n + 1])) for n in range(len(writer.kinds))]
            at = next((n for n, pair in enumerate(pairs) if not same(*pair)), len(pairs))
            agreed, steps = agreed + at, steps + len(pairs)
            if at < len(pairs):
                source = text.partition(f"with step({at}):")[2].partition(f"\nwith step({at + 1}):")[0]
                found.append(Difference(seed, writer.kinds[at], source, *pairs[at]))
                if keep:
                    Path(keep).mkdir(parents=True, exist_ok=True)
                    Path(keep, program.name).write_text(text)
        for runner in runners:
            runner.close()
    return found, agreed, steps


def main() -> None:
    """Write the programs, run both implementations, and print how often they agree and where they do not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tensorflow", default=sys.executable, help="a Python that can import TensorFlow")
    parser.add_argument("--programs", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0, help="the seed of the first program; the others follow")
    parser.add_argument("--world", choices=GRAMMARS, help="only this world")
    parser.add_argument("--show", type=int, default=2, help="how many differences of each kind to print")
    parser.add_argument("--keep", type=Path, help="a folder for the programs that differ")
    options = parser.parse_args()
    for world in [options.world] if options.world else GRAMMARS:
        start, seeds = time.perf_counter(), range(options.seed, options.seed + options.programs)
        found, agreed, steps = compare(world, seeds, options.tensorflow, options.keep)
        groups = defaultdict(list)
        for difference in found:
            groups[difference.group()].append(difference)
        for group, those in sorted(groups.items(), key=lambda item: -len(item[1])):
            print(f"\n{len(those):4} {group}")
            for one in those[: options.show]:
                print(f"  seed {one.seed}{one.source}\n    there: {one.theirs[:600]}\n    here:  {one.ours[:600]}")
        share = 100 * (1 - len(found) / options.programs)
        print(
            f"{world}: {share:.1f} % of {options.programs} programs without a difference; {100 * agreed / steps:.1f} % "
            f"of {steps} steps agree up to the first; {time.perf_counter() - start:.0f} s"
        )


if __name__ == "__main__":
    main()
