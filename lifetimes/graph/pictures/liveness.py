"""The life of every value of a plan: made by one step, used last by another, freed there. As text and as a picture."""

from collections.abc import Iterator
from html import escape
from itertools import accumulate
from typing import Any, NamedTuple

from lifetimes.graph.fusing.chains import Chain
from lifetimes.graph.plan import Plan


class Life(NamedTuple):
    """One value: `birth` and `death` are step numbers from 1; birth 0 was given, death None is a result."""

    name: str
    slot: int
    birth: int
    death: int | None


def lives(plan: Plan) -> list[Life]:
    """Return the life of each fed value and each value that a step makes, in the order of birth."""
    births = dict.fromkeys(range(len(plan.feeds)), 0)
    deaths: dict[int, int] = {}
    for number, step in enumerate(plan.steps, 1):
        births.update(dict.fromkeys(step.outputs, number))
        deaths.update(dict.fromkeys(step.frees, number))
    results = set(plan.results)
    return [
        Life(plan.names[slot], slot, birth, None if slot in results else deaths.get(slot, birth))
        for slot, birth in births.items()
    ]


def most_alive(plan: Plan) -> int:
    """Return how many values are alive at most once a step is done."""
    changes = [0] * (len(plan.steps) + 1)
    for life in lives(plan):
        changes[life.birth] += 1
        if life.death is not None:
            changes[life.death] -= 1
    return max(accumulate(changes))


def title(plan: Plan) -> str:
    """Return the plan in one sentence."""
    count = len(plan.steps)
    saved = ", ".join(f"{number} {how}" for how, number in plan.saved.items() if number)
    steps = f"{count} step{'s' * (count != 1)}{f' ({saved})' if saved else ''}"
    return f"{steps}, at most {most_alive(plan)} values alive at once"


def text(plan: Plan) -> str:
    """Return the plan as a table: each step with what it reads, makes and frees."""
    rows = [("", "op", "name", "reads", "makes", "frees"), *_rows(plan)]
    widths = [max(len(row[i]) for row in rows) for i in range(6)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    results = ", ".join(plan.names[slot] if slot is not None else "(nothing)" for slot in plan.results)
    return "\n".join([title(plan), *lines, f"results: {results}"])


def _rows(plan: Plan) -> Iterator[tuple[str, ...]]:
    def named(slots: Any) -> str:
        found = [plan.names[slot] for slot in slots if slot not in plan.constants]
        return ", ".join(found if len(found) < 5 else [*found[:3], f"and {len(found) - 3} more"])

    for number, step in enumerate(plan.steps, 1):
        kinds = (
            [link[0].type for link in step.kernel.links] if isinstance(step.kernel, Chain) else [step.operation.type]
        )
        op = "+".join(kinds) if len(kinds) < 5 else f"{'+'.join(kinds[:3])}+...({len(kinds)})"
        yield str(number), op, step.operation.name, named(step.inputs), named(step.outputs), named(step.frees)


# --- as a picture ----------------------------------------------------------------------------------------

_LEFT, _ROW, _STEP, _TOP = 170, 22, 44, 40
_FONT = "font-family='DejaVu Sans, Verdana, Helvetica, Arial, sans-serif' font-size='11'"


def to_svg(plan: Plan) -> str:
    """Return one bar per value over the steps; results run to the end, given values start before step 1."""
    found, count = lives(plan), len(plan.steps)
    width, height = _LEFT + _STEP * (count + 2), _TOP + _ROW * len(found) + 30
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' role='img' {_FONT}>",
        f"<title>{escape(title(plan))}</title><rect width='{width}' height='{height}' fill='white'/>",
        f"<text x='8' y='16'>{escape(title(plan))}</text>",
    ]
    for number in range(count + 1):
        x = _LEFT + _STEP * number
        parts.append(f"<line x1='{x}' x2='{x}' y1='{_TOP - 6}' y2='{height - 24}' stroke='#d9dee5'/>")
        parts.append(f"<text x='{x}' y='{height - 8}' text-anchor='middle' fill='#44505c'>{number or 'given'}</text>")
    for row, life in enumerate(found):
        parts += _bar(life, _TOP + _ROW * row, count)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _bar(life: Life, y: int, count: int) -> Iterator[str]:
    end = count + 0.6 if life.death is None else max(life.death, life.birth) + 0.25
    x, width = _LEFT + _STEP * life.birth, _STEP * (end - life.birth)
    fill = "#1b6ca8" if life.death is None else "#8fb8d6" if life.birth else "#c9ced6"
    until = "a result" if life.death is None else f"freed by step {life.death}"
    made = f"made by step {life.birth}" if life.birth else "given"
    name = life.name if len(life.name) < 26 else life.name[:24] + "…"
    yield f"<text x='{_LEFT - 8}' y='{y + 12}' text-anchor='end'>{escape(name)}</text>"
    yield (
        f"<rect x='{x}' y='{y}' width='{width:g}' height='{_ROW - 6}' rx='3' fill='{fill}'>"
        f"<title>{escape(life.name)}: {made}, {until}</title></rect>"
    )
