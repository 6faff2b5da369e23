"""The spec as one page: the verdict of who was asked, and what TensorFlow said when it was asked last."""

import html
from pathlib import Path

from lifetimes import claims

_STYLE = """
body { font: 16px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem;
       color: #1b1b1b; background: #fff; }
h2 { margin: 2.2rem 0 .4rem; border-top: 2px solid; padding-top: .6rem; }
h3 { margin: .6rem 0 0; font-size: .85rem; text-transform: uppercase; letter-spacing: .06em; color: #555; }
p.answer { font-weight: 600; margin: .2rem 0 .6rem; }
.worlds { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem; }
ul { padding-left: 1.1rem; margin: 0; } li { margin: .35rem 0; }
small { display: block; color: #555; overflow-wrap: anywhere; } code { font-size: .95em; }
i { display: inline-block; font-style: normal; border: 1px solid #bbb; border-radius: .6em; padding: 0 .5em;
    margin: 0 .35em .15em 0; }
.failed { color: #a40000; font-weight: 600; }
@media (max-width: 44rem) { .worlds { grid-template-columns: 1fr; } }
@media (prefers-color-scheme: dark) { body { color: #e8e8e8; background: #161616; } small, h3 { color: #aaa; }
       i { border-color: #555; }
       .failed { color: #ff8a80; } }
@media print { body { margin: 0; font-size: 12px; color: #000; background: #fff; } h2, li { break-inside: avoid; }
       h2, h3, p.answer { break-after: avoid; } }
"""


class SpecReport:
    """Collects the outcomes of a run and writes the page at its end."""

    def __init__(self, file, implementation):
        self.file = Path(file)
        if self.file.suffix not in (".html", ".md"):
            raise ValueError(f"--spec-report takes a file that ends in .html or .md, not {file!r}")
        self.implementation = implementation
        self.outcomes = {}

    def pytest_runtest_logreport(self, report):
        """A claim of several examples fails with any of them."""
        claim = claims.key_of(report.nodeid)
        if self.outcomes.get(claim) != "failed" and (report.when == "call" or report.outcome != "passed"):
            self.outcomes[claim] = report.outcome

    def pytest_sessionfinish(self):
        """Write the page; nothing else is touched."""
        write = self.as_html if self.file.suffix == ".html" else self.as_markdown
        self.file.write_text(write(claims.read(Path(__file__).parent)), encoding="utf-8")

    def verdicts(self, claim):
        """Return what was said about the claim: by the run, and by TensorFlow when it was last asked."""
        outcome = self.outcomes.get(claim.key, "not run")
        said = {"passed": "holds", "failed": "fails", "skipped": "not asked"}.get(outcome, outcome)
        return [f"{self.implementation}: {said}", f"TensorFlow: {claim.verdict or 'not judged'}"]

    def as_markdown(self, rows):
        """Return one chapter for each row, one table in it for each world."""
        lines = ["# Who owns a variable, and when does it die?", ""]
        for row in rows:
            lines += [f"## {row.question}", ""]
            for world in ("tf1", "tf2"):
                lines += [f"**{world}**: {row.answers[world]}", "", "| claim | when | proved by | verdicts | source |"]
                lines.append("| --- | --- | --- | --- | --- |")
                for claim in row.of(world):
                    proofs, verdicts = ", ".join(claim.proofs) or "the value", "; ".join(self.verdicts(claim))
                    cells = (claim.sentence, claim.condition, proofs, verdicts, claim.source)
                    lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
                lines.append("")
        return "\n".join(lines)

    def as_html(self, rows):
        """Return one file that asks for no other: both worlds beside each other, on paper too."""
        chapters = "".join(self._chapter(row) for row in rows)
        title = "Who owns a variable, and when does it die?"
        return (
            '<!doctype html><html lang="en"><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{title}</title><style>{_STYLE}</style><h1>{title}</h1>"
            f"<p>{len(self.outcomes)} claims, asked of {html.escape(self.implementation)}.</p>{chapters}</html>\n"
        )

    def _chapter(self, row):
        worlds = "".join(
            f'<section aria-label="{name}"><h3>{name}</h3><p class="answer">{html.escape(row.answers[world])}</p>'
            f"<ul>{''.join(map(self._item, row.of(world)))}</ul></section>"
            for world, name in (("tf1", "TensorFlow 1"), ("tf2", "TensorFlow 2"))
        )
        return f'<h2>{html.escape(row.question)}</h2><div class="worlds">{worlds}</div>'

    def _item(self, claim):
        verdicts = self.verdicts(claim)
        failed = ' class="failed"' if any("fails" in verdict for verdict in verdicts) else ""
        surprising = ["surprising"] if "surprising" in claim.marks else []
        chips = "".join(f"<i>{html.escape(chip)}</i>" for chip in (*surprising, *claim.proofs, *verdicts))
        words = f"{code(claim.condition)} <cite>{code(claim.source)}</cite>"
        return f"<li{failed}>{html.escape(claim.sentence)}<small>{words}</small><small>{chips}</small></li>"


def code(text):
    """Return text as HTML, with what stands between backticks as code."""
    parts = html.escape(text).split("`")
    return "".join(f"<code>{part}</code>" if i % 2 else part for i, part in enumerate(parts))
