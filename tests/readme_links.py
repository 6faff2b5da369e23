"""The numbers in the README that follow from the code: how long the files to read first are, where a line stands.

python tests/readme_links.py      # writes them anew
"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
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


if __name__ == "__main__":
    README.write_text(true_text(README.read_text()))
