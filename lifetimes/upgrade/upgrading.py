"""Records, converts, proves, reports: the whole way of one program."""

import contextlib
import json
import re
from bisect import bisect_left
from pathlib import Path
from typing import Any

from lifetimes.upgrade import proving
from lifetimes.upgrade.facts import Facts, RunFact, mark, racing
from lifetimes.upgrade.inlining import apart, inlined
from lifetimes.upgrade.program import in_a_fresh_folder
from lifetimes.upgrade.proving import Given, Replayed
from lifetimes.upgrade.report import CHECK, CONVERTED, DECIDE, REFUSED, UNFOLLOWED, Report
from lifetimes.upgrade.source import code
from lifetimes.upgrade.spelling import modern
from lifetimes.upgrade.writing import Writer, unmarked

WORLDS = {"lifetimes": "lifetimes.tf2", "tensorflow": "tensorflow"}
MARK, MAGIC = '"In [{}]:"', "# IPython: "


def upgrade(
    path: str, arguments: list[str], seconds: float = 60.0, judge: str = "lifetimes", target: str = "tensorflow"
) -> Report:
    """Return the report on the upgrade of one program, or notebook, which itself is not touched."""
    text = Path(path).read_text(encoding="utf-8-sig")
    notebook = path.endswith(".ipynb")
    made = Report(path, program_of(text) if notebook else text)
    Upgrade(made, arguments, seconds, WORLDS[judge], WORLDS[target]).run()
    if notebook and made.new is not None:
        made.new = notebook_of(text, made.new)
    return made


class Upgrade:
    """The upgrade of one program, which fills in its report. `text` is the program in the words that are converted."""

    writer: Writer
    in_step = False  # whether the old program is asked what its runs find, for the new one to go on from
    fails = ""  # how the old program fails, if it does

    def __init__(self, made: Report, arguments: list[str], seconds: float, judge: str, target: str) -> None:
        self.made, self.seconds, self.judge, self.target = made, seconds, judge, target
        self.arguments = [str(Path(made.path).resolve()), *arguments]
        found = re.search(r"^\s*(?:import tensorflow(?:\.compat\.v1)?|from tensorflow\.compat import v1) as (\w+)",
                          made.old, re.M)  # fmt: skip
        self.tensorflow = found[1] if found else "tf" if "import tensorflow" not in made.old else "tensorflow"
        self.text = made.old

    def run(self) -> None:
        """Go the whole way, as far as it leads."""
        made = self.made
        with contextlib.suppress(*UNFOLLOWED):
            self.text = modern(made.old, self.tensorflow)
        facts = self.facts = self.recorded(self.text)
        fails = next(filter(None, [*facts.failed.values(), facts.error]), "")
        self.fails = f"the old program fails here: {fails}" if fails else ""
        with contextlib.suppress(*UNFOLLOWED):
            for _ in range(0 if facts.error else 5):
                text = inlined(self.text, self.facts)
                if text == self.text or not self.reworded(text):
                    break
        if facts.error or not self.facts.runs:
            made.why = self.fails or "the old program never runs a session, so nothing can be compared"
            return
        self.convert()
        if made.proof is not None and not made.proof.holds and not made.items.of_kinds(DECIDE, REFUSED):
            self.in_step, first = True, dict(vars(made))
            if self.reworded(self.text):
                self.convert()
            if made.verdict != "proved":
                vars(made).update(first)

    # --- from the old program to the new one ---

    def recorded(self, text: str) -> Facts:
        """Return the facts of one run of a program, cut where it has taken a quarter of the time that there is."""
        given = self.seconds / 4, self.in_step
        found: Facts = in_a_fresh_folder("recorder", text, self.arguments, self.seconds, given)
        return found

    def reworded(self, text: str) -> bool:
        """Go on with the program in other words, and return whether it prints the same, as far as both go.

        What was lost is told by the words that it had.
        """
        old, new = self.facts, self.recorded(text)
        both = (new.cuts and old.cuts) or (new.failed and old.failed)
        length = min(len(new.printed), len(old.printed)) if both else None
        if new.error or (text != self.text and new.printed[:length] != old.printed[:length]):
            return False
        for key in new.variables.keys() & old.variables.keys():
            new.variables[key].lost = old.variables[key].lost
        self.text, self.facts = text, new
        return True

    def convert(self) -> None:
        """Write the new program, and judge it."""
        made = self.made
        try:
            for _ in range(2):  # the second time with words of their own for names that mean several things
                self.writer = Writer(self.text, self.facts, self.tensorflow, self.target)
                marked, names = self.writer.write(), self.writer.rebound
                other = apart(self.text, names) if names else self.text
                if other == self.text or not self.reworded(other):
                    break
            made.new = unmarked(marked)
            compile(made.new, made.path, "exec")
        except (SyntaxError, *UNFOLLOWED) as error:
            made.new, made.why = None, f"the source cannot be edited: {str(error).splitlines()[0]}"
            return
        self.judged(marked)

    # --- the proof ---

    def judged(self, marked: str) -> None:
        """Run the new program, compare, and fill in the verdict."""
        writer, facts, made = self.writer, self.writer.facts, self.made
        self.note_hazards()
        made.items, made.owners, lines = writer.items, self.owners(), self.first_lines()
        for item in made.items:
            item.line = lines.get(item.line, item.line)
        idle = [s for s in writer.statements[1:] if s.first not in (facts.lines or [s.first])][:50]
        made.unproved = sorted({lines[s.first] for s in idle if "__future__" not in code(s.node)})
        places = {p.number: p.runs for p in writer.places.values() if f"__fetched__({p.number}, " in marked}
        answering = sorted(number for numbers in places.values() for number in numbers)
        said = self.replayed(marked, answering)
        if isinstance(said, Facts):
            made.why = f"the new program {said.error}"
            return
        told = {item.line for item in made.items.of_kinds(DECIDE, REFUSED)}
        for place in writer.places.values():
            line = lines[place.statement.first]
            if place.number not in places and not writer.is_initializing(place) and line not in told:
                made.items.add(DECIDE, line, "a run of the session that nothing in the new program answers to")
        random_start = {mark(*k) for k, fact in facts.variables.items() if facts.draws(k[0], [fact.initializer], [])}
        made.proof = proving.prove(facts, said, places, random_start)
        self.give_verdict([facts.runs[number] for number in answering])

    def replayed(self, marked: str, answering: list[int]) -> Replayed | Facts:
        """Return what the new program said, given what the runs that it answers to began with and drew."""
        facts = self.writer.facts
        cuts = [bisect_left(answering, cut) for cut in facts.cuts]
        given = Given(self.judge, proving.initial_values(facts), cuts)
        for place, number in enumerate(answering):
            given.found[place] = facts.runs[number].found
            for call, values in facts.runs[number].drawn.items():
                given.drawn.setdefault(call, []).extend(values)
        text = re.sub(r'raise NotImplementedError\("report item \d+"\)', "pass", marked)  # what follows is compared
        found: Replayed | Facts = in_a_fresh_folder("proving", text, self.arguments, self.seconds, given)
        return found

    def give_verdict(self, answered: list[RunFact]) -> None:
        """Say proved, in part or refused, and why in one sentence."""
        made, proof, values = self.made, self.made.proof, len(answered)
        assert proof is not None
        open_items = made.items.of_kinds(DECIDE, REFUSED)
        if proof.holds and values and not open_items and "raise NotImplementedError" not in (made.new or ""):
            made.verdict = "proved"
            made.why = (
                f"{proof.compared} comparisons agree ({values} runs of a session, variables, printed text) for the "
                f"inputs of this run; largest relative difference {proof.largest:.1e}, allowed {proving.TOLERANCE:.1g} "
                f"and {proving.OF_STEPS:.0%} of what a variable changed"
            )
            if proof.steps:
                made.why += f", as both went on {proof.steps} times from the same values of what is trained"
            made.why += "; a loop was cut short" if self.writer.facts.cuts else ""
        elif self.fails and (proof.of_values or not any(":" in name for run in answered for name in run.fetched)):
            made.why, made.new = self.fails, None
        elif values or made.items.of_kinds(CONVERTED):
            made.verdict = "in part"
            made.why = f"{len(open_items)} places are left to you, {proof.differing} comparisons differ"
            if proof.holds and open_items and all("either value" in item.text for item in open_items):
                made.why = "proved for the order chosen: there is a race, and TensorFlow 1 promised no order"
            if self.fails:
                made.why = f"{self.fails}; {values} runs of a session before and beside that agree, {made.why}"
        else:
            made.why, made.new = "no run of a session could be converted", None

    # --- what is told besides ---

    def note_hazards(self) -> None:
        """Add what the run showed to be unsafe or unconverted: races, runs inside functions, random draws."""
        facts, items = self.writer.facts, self.writer.items
        race = "{} is written and read in one run, and nothing orders the two: TensorFlow 1 gave either value"
        for run in facts.unlike_runs():
            for name in racing(facts, run):
                items.add(DECIDE, run.line, race.format(name))
        for key, fact in facts.variables.items():
            now = self.writer.variable_expression(key, None)
            if fact.lost and now:
                items.add(CHECK, facts.operations[key].line, f"`{key[1]}` was lost in the graph; it is `{now}` now")
        for run in self.writer.elsewhere:
            items.add(DECIDE, run.line, "a session is run inside a function; its state has to be handed to it")
        for run in facts.unlike_runs():
            if run.drawn:
                text = "what is fetched draws random numbers: compared for those that the old one drew"
                items.add(CHECK, run.line, text)
            elif facts.draws(run.graph, run.fetched, run.fed):
                items.add(DECIDE, run.line, "what is fetched draws random numbers, so the two programs draw others")

    def first_lines(self) -> dict[int, int]:
        """Return for each line of a program that was written out the line of the file that says the same."""
        known: dict[str, list[int]] = {}
        for number, line in enumerate(self.made.old.splitlines(), 1):
            known.setdefault(line.strip(), []).append(number)
        found = {}
        for number, line in enumerate(self.writer.source.splitlines(), 1):
            same = known.get(line.strip(), [number])
            found[number] = same.pop(0) if len(same) > 1 else same[0]
        return found

    def owners(self) -> list[tuple[str, str, str]]:
        """Return for each variable who owned it and who owns it now."""
        rows, variables = [], self.writer.facts.variables
        for (graph, name), fact in variables.items():
            was = f"graph {graph + 1}, lost" if fact.lost else f"graph {graph + 1}"
            by = [key for key in fact.reached_by if key not in ("variables", "trainable_variables")]
            slot = (graph, name.rpartition("/")[0]) in variables or re.search(r"beta[12]_power(_\d+)?$", name)
            now = self.writer.variable_expression((graph, name), None)
            kept = "the averages" if name.endswith("/ExponentialMovingAverage") else "the optimizer"
            found = f", found by {', '.join(by)}" if by else ""
            rows.append((name, was + found, now or (kept if slot else "nobody yet")))
        return rows


# --- notebooks: their cells are one program with a mark above each, which is cut at the marks again ---


def program_of(text: str) -> str:
    """Return the code cells of a notebook as one program; what only IPython understands becomes a comment."""
    parts = []
    for number, cell in enumerate(json.loads(text)["cells"]):
        if cell["cell_type"] == "code":
            source = re.sub(r"^(?=[%!?])", MAGIC, "".join(cell["source"]), flags=re.MULTILINE)
            parts += [MARK.format(number), *source.splitlines()]
    return "\n".join(parts) + "\n"


def notebook_of(text: str, program: str) -> str:
    """Return the notebook with a program's pieces in the places of its code cells, and without its old outputs."""
    notebook: Any = json.loads(text)
    pieces = re.split(r'^"In \[(\d+)\]:"[ \t]*\n?', program, flags=re.MULTILINE)
    cells = dict(zip(map(int, pieces[1::2]), pieces[2::2], strict=True))
    cells.update({number: pieces[0] + cells[number] for number in list(cells)[:1]})
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "code":
            source = cells.get(number, "").replace(MAGIC, "").strip("\n").splitlines(keepends=True)
            cell.update(source=source, outputs=[], execution_count=None)
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
