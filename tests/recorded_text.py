"""When two printed texts say the same: floats within the accuracy of their dtype, everything else to the letter.

The last digit of a float32 depends on the order in which a processor's kernels add up. A longer last digit also
moves the padding of a printed array and where its lines break, so white space inside brackets is one space, and none
before a comma.

A float is what has a point or an exponent. One printed with more than nine digits is a float64. It equals another
within 1e-5 of itself (float64: 1e-12), or within four units of the last place of the largest float on its line,
since the small ones of a line are often what is left of a difference of large ones. Integers, `nan`, `inf`,
names and every other character are compared exactly.
"""

import difflib
import math
import re
from itertools import zip_longest

_FLOAT = re.compile(r"(?<![\w.])-?(?:\d+\.\d*(?:e[+-]?\d+)?|\.\d+|\d+e[+-]?\d+)(?![\w])")
_RELATIVE = {True: 1e-5, False: 1e-12}
_UNIT = {True: 4 * 2.0**-23, False: 4 * 2.0**-52}


def same(expected: str, printed: str) -> bool:
    """Return whether the two texts agree."""
    return not differences(expected, printed)


def differences(expected: str, printed: str) -> list[str]:
    """Return the lines of a unified difference; none where the texts agree."""
    if expected == printed:
        return []
    pairs = zip_longest(_logical_lines(expected), _logical_lines(printed))
    if all(a is not None and b is not None and _line(a, b) for a, b in pairs):
        return []
    lines = (expected.splitlines(True), printed.splitlines(True))
    return list(difflib.unified_diff(*lines, "TensorFlow", "lifetimes", n=1)) or ["the last line ends otherwise\n"]


def _logical_lines(text: str) -> list[str]:
    """Return the lines, each whole up to its closing bracket, with one space for any white space in brackets."""
    found, line, depth = [], [], 0
    for character in text:
        if character == "\n" and not depth:
            found.append("".join(line))
            line = []
            continue
        depth = max(0, depth + (character == "[") - (character == "]"))
        if depth and character.isspace():
            if line[-1] not in " [":
                line.append(" ")
            continue
        if (character == "]" or (depth and character == ",")) and line and line[-1] == " ":
            line.pop()
        line.append(character)
    return [*found, "".join(line)]


def _line(expected: str, printed: str) -> bool:
    if expected == printed:
        return True
    if _FLOAT.sub("#", expected) != _FLOAT.sub("#", printed):
        return False
    numbers = _FLOAT.findall(expected), _FLOAT.findall(printed)
    largest = max((abs(float(text)) for text in numbers[0]), default=0.0)
    return all(_close(a, b, largest) for a, b in zip(*numbers, strict=True))


def _close(expected: str, printed: str, largest: float) -> bool:
    if expected == printed:
        return True
    single = max(map(_digits, (expected, printed))) <= 9
    a, b = float(expected), float(printed)
    allowed = max(_RELATIVE[single] * abs(a), _UNIT[single] * largest)
    return math.isfinite(a) and math.isfinite(b) and abs(a - b) <= allowed


def _digits(number: str) -> int:
    """Return how many significant digits a printed number has."""
    return len(number.lower().partition("e")[0].lstrip("-").replace(".", "").lstrip("0"))
