"""Names for what had none: identifiers close to a wanted word."""

from __future__ import annotations

import keyword
import re
from typing import Any


def quoted(value: Any) -> str:
    """Return a plain value as source; words in double quotes."""
    text = repr(value)
    return f'"{text[1:-1]}"' if isinstance(value, str) and '"' not in text else text


def fresh(wanted: str, taken: set[str]) -> str:
    """Return an identifier close to a wanted word that is not taken."""
    word = re.sub(r"\W+", "_", wanted).strip("_") or "value"
    word = f"_{word}" if word[0].isdigit() or keyword.iskeyword(word) else word
    found, number = word, 2
    while found in taken:
        found, number = f"{word}_{number}", number + 1
    return found
