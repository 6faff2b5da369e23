"""What every result that can be drawn has in common: it is saved in the form that the suffix of a file says."""

import importlib
import re
from pathlib import Path
from typing import ClassVar


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
        if path.suffix not in self.suffixes():
            known = ", ".join(self.suffixes())
            raise ValueError(f"cannot save to {str(path)!r}: the suffix says the form\nuse one of {known}")
        if path.suffix == ".png":
            path.write_bytes(to_png(self.to_svg()))
        else:
            path.write_text(getattr(self, self.forms[path.suffix])(), encoding="utf-8")
        return path


_GENERIC = {"sans_serif_family": "DejaVu Sans", "monospace_family": "DejaVu Sans Mono"}
"""resvg draws no text at all, and says nothing, when it finds none of the families that a text asks for: so the generic
ones are bound to fonts that most machines have, and words that come out without ink are an error instead of a file."""

_WORDS = re.compile(r"<text\b.*?</text>", re.DOTALL)


def to_png(svg: str, zoom: float = 2) -> bytes:
    """The picture as PNG bytes, `zoom` pixels to one of the SVG.

    Raises ImportError naming the extra when resvg is not installed, and RuntimeError when the machine has no
    font for its words.
    """
    try:
        resvg = importlib.import_module("resvg_py")
    except ImportError as error:
        raise ImportError("a PNG needs resvg, which is not installed\ninstall the extra with `pip install "
                          "variable-lifetimes[png]`, or save as .svg or .html") from error  # fmt: skip
    data = bytes(resvg.svg_to_bytes(svg_string=svg, zoom=zoom, **_GENERIC))
    if _WORDS.search(svg) and data == bytes(resvg.svg_to_bytes(svg_string=_WORDS.sub("", svg), zoom=zoom, **_GENERIC)):
        raise RuntimeError("the words of the picture did not show in the PNG: no font was found for them\ninstall a "
                           "font such as DejaVu Sans (package fonts-dejavu), or save as .svg or .html")  # fmt: skip
    return data
