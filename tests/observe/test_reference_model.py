"""The engine against a model of a few lines: 500 random object graphs with owners, asked in every way it is used."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def test_the_engine_says_what_the_model_says_of_500_random_graphs():
    """`why_alive`, many objects in one walk, and the record of a snapshot; in a small process of its own."""
    command = [sys.executable, str(HERE / "random_heaps.py"), "500"]
    environment = {**os.environ, "PYTHONPATH": str(HERE.parents[1])}

    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("500 graphs, 8,005 answers compared, 0 differ\n"), done.stdout
