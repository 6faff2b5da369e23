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
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_program_prints_what_it_prints_on_tensorflow(program, printed_by):
    assert not differences(program.with_suffix(".out").read_text(), printed_by(program))


def test_every_program_begins_with_its_claim():
    """A sentence, before anything else."""
    parts = {path: path.read_text().split('"""', 2) for path in PROGRAMS}

    assert [path.name for path, (begin, *_) in parts.items() if begin] == []
    assert [path.name for path, (_, claim, _) in parts.items() if not claim.splitlines()[0].endswith(".")] == []


def test_no_recording_ends_in_an_accident():
    recordings = {path.name: path.with_suffix(".out").read_text() for path in PROGRAMS}

    assert [name for name, recorded in recordings.items() if "uncaught: " in recorded] == []


def test_every_recording_has_its_program():
    recordings = (HERE / "conformance").glob("tf[12]/*.out")

    assert [path.name for path in recordings if not path.with_suffix(".py").exists()] == []
