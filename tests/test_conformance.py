"""Every program under `conformance/` prints under `lifetimes` what it printed on real TensorFlow.

The `.out` beside a program is that recording. Nothing but real TensorFlow may write one:
`conformance/README.md` says how.
"""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from recorded_text import differences

HERE = Path(__file__).resolve().parent
PROGRAMS = [path for world in ("tf1", "tf2") for path in sorted((HERE / "conformance" / world).glob("*.py"))]

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="programs are kept apart by forking")
every_program = pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: f"{path.parent.name}/{path.stem}")


class Server:
    """The process that runs the programs of one world, started when the first of them is asked for."""

    def __init__(self, world: str) -> None:
        command = [sys.executable, str(HERE / "program_server.py"), f"lifetimes.{world}"]
        one_thread = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, **one_thread},
        )

    def printed_by(self, program: Path) -> str:
        self.process.stdin.write(f"{program}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, f"the process that runs the programs ended at {program.name}"
        return json.loads(answer)

    def close(self) -> None:
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


@pytest.fixture(scope="module")
def printed_by():
    """A function from a program to what it prints under lifetimes."""
    servers = {}

    def run(program: Path) -> str:
        world = program.parent.name
        if world not in servers:
            servers[world] = Server(world)
        return servers[world].printed_by(program)

    yield run
    for server in servers.values():
        server.close()


@needs_fork
@every_program
def test_a_program_prints_what_it_prints_on_tensorflow(program, printed_by):
    assert not differences(program.with_suffix(".out").read_text(), printed_by(program))


@every_program
def test_a_program_states_its_claim_and_has_a_recording_without_accident(program):
    claim = ast.get_docstring(ast.parse(program.read_text()))

    assert claim.splitlines()[0].endswith(".")
    assert "uncaught: " not in program.with_suffix(".out").read_text()


def test_every_recording_has_its_program():
    recordings = (HERE / "conformance").glob("tf[12]/*.out")

    assert [path.name for path in recordings if not path.with_suffix(".py").exists()] == []
