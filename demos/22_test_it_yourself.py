"""How does a test say that something was not freed?"""

import re
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

if find_spec("pytest") is None:
    raise SystemExit("This demo runs pytest: pip install pytest, then run it again.")

# %%
TEST = """
import pytest

OPEN = []


class Session:
    def close(self):
        pass


@pytest.mark.all_freed(types=[Session])
def test_a_session_goes_with_its_name():
    Session()


@pytest.mark.all_freed(types=[Session])
def test_a_session_goes_when_it_is_closed():
    session = Session()
    OPEN.append(session.close)
    session.close()
"""

# %%
with tempfile.TemporaryDirectory() as folder:
    (Path(folder) / "test_sessions.py").write_text(TEST)
    options = ["-q", "--color=no", "--tb=short", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *options, "test_sessions.py"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)

said = re.search(r"^the test left.*?(?=^-)", done.stdout, re.DOTALL | re.MULTILINE)
print(said[0] if said else done.stdout)
print(re.sub(r" in [0-9.]+s", "", done.stdout.splitlines()[-1]))

print("What to notice: the failing test names the line that made it, the path that keeps it, and the cure.")
