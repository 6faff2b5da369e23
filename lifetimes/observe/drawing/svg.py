"""The few SVG shapes that our pictures are made of, as strings.

Nothing here has an identifier: hatching and arrow heads are plain paths, not patterns and markers.  So two
pictures can stand in one page, or one of them be hidden, and neither borrows from the other.  Numbers are
printed with one decimal and nothing depends on hashes or addresses: the same picture is the same bytes.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

Point = tuple[float, float]

SANS = "'DejaVu Sans', Verdana, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif"
MONO = "'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', 'Courier New', monospace"

# Okabe and Ito's colours, told apart with every common kind of colour blindness, and two greys.
INK, PAPER, GREY = "#1b2430", "#ffffff", "#5d6b7a"
BLUE, NAVY, VERMILION, GREEN, AMBER = "#0072b2", "#123c5a", "#c4460a", "#007a5a", "#e69f00"

_NARROW, _WIDE = frozenset("iljtfrI.,:;!|'()[]{} -/\\"), frozenset("mwMW@%")


def printable(text: str) -> str:
    """The text with everything that XML cannot carry written as a Python escape, such as `\\x00`.

    So are marks that turn the direction of writing, for what follows them would be read in another order.
    """
    return _UNREADABLE.sub(lambda found: ascii(found[0])[1:-1], text)


_NO_CHARACTERS = "".join(chr(plane | last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
_TURNS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNREADABLE = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff{_NO_CHARACTERS}{_TURNS}]")


def escape(text: str) -> str:
    """The text safe inside an element and inside a quoted attribute, of XML as of HTML."""
    text = printable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#39;")


def element(tag: str, *children: str, **attributes: object) -> str:
    """One element; `stroke_width=2` becomes `stroke-width="2"`, and an attribute that is None is left out."""
    pairs = [(name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items()]
    shown = "".join(f' {name}="{escape(_value(value))}"' for name, value in pairs if value is not None)
    return f"<{tag}{shown}>{''.join(children)}</{tag}>" if children else f"<{tag}{shown}/>"


def _value(value: object) -> str:
    return number(value) if isinstance(value, float) else str(value)


def number(value: float) -> str:
    """The number with at most one decimal, without a minus before zero."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def title(text: str) -> str:
    """The tooltip of the element that it stands in, or nothing for an empty text."""
    return element("title", escape(text)) if text else ""


def group(*children: str, tooltip: str = "") -> str:
    """Elements under one tooltip."""
    return element("g", title(tooltip), *children)


def rectangle(x: float, y: float, width: float, height: float, **attributes: object) -> str:
    """A rectangle by its upper left corner."""
    return element("rect", x=float(x), y=float(y), width=float(width), height=float(height), **attributes)


def path(points: str, **attributes: object) -> str:
    """A path that is not filled unless `fill` is given."""
    return element("path", **{"d": points, "fill": "none", **attributes})


def line(start: Point, end: Point, **attributes: object) -> str:
    """A straight line."""
    return path(f"M{pair(start)}L{pair(end)}", **attributes)


def pair(point: Point) -> str:
    """A point as a path writes it."""
    return f"{number(point[0])} {number(point[1])}"


def words(text: str, at: Point, size: float = 12, **attributes: object) -> str:
    """One line of text; `mono=True` for code, a `halo` colour keeps it readable on top of lines."""
    halo, mono = attributes.pop("halo", None), attributes.pop("mono", False)
    outline: dict[str, object] = {}
    if halo:
        outline = {"stroke": halo, "stroke_width": 4, "stroke_linejoin": "round", "paint_order": "stroke"}
    style = {"font_family": MONO if mono else SANS, "font_size": size, "fill": INK} | attributes | outline
    return element("text", escape(text), x=float(at[0]), y=float(at[1]), **style)


def polygon(points: Iterable[Point], **attributes: object) -> str:
    """A closed straight-sided shape."""
    return path("M" + "L".join(pair(point) for point in points) + "Z", **attributes)


def hatch(x: float, y: float, width: float, height: float, step: float = 7, **attributes: object) -> str:
    """Slanted lines that fill a rectangle exactly, cut at its sides by arithmetic instead of by a clip."""
    pieces = []
    offset = -height + step
    while offset < width:
        low, high = max(0.0, -offset), min(height, width - offset)
        start, end = (x + offset + low, y + height - low), (x + offset + high, y + height - high)
        pieces.append(f"M{pair(start)}L{pair(end)}")
        offset += step
    return path("".join(pieces), **attributes)


def document(width: float, height: float, title_text: str, body: Sequence[str], description: str = "") -> str:
    """A whole SVG picture on paper, with its title and description for those who cannot see it."""
    about = [title(title_text), element("desc", escape(description)) if description else ""]
    content = [*about, rectangle(0, 0, width, height, fill=PAPER), *body]
    return element(
        "svg", "\n", "\n".join(piece for piece in content if piece), "\n",
        xmlns="http://www.w3.org/2000/svg", width=number(width), height=number(height),
        viewBox=f"0 0 {number(width)} {number(height)}", role="img", aria_label=title_text,
    )  # fmt: skip


def text_width(text: str, size: float, mono: bool = False) -> float:
    """About how wide the text is, erring on the wide side: no font is at hand to ask."""
    return size * sum(_character_width(character, mono) for character in text)


def _character_width(character: str, mono: bool) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.2
    if mono:
        return 0.61
    if character in _NARROW:
        return 0.42
    return 0.98 if character in _WIDE else 0.7 if character.isupper() else 0.64


def shorten(text: str, limit: int) -> str:
    """The text, or its beginning and end around an ellipsis, in at most `limit` characters."""
    if len(text) <= limit:
        return text
    tail = limit // 3
    return text[: limit - tail - 1] + "…" + text[-tail:]
