"""From chains of objects to retention paths: a root, then named steps. Text only, so that a path keeps
nothing alive."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lifetimes import labels

from ..heap.attributes import is_name
from ..heap.roots import Root, Seed, object_code
from . import containers, functions  # noqa: F401  they enter how the built-in types hold
from .advice import Advice, advice_on
from .edges import name_edge
from .words import words_for


@dataclass(frozen=True, slots=True)
class Step:
    """One edge and the object it leads to. `owner` says that the object was declared an owner."""

    edge: str
    leads_to: str
    identity: int
    owner: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """A retention path, root first. `expression` is Python that walks it, from the frame that asked."""

    root: Root
    steps: tuple[Step, ...]
    expression: str
    start: Step | None = None
    """The object that the root is itself, where it is an owner: `steps` begin after it."""
    advice: str = ""
    """What to do about the edge that is cut best."""
    also: tuple[str, ...] = ()
    """Other roots from which the same last steps are reached."""

    @property
    def owners(self) -> tuple[str, ...]:
        """The owners that the path passes through on its way, nearest to the root first."""
        return tuple(step.leads_to for step in self.owner_steps)

    @property
    def owner_steps(self) -> tuple[Step, ...]:
        """The steps that lead to these owners."""
        return tuple(step for step in (self.start, *self.steps[:-1]) if step is not None and step.owner)

    @property
    def end(self) -> str:
        """What the path leads to."""
        return self.steps[-1].leads_to if self.steps else self.root.text

    @property
    def told(self) -> tuple[Step, ...]:
        """The steps as they are read: of a long run of the same edges the first, and how many more follow.

        Numbers do not count: `.inputs[0]` and `.inputs[1]` are the same edge.
        """
        found: list[Step] = []
        shapes = [_NUMBER.sub("0", step.edge) for step in self.steps]
        at = 0
        while at < len(self.steps):
            size, turns = repeated(shapes, at, least=4)
            found += self.steps[at : at + size]
            at += size * turns
            if turns > 1:
                found.append(replace(self.steps[at - 1], edge=f"... {turns - 1:,} times more ..."))
        return tuple(found)

    def __str__(self) -> str:
        steps = self.told
        width = max((len(step.edge) for step in steps), default=0)
        lines = [self.root.text if self.start is None else f"{self.root.text}: {self.start.leads_to}  (owner)"]
        for step in steps:
            mark = "  (owner)" if step.owner else ""
            lines.append(f"  {step.edge:<{width}}  {step.leads_to}{mark}")
        if self.also:
            more = f", and {len(self.also) - 5} more" if len(self.also) > 5 else ""
            lines.append(f"  also from {', '.join(self.also[:5])}{more}")
        return "\n".join(lines)


_NUMBER = re.compile(r"\d+")


def repeated(edges: Sequence[str], start: int, least: int) -> tuple[int, int]:
    """How many edges, from one place on, come again at once, and how often, if at least so often; else (1, 1)."""
    for size in (1, 2, 3):
        end = start + size
        while end < len(edges) and edges[end] == edges[end - size]:
            end += 1
        turns = (end - start) // size
        if turns >= least:
            return size, turns
    return 1, 1


def make_path(seed: Seed, chain: Sequence[object], *, advised: bool = False) -> Path:
    """Name every edge from a seed down a chain of objects; the last object of the chain is the target. What to do
    is thought about where it is wanted.

    A linked list makes a path of a million steps: of more than a few hundred, both ends are named.
    """
    steps: list[Step] = []
    code = seed.root.code
    if seed.text:
        code = seed.code.replace("{}", code)
        steps.append(_step(seed.text, chain[0]))
    advice = Advice(seed.root.advice, True) if seed.root.advice else _advice_on_seed(seed)
    at, last = 0, len(chain) - 1
    while at < last:
        if _END <= at < last - _END:
            steps.append(_step(f"... {last - _END - at:,} more objects ...", chain[last - _END]))
            at = last - _END
            code = object_code(chain[at])
        holder, way = chain[at], code
        edge = name_edge(holder, chain[at + 1 : at + 1 + _FURTHEST])
        at += edge.crosses
        code = edge.code.format(code) if "{}" in edge.code else code
        steps.append(_step(edge.text, chain[at]))
        if advised:
            advice = advice_on(holder, edge.text, way, code, chain[at], advice, is_last=at == last)
            if advice is not None and last - at > _NEAR:
                advice = advice._replace(is_known=False)
    start = _step("", chain[0]) if not seed.text and len(chain) > 1 and labels.is_owner(chain[0]) else None
    return Path(seed.root, tuple(steps), code, start, advice.text if advice else "")


_END = 100
"""Objects at each end of a very long chain that are named."""

_FURTHEST = 12
"""More objects than any single edge crosses."""


_NEAR = 8
"""So near to the end of a chain, a known holder has more to say than the edges after it."""


def _advice_on_seed(seed: Seed) -> Advice | None:
    kind, _, name = seed.text.partition(" ")
    if kind not in ("local", "argument"):
        return None
    forget = f", or `del {name}` in it" if is_name(name) else ""
    return Advice(f"let {seed.root.text.partition(' at ')[0]} return{forget}", is_known=False)


def _step(edge: str, obj: object) -> Step:
    return Step(edge, words_for(obj), id(obj), labels.is_owner(obj))


# On one line ---------------------------------------------------------------------------------------------------

LONGEST = 80

OF_A_CALL = ("local ", "argument ")
"""How the words for an edge begin, where a running function holds an object by a name of its own."""


def name_of(path: Path) -> str:
    """The path from its root on in one line; the middle of a long one is left out."""
    return one_line(path.root, [step.edge for step in path.steps])


def one_line(root: Root, edges: Sequence[str]) -> str:
    """The same of a root and the words for the edges that follow."""
    before, after = root.text, ""
    if root.kind == "module" and edges:
        before = root.text.removeprefix("module ")
    elif root.kind == "frame" and edges and edges[0].startswith(OF_A_CALL):
        place = re.sub(r"(\.\w+|>):[0-9]+", r"\1", root.text)  # the same at every line of the function
        before, after = edges[0].partition(" ")[2], f" in {place}"
        edges = edges[1:]
    text = before + "".join(map(edge_words, edges))
    half = LONGEST // 2
    return (text if len(text) <= LONGEST else f"{text[:half]} ... {text[-half:]}") + after


def edge_words(edge: str) -> str:
    """An edge as it follows its holder: as the code writes it, or what no code writes in angle brackets."""
    return edge if edge.startswith((".", "[", "(")) else f" <{edge}>"
