"""One HTML page in one file: no network, every word escaped, all of it readable with scripts off."""

import base64
import hashlib

from .svg import GREY, INK, MONO, PAPER, SANS, escape

_STYLE = f"""
:root {{ color-scheme: light dark; --paper: {PAPER}; --ink: {INK}; --grey: {GREY}; --pale: #f5f7fa; --rule: #d8dfe6; }}
@media screen and (prefers-color-scheme: dark) {{
  :root {{ --paper: #14181d; --ink: #e6eaee; --grey: #a3afba; --pale: #1f252c; --rule: #3a444e; }}
}}
body {{ margin: 0 auto; max-width: 1280px; padding: 24px; background: var(--paper); color: var(--ink);
  font: 15px/1.5 {SANS}; }}
h1 {{ font-size: 22px; }} h2 {{ font-size: 17px; margin-top: 32px; }}
figure {{ margin: 16px 0; overflow-x: auto; }}
figure svg {{ display: block; }}
pre, code, td.code {{ font-family: {MONO}; font-size: 13px; }}
pre {{ overflow-x: auto; background: var(--pale); padding: 12px; border-radius: 6px; }}
table {{ border-collapse: collapse; }}
th, td {{ text-align: left; padding: 4px 14px 4px 0; border-bottom: 1px solid var(--rule); vertical-align: top; }}
"""


def page(title: str, *sections: str, style: str = "", script: str = "") -> str:
    """A whole page; sections are HTML that is already escaped.

    It may use its own style and its own script and nothing else, so no request leaves it, whatever text it shows.
    """
    style = _STYLE + style
    code = f"<script>{script}</script>\n" if script else ""
    body = "\n".join(sections)
    policy = f"default-src 'none'; style-src {_only(style)}; script-src {_only(script) if script else _NOTHING}"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}; base-uri {_NOTHING}; form-action {_NOTHING}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"<main>\n<h1>{escape(title)}</h1>\n{body}\n</main>\n{code}</body>\n</html>\n"
    )


_NOTHING = "'none'"


def _only(text: str) -> str:
    """What a policy calls this very text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def embedded(title: str, whole: str) -> str:
    """A whole page as part of another, which it neither restyles nor shares an id with, however often it is shown."""
    style = "width: 100%; height: 760px; border: 1px solid #d8dfe6"
    return f'<iframe title="{escape(title)}" sandbox="allow-scripts" style="{style}" srcdoc="{escape(whole)}"></iframe>'


def figure(svg: str) -> str:
    """A drawing that scrolls sideways when the window is narrow."""
    return f"<figure>\n{svg}\n</figure>"


def preformatted(text: str) -> str:
    """Text as it stands, in a box."""
    return f"<pre>{escape(text)}</pre>"


def table(header: list[str], rows: list[list[str]]) -> str:
    """A table of plain text."""
    head = "".join(f"<th>{escape(cell)}</th>" for cell in header)
    body = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def paragraph(text: str) -> str:
    """One paragraph of plain text."""
    return f"<p>{escape(text)}</p>"


def heading(text: str) -> str:
    """The title of a section."""
    return f"<h2>{escape(text)}</h2>"
