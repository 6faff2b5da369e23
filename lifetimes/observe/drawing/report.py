"""The page of a traced run: choose a line at the left, see who held what after it at the right.

The chosen line is a radio button and the rest is style, so the page scrubs with scripts off, by mouse and by
arrow keys.  A script of a few lines only adds a slider.  On paper and without style every picture is shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..naming.words import count_text
from ..watching.lives import Lives
from . import page, timeline_picture
from .moments import Step
from .shared_places import draw_in_place
from .svg import escape
from .timeline_text import as_table

_STYLE = """
.scrub { display: grid; grid-template-columns: minmax(300px, 2fr) 5fr; gap: 24px; align-items: start; }
.lines { max-height: 75vh; overflow: auto; border: 1px solid #d8dfe6; border-radius: 6px; }
.lines label { display: block; padding: 1px 10px; cursor: pointer; border-left: 4px solid transparent; }
.lines label:hover { background: #eef2f6; }
.lines pre { display: inline; background: none; padding: 0; }
.lines .place { color: #5d6b7a; font-size: 12px; margin-right: 8px; }
.lines .event { display: block; margin-left: 24px; font-size: 12px; color: #a63a06; }
.lines .skipped { display: block; padding: 1px 10px; font-size: 12px; color: #5d6b7a; font-style: italic; }
.scrub > input { position: absolute; opacity: 0; pointer-events: none; }
.moments { position: sticky; top: 8px; }
.moments svg { max-width: 100%; height: auto; }
.slider { width: 100%; margin-bottom: 8px; }
body { max-width: none; }
@media screen { .moments > section { display: none; } }
@media print { .scrub { display: block; } .lines { max-height: none; } }
"""

_SCRIPT = """
(function () {
  var buttons = Array.from(document.querySelectorAll('.scrub > input'));
  if (buttons.length < 2) return;
  var slider = document.createElement('input');
  slider.type = 'range'; slider.className = 'slider'; slider.min = 0; slider.max = buttons.length - 1;
  slider.setAttribute('aria-label', 'line of the run');
  function follow() {
    var at = buttons.findIndex(function (button) { return button.checked; });
    slider.value = at;
    document.querySelector('.line' + at).scrollIntoView({block: 'nearest'});
  }
  slider.addEventListener('input', function () { buttons[slider.value].checked = true; follow(); });
  buttons.forEach(function (button) { button.addEventListener('change', follow); });
  var moments = document.querySelector('.moments');
  moments.insertBefore(slider, moments.firstChild);
  follow();
})();
"""


def as_html(title: str, record: Lives, steps: Sequence[Step], error: str | None, left_out: str = "") -> str:
    """The whole page: how the run ended, the scrubber, the timeline, the table of lives."""
    sections = [page.paragraph(f"{len(steps)} lines looked at; {record.summary}")]
    if left_out:
        sections.append(page.paragraph(left_out))
    if error:
        sections += [page.heading("The run ended with an error"), page.preformatted(error)]
    if steps:
        sections.append(_scrubber(steps))
    sections += [page.heading("Timeline"), page.figure(timeline_picture.draw(record)), as_table(record)]
    style = _STYLE + "".join(map(_rules, range(len(steps))))
    return page.page(title, *sections, style=style, script=_SCRIPT)


def _scrubber(steps: Sequence[Step]) -> str:
    """Buttons, lines and pictures; the last line is chosen, since it shows how the run ended."""
    last = len(steps) - 1
    buttons = [_button(at, steps[at], at == last) for at in range(len(steps))]
    lines = [_line(at, step) for at, step in enumerate(steps)]
    numbers: dict[int, list[int]] = {}
    for at, step in enumerate(steps):
        numbers.setdefault(id(step.picture), []).append(at)
    drawings = draw_in_place([steps[same[0]].picture for same in numbers.values()])
    names = [" ".join(f"moment{at}" for at in same) for same in numbers.values()]
    moments = [f'<section class="{name}">{drawing}</section>' for name, drawing in zip(names, drawings, strict=True)]
    parts = [*buttons, '<div class="lines">', *lines, '</div>\n<div class="moments">', *moments, "</div>"]
    return '<div class="scrub">\n' + "\n".join(parts) + "\n</div>"


def _button(at: int, step: Step, chosen: bool) -> str:
    name = escape(f"after {step.mark.site}")
    checked = " checked" if chosen else ""
    return f'<input type="radio" name="step" id="step{at}" aria-label="{name}"{checked}>'


def _line(at: int, step: Step) -> str:
    events = "".join(f'<span class="event">{escape(event)}</span>' for event in step.events)
    place = f"{step.mark.site.line:>4}" if step.mark.site else ""
    skipped = f'<span class="skipped">{count_text(step.skipped, "line")} not looked at</span>' if step.skipped else ""
    return skipped + (
        f'<label for="step{at}" class="line{at}" title="{escape(str(step.mark.site))}">'
        f'<span class="place">{place}</span><pre>{escape(step.mark.text) or " "}</pre>{events}</label>'
    )


def _rules(at: int) -> str:
    chosen = f"#step{at}:checked ~"
    return (
        f"{chosen} .moments .moment{at} {{ display: block; }}\n"
        f"{chosen} .lines .line{at} {{ background: #fff1ea; border-left-color: #c4460a; }}\n"
    )
