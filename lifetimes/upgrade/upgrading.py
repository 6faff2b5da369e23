"""Records, converts, proves, reports: the whole way of one program."""

from __future__ import annotations

import re
import tempfile
from bisect import bisect_left
from pathlib import Path
from typing import Any

from lifetimes.upgrade import proving
from lifetimes.upgrade.facts import Facts, is_random
from lifetimes.upgrade.inlining import apart, inlined
from lifetimes.upgrade.items import CHECK, CONVERTED, DECIDE, REFUSED, UNFOLLOWED, Items
from lifetimes.upgrade.notebooks import notebook_of, program_of
from lifetimes.upgrade.races import races
from lifetimes.upgrade.replay import Given
from lifetimes.upgrade.report import IN_PART, PROVED, Report
from lifetimes.upgrade.running import in_a_fresh_folder, recorded
from lifetimes.upgrade.writing import Writer, unmarked

WORLDS = {"lifetimes": "lifetimes.tf2", "tensorflow": "tensorflow"}


def upgrade(
    path: str, arguments: list[str], seconds: float = 60.0, judge: str = "lifetimes", target: str = "tensorflow"
) -> Report:
    """Return the report on the upgrade of one program, or notebook, which itself is not touched."""
    text = Path(path).read_text(encoding="utf-8")
    made = Report(path, text)
    if not path.endswith(".ipynb"):
        upgraded(made, path, text, arguments, seconds, WORLDS[judge], WORLDS[target])
        return made
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, Path(path).stem + ".py")
        made.old = program_of(text)
        file.write_text(made.old, encoding="utf-8")
        upgraded(made, str(file), made.old, arguments, seconds, WORLDS[judge], WORLDS[target])
    made.new = notebook_of(text, made.new) if made.new is not None else None
    return made


def upgraded(
    made: Report, path: str, source: str, arguments: list[str], seconds: float, judge: str, target: str
) -> None:
    """Fill in the report on one program."""
    facts = recorded(str(Path(path).resolve()), arguments, seconds)
    if not facts.error:
        source, facts = written_out(source, facts, arguments, seconds)
    if facts.error:
        made.why = f"the old program fails here: {facts.error}"
        return
    if not facts.runs:
        made.why = "the old program never runs a session, so nothing can be compared"
        return
    try:
        writer = Writer(source, facts, imported_as(source), target)
        marked = writer.write()
        text = apart(source, writer.converter.rebound)
        again = rerecorded(text, facts, arguments, seconds) if text != source else None
        if again is not None:
            writer = Writer(text, again, imported_as(source), target)
            marked = writer.write()
        made.new = unmarked(marked)
        compile(made.new, path, "exec")
    except (SyntaxError, *UNFOLLOWED) as error:
        made.new, made.why = None, f"the source cannot be edited: {str(error).splitlines()[0]}"
        return
    judged(made, writer, marked, arguments, seconds, judge)


def written_out(source: str, facts: Facts, arguments: list[str], seconds: float) -> tuple[str, Facts]:
    """Return source and facts with functions written out at their only calls, as long as that prints the same."""
    for _ in range(5):
        try:
            text = inlined(source, facts)
        except UNFOLLOWED:
            break
        if text == source:
            break
        again = rerecorded(text, facts, arguments, seconds)
        if again is None:
            break
        source, facts = text, again
    return source, facts


def rerecorded(text: str, facts: Facts, arguments: list[str], seconds: float) -> Facts | None:
    """Return the facts of a program in other words, None where it does not print what it printed."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "old.py")
        file.write_text(text, encoding="utf-8")
        again = recorded(str(file), arguments, seconds)
    if again.error or not same_start(again.printed, facts.printed, again.cuts and facts.cuts):
        return None
    for key, fact in again.variables.items():
        fact.lost = facts.variables[key].lost if key in facts.variables else fact.lost
    return again


def same_start(one: str, other: str, cut: list[int]) -> bool:
    """Return whether two runs print the same, as far as both go where they were cut."""
    length = min(len(one), len(other)) if cut else None
    return one[:length] == other[:length]


def first_lines(old: str, written: str) -> dict[int, int]:
    """Return for each line of a program that was written out the line of the file that says the same."""
    known: dict[str, list[int]] = {}
    for number, line in enumerate(old.splitlines(), 1):
        known.setdefault(line.strip(), []).append(number)
    found = {}
    for number, line in enumerate(written.splitlines(), 1):
        same = known.get(line.strip(), [])
        found[number] = (same.pop(0) if len(same) > 1 else same[0]) if same else number
    return found


def imported_as(source: str) -> str:
    """Return the name under which a program knows TensorFlow."""
    found = re.search(r"^\s*import tensorflow(?:\.compat\.v1)? as (\w+)", source, re.M)
    found = found or re.search(r"^\s*from tensorflow\.compat import v1 as (\w+)", source, re.M)
    return found[1] if found else "tf" if "import tensorflow" not in source else "tensorflow"


def judged(made: Report, writer: Writer, marked: str, arguments: list[str], seconds: float, judge: str) -> None:
    """Run the new program, compare, and fill in the verdict."""
    facts, items = writer.facts, writer.items
    note_hazards(facts, items, writer)
    made.items, made.owners = items.found, owners_of(facts, writer)
    lines = first_lines(made.old, writer.program.source)
    for item in items.found:
        item.line = lines.get(item.line, item.line)
    made.unproved = sorted({lines.get(line, line) for line in not_run(writer)})
    places = {p.number: p.runs for p in writer.program.places.values() if f"__fetched__({p.number}, " in marked}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, Path(made.path).name)
        file.write_text(marked, encoding="utf-8")
        answering = sorted(number for numbers in places.values() for number in numbers)
        given = Given(judge, proving.initial_values(facts), [bisect_left(answering, cut) for cut in facts.cuts])
        for number in answering:
            for call, values in facts.runs[number].drawn.items():
                given.drawn.setdefault(call, []).extend(values)
        said = in_a_fresh_folder("lifetimes.upgrade.replay", str(file), arguments, seconds, given)
    if isinstance(said, Facts):
        made.why = f"the new program {said.error}"
        return
    for place in writer.program.places.values():
        if place.number not in places and not writer.is_initializing(place):
            line = lines.get(place.statement.first, place.statement.first)
            told = any(item.line == line and item.kind in (DECIDE, REFUSED) for item in items.found)
            if not told:
                items.add(DECIDE, line, "a run of the session that nothing in the new program answers to")
    made.proof = proving.prove(facts, said, places, random_starts(facts))
    verdict_on(made, writer, places)


def verdict_on(made: Report, writer: Writer, places: dict[int, list[int]]) -> None:
    """Say proved, in part or refused, and why in one sentence."""
    assert made.proof is not None
    values = sum(map(len, places.values()))
    open_items = [item for item in made.items if item.kind in (DECIDE, REFUSED)]
    if made.proof.holds and values and not open_items and "raise NotImplementedError" not in (made.new or ""):
        made.verdict = PROVED
        largest = made.proof.largest
        made.why = (
            f"{made.proof.compared} comparisons agree ({values} runs of a session, variables, printed text) for the "
            f"inputs of this run; largest relative difference {largest:.1e}, allowed {made.proof.allowed:.1g}"
            + "; a loop was cut short"
            * bool(writer.facts.cuts)
        )
    elif values or any(item.kind == CONVERTED for item in made.items):
        made.verdict = IN_PART
        made.why = f"{len(open_items)} places are left to you, {made.proof.differing} comparisons differ"
        if made.proof.holds and open_items and all("either value" in item.text for item in open_items):
            made.why = "proved for the order chosen: there is a race, and TensorFlow 1 promised no order"
    else:
        made.why = "no run of a session could be converted"
        made.new = None


def note_hazards(facts: Facts, items: Items, writer: Writer) -> None:
    """Add what the run showed to be unsafe or unconverted: races, runs inside functions, random draws."""
    for line, text in races(facts):
        items.add(DECIDE, line, text)
    for (graph, name), fact in facts.variables.items():
        now = writer.converter.variable_expression((graph, name), None)
        if fact.lost and now:
            items.add(CHECK, fact.line, f"`{name}` was lost in the graph; it is `{now}` now")
    for run in writer.program.elsewhere():
        items.add(DECIDE, run.line, "a session is run inside a function; its state has to be handed to it")
    for run in facts.unlike_runs():
        if run.drawn:
            items.add(CHECK, run.line, "what is fetched draws random numbers: compared for those that the old one drew")
        elif any(is_random(facts.operations[key]) for key in facts.needed(run.graph, run.fetched, run.fed)):
            items.add(DECIDE, run.line, "what is fetched draws random numbers, so the two programs draw others")


def not_run(writer: Writer) -> list[int]:
    """Return the lines of statements that the recorded run did not reach."""
    ran = writer.facts.lines
    found = [s for s in writer.program.statements if ran and s.first not in ran and s.number > 0]
    return [s.first for s in found if "__future__" not in writer.program.code(s.node)][:50]


def random_starts(facts: Facts) -> set[str]:
    """Return the variables whose initial value was drawn."""
    found = set()
    for key, fact in facts.variables.items():
        if any(is_random(facts.operations[k]) for k in facts.needed(key[0], [fact.initializer], [])):
            found.add(proving.mark(*key))
    return found


def owners_of(facts: Facts, writer: Writer) -> list[tuple[str, str, str]]:
    """Return for each variable who owned it and who owns it now."""
    rows = []
    for (graph, name), fact in facts.variables.items():
        was = f"graph {graph + 1}, lost" if fact.lost else f"graph {graph + 1}"
        by = [key for key in fact.reached_by if key not in ("variables", "trainable_variables")]
        now = writer.converter.variable_expression((graph, name), None)
        rows.append((name, was + (f", found by {', '.join(by)}" if by else ""), now or ownerless(facts, graph, name)))
    return rows


def ownerless(facts: Facts, graph: int, name: str) -> str:
    slot = (graph, name.rpartition("/")[0]) in facts.variables or name.endswith(("beta1_power", "beta2_power"))
    return "the optimizer" if slot else "nobody yet"


def main_output(made: Report, output: str | None, as_json: bool, page: str | None) -> Any:
    """Write the new program and the page, and return the text to print."""
    if output and made.new is not None:
        Path(output).write_text(made.new, encoding="utf-8")
    if page:
        Path(page).write_text(made.as_html(), encoding="utf-8")
    return made.as_json() if as_json else str(made)
