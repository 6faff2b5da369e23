"""Which of the names that there are a program may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def near(name: str, known: Iterable[str]) -> str:
    """Return a sentence with the names that come close to one that does not exist; an empty one where none does."""
    found = get_close_matches(name, list(known), n=3, cutoff=0.5)
    return f"Names that come close: {', '.join(map(repr, found))}." if found else ""
