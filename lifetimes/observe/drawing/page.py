"""One HTML page in one file: no network, every word escaped, all of it readable with scripts off."""

import base64
import hashlib
import re
from pathlib import Path
from string import Template

from .svg import escape


def beside(name: str) -> str:
    """The text of a file that stands beside this one: a style, a script or a template."""
    return Path(__file__).with_name(name).read_text("utf-8")


def page(title: str, *sections: str, style: str = "", script: str = "") -> str:
    """A whole page; sections are HTML that is already escaped.

    It may use its own style and its own script and nothing else, so no request leaves it, whatever text it shows.
    """
    style = beside("page.css") + style
    return Template(beside("page.html")).substitute(
        title=escape(title), style=style, style_source=_only(style), script_source=_only(script),
        body="\n".join(sections), script=f"<script>{script}</script>\n" if script else "",
    )  # fmt: skip


def _only(text: str) -> str:
    """What a policy calls this very text, or nothing where there is none."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" if text else "'none'"


def embedded(title: str, whole: str) -> str:
    """A whole page as part of another, which it neither restyles nor shares an id with, however often it is shown."""
    style = "width: 100%; height: 760px; border: 1px solid #d8dfe6"
    return f'<iframe title="{escape(title)}" sandbox="allow-scripts" style="{style}" srcdoc="{escape(whole)}"></iframe>'


def figure(svg: str) -> str:
    """A drawing that scrolls sideways when the window is narrow."""
    return f"<figure>\n{svg}\n</figure>"


def block(tag: str, text: str) -> str:
    """Plain text as a paragraph `p`, the title of a section `h2`, or as it stands in a box `pre`."""
    return f"<{tag}>{escape(text)}</{tag}>"


def breakable(text: str, after: str = "(") -> str:
    """Plain text whose lines, where they have to, end before a name that follows one of these characters."""
    return re.sub(rf"(?<=[{after}])(?=[^\W\d_])", "<wbr>", escape(text))


def table(header: list[str], rows: list[list[str]]) -> str:
    """A table of plain text."""
    head = "".join(f"<th>{escape(cell)}</th>" for cell in header)
    body = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
