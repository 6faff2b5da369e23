"""A traced run keeps, line by line, what was born, lost and freed, and who held what; and its page scrubs."""

import itertools
import linecache
import math
import re
import sys
import time
import weakref
from contextlib import nullcontext
from html import unescape

import pytest

from lifetimes.observe.commands import watch_script, why_in_script
from lifetimes.observe.drawing.story import first_loss, moments
from lifetimes.observe.tracing import trace
from lifetimes.observe.watching import lines as lines_of_a_run
from lifetimes.observe.watching.sites import is_user_file

SCRIPT = """\
from lifetimes.labels import register_owner

@register_owner
class Graph:
    def __init__(self):
        self.collection = []

class Variable:
    pass

graph = Graph()

def build():
    w = Variable()
    graph.collection.append(w)
    return [w, Variable()]

layer = build()
del layer
graph = None
"""


class Layer:
    """What is traced here."""


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """One traced run of a program that loses one variable to its graph and frees another."""
    folder = tmp_path_factory.mktemp("run")
    (folder / "script.py").write_text(SCRIPT)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return trace("./script.py")


def lines(traced) -> list[tuple[str, tuple[str, ...]]]:
    return [(step.mark.text.strip(), step.events) for step in traced.steps]


def test_the_source_of_a_script_is_there_once_however_its_path_is_spelled(run):
    assert list(run.source) == ["script.py"]
    assert list(run.source["script.py"].values()) == SCRIPT.splitlines()


def test_every_line_tells_what_happened_in_it(run):
    """Births, the loss to an owner, and both deaths, each at the line that did it."""
    told = dict(lines(run))

    assert told["graph = Graph()"] == ("Graph born",)
    assert told["w = Variable()"] == ("Variable born",)
    assert told["return [w, Variable()]"] == ("Variable #2 born",)
    assert told["layer = build()"] == ()
    assert told["del layer"] == ("Variable lost, held by Graph", "Variable #2 freed")
    assert set(told["graph = None"]) == {"Graph freed", "Variable freed"}


def test_the_picture_after_a_line_shows_who_held_what_then(run):
    """Two holders while the layer is named, the graph alone after its name went."""
    pictures = {step.mark.text.strip(): step.picture for step in run.steps}
    named, lost = pictures["layer = build()"], pictures["del layer"]

    assert {edge.label for edge in named.edges if edge.target == "Variable"} == {"[0]"}
    assert len([edge for edge in named.edges if edge.target == "Variable"]) == 2
    assert named.nodes["Variable"].kind == "target"
    assert lost.nodes["Variable"].kind == "lost"
    assert lost.nodes["Graph"].kind == "owner"
    assert "Variable #2" not in lost.nodes


def test_a_callable_is_traced_like_a_script():
    """Its own lines and those of the functions that it calls, not those of this test."""

    def helper():
        return Layer()

    def program():
        layer = helper()
        del layer

    assert lines(trace(program, Layer)) == [
        ("return Layer()", ("Layer born",)),
        ("layer = helper()", ()),
        ("del layer", ("Layer freed",)),
    ]


def test_what_is_born_in_the_last_line_is_drawn():
    """The run ends after that line, not in it."""
    kept = []

    def program():
        kept.append(Layer())

    drawn = trace(program, Layer).to_svg()

    assert len(re.findall(r'<rect [^>]*fill="#0072b2"', drawn)) == 2  # its bar, and the legend's


def test_what_waits_in_the_middle_of_an_expression_is_drawn_as_held_from_c():
    """While a function that the expression calls runs; no name reaches it yet, and so it is no loss either."""

    def other():
        number = 1
        return number

    def program():
        both = [Layer(), other()]
        both.clear()

    traced = trace(program, Layer)

    waiting = next(step for step in traced.steps if step.mark.text.strip() == "number = 1")
    assert "Layer held from C" in waiting.events
    assert [edge.target for edge in waiting.picture.edges] == ["Layer"]
    assert traced.steps[first_loss(traced.steps)].mark.text.strip() == "both.clear()"
    assert "<html" in traced.to_html()


def test_what_goes_with_the_function_is_freed_in_its_last_line():
    def program():
        layer = Layer()
        return type(layer).__name__

    assert trace(program, Layer).steps[-1].events == ("Layer freed",)


def test_the_end_of_a_block_is_no_turn_of_the_line_that_begins_it():
    """Python visits the line of a `with` when the block ends, too."""

    def program():
        for number in range(3):
            with nullcontext(), nullcontext():
                number += 1

    traced = trace(program)

    first = min(site.line for site in traced.turns)
    assert [traced.turns[site] for site in sorted(traced.turns, key=lambda site: site.line)] == [4, 3, 3]
    assert [step.turn for step in traced.steps if step.mark.site.line == first + 1] == [1, 1, 2, 2, 3, 3]


def test_a_block_that_is_one_line_turns_at_each_visit(tmp_path):
    """Its end is no other line, which Python would visit."""
    script = tmp_path / "block.py"
    script.write_text(
        "from contextlib import nullcontext\nfor number in range(3):\n    with nullcontext(): number += 1\n"
    )

    traced = trace(script)

    assert {site.line: turns for site, turns in traced.turns.items()} == {1: 1, 2: 4, 3: 3}


def test_the_story_of_a_line_names_all_to_whom_the_same_happened():
    def program():
        layers = [Layer(), Layer(), Layer()]
        layers.clear()

    told = [moment.sentence for moment in moments(trace(program, Layer))]

    assert told[-1] == "Layer, Layer #2 and Layer #3 are freed."


def test_lines_of_libraries_and_comprehensions_are_not_steps():
    """A line is one step, however much runs inside it."""

    def program():
        kept = [Layer() for _ in range(3)]
        re.compile("a+b" * 3)
        return kept

    assert [text for text, _ in lines(trace(program, Layer))] == [
        "kept = [Layer() for _ in range(3)]",
        're.compile("a+b" * 3)',
        "return kept",
    ]


def test_generated_code_is_no_step_where_the_program_on_the_command_line_has_its_name(monkeypatch):
    """What `python -c` runs is `<string>` too, and since Python 3.13 its lines can be read."""
    monkeypatch.setitem(linecache.cache, "<string>", (9, None, ["from nowhere\n"] * 9, "<string>"))
    is_user_file.cache_clear()
    made = {}
    exec("def generated():\n    return Layer()", {"Layer": Layer}, made)

    def program():
        layer = made["generated"]()
        return layer is None

    traced = trace(program)

    assert [text for text, _ in lines(traced)] == ['layer = made["generated"]()', "return layer is None"]


def test_a_generator_keeps_its_place_between_its_lines():
    """Its frame is left at each yield and entered again."""

    def numbers():
        yield 1
        yield 2

    def program():
        return sum(numbers())

    texts = [text for text, _ in lines(trace(program, Layer))]

    assert texts == ["yield 1", "yield 2", "return sum(numbers())"]


def test_tracing_frees_what_the_program_frees_at_the_same_line():
    """A weak reference asked in the next line sees nothing."""
    seen = []

    def program():
        layer = Layer()
        reference = weakref.ref(layer)
        del layer
        seen.append(reference())

    trace(program, Layer)

    assert seen == [None]


def test_an_error_ends_the_run_and_is_told_with_the_users_lines_only():
    """It is not raised again, and it holds no frame."""
    references = []

    def program():
        layer = Layer()
        references.append(weakref.ref(layer))
        raise ValueError("half way")

    traced = trace(program, Layer)

    assert traced.error.endswith("ValueError: half way")
    assert "lifetimes/observe" not in traced.error
    assert traced.timeline.lives[0].freed or references[0]() is None


def test_what_was_set_for_the_run_is_put_back(tmp_path):
    """Trace function, monitoring tools, `__main__`, arguments and path."""
    script = tmp_path / "changes.py"
    script.write_text("import sys\nsys.argv.append('--more')\nsys.path.insert(0, 'elsewhere')\n")

    def state():
        tools = [sys.monitoring.get_tool(tool) for tool in range(6)] if sys.version_info >= (3, 12) else []
        return sys.gettrace(), sys.modules["__main__"], sys.argv, list(sys.path), tools

    before = state()
    trace(script)

    assert state() == before


@pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring came with Python 3.12")
def test_both_ways_of_following_lines_see_the_same(monkeypatch, run, tmp_path):
    """`sys.monitoring`, and `sys.settrace` as on Python 3.11."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    monkeypatch.setattr(lines_of_a_run, "_monitored", lines_of_a_run._traced)

    assert lines(trace(script)) == lines(run)


def test_looking_stops_when_its_time_is_used_up():
    """The program runs to its end, and deaths are still seen."""

    def program():
        layer = Layer()
        del layer

    traced = trace(program, Layer, seconds_of_looking=0)

    assert traced.steps == []
    assert [life.state for life in traced.timeline.lives] == ["freed"]
    assert "no line from test_trace.py:" in traced.left_out and "0 seconds" in traced.left_out


def test_a_long_run_is_looked_at_less_and_less_often_to_its_end(tmp_path, monkeypatch):
    """By a clock by which each look takes a second: four of eight at every line, then one at every second ...; the last
    line is looked at in any case, for it may be the one that frees."""
    monkeypatch.setattr(time, "thread_time", itertools.count().__next__)
    path = tmp_path / "long.py"
    path.write_text("pass\n" * 20)

    traced = trace(path, seconds_of_looking=8)

    assert [step.mark.site.line for step in traced.steps] == [1, 2, 3, 4, 5, 7, 15, 20]
    assert traced.left_out == (
        "20 lines ran, and 8 were looked at: "
        "from long.py:5 on one line of 2, at the end one of 32, since looking may take 8 seconds"
    )


def registered(turns):
    """Traces a loop of two lines a turn that keeps every second of its objects."""

    def program():
        kept = []
        for number in range(turns):
            kept += [Layer()] * (number % 2)

    return trace(program, Layer, seconds_of_looking=math.inf)


@pytest.fixture(scope="module")
def traced():
    """A hundred turns."""
    return registered(100)


def test_the_turns_of_a_loop_are_folded_and_it_is_said(traced):
    """The first ten, then the 16th, 32nd, 64th; every birth and death is there, and what was left out is told."""
    assert len(traced.steps) == 1 + 2 * (10 + 3)
    assert (len(traced.timeline.lives), len(traced.timeline.freed)) == (100, 100)
    assert "first 10 turns, then the 16th, 32nd, 64th" in traced.left_out and traced.left_out in str(traced)
    assert "202 lines ran, and 27 were looked at" in traced.left_out
    assert sum(step.skipped for step in traced.steps) == 2 * 64 - 26
    assert any("objects) born" in event for step in traced.steps for event in step.events)
    assert traced.left_out in traced.to_html() and "30 lines not looked at" in traced.to_html()


def test_the_page_of_a_long_loop_is_not_much_longer_than_that_of_a_short_one(traced):
    """Pictures show what has changed last and count the rest; equal ones are there once."""
    pictures = [step.picture for step in traced.steps]

    assert len(traced.to_html()) < 4 * len(registered(6).to_html())
    assert max(len(picture.nodes) for picture in pictures) < 20
    assert any("more, not drawn" in node.label for node in pictures[-1].nodes.values())
    assert {"Layer #64", "Layer #62"} <= pictures[-1].nodes.keys() and "Layer #2" not in pictures[-1].nodes
    assert traced.to_html().count("<section") < len(pictures)


# The page ---------------------------------------------------------------------------------------------------


def test_the_page_has_every_line_and_every_event_without_a_script(run):
    """With its script taken out: the whole source, and a moment with its picture for each step with news."""
    html = re.sub("<script>.*?</script>|<wbr>", "", run.to_html(), flags=re.DOTALL)

    assert [unescape(line) for line in re.findall('<code class="in[0-9]+">(.*?)</code>', html)] == SCRIPT.splitlines()
    for at, step in enumerate(run.steps):
        found = re.search(f'<section id="step-{at + 1}" class="moment">(.*?)</section>', html, flags=re.DOTALL)
        assert (found is not None) == bool(step.events)
        assert found is None or ('<ul class="boxes">' in found[1] and step.mark.text.strip() in unescape(found[1]))


def test_the_page_asks_the_network_for_nothing(run):
    """No address, and a policy that forbids one."""
    html = run.to_html()

    assert not re.findall(r"https?://[^\"' ]+", html)
    assert "default-src 'none'" in html


def test_markup_in_a_program_stays_text(tmp_path):
    """In its lines, in its names and in its error."""
    path = tmp_path / "a<b>.py"
    path.write_text("x = '</pre><script>alert(1)</script>'\nraise ValueError(x)\n")
    html = trace(path).to_html()

    assert "<script>alert" not in html
    assert "a<b>" not in html


# Commands ---------------------------------------------------------------------------------------------------


def test_the_watch_command_prints_the_lives_and_writes_the_report(tmp_path, capsys):
    """Status 0, since the script ended well."""
    script = tmp_path / "script.py"
    script.write_text("class Layer: pass\nlayers = [Layer(), Layer()]\ndel layers\n")
    status = watch_script(script, output=tmp_path / "report.html")

    assert status == 0
    assert "2 born, 2 freed" in capsys.readouterr().out
    assert "<h1>script.py</h1>" in (tmp_path / "report.html").read_text("utf-8")


def test_the_watch_command_tells_of_an_error_by_its_status(tmp_path, capsys):
    """And prints the traceback."""
    path = tmp_path / "bad.py"
    path.write_text("import sys\nassert sys.argv[1:] == ['x']\n1 / 0\n")

    assert watch_script(path, arguments=["x"]) == 1
    assert "ZeroDivisionError" in capsys.readouterr().out


def test_the_why_command_asks_about_an_expression_of_the_script(tmp_path, capsys):
    """Among the globals that the script left."""
    path = tmp_path / "kept.py"
    path.write_text("class Layer: pass\nlayers = [Layer()]\n")
    status = why_in_script(path, "layers[0]", output=tmp_path / "why.svg")

    assert status == 0
    assert "layers" in capsys.readouterr().out
    assert "<svg" in (tmp_path / "why.svg").read_text("utf-8")
