"""Every program under `conformance/` prints under `lifetimes` what it printed on real TensorFlow.

The `.out` beside a program is that recording. Nothing but real TensorFlow may write one:
`conformance/README.md` says how.
"""

import os
from pathlib import Path

import pytest
from program_server import Server
from recorded_text import differences

HERE = Path(__file__).resolve().parent
PROGRAMS = [path for world in ("tf1", "tf2") for path in sorted((HERE / "conformance" / world).glob("*.py"))]

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="programs are kept apart by forking")
every_program = pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: f"{path.parent.name}/{path.stem}")


@pytest.fixture(scope="module")
def printed_by():
    """A function from a program to what it prints under lifetimes."""
    servers = {}

    def run(program: Path) -> str:
        world = program.parent.name
        if world not in servers:
            servers[world] = Server(f"lifetimes.{world}")
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
    begin, claim, _ = program.read_text().split('"""', 2)

    assert begin == "" and claim.splitlines()[0].endswith(".")
    assert "uncaught: " not in program.with_suffix(".out").read_text()


def test_every_recording_has_its_program():
    recordings = (HERE / "conformance").glob("tf[12]/*.out")

    assert [path.name for path in recordings if not path.with_suffix(".py").exists()] == []
