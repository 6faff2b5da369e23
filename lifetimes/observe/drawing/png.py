"""SVG to PNG through the optional extra `png` (resvg).

resvg draws no text at all, and says nothing, when it finds none of the font families a text asks for.  So the
generic families are bound to fonts that most machines have, and a picture with words in it that come out
without ink is an error instead of a file.
"""

import importlib
import re
from pathlib import Path

_GENERIC = {"sans_serif_family": "DejaVu Sans", "monospace_family": "DejaVu Sans Mono"}
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


def write_png(svg: str, path: Path) -> None:
    """Write the picture as a PNG file; raises as `to_png` does and then writes nothing."""
    path.write_bytes(to_png(svg))
