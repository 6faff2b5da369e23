"""What in the README follows from the code: how long the files to read first are, where a line stands, its picture.

python tests/readme_links.py      # writes them anew
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
PICTURE = ROOT / "demos" / "two_worlds_side_by_side.svg"
FILE = re.compile(r"(\[`[^`]+`\]\((lifetimes/[^)#]+)\) \| )(\d+)( \|)")
LINE = re.compile(r"(\[`([^`]+)`\]\((lifetimes/[^)#]+)#L)(\d+)(\))")


def lines_of(file: str) -> list[str]:
    return (ROOT / file).read_text().splitlines()


def place_of(code: str, file: str) -> int:
    """Return the number of the last line of a file that has the code in it."""
    return max(number for number, line in enumerate(lines_of(file), 1) if code in line)


def true_text(text: str) -> str:
    """Return the README with its numbers as they are now."""
    text = FILE.sub(lambda found: f"{found[1]}{len(lines_of(found[2]))}{found[4]}", text)
    return LINE.sub(lambda found: f"{found[1]}{place_of(found[2], found[3])}{found[5]}", text)


def picture() -> str:
    """Return the two first programs of the README beside each other, as `lifetimes watch --side-by-side` draws them."""
    programs = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
    with tempfile.TemporaryDirectory() as folder:
        scripts = [Path(folder, f"tensorflow_{number}.py") for number in (1, 2)]
        for script, program in zip(scripts, programs, strict=False):
            script.write_text(program)
        command = [sys.executable, "-m", "lifetimes", "watch", "--side-by-side", *scripts, "-o", Path(folder, "p.svg")]
        subprocess.run(command, capture_output=True, check=True)
        return Path(folder, "p.svg").read_text(encoding="utf-8")


if __name__ == "__main__":
    README.write_text(true_text(README.read_text()))
    PICTURE.write_text(picture(), encoding="utf-8")
