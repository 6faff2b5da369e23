"""The progress line of `fit`, `evaluate` and `predict`."""

from __future__ import annotations

import sys
import time
from typing import Any, Final

_WIDTH: Final = 20


class Progress:
    """Prints how far a pass has come. `verbose`: 0 is silent, 1 keeps a bar up to date, 2 prints a line at the end."""

    def __init__(self, steps: int, verbose: Any, title: str | None = None) -> None:
        self._steps, self._verbose = steps, 1 if verbose == "auto" else int(verbose)
        self._begun = time.perf_counter()
        self._length = 0
        if self._verbose and title is not None:
            print(title)

    def at(self, step: int, logs: dict[str, float]) -> None:
        """Show that `step` steps are done."""
        if self._verbose == 1:
            self._show(step, logs)

    def done(self, logs: dict[str, float]) -> None:
        """Show the end."""
        if self._verbose == 1:
            self._show(self._steps, logs)
            print()
        elif self._verbose == 2:
            seconds = time.perf_counter() - self._begun
            print(f"{self._steps}/{self._steps} - {seconds:.0f}s - {self._pace(self._steps)}{_values(logs)}")

    def _show(self, step: int, logs: dict[str, float]) -> None:
        full = _WIDTH * step // self._steps
        done = f"\x1b[32m{'━' * full}\x1b[0m\x1b[37m{'━' * (_WIDTH - full)}\x1b[0m"
        seconds = time.perf_counter() - self._begun
        tail = f" {self._pace(step)}{_values(logs)}"
        text = f"\x1b[1m{step}/{self._steps}\x1b[0m {done} \x1b[1m{seconds:.0f}s\x1b[0m{tail}"
        sys.stdout.write("\x08" * self._length + "\r" + text)
        self._length = len(text)

    def _pace(self, step: int) -> str:
        each = (time.perf_counter() - self._begun) / max(step, 1)
        scale, unit = (1, "s") if each >= 1 else (1e3, "ms") if each >= 1e-3 else (1e6, "us")
        return f"{each * scale:.0f}{unit}/step"


def _values(logs: dict[str, float]) -> str:
    return "".join(f" - {name}: {value:{'.4f' if abs(value) > 1e-3 else '.4e'}}" for name, value in logs.items())
