"""Runs a program in a process and a folder of its own: the old one under the recorder, the new one under the replay."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from lifetimes.upgrade.facts import Facts

ROOT = str(Path(__file__).resolve().parents[2])


def in_a_fresh_folder(module: str, program: str, arguments: list[str], seconds: float, given: Any = None) -> Any:
    """Run a module on a program and return what it wrote, with the printed text; Facts with an error if nothing."""
    with tempfile.TemporaryDirectory() as folder:
        facts, text, work = Path(folder, "facts"), Path(folder, "printed"), Path(folder, "work")
        work.mkdir()
        if given is not None:
            facts.write_bytes(pickle.dumps(given))
        command = [sys.executable, "-W", "ignore", "-m", module, program, str(facts), *arguments]
        path = os.pathsep.join([ROOT, os.environ.get("PYTHONPATH", "")])
        environment = {**os.environ, "PYTHONPATH": path, "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONHASHSEED": "0",
                       "PYTHONIOENCODING": "utf-8", "MPLBACKEND": "Agg"}  # fmt: skip
        before, over = facts.read_bytes() if given is not None else b"", False
        with text.open("wb") as printed:
            try:
                subprocess.run(command, cwd=work, env=environment, stdin=subprocess.DEVNULL, stdout=printed,
                               stderr=subprocess.DEVNULL, timeout=seconds, check=False)  # fmt: skip
            except subprocess.TimeoutExpired:
                over = True
        written = facts.read_bytes() if facts.exists() else b""
        if not written or written == before:
            found: Any = Facts(error=f"did not end in {seconds:g} seconds" if over else "the process died")
        else:
            found = pickle.loads(written)
        found.printed = text.read_text(encoding="utf-8", errors="replace")
        return found


def recorded(program: str, arguments: list[str], seconds: float) -> Facts:
    """Return the facts of one run of an old program, cut where it has taken a quarter of the time that there is."""
    more = [str(seconds / 4), *arguments]
    found: Facts = in_a_fresh_folder("lifetimes.upgrade.recorder", program, more, seconds)
    return found
