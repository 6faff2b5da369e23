"""A watch tells when an object was born, when its last name went, who held it then, and when it was freed."""

import gc
import re
import weakref
import xml.etree.ElementTree as ElementTree

import pytest

from lifetimes import labels
from lifetimes.observe.timeline import site_of, watch
from lifetimes.observe.watching.lives import Change, Life, Mark
from lifetimes.observe.watching.sites import Site


class Layer:
    """What is watched here."""


class Graph:
    """What owns layers here."""

    def __init__(self) -> None:
        self.layers: list[Layer] = []


@pytest.fixture
def graph():
    """An owner, registered as one for the length of a test."""
    labels.register(Graph, "graph", name=lambda graph: "default", owner=True)
    yield Graph()
    labels.unregister(Graph)


@pytest.fixture
def collector_off():
    """No collection unless a test asks for one."""
    gc.disable()
    yield
    gc.enable()


def make_layer() -> Layer:
    return Layer()


def test_a_birth_is_known_by_file_line_and_function():
    """Of the line that asked for the object, not of the `__init__`."""
    with watch(Layer) as timeline:
        layer = make_layer()
        known = site_of(layer)

    assert known == f"test_timeline.py:{make_layer.__code__.co_firstlineno + 1} in make_layer"
    assert str(timeline.lives[0].site) == known


def test_no_site_is_known_once_the_watch_is_off():
    """And none of an object that no watch saw."""
    before = Layer()
    with watch(Layer):
        layer = Layer()
        assert site_of(before) is None

    assert site_of(layer) is None


def test_an_object_is_freed_at_the_step_at_which_its_last_reference_goes(collector_off):
    """At once, without a look and without the collector."""
    with watch(Layer) as timeline:
        layer = Layer()
        timeline.mark("made")
        del layer
        freed = [life.freed for life in timeline.lives]

    assert freed == [3]
    assert timeline.lives[0].unnamed_since == 3


def test_an_object_whose_last_name_went_is_lost_to_its_owner(graph, collector_off):
    """It is alive, and the graph alone holds it."""
    with watch(Layer) as timeline:
        layer = Layer()
        graph.layers.append(layer)
        timeline.mark("made")
        del layer
        timeline.mark("del layer")
        lost = timeline.lost

    assert [(life.name, life.holder, life.unnamed_since) for life in lost] == [("Layer", "graph 'default'", 3)]


def test_a_lost_object_that_is_found_again_is_named_again(graph):
    """The way of tf1: by asking the owner."""
    with watch(Layer) as timeline:
        graph.layers.append(Layer())
        timeline.mark("lost")
        layer = graph.layers[0]
        timeline.mark("found")

    assert layer is graph.layers[0]
    assert [change.state for change in timeline.lives[0].changes] == ["named", "lost", "named"]
    assert timeline.lives[0].unnamed_since is None


def test_a_cycle_without_a_name_is_cyclic_garbage_until_it_is_collected(collector_off):
    """After `gc.collect()`, and not before, it is freed."""
    with watch(Layer) as timeline:
        layer = Layer()
        layer.myself = layer
        del layer
        timeline.mark("del layer")
        state = timeline.lives[0].state
        gc.collect()

    assert state == "cyclic garbage"
    assert timeline.lives[0].state == "freed"


def test_watching_keeps_nothing_alive(graph, collector_off):
    """A watched object dies at its `del`."""
    with watch(Layer) as timeline:
        layer = Layer()
        reference = weakref.ref(layer)
        timeline.mark("looked")
        del layer

        assert reference() is None


def test_looking_frees_nothing(graph):
    """Garbage made before a look is there after it, even where a collection is due within a few objects."""
    thresholds = gc.get_threshold()
    with watch(Layer) as timeline:
        gc.collect()
        looped = Layer()
        looped.myself = looped
        garbage = weakref.ref(looped)
        del looped
        gc.set_threshold(300, 1, 1)
        timeline.mark("looked")
        gc.set_threshold(*thresholds)

        assert garbage() is not None


def test_a_timeline_that_is_dropped_goes_at_once(collector_off):
    """It makes no reference cycle, neither while it is on nor by what it recorded."""
    timeline = watch(Layer)
    with timeline:
        layer = Layer()
        timeline.mark("made")
    reference = weakref.ref(timeline)
    del timeline

    assert reference() is None
    assert layer is not None


def test_what_happens_after_the_end_is_not_recorded():
    """The record says what was true when the watch ended."""
    with watch(Layer) as timeline:
        layer = Layer()
    del layer

    assert [life.state for life in timeline.lives] == ["named"]
    assert [life.name for life in timeline.alive] == ["Layer"]


def test_without_classes_variables_are_watched():
    """Whatever is labelled with that kind, by its label's name and bytes."""
    labels.register(Layer, "variable", name=lambda layer: "w:0", nbytes=lambda layer: 4000)
    try:
        with watch() as timeline:
            kept = Layer()
    finally:
        labels.unregister(Layer)

    assert [(life.name, life.nbytes) for life in timeline.lives] == [("variable 'w:0'", 4000)]
    assert kept is not None


def test_an_error_in_a_name_is_shown_and_not_raised():
    """A label's callable may fail; the object's own `__repr__` is never called."""

    class Rude:
        def __repr__(self):
            raise RuntimeError("never call me")

    labels.register(Rude, "variable", name=lambda rude: 1 / 0)
    with watch(Rude) as timeline:
        kept = Rude()

    assert "ZeroDivisionError" in str(timeline)
    assert "ZeroDivisionError" in timeline.to_svg()
    assert kept is not None


def test_two_objects_of_one_name_are_told_apart_by_number():
    """The second of a name gets a number."""
    with watch(Layer) as timeline:
        kept = [Layer(), Layer()]

    assert len(kept) == 2
    assert [life.name for life in timeline.lives] == ["Layer", "Layer #2"]


def test_a_mark_outside_of_the_watch_is_an_error_that_says_where_it_belongs():
    """Before it begins and after it ends."""
    with pytest.raises(RuntimeError, match=r"cannot mark 'early': the watch is off\n.*`with` block"):
        watch(Layer).mark("early")


def test_a_watch_cannot_be_started_twice():
    """One record, one stretch of time."""
    timeline = watch(Layer)
    with timeline:
        pass

    with pytest.raises(RuntimeError, match="make a new one"), timeline:
        pass


kept: list[Layer] = []


def test_what_is_still_named_at_a_mark_or_at_the_end_is_told_by_its_path():
    """In its fate, in the table and in the repr that a failing assertion shows; and no longer when it was freed."""
    with watch(Layer) as timeline:
        kept.append(Layer())
        layer = Layer()
        timeline.mark("two")
        told = [life.named_by for life in timeline.lives]
        del layer
    kept.clear()

    place = f"{__name__}.kept[0]"
    assert told == [
        place,
        "layer in test_what_is_still_named_at_a_mark_or_at_the_end_is_told_by_its_path() at test_timeline.py",
    ]
    assert f"alive, named by {place}" in str(timeline)
    assert re.fullmatch(
        r"\[<Life of Layer, made at test_timeline.py:.*: alive, named by .*kept\[0\]>\]", repr(timeline.alive)
    )
    assert timeline.lives[1].fate.startswith("freed")


# Words and drawing ------------------------------------------------------------------------------------------


def recorded(marks=((18, "del layer"), (21, "del model"), (22, "x"), (41, "gc.collect()"))):
    """A record written by hand, with every state in it."""
    timeline = watch(Layer)
    timeline.now = 60
    timeline.marks = [Mark(step, text) for step, text in marks]

    def life(name, born, *changes, freed=None):
        history = [Change(born, "named"), *(Change(*change) for change in changes)]
        timeline.lives.append(Life(name, born, Site("train.py", born, "build"), freed=freed, changes=history))

    life("w", 1)
    life("x", 8, (18, "lost", "graph 'default'"))
    life("b", 4, freed=22)
    life("node", 10, (26, "cyclic garbage"), freed=41)
    life("array", 12, (30, "held from C"))
    return timeline


def shown(svg: str) -> list[tuple[str, float, float]]:
    """Every line of words with its place."""
    nodes = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return [(node.text, float(node.get("x")), float(node.get("y"))) for node in nodes]


def test_the_text_tells_birth_last_name_holder_and_end_of_each_object():
    """One line per object."""
    lines = str(recorded()).splitlines()
    table = {line.split()[0]: re.split(r"  +", line)[2:] for line in lines[3:8]}

    assert lines[0] == "lifetimes of Layer: 5 born, 2 freed, 1 held from C, 1 lost, 1 named"
    assert table["w"] == ["step 1, train.py:1 in build", "-", "alive, named"]
    assert table["x"][1:] == ["step 18, then held by graph 'default'", "lost, held by graph 'default'"]
    assert table["b"][1:] == ["step 22", "freed at step 22"]
    assert table["node"][1:] == ["step 26, then cyclic garbage", "freed at step 41"]
    assert lines[-1] == "marks: 18 del layer, 21 del model, 22 x, 41 gc.collect()"


def test_objects_to_which_the_same_happened_have_one_line_in_the_text():
    """Where they are many, and born one after another."""
    timeline = recorded()
    for born, count in ((42, 3), (43, 200)):
        for number in range(count):
            timeline.lives.append(Life(f"v{born}_{number}", born, None, changes=[Change(born, "named")]))
    names = [re.split(r"  +", line)[0] for line in str(timeline).splitlines()[8:12]]

    assert names == ["v42_0", "v42_1", "v42_2", "v43_0 ... v43_199 (200 objects)"]


def test_a_name_that_went_in_the_step_of_the_birth_went_to_a_holder():
    """As of an object that was found when it was lost already."""
    life = Life("x", 2, None, changes=[Change(2, "named"), Change(2, "lost", "graph 'default'")])

    assert life.last_name == "step 2, then held by graph 'default'"


def test_the_drawing_names_the_holder_of_a_lost_stretch_and_every_end():
    """In the bar where there is room, and at the right."""
    words = [text for text, _, _ in shown(recorded().to_svg())]

    assert "graph 'default'" in words
    assert {"lost, held by graph 'default'", "freed at step 22", "alive, named"} <= set(words)
    assert {"lost: only an owner holds it", "cyclic garbage", "held from C"} <= set(words)


@pytest.mark.parametrize("gap", [0, 1, 2, 5])
def test_flags_of_neighbouring_marks_overlap_neither_each_other_nor_a_line(gap):
    """A flag stands right of its line; those it would meet stand above it."""
    marks = [(10 + gap * number, f"mark number {number}") for number in range(8)]
    flags = [place for place in shown(recorded(marks).to_svg()) if place[0].startswith("mark number")]

    assert len(flags) == 8
    for number, (text, x, y) in enumerate(flags):
        for _, other_x, other_y in flags[number + 1 :]:
            cuts = other_x - 5 < x + len(text) * 6.7
            assert not cuts or other_y - y >= 18


def test_the_same_record_is_the_same_bytes():
    """No address and no hash takes part."""
    assert recorded().to_svg() == recorded().to_svg()


def test_states_are_told_apart_without_colour():
    """Each has a texture of its own."""
    svg = recorded().to_svg()

    assert svg.count('stroke-dasharray="0.1 8"') >= 2
    assert re.search(r"<path d=\"M[^\"]*V[^\"]*\"", svg)
    assert re.search(r"<path d=\"(M[-\d. ]+L[-\d. ]+){9,}\"", svg)


def test_of_many_lives_the_lost_and_the_longest_are_drawn():
    """And the rest is counted."""
    timeline = recorded()
    timeline.lives += [Life(f"short{n}", 40, None, freed=41, changes=[Change(40, "named")]) for n in range(100)]
    words = [text for text, _, _ in shown(timeline.to_svg(limit=4))]

    assert {"w", "x", "node", "array"} <= set(words)
    assert "and 101 more, not drawn" in words


def test_hostile_names_stay_names_in_every_form():
    """Of objects, marks, holders and files."""
    nasty = "</text><script>alert(1)</script>\x1b[0m\x00"
    timeline = recorded(marks=[(5, nasty)])
    site = Site(nasty, 1, nasty)
    timeline.lives.append(Life(nasty, 2, site, changes=[Change(2, "named"), Change(5, "lost", nasty)]))

    for text in (timeline.to_svg(), timeline.to_html(), timeline._repr_html_()):
        assert "<script>alert" not in text
        assert "\x1b" not in text
    assert "\x1b" not in str(timeline)
    ElementTree.fromstring(timeline.to_svg())


def test_an_empty_timeline_has_every_form(tmp_path):
    """Nothing was born."""
    with watch(Layer) as timeline:
        pass

    assert "0 born" in str(timeline)
    for suffix in (".svg", ".html", ".txt"):
        assert "lifetimes of Layer" in timeline.save(tmp_path / f"timeline{suffix}").read_text("utf-8")
    ElementTree.fromstring(timeline._repr_svg_())
