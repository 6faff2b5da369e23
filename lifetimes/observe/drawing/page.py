"""One HTML page in one file: no network, every word escaped, all of it readable with scripts off."""

from .svg import MONO, SANS, escape

_STYLE = f"""
:root {{ color-scheme: light; }}
body {{ margin: 0 auto; max-width: 1280px; padding: 24px; background: #ffffff; color: #1b2430;
  font: 15px/1.5 {SANS}; }}
h1 {{ font-size: 22px; }} h2 {{ font-size: 17px; margin-top: 32px; }}
figure {{ margin: 16px 0; overflow-x: auto; }}
figure svg {{ display: block; }}
pre, code, td.code {{ font-family: {MONO}; font-size: 13px; }}
pre {{ overflow-x: auto; background: #f5f7fa; padding: 12px; border-radius: 6px; }}
table {{ border-collapse: collapse; }}
th, td {{ text-align: left; padding: 4px 14px 4px 0; border-bottom: 1px solid #d8dfe6; vertical-align: top; }}
"""

# A page may draw itself and nothing else: no request leaves it, whatever text it shows.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"


def page(title: str, *sections: str, style: str = "", script: str = "") -> str:
    """A whole page; sections are HTML that is already escaped."""
    code = f"<script>{script}</script>\n" if script else ""
    body = "\n".join(sections)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}{style}</style>\n</head>\n<body>\n"
        f"<h1>{escape(title)}</h1>\n{body}\n{code}</body>\n</html>\n"
    )


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
