"""Where other tests are asked for too, those that walk the heap run in small processes of their own."""

from small_process import SmallProcesses


def pytest_configure(config):
    """Not where a debugger or the terminal is to be reached from them, nor in one of the workers of pytest-xdist."""
    if not config.option.usepdb and config.option.capture != "no" and not hasattr(config, "workerinput"):
        config.pluginmanager.register(SmallProcesses(config), "small_processes")
