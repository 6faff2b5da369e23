"""What work costs, counted in calls, which no other program and no processor changes."""

import sys


def python_calls(function):
    """Return how many Python functions a call enters, itself included where it is one."""
    count = 0

    def note(frame, event, argument):
        nonlocal count
        count += event == "call"

    sys.setprofile(note)
    try:
        function()
    finally:
        sys.setprofile(None)
    return count
