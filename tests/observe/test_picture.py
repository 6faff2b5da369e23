"""Pictures: what every form of them says, and that nothing in a name can break them."""

import importlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from lifetimes.observe.drawing.picture import EDGE_KINDS, NODE_KINDS, Picture
from lifetimes.observe.forms import to_png

ROOT = Path(__file__).parents[2]
NASTY = "</text><script>alert(1)</script> \"quoted\" 'single' & \\ \x00 \x1b[0m \ud800 ]]> 変数 🙂"


def small() -> Picture:
    """A root that reaches a variable through its owner, and a weak reference."""
    picture = Picture("why is w alive?")
    picture.node("m", "module\nmain", kind="root")
    picture.node("g", "Graph", kind="owner", tooltip="made in main.py:3")
    picture.node("w", "Variable\nw", kind="target")
    picture.edge("m", "g", ".graph", kind="path")
    picture.edge("g", "w", "['w']", kind="path")
    picture.edge("w", "g", ".graph()", kind="weak")
    return picture


def all_kinds() -> Picture:
    """One node and one edge of every kind."""
    picture = Picture("all kinds")
    for kind in NODE_KINDS:
        picture.node(kind, f"a {kind}", kind=kind)
    for kind, target in zip(EDGE_KINDS, NODE_KINDS[1:], strict=False):
        picture.edge("root", target, kind, kind=kind)
    return picture


def texts(svg: str) -> list[str]:
    """Every line of words in the picture."""
    root = ElementTree.fromstring(svg)
    return [node.text or "" for node in root.iter("{http://www.w3.org/2000/svg}text")]


def test_the_svg_shows_title_labels_edges_and_legend():
    """Each line of a label is its own line of words."""
    shown = texts(small().to_svg())

    assert {"why is w alive?", "module", "main", "Graph", "Variable", "w", ".graph", "['w']"} <= set(shown)
    assert "path from a root" in shown


def test_the_legend_names_only_the_kinds_in_the_picture():
    """The small picture has no tensor and nothing lost."""
    assert not [line for line in texts(small().to_svg()) if "tensor" in line or "lost" in line]


def test_a_tooltip_is_a_title_inside_the_group_of_its_node():
    """What browsers show when the mouse rests on a box."""
    assert "<g><title>made in main.py:3</title><rect" in small().to_svg()


def test_the_svg_tells_readers_who_cannot_see_it_what_refers_to_what():
    """Role, label and a description of every reference."""
    root = ElementTree.fromstring(small().to_svg())

    assert root.get("role") == "img"
    assert root.get("aria-label") == "why is w alive?"
    assert "Graph → ['w'] → Variable w" in root.findtext("{http://www.w3.org/2000/svg}desc")


def test_the_same_picture_is_the_same_bytes_in_another_process():
    """With another hash seed, so no set or address can have a say."""
    code = (
        "from tests.observe.test_picture import *\nimport sys\n"
        "p = all_kinds(); sys.stdout.write(p.to_svg() + p.to_dot() + p.to_mermaid())"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, env={"PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    ]

    assert runs[0].stdout == runs[1].stdout
    assert runs[0].stdout.startswith(b"<svg")


def test_every_kind_of_node_is_told_apart_without_colour():
    """With all colours taken away no two boxes of a legend look alike."""
    drawn = re.findall(r"<g>(<(?:rect|path)[^T]*?)<text", all_kinds().to_svg())
    outlines = set()
    for shape in (shape for shape in drawn if "stroke=" in shape):
        shape = re.sub(r' (x|y|width)="[^"]*"', "", shape)
        dark = 'fill="#123c5a"' in shape or 'fill="#c4460a"' in shape
        outlines.add((dark, re.sub(r"#[0-9a-f]{6}|M[^Z\"]*", "", shape)))

    assert len(outlines) == len(NODE_KINDS)


@pytest.mark.parametrize("form", ["to_svg", "to_html", "to_dot", "to_mermaid"])
def test_a_hostile_name_stays_a_name(form):
    """Markup, quotes, control characters and lone surrogates, in every place that takes a string."""
    picture = Picture(NASTY)
    picture.node(NASTY, NASTY, tooltip=NASTY)
    picture.edge(NASTY, NASTY, NASTY)
    text = getattr(picture, form)()

    assert form == "to_dot" or "<script>alert" not in text
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", text)
    text.encode("utf-8")
    if form == "to_svg":
        ElementTree.fromstring(text)


def test_a_long_name_is_shortened_and_told_in_full_by_the_tooltip():
    """The middle goes; beginning and end stay."""
    picture = Picture("long")
    picture.node("n", "a" * 100 + "z" * 100)
    svg = picture.to_svg()

    assert f"<title>{'a' * 100}{'z' * 100}</title>" in svg
    assert max(map(len, texts(svg))) <= 44


def test_an_edge_to_an_unknown_node_is_an_error_that_says_what_to_do():
    """At the call, not when the picture is drawn."""
    with pytest.raises(ValueError, match=r"no node 'w'.*\n.*\.node\('w', label\)"):
        Picture("empty").edge("w", "w")


def test_an_unknown_kind_is_an_error_that_lists_the_known_ones():
    """For nodes and for edges."""
    with pytest.raises(ValueError, match="'dashed' is no kind of node\nuse one of root, owner"):
        Picture("empty").node("n", "n", kind="dashed")


def test_an_edge_given_twice_is_drawn_once_as_part_of_the_path():
    """Several paths share their first steps."""
    picture = small()
    picture.edge("m", "g", ".graph")

    assert len(picture.edges) == 3
    assert ".graph" in [edge.label for edge, kind in picture.edges.items() if kind == "path"]


def test_two_edges_between_the_same_nodes_keep_both_labels():
    """A list may hold one object twice."""
    picture = small()
    picture.edge("g", "w", "[0]")

    assert {"['w']", "[0]"} <= set(texts(picture.to_svg()))


def test_dot_and_mermaid_name_every_reference():
    """For other tools."""
    dot, mermaid = small().to_dot(), small().to_mermaid()

    assert 'n0 -> n1 [label=".graph", color="#c4460a", penwidth=2.8];' in dot
    assert 'n0 ==>|".graph"| n1' in mermaid
    assert 'n1[["Graph"]]:::owner' in mermaid


def test_graphviz_reads_the_dot_text():
    """With hostile names in it."""
    pygraphviz = pytest.importorskip("pygraphviz")
    picture = all_kinds()
    picture.node("nasty", NASTY, tooltip=NASTY)
    graph = pygraphviz.AGraph(string=picture.to_dot())

    assert len(graph.nodes()) == len(NODE_KINDS) + 1
    assert graph.get_node("n7").attr["label"].startswith("</text><script>")


def test_the_html_page_asks_the_network_for_nothing_and_holds_the_drawing():
    """One file; the only address in it is the name of the SVG namespace."""
    html = small().to_html()

    assert re.findall(r"https?://[^\"' ]+", html) == ["http://www.w3.org/2000/svg"]
    assert small().to_svg() in html


@pytest.mark.parametrize("suffix", [".svg", ".html", ".dot", ".mmd"])
def test_save_writes_the_form_that_the_suffix_names(tmp_path, suffix):
    """And returns the path."""
    path = small().save(tmp_path / f"picture{suffix}")
    forms = {".svg": "to_svg", ".html": "to_html", ".dot": "to_dot", ".mmd": "to_mermaid"}

    assert path.read_text(encoding="utf-8") == getattr(small(), forms[suffix])()


def test_save_refuses_a_suffix_it_does_not_know(tmp_path):
    """And writes nothing."""
    with pytest.raises(ValueError, match=r"use one of \.svg, \.html, \.dot, \.mmd, \.png"):
        small().save(tmp_path / "picture.gif")

    assert not list(tmp_path.iterdir())


def test_a_notebook_shows_the_svg():
    """By the method that Jupyter looks for."""
    assert small()._repr_svg_() == small().to_svg()


def test_the_words_of_a_picture_are_there_in_its_png(tmp_path):
    """The bytes differ from those of the same picture without its words: text was inked, not dropped."""
    pytest.importorskip("resvg_py")
    svg = small().to_svg()
    small().save(tmp_path / "picture.png")

    assert (tmp_path / "picture.png").read_bytes() == to_png(svg)
    assert to_png(svg) != to_png(re.sub("<text.*?</text>", "", svg))
    assert to_png(svg).startswith(b"\x89PNG")


def test_a_png_without_its_words_is_an_error_and_no_file(tmp_path, monkeypatch):
    """As on a machine with no font at all: resvg itself would say nothing."""
    resvg = pytest.importorskip("resvg_py")
    render = resvg.svg_to_bytes
    monkeypatch.setattr(resvg, "svg_to_bytes", lambda **k: render(**{**k, "skip_system_fonts": True}))

    with pytest.raises(RuntimeError, match="no font was found"):
        small().save(tmp_path / "picture.png")

    assert not list(tmp_path.iterdir())


def test_a_missing_extra_is_named(monkeypatch):
    """With the line that installs it."""
    monkeypatch.setitem(sys.modules, "resvg_py", None)

    with pytest.raises(ImportError, match=r"pip install variable-lifetimes\[png\]"):
        to_png(small().to_svg())


def test_drawing_imports_neither_numpy_nor_a_world():
    """In a fresh interpreter."""
    importlib.import_module("lifetimes.observe.drawing.picture")
    code = (
        "import sys, lifetimes.observe.drawing.picture\n"
        "print([m for m in sys.modules if m == 'numpy' or m.startswith('lifetimes.tf')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert done.stdout == "[]\n", done.stderr
