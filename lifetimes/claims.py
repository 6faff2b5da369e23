"""The executable spec as data: every claim of `tests/spec`, what proves it, and what real TensorFlow says.

The claims are read from the source of the tests, so nothing of them is run or imported.
"""

import ast
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from lifetimes.spec import beside

WORLDS: Final = {"TestTF1": "tf1", "TestTF2": "tf2"}
_CLASSES: Final = {world: name for name, world in WORLDS.items()}
_WITNESSES: Final = {
    "weak reference": {"weakref", "alive"},
    "objgraph": {"objgraph", "counted", "chain", "chain_from_modules"},
}


@dataclass(frozen=True)
class Claim:
    """One sentence that the tests keep true in one world."""

    file: str
    world: str
    name: str
    condition: str
    source: str
    proofs: tuple[str, ...]
    marks: tuple[str, ...]
    verdict: str = ""

    @property
    def key(self) -> str:
        """What tells it from all others: its file, the class of its world, and its name, as pytest writes them."""
        return f"{self.file}::{_CLASSES[self.world]}::{self.name}"

    @property
    def sentence(self) -> str:
        """The claim in words."""
        return self.name.removeprefix("test_").replace("_", " ")


@dataclass(frozen=True)
class Row:
    """One question, what each world answers, and the claims that prove the answers."""

    question: str
    answers: Mapping[str, str]
    claims: tuple[Claim, ...]

    def of(self, world: str) -> tuple[Claim, ...]:
        """Return the claims on "tf1" or "tf2"."""
        return tuple(claim for claim in self.claims if claim.world == world)


def key_of(test: str) -> str:
    """Return the key of the claim of which this is a test, or one of several examples, by the test's own address."""
    return test.split("/")[-1].split("[")[0]


def read(place: Path) -> list[Row]:
    """Return the rows of the spec, in the order of `spec.ROWS` where these are in it, the others after them."""
    recorded = place / "verdicts.txt"
    lines = recorded.read_text(encoding="utf-8").splitlines() if recorded.exists() else []
    verdicts = dict(line.split(" ", 1) for line in lines)
    return [_row(file, verdicts) for file in sorted(place.glob("test_*.py"), key=_place_in_the_table)]


ORDER: Final = (
    "where_it_goes", "who_owns_it", "values", "losing_the_handle", "finding_by_name", "when_it_dies",
    "state_between_runs", "who_finds_them", "saving", "what_runs",
)  # fmt: skip


def _place_in_the_table(file: Path) -> tuple[int, str]:
    name = file.stem.removeprefix("test_")
    return (ORDER.index(name) if name in ORDER else len(ORDER), name)


def _row(file: Path, verdicts: Mapping[str, str]) -> Row:
    module = ast.parse(file.read_text(encoding="utf-8"))
    helpers = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}
    classes = [node for node in module.body if isinstance(node, ast.ClassDef) and node.name in WORLDS]
    claims = [claim for node in classes for claim in _claims(file.name, node, helpers, verdicts)]
    answers = {WORLDS[node.name]: ast.get_docstring(node) or "" for node in classes}
    return Row(ast.get_docstring(module) or file.stem, answers, tuple(claims))


def _claims(
    file: str, world: ast.ClassDef, helpers: Mapping[str, ast.FunctionDef], verdicts: Mapping[str, str]
) -> Iterator[Claim]:
    for node in world.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            text = " ".join((ast.get_docstring(node) or "").split())
            condition, _, source = text.partition(" Source: ")
            used = _names(node)
            used |= {name for helper in used & helpers.keys() for name in _names(helpers[helper])}
            proofs = tuple(witness for witness, words in _WITNESSES.items() if words & used)
            marks = tuple(re.findall(r"pytest\.mark\.(\w+)", " ".join(map(ast.unparse, node.decorator_list))))
            claim = Claim(file, WORLDS[world.name], node.name, condition, source.rstrip("."), proofs, marks)
            yield replace(claim, verdict=verdicts.get(claim.key, ""))


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def as_text(rows: Iterable[Row], width: int = 110) -> str:
    """Return the claims by row, both worlds beside each other, with what proves each."""
    column = (width - 3) // 2
    lines: list[str] = []
    for row in rows:
        lines += ["", row.question, "=" * len(row.question)]
        lines += beside([list(_cell(row, world, column)) for world in ("tf1", "tf2")], column)
    return "\n".join(lines).lstrip("\n")


def _cell(row: Row, world: str, width: int) -> Iterator[str]:
    yield from textwrap.wrap(f"{world}: {row.answers.get(world, '')}", width)
    for claim in row.of(world):
        words = f"{claim.sentence} [{', '.join((*claim.proofs, short_verdict(claim)))}]"
        yield from textwrap.wrap(words, width, initial_indent="- ", subsequent_indent="  ")


def short_verdict(claim: Claim) -> str:
    """Return what TensorFlow says in a word or two: it agrees, differs, refutes, or cannot be asked."""
    words = {"agrees": "TensorFlow agrees", "differs": "TensorFlow differs", "looks": "inside", "": "not judged"}
    return words.get(claim.verdict.split(":")[0].split(" ")[0], "TensorFlow refutes it")


def summary(rows: Iterable[Row]) -> str:
    """Return the table of rows and worlds: claims, weak references, objgraph, and TensorFlow's verdict."""
    head = f"{'row':60} world  claims  weak reference  objgraph  TensorFlow agrees"
    lines = [head, "-" * len(head)]
    for row in rows:
        for world in ("tf1", "tf2"):
            claims = row.of(world)
            counts = [sum(witness in claim.proofs for claim in claims) for witness in _WITNESSES]
            agreed = sum(claim.verdict == "agrees" for claim in claims)
            question = textwrap.shorten(row.question, 60)
            lines.append(f"{question:60} {world:5}  {len(claims):6}  {counts[0]:14}  {counts[1]:8}  {agreed:17}")
    return "\n".join(lines)
