"""Writes new.py and report.txt beside each old.py anew: read the difference before you keep it."""

import tempfile
from pathlib import Path

from tests.upgrade.test_pairs import PAIRS, told, upgraded

if __name__ == "__main__":
    for pair in PAIRS:
        with tempfile.TemporaryDirectory() as name:
            report = upgraded(pair, Path(name))
            (pair / "report.txt").write_text(told(report, Path(name)))
            if report.new is not None:
                (pair / "new.py").write_text(report.new)
            print(pair.name, report.verdict)
