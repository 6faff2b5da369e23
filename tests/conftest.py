"""Where other tests are asked for too, those that walk the heap run in small processes of their own."""

import os
import subprocess
import sys

import pytest
from program_server import Server
from small_process import SmallProcesses


def pytest_configure(config):
    """Not where a debugger or the terminal is to be reached, TensorFlow is asked, or the system cannot fork."""
    ours = config.getoption("--implementation", "lifetimes") == "lifetimes"  # no fork is told of another
    if ours and not config.getoption("usepdb", False) and config.option.capture != "no" and hasattr(os, "fork"):
        config.pluginmanager.register(SmallProcesses(config), "small_processes")


@pytest.fixture(scope="session")
def printed_by_script():
    """A function from a script to what it prints: in a fork of one process, where the system can fork."""
    if not hasattr(os, "fork"):
        yield lambda script: subprocess.run([sys.executable, script], stdout=subprocess.PIPE, text=True).stdout
        return
    server = Server("scripts", "lifetimes.tf1", "lifetimes.tf2", "lifetimes.observe")
    yield server.printed_by
    server.close()
