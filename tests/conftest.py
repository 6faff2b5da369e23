"""Where other tests are asked for too, those that walk the heap run in small processes of their own."""

import os
import subprocess
import sys
from contextlib import contextmanager, suppress

import pytest
from program_server import Server
from small_process import SmallProcesses


def pytest_configure(config):
    keep_bytecode(config)
    run_in_small_processes(config)


def keep_bytecode(config):
    """Where none may lie beside the source it is kept in pytest's cache: a hundred processes would compile the same."""
    cache = getattr(config, "cache", None)
    if sys.dont_write_bytecode and cache is not None:
        with suppress(OSError):
            sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(cache.mkdir("bytecode"))
            sys.dont_write_bytecode = False
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def run_in_small_processes(config):
    """Not where a debugger or the terminal is to be reached, TensorFlow is asked, or the system cannot fork."""
    ours = config.getoption("--implementation", "lifetimes") == "lifetimes"  # no fork is told of another
    if ours and not config.getoption("usepdb", False) and config.option.capture != "no" and hasattr(os, "fork"):
        config.pluginmanager.register(SmallProcesses(config), "small_processes")


def pytest_ignore_collect(collection_path, config):
    """Leave out the campaigns where none is asked for: what they import takes a second."""
    asked = config.option.markexpr != "not campaign" or any("campaigns" in str(arg) for arg in config.args)
    return True if collection_path.name == "campaigns" and not asked else None


def pytest_sessionfinish(session):
    """Where no campaign ran, the plugin of hypothesis would import all of it to find that it has nothing to say."""
    if "hypothesis" not in sys.modules and session.config.pluginmanager.has_plugin("hypothesispytest"):
        session.config.pluginmanager.unregister(name="hypothesispytest")


def scripts(*imported):
    """Give a function from a script to what it prints: in a fork of one process, where the system can fork."""
    if not hasattr(os, "fork"):
        yield lambda script: subprocess.run([sys.executable, script], stdout=subprocess.PIPE, text=True).stdout
        return
    server = Server("scripts", *imported)
    yield server.printed_by
    server.close()


@pytest.fixture(scope="session")
def printed_by_script():
    """A function from a script to what it prints, where both worlds and the instrument are imported already."""
    yield from scripts("lifetimes.tf1", "lifetimes.tf2", "lifetimes.observe")


@pytest.fixture(scope="session")
def printed_by_code(tmp_path_factory):
    """A function from code to what it prints, where nothing of the library is imported."""
    script = tmp_path_factory.mktemp("code") / "code.py"
    with contextmanager(scripts)("numpy") as printed_by:
        yield lambda code: script.write_text(code) and printed_by(script)
