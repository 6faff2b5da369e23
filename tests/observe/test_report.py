"""The report of a run, opened in a real Chromium: its three parts move together and show what was recorded."""

import pickle
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from browser import COMMAND, Browser

from lifetimes.observe.commands import BadRequest, watch_side_by_side
from lifetimes.observe.drawing import boxes
from lifetimes.observe.drawing.lives_chart import places_of
from lifetimes.observe.drawing.picture import Picture
from lifetimes.observe.drawing.story import Step, _moment, moments
from lifetimes.observe.timeline import watch
from lifetimes.observe.tracing import SideBySide, Trace, trace
from lifetimes.observe.watching.lives import Mark
from lifetimes.observe.watching.sites import Site

OLD = """\
import gc
import lifetimes.tf1 as tf


def build():
    w = tf.Variable([[1.0], [2.0]], name="w")
    return w


w = build()
with tf.Session() as session:
    session.run(w.initializer)
    for turn in range(3):
        session.run(w)

w = None
tf.constant(1.0)
tf.constant(2.0)
tf.reset_default_graph()
del session
gc.collect()
"""

NEW = """\
import lifetimes.tf2 as tf


class Layer(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable([[1.0], [2.0]], name="w")


layer = Layer()
kept = layer.w
for turn in range(3):
    print(layer.w.shape)

kept = None
layer = None
"""

TURNING = 'document.querySelector(".code li.chosen .number").lastChild.textContent'
SENTENCE = '[...document.querySelectorAll(".moment")].filter(m => m.offsetParent).map(m => m.children[1].textContent)'


TRACE = """\
import pickle, sys
from lifetimes.observe.tracing import trace
*scripts, kept = sys.argv[1:]
with open(kept, "wb") as file:
    pickle.dump([trace(script) for script in scripts], file)
"""


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The two programs, run where the worlds that they import are in nobody else's heap."""
    folder = tmp_path_factory.mktemp("report")
    scripts = folder / "old.py", folder / "new.py"
    for script, code in zip(scripts, (OLD, NEW), strict=True):
        script.write_text(code)
    subprocess.run([sys.executable, "-c", TRACE, *scripts, folder / "kept"], stdout=subprocess.DEVNULL, check=True)
    return pickle.loads((folder / "kept").read_bytes())


@pytest.fixture(scope="module")
def old(both):
    return both[0]


@pytest.fixture(scope="module")
def new(both):
    return both[1]


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    if COMMAND is None:
        pytest.skip("there is no Chromium here: `apt-get install chromium`")
    found = Browser(tmp_path_factory.mktemp("chromium"))
    yield found
    found.close()


# Told once --------------------------------------------------------------------------------------------------


def test_an_owner_whose_label_counts_is_no_news_at_every_line(old):
    """The graph has more operations after each line, and is the same owner; after the reset it has no place."""
    told = [(step.mark.text.strip(), step.events) for step in old.steps if step.events]

    assert told[0] == ('w = tf.Variable([[1.0], [2.0]], name="w")', ("variable 'w:0' born",))
    assert told[1] == ("w = None", ("variable 'w:0' lost, held by the default graph",))
    assert not [text for text, _ in told if text.startswith("tf.constant")]


def test_the_table_calls_the_owner_by_its_place_too(old):
    """A label that counts operations would tell a reader of two owners where there is one."""
    (life,) = (life for life in old.timeline.lives if life.name == "variable 'w:0'")

    assert re.fullmatch(r"step \d+, then held by the default graph", life.last_name)


def test_the_table_counts_the_steps_of_the_slider(old):
    """A line that makes many objects is one step, there as in the printed summary."""
    number = {step.mark.text.strip(): at for at, step in enumerate(old.steps, 1)}
    (life,) = (life for life in old.timeline.lives if life.name == "variable 'w:0'")

    assert life.born == number['w = tf.Variable([[1.0], [2.0]], name="w")']
    assert life.unnamed_since == number["w = None"]
    assert f"step {number['w = None']}, then held" in str(old.timeline)


def test_an_owner_is_news_when_it_is_another(tmp_path):
    """The list of one owner is handed to another."""
    path = tmp_path / "moves.py"
    path.write_text(
        "from lifetimes.labels import register_owner\nclass Owner: pass\nclass Kept: pass\n"
        "a, b = register_owner(Owner)(), Owner()\na.kept = Kept()\nb.kept = a.kept\ndel a.kept\ndel b.kept\n"
    )
    told = {step.mark.text: step.events for step in trace(path).steps}

    assert told["a.kept = Kept()"] == ("Kept born", "Kept lost, held by Owner")
    assert told["del a.kept"] == ("Kept lost, held by Owner",)
    assert told["b.kept = a.kept"] == ()


def test_what_one_has_held_since_one_line_is_told_in_one_clause(tmp_path):
    """Of those lost in another line in another; and beside those that have gone, how many more have."""
    path = tmp_path / "many.py"
    path.write_text(
        "from lifetimes.labels import register_owner\nclass Owner: pass\nclass Kept: pass\n"
        "owner = register_owner(Owner)()\nowner.kept = [Kept(), Kept()]\nowner.third = Kept()\n"
        "names = [Kept() for _ in range(6)]\ndel names\n"
    )
    run = trace(path)
    last = moments(run)[-1]
    first, second, third = (life.name for life in run.timeline.lives[1:4])

    assert last.sentence.endswith(
        f"freed; {first} and {second} have been lost since line 5: Owner holds them; "
        f"{third} has been lost since line 6: Owner holds it."
    )
    crossed = [text for text in Outline(last.boxes).found if text[1] == "✕"]
    assert len(crossed) == 4 and (1, "and 2 more freed") in Outline(last.boxes).found


# Boxes ------------------------------------------------------------------------------------------------------


class Outline(HTMLParser):
    """The texts of a list of lists, each with how deep it stands."""

    def __init__(self, html):
        super().__init__()
        self.depth, self.found = 0, []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.depth += tag == "ul"

    def handle_endtag(self, tag):
        self.depth -= tag == "ul"

    def handle_data(self, data):
        if data.strip():
            self.found.append((self.depth, data.strip()))


def test_the_default_graph_contains_its_collections_and_a_name_is_a_tag(old):
    """While the name is there."""
    step = next(step for step in old.steps if step.mark.text == "w = build()")
    found = Outline(boxes.draw(step.picture)).found

    assert found == [
        (1, "the default graph"), (1, ".collections['trainable_variables']"), (1, ","),
        (1, ".collections['variables']"), (2, "held by"), (2, "w"), (2, "variable 'w:0'"),
    ]  # fmt: skip


def test_a_module_contains_its_variables(new):
    """And the second name of one is its tag."""
    step = next(step for step in new.steps if step.mark.text == "kept = layer.w")
    found = Outline(boxes.draw(step.picture)).found

    assert found == [(1, "held by"), (1, "layer"), (1, "module 'layer'"), (1, ".w"), (2, "held by"), (2, "kept"),
                     (2, "variable 'w:0'")]  # fmt: skip


def test_objects_that_hold_each_other_are_drawn_once_each():
    """The first contains the second, and the second is a tag on the first."""
    picture = Picture("")
    for name in ("a", "b"):
        picture.node(name, name, kind="target")
    picture.edge("a", "b", ".other")
    picture.edge("b", "a", ".other")
    found = Outline(boxes.draw(picture)).found

    assert [text for _, text in found].count("a") == [text for _, text in found].count("b") == 1
    assert {depth for depth, text in found if text in "ab"} == {1, 2}


def test_a_value_in_the_middle_of_an_expression_is_not_said_to_be_held_by_c_alone():
    class Waiting:
        pass

    def busy():
        number = 1
        return number

    run = trace(lambda: [Waiting(), busy()], Waiting)
    texts = [text for step in run.steps for _, text in Outline(boxes.draw(step.picture)).found]

    assert "C code, or a value on the stack" in texts and "C code" not in texts


def test_a_key_that_says_the_name_again_parts_nobody():
    """What a table has by name stands in it together; under another key it stands apart."""
    picture = Picture("")
    picture.node("graph", "graph", kind="owner")
    for at, (name, key) in enumerate((("a", "a"), ("b", "b/"), ("c", "other"))):
        picture.node(name, f"variable '{name}:0'", kind="target")
        picture.edge("graph", name, f".variables[{at}]")
        picture.edge("graph", name, f".store[{key!r}]")
    found = [text for _, text in Outline(boxes.draw(picture)).found]

    assert found == [
        "graph", ".store[*]", ",", ".variables", "variable 'a:0'", "variable 'b:0'",
        ".store['other']", ",", ".variables", "variable 'c:0'",
    ]  # fmt: skip


def test_an_owner_contains_what_another_holds_too():
    """Whoever holds it first: what a model keeps stands in the graph that owns it, and the model is a tag."""
    picture = Picture("")
    for name, kind in (("model", "target"), ("w", "target"), ("graph", "owner")):
        picture.node(name, name, kind=kind)
    picture.edge("model", "w", ".kept")
    picture.edge("graph", "w", ".collections")
    found = Outline(boxes.draw(picture)).found

    assert found == [(1, "model"), (1, "graph"), (1, ".collections"), (2, "held by"), (2, "model.kept"), (2, "w")]


def test_a_step_shows_only_what_it_is_about():
    """What it changed, what is lost and what its line names, each with all that holds it; the others are counted."""
    picture = Picture("")
    picture.node("root", "module __main__", kind="root")
    for name in ("a", "b", "c", "d"):
        picture.node(name, name, kind="lost" if name == "d" else "target")
        picture.edge("root", name, f".{name}")
    line = Mark(1, "use(b)", Site("x.py", 1, "<module>"), True)
    shown = {happened: Outline(_moment(Step(line, (), picture, happened=happened), {}).boxes).found
             for happened in ((("a", "born"),), (), (("gone", "freed"),))}  # fmt: skip

    names = [{text for _, text in found if text in "abcd"} for found in shown.values()]
    assert names == [{"a", "b", "d"}, {"b", "d"}, {"b", "d"}]
    assert [found[-1][1] for found in shown.values()] == [f"and {count} more alive, as before" for count in (1, 2, 2)]


def test_nothing_alive_is_said():
    """And what has gone at this step is crossed out."""
    assert "Nothing watched is alive" in boxes.draw(Picture(""))
    assert "<s>w</s> freed" in boxes.draw(Picture(""), gone=["w"])


# In a browser -----------------------------------------------------------------------------------------------


def test_it_opens_at_the_first_loss_with_one_request(browser, old, tmp_path):
    """With a sentence that says what just happened, and nothing on the console."""
    browser.open(old.save(tmp_path / "old.html"))

    assert browser.ask(TURNING) == "16"
    assert browser.ask(SENTENCE) == ["The last name of variable 'w:0' went: lost, the default graph holds it."]
    assert len(browser.requests) == 1
    assert browser.complaints == []


def test_every_step_shows_what_was_recorded(browser, old, tmp_path):
    """By the right arrow key, from the first step to the last: line, lost objects, play head and link."""
    browser.open(old.save(tmp_path / "old.html"), place="#step-1")

    for at, step in enumerate(old.steps):
        assert browser.ask(TURNING) == str(step.mark.site.line)
        lost = sorted(name for name, node in step.picture.nodes.items() if node.kind == "lost")
        shown = '[...document.querySelectorAll(".moment.shown .box.lost > .name")].map(b => b.textContent).sort()'
        assert browser.ask(shown) == lost
        head = browser.ask('document.querySelector(".playhead").getAttribute("x")')
        assert float(head.rstrip("%")) == pytest.approx(100 * at / len(old.steps))
        assert browser.ask("[slider.value, location.hash]") == [str(at + 1), f"#step-{at + 1}"]
        browser.press("ArrowRight")
    assert browser.complaints == []


def test_lines_lives_and_the_slider_choose_the_step(browser, old, tmp_path):
    """A line in a loop goes to its next turn; a life to what became of it."""
    browser.open(old.save(tmp_path / "old.html"), place="#step-1")
    line = next(step.mark.site.line for step in old.steps if "session.run(w)" in step.mark.text)
    click = f"document.querySelectorAll('.code li')[{line - 1}].querySelector('code').click()"
    turns = [browser.ask(f"{click}; told.textContent.match(/turn .*/)[0]") for _ in range(4)]

    assert turns == ["turn 1", "turn 2", "turn 3", "turn 1"]
    browser.ask("document.querySelector('.names a').click()")
    assert browser.ask(TURNING) == "16"
    browser.ask("slider.value = 1; slider.dispatchEvent(new Event('input'))")
    assert browser.ask(TURNING) == "1"


def test_all_of_it_is_there_without_scripts(browser, new, tmp_path):
    """Source, lives, and each moment in which something happened, with links from the margin."""
    browser.open(new.save(tmp_path / "new.html"), scripts=False)
    browser.call("Emulation.setScriptExecutionDisabled", value=False)

    assert len(browser.ask(SENTENCE)) == sum(bool(step.happened) for step in new.steps)
    assert browser.ask("document.querySelectorAll('.code li').length") == NEW.count("\n")
    assert browser.ask("[...document.querySelectorAll('a[href]')].every(a => document.querySelector(a.hash))")
    assert browser.ask("getComputedStyle(document.querySelector('.controls')).display") == "none"


@pytest.mark.parametrize("width", [400, 1280, 1920])
def test_nothing_scrolls_sideways(browser, old, new, tmp_path, width):
    """Alone and side by side."""
    for what in (old, new, SideBySide(old, new)):
        browser.open(what.save(tmp_path / "report.html"), width=width)
        assert browser.ask("document.documentElement.scrollWidth") == width


CONTRASTS = """
(() => {
  const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => { const [r, g, b] = numbers(colour).map(v => v / 255).map(
    v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const paper = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
    if (numbers(c)[3] !== 0) return c; } return getComputedStyle(document.body).backgroundColor; };
  const low = [];
  for (const e of document.querySelectorAll('body *')) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || !e.getClientRects().length) continue;
    const style = getComputedStyle(e), ink = e.namespaceURI.endsWith('svg') ? style.fill : style.color;
    const [a, b] = [light(ink), light(paper(e))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) low.push([e.textContent, ink, paper(e)]);
  }
  return low;
})()
"""


@pytest.mark.parametrize("dark", [False, True])
def test_every_word_stands_out_from_its_paper(browser, old, new, tmp_path, dark):
    """By 4.5 to 1, the ratio that WCAG 2 asks for."""
    browser.open(SideBySide(old, new).save(tmp_path / "both.html"), dark=dark)
    for at in range(1, 1 + len(old.steps), 3):
        browser.ask(f"slider.value = {at}; slider.dispatchEvent(new Event('input'))")
        assert browser.ask("location.hash") == f"#step-{at}"
        assert browser.ask(CONTRASTS) == []


def test_what_can_be_used_has_a_name(browser, old, tmp_path):
    """For screen readers, as Chromium tells them; the picture is a list, and the chosen line the current one."""
    browser.open(old.save(tmp_path / "old.html"))
    nodes = browser.call("Accessibility.getFullAXTree")["nodes"]
    roles = {"button", "slider", "link", "region", "image"}
    used = [node for node in nodes if node.get("role", {}).get("value") in roles and not node["ignored"]]

    assert {node["role"]["value"] for node in used} == roles
    assert all(node.get("name", {}).get("value") for node in used)
    assert browser.ask("document.querySelector('[aria-current=step] .number').lastChild.textContent") == "16"
    assert browser.ask("document.querySelector('.moments').getAttribute('aria-live')") == "polite"


AXE = Path(__file__).parents[2] / "build" / "node_modules" / "axe-core" / "axe.min.js"
AXE_SAYS = """
axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']}).then(found =>
  found.violations.map(rule => [rule.id, rule.nodes.map(node => node.html.slice(0, 200))]))
"""


@pytest.mark.skipif(not AXE.exists(), reason="npm install --no-save --prefix build axe-core")
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [400, 1280])
def test_axe_finds_nothing_to_mend(browser, old, new, tmp_path, dark, width):
    """Labels, roles, contrast and the rest of its rules for WCAG 2.1 AA: of one run, of two, at a loss and a birth."""
    for what, place in ((old, ""), (SideBySide(old, new), ""), (SideBySide(old, new), "#step-4")):
        browser.open(what.save(tmp_path / "report.html"), width=width, dark=dark, place=place)
        browser.ask(AXE.read_text(encoding="utf-8") + "; 0")

        assert browser.ask(AXE_SAYS) == []


def test_on_paper_there_are_all_moments_and_no_controls(browser, old, tmp_path):
    """Whatever step is chosen on the screen."""
    browser.open(old.save(tmp_path / "old.html"), media="print")

    assert len(browser.ask(SENTENCE)) == sum(bool(step.happened) for step in old.steps)
    assert browser.ask("getComputedStyle(document.querySelector('.controls')).display") == "none"


def test_on_a_projector_two_programs_stand_beside_each_other(browser, old, new, tmp_path):
    """Source and lives of both, and under them who holds what, all of it on one screen; else one under the other."""
    page = SideBySide(old, new).save(tmp_path / "both.html")
    corners = "[...document.querySelectorAll('.run')].map(run => [run.offsetTop, run.offsetLeft])"
    low = "Math.max(...[...document.querySelectorAll('.moments')].map(m => m.getBoundingClientRect().bottom))"

    browser.open(page, width=1920, height=1080)
    (top, left), (other_top, other_left) = browser.ask(corners)
    assert other_top == top and other_left > left + 800
    assert browser.ask(low) < 1080
    browser.open(page, width=1280)
    (top, left), (other_top, other_left) = browser.ask(corners)
    assert other_top > top and other_left == left


def test_on_paper_two_programs_stand_beside_each_other(browser, old, new, tmp_path):
    """Each in a column of its own, and nothing is wider than the paper."""
    browser.open(SideBySide(old, new).save(tmp_path / "both.html"), media="print", width=700)
    places = browser.ask("[...document.querySelectorAll('.program')].map(p => [p.offsetTop, p.offsetLeft])")

    assert places[0][0] == places[1][0] and places[1][1] > 350
    assert browser.ask("document.documentElement.scrollWidth") == 700
    assert browser.ask("[...document.querySelectorAll('.where')].every(w => !w.offsetParent)")


def test_a_picture_is_no_wider_than_its_paper(browser, tmp_path):
    """Of a watch of many steps, which on a screen scrolls sideways."""
    with watch(Outline) as timeline:
        for _ in range(20):
            Outline("")
            timeline.mark("made")
    browser.open(timeline.save(tmp_path / "timeline.html"), media="print", width=700)

    assert browser.ask("document.querySelector('figure svg').getBoundingClientRect().width") <= 700
    assert browser.ask("document.documentElement.scrollWidth") == 700


def test_the_legend_names_the_states_that_occur(old, new):
    """Cyclic garbage in the one, which waits for the collector, and not in the other."""
    assert "cyclic garbage</span>" in old.to_html() and "held from C" not in old.to_html()
    assert "cyclic garbage</span>" not in new.to_html()


IS_ON_ONE_LINE = """node => {
  const range = document.createRange(); range.selectNodeContents(node); return range.getClientRects().length === 1; }"""
CUT_WORDS = """[...document.querySelectorAll('.code code')].flatMap(code => {
  const walk = document.createTreeWalker(code, NodeFilter.SHOW_TEXT), cut = [];
  for (let node; node = walk.nextNode();) for (const word of node.data.matchAll(/\\w+/g)) {
    const range = document.createRange();
    range.setStart(node, word.index); range.setEnd(node, word.index + word[0].length);
    if (range.getClientRects().length > 1) cut.push(word[0]);
  }
  return cut; })"""


def test_code_is_broken_between_words_and_stands_clear_of_its_marks(browser, tmp_path):
    """Also where a call stands in a call without a space, and where a line has given birth, lost and freed."""
    path = tmp_path / "wide.py"
    path.write_text(
        "from lifetimes.labels import register_owner\nclass Kept: pass\nclass Owner: pass\n"
        "owner, old = register_owner(Owner)(), Kept()\n"
        "old = setattr(owner, 'kept', Kept())\nreadings = []\n"
        "for turn in range(3):\n    readings.append(len(sorted(reversed(list(enumerate(sorted(readings)))))))\n"
    )
    browser.open(trace(path).save(tmp_path / "wide.html"))
    line = "document.querySelectorAll('.code li')[4]"
    right = f"{line}.querySelector('.marks').lastElementChild.getBoundingClientRect().right"

    assert browser.ask(CUT_WORDS) == []
    assert browser.ask(f"{line}.querySelectorAll('.marks > span').length") == 3
    assert browser.ask(f"{right} < {line}.querySelector('code').getBoundingClientRect().left")
    assert browser.ask("[...document.querySelectorAll('.turns')].map(t => t.textContent)") == [
        "4 times",
        "3 times",
    ]


NASTY = "</script><img src=x onerror=alert(1)>\"'\u202e\x00" + "x" * 10_000


def test_hostile_names_change_nothing_but_the_text(browser, tmp_path):
    """In names of objects, of their owner, in code and in an error."""
    path = tmp_path / "nasty.py"
    path.write_text(
        "from lifetimes.labels import register, register_owner\nclass Kept: pass\nclass Owner: pass\n"
        f"nasty = {NASTY!r}\nregister(Kept, nasty, name=lambda kept: nasty)\nregister(Owner, nasty, owner=True)\n"
        "owner = Owner()\nowner.kept = Kept()\nowner.table = {nasty: owner.kept}\ndel owner.kept\n"
        f"'</script><script>alert(2)</script>'\nraise ValueError(nasty)\n",
        encoding="utf-8",
    )
    browser.open(trace(path).save(tmp_path / "nasty.html"), width=400)

    assert browser.ask("[document.scripts.length, document.images.length]") == [2, 0]
    assert browser.ask("document.documentElement.scrollWidth") == 400
    assert browser.complaints == []
    assert browser.ask("document.querySelector('.moment.shown .box.lost') !== null")
    assert not set("\u202e\x00") & set(browser.ask("document.documentElement.textContent"))


def test_the_page_of_a_long_run_is_no_longer_than_its_news(browser, old, tmp_path):
    """More than five thousand steps, of which every fifth is news; a page without any has next to nothing in it."""
    short = tmp_path / "short.py"
    short.write_text("pass\n")
    page = trace(short).save(tmp_path / "short.html")
    long = Trace("long", old.timeline, old.steps * 250, None, "", old.turns, old.source)
    browser.open(long.save(tmp_path / "long.html"))

    assert page.stat().st_size < 40_000
    assert browser.ask("slider.max") == str(250 * len(old.steps))
    assert browser.ask("document.querySelectorAll('*').length") < 50_000


# Side by side -----------------------------------------------------------------------------------------------


def test_lines_that_do_the_same_stand_at_one_place(old, new):
    """The birth of the variable, and the statement that drops its last name: lost in one world, freed in the other."""
    count, (olds, news) = places_of([old.steps, new.steps])
    at = {step.mark.text.strip(): place for step, place in zip(old.steps, olds, strict=True)}
    other = {step.mark.text.strip(): place for step, place in zip(new.steps, news, strict=True)}

    assert at['w = tf.Variable([[1.0], [2.0]], name="w")'] == other['self.w = tf.Variable([[1.0], [2.0]], name="w")']
    assert at["w = None"] == other["layer = None"]
    assert olds == sorted(set(olds)) and news == sorted(set(news))
    assert count == len(set(olds) | set(news))


def test_long_names_are_told_apart_by_their_ends(browser, tmp_path):
    """In the page, on two lines at most, and in the still picture."""
    script = tmp_path / "long.py"
    script.write_text("class Variable: pass\nkept = [Variable(), Variable()]\n")
    traced, names = trace(script), ["'encoder/attention/query:0'", "'encoder/attention/key:0'"]
    for life, name in zip(traced.timeline.lives, names, strict=True):
        life.name = f"variable {name}"
    browser.open(traced.save(tmp_path / "long.html"))
    links = "[...document.querySelectorAll('.names a')]"

    words = "[...a.childNodes].filter(node => node.nodeType === 3)"
    assert browser.ask(f"{links}.map(a => {words}.map(node => node.data).join(''))") == names
    assert browser.ask(f"{links}.every(a => {words}.every({IS_ON_ONE_LINE}))")
    assert browser.ask(f"{links}.every(a => a.scrollHeight <= a.clientHeight + 1)")
    assert "attent…query:0" in SideBySide(traced, traced).to_svg()


def test_both_programs_move_together(browser, old, new, tmp_path):
    """One slider over one axis; each shows the line that it did last."""
    browser.open(SideBySide(old, new).save(tmp_path / "both.html"), place="#step-1")
    _, (olds, news) = places_of([old.steps, new.steps])
    number = "program => +program.querySelector('.chosen .number')?.lastChild.textContent"
    lines = f"[...document.querySelectorAll('.program')].map({number})"

    for place in range(max(*olds, *news) + 1):
        done = [[step.mark.site.line for step, at in zip(run.steps, places, strict=True) if at <= place][-1:]
                for run, places in ((old, olds), (new, news))]  # fmt: skip
        assert [line for line in browser.ask(lines) if line] == [line for one in done for line in one]
        browser.press("ArrowRight")
    assert browser.complaints == []


def test_the_command_writes_both(tmp_path, capsys):
    """And refuses one script, and a form that there is not."""
    scripts = [tmp_path / "old.py", tmp_path / "new.py"]
    for script in scripts:
        script.write_text("class Layer: pass\nlayer = Layer()\n")

    assert watch_side_by_side(scripts, output=tmp_path / "both.html") == 0
    assert "old.py: lifetimes of" in capsys.readouterr().out
    html = (tmp_path / "both.html").read_text("utf-8")
    assert 'id="program"' in html and 'id="other1-program"' in html
    with pytest.raises(BadRequest, match="takes two scripts"):
        watch_side_by_side(scripts[:1], output=None)
    with pytest.raises(BadRequest, match=r"one of \.html, \.svg, \.txt, \.png$"):
        watch_side_by_side(scripts, output=tmp_path / "both.dot")


def test_the_policy_allows_the_pages_own_style_and_script_only(old):
    """By their hashes, and no inline style anywhere."""
    html = old.to_html()
    policy = re.search('Content-Security-Policy" content="([^"]+)"', html)[1]

    assert "unsafe" not in policy and policy.startswith("default-src 'none'; style-src 'sha256-")
    assert " style=" not in html
