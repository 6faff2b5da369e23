"""What work costs, counted in calls, which no other program and no processor changes."""

import gc
import sys


def python_calls(function):
    """Return how many Python functions a call enters, itself included where it is one."""
    count = 0

    def note(frame, event, argument):
        nonlocal count
        count += event == "call"

    collects = gc.isenabled()
    gc.disable()  # what a collection that falls due finds is nobody's work here
    sys.setprofile(note)
    try:
        function()
    finally:
        sys.setprofile(None)
        if collects:
            gc.enable()
    return count
