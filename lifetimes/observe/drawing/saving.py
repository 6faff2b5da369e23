"""Writing a result to a file, in the form that the suffix of its name says."""

from collections.abc import Callable
from pathlib import Path

from .png import write_png


def save_text(path: str | Path, texts: dict[str, Callable[[], str]], png: Callable[[], str]) -> Path:
    """Write what the suffix of the path names; raises ValueError with the list of suffixes for any other."""
    path = Path(path)
    if path.suffix == ".png":
        write_png(png(), path)
    elif path.suffix in texts:
        path.write_text(texts[path.suffix](), encoding="utf-8")
    else:
        known = ", ".join([*texts, ".png"])
        raise ValueError(f"cannot save to {str(path)!r}: the suffix says the form\nuse one of {known}")
    return path
