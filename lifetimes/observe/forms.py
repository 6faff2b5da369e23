"""What every result that can be drawn has in common: it is saved in the form that the suffix of a file says."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

__all__ = ["Drawable"]


class Drawable:
    """A result with a method for each form that it can be written in."""

    forms: ClassVar[dict[str, str]] = {}
    """The methods by suffix; `.png` comes with `to_svg`."""

    def to_svg(self) -> str:
        raise NotImplementedError

    @classmethod
    def suffixes(cls) -> list[str]:
        """All suffixes that `save` knows."""
        return [*cls.forms, *([".png"] if ".svg" in cls.forms else [])]

    def save(self, path: str | Path) -> Path:
        """Write to a file what its suffix names; raises ValueError with the list of suffixes for any other."""
        path = Path(path)
        if path.suffix == ".png" and ".svg" in self.forms:
            from .drawing.png import write_png

            write_png(self.to_svg(), path)
        elif path.suffix in self.forms:
            path.write_text(getattr(self, self.forms[path.suffix])(), encoding="utf-8")
        else:
            known = ", ".join(self.suffixes())
            raise ValueError(f"cannot save to {str(path)!r}: the suffix says the form\nuse one of {known}")
        return path
