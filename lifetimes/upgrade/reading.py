"""Reads the old program's source beside the facts of its run: statements, the names they bind, the calls that ran.

The statements at the top level are numbered in their order, those inside `with`, `for` and `if` too where a session
runs in there: what a name means at a place is what the last statement before it bound. A block in which no session
runs is one statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import libcst as cst
from libcst.metadata import ExpressionContext, ExpressionContextProvider, MetadataWrapper, PositionProvider

from lifetimes.upgrade.facts import Facts, Key, OperationFact, RunFact, Span, is_random

BLOCKS = (cst.With, cst.For, cst.While, cst.If, cst.Try, cst.Else)
TENSORS = ("tensor", "operation", "symbols")


@dataclass(eq=False)
class Statement:
    """One statement: where it stands, what it binds and reads, and what part it plays in the new program."""

    node: Any
    number: int
    first: int
    last: int
    binds: frozenset[str]
    reads: frozenset[str]
    loop: bool
    role: str = "data"
    operations: list[OperationFact] = field(default_factory=list)


@dataclass(eq=False)
class Place:
    """One call in the source that ran a session, with the runs that it made."""

    node: cst.Call
    number: int
    runs: list[int]
    statement: Statement
    before: int  # the number of the statement at the top level that it runs in
    local: frozenset[str] = frozenset()  # the names of the function that it stands in


class Names(cst.CSTVisitor):
    """Collects the names that a piece of source binds and reads."""

    def __init__(self, contexts: Any) -> None:
        self.contexts, self.binds, self.reads = contexts, set[str](), set[str]()
        self.inner = set[str]()

    def visit_Name(self, node: cst.Name) -> None:
        context = self.contexts.get(node)
        if context is ExpressionContext.STORE:
            self.binds.add(node.value)
        elif context is not None:
            self.reads.add(node.value)

    def visit_CompFor(self, node: cst.CompFor) -> None:
        self.inner |= {n.value for n in nodes(node.target) if isinstance(n, cst.Name)}

    def visit_Param(self, node: cst.Param) -> None:
        self.inner.add(node.name.value)

    def visit_AugAssign_target(self, node: cst.AugAssign) -> None:
        if isinstance(node.target, cst.Name):
            self.reads.add(node.target.value)

    def visit_ImportAlias(self, node: cst.ImportAlias) -> bool:
        name = node.asname.name if node.asname else node.name
        while isinstance(name, cst.Attribute):
            name = name.value  # type: ignore[assignment]
        self.binds.add(name.value)  # type: ignore[union-attr]
        return False


class Program:
    """The old program: its source as a tree, and what the run said about each piece."""

    def __init__(self, source: str, facts: Facts) -> None:
        self.facts, self.source, self.lines = facts, source, source.splitlines()
        self.wrapper = MetadataWrapper(cst.parse_module(source), unsafe_skip_copy=True)
        self.module = self.wrapper.module
        self.positions: Any = self.wrapper.resolve(PositionProvider)
        self.contexts: Any = self.wrapper.resolve(ExpressionContextProvider)
        self.tainted = tainted(facts)
        self.calls = {self.span(node): node for node in nodes(self.module) if isinstance(node, cst.Call)}
        self.by_line: dict[int, list[OperationFact]] = {}
        self.made_at: dict[Span, list[OperationFact]] = {}  # by the innermost call of the program
        for operation in facts.operations.values():
            self.by_line.setdefault(operation.line, []).append(operation)
            if operation.spans:
                self.made_at.setdefault(operation.spans[-1], []).append(operation)
        self.statements: list[Statement] = []
        self.of_node: dict[Any, Statement] = {}
        self.running = {fact.chain[0][1] for fact in facts.runs if fact.chain}
        self.read_block(self.module.body, False)
        self.places: dict[cst.Call, Place] = {}
        self.savings: dict[cst.Call, RunFact] = {}
        self.find_places()

    def code(self, node: Any) -> str:
        """Return the source of a piece, or of several that took the place of one."""
        if isinstance(node, cst.FlattenSentinel):
            return "".join(map(self.module.code_for_node, node))
        return self.module.code_for_node(node)

    def span(self, node: Any) -> Span:
        """Return where a piece of source stands, in the way of Python: columns count bytes."""
        found, lines = self.positions[node], self.lines

        def column(line: int, number: int) -> int:
            return len(lines[line - 1][:number].encode()) if 0 < line <= len(lines) else number

        start, end = found.start, found.end
        return start.line, column(start.line, start.column), end.line, column(end.line, end.column)

    def names_in(self, node: Any) -> set[str]:
        """Return the names in a piece of source that stand for something: no attributes, no keywords."""
        return {n.value for n in nodes(node) if isinstance(n, cst.Name) and n in self.contexts}

    # --- statements ---

    def read_block(self, body: Sequence[Any], loop: bool) -> None:
        for node in body:
            first, _, last, _ = self.span(node)
            runs_inside = any(first <= line <= last for line in self.running)
            if isinstance(node, BLOCKS) and (runs_inside or isinstance(node, cst.With)):
                self.read_compound(node, loop)
            else:
                self.note(node, node, loop)

    def read_compound(self, node: Any, loop: bool) -> None:
        """Number the header of a block, then what is in it."""
        header = [getattr(node, part, None) for part in ("items", "target", "iter", "test")]
        self.note(node, [part for part in header if part is not None], loop, last=self.span(node)[0])
        inner = loop or isinstance(node, (cst.For, cst.While))
        self.read_block(node.body.body, inner)
        for part in (*getattr(node, "handlers", ()), getattr(node, "orelse", None), getattr(node, "finalbody", None)):
            if isinstance(part, cst.If):
                self.read_block([part], inner)
            elif part is not None:
                self.read_block(part.body.body, inner)

    def note(self, node: Any, parts: Any, loop: bool, last: int = 0) -> None:
        names = Names(self.contexts)
        for part in parts if isinstance(parts, list) else [parts]:
            for piece in part if isinstance(part, (list, tuple)) else [part]:
                piece.visit(names)
        names.binds -= names.inner
        names.reads -= names.inner
        if isinstance(node, (cst.FunctionDef, cst.ClassDef)):
            names = self.names_of_definition(node, names)
        first, _, end, _ = self.span(node)
        made = Statement(node, len(self.statements), first, last or end, frozenset(names.binds),
                         frozenset(names.reads), loop)  # fmt: skip
        made.operations = [op for line in range(made.first, made.last + 1) for op in self.by_line.get(line, ())]
        self.statements.append(made)
        self.of_node[node] = made

    def names_of_definition(self, node: Any, names: Names) -> Names:
        """Leave only what a function takes from outside, and the one name that it binds."""
        names.reads -= names.binds | names_bound_in(node, (cst.Param,))
        names.binds = {node.name.value}
        return names

    def definition(self, name: str, before: int) -> Statement | None:
        """Return the statement whose binding of a name holds at a place."""
        found = [s for s in self.statements[:before] if name in s.binds]
        return found[-1] if found else None

    def kind(self, name: str, before: int) -> tuple[Any, ...]:
        """Return what the run saw in a name at a place; nothing where it saw none."""
        where = self.definition(name, before)
        return self.facts.names.get((where.first, name), ()) if where else ()

    # --- runs ---

    def find_places(self) -> None:
        """Bring together the runs with the calls in the source that made them."""
        for number, fact in enumerate(self.facts.runs):
            node = self.calls.get(fact.span)
            if (
                node is not None
                and isinstance(node.func, cst.Attribute)
                and node.func.attr.value in ("save", "restore")
            ):
                self.savings[node] = fact
            if node is None or len(fact.chain) > 2 or not self.asks_a_session(node):
                continue
            if node not in self.places:
                outer, inner = (self.statement_at(fact.chain[n][1]) for n in (0, -1))
                if outer is None or inner is None or (inner is not outer and not is_function(inner)):
                    continue
                local = frozenset(names_bound_in(inner.node)) if is_function(inner) else frozenset()
                self.places[node] = Place(node, len(self.places), [], inner, outer.number, local)
            self.places[node].runs.append(number)

    def statement_at(self, line: int) -> Statement | None:
        found = [s for s in self.statements if s.first <= line <= s.last]
        return found[-1] if found else None

    def asks_a_session(self, node: cst.Call) -> bool:
        return isinstance(node.func, cst.Attribute) and node.func.attr.value in ("run", "eval")

    def runs_of(self, place: Place) -> list[RunFact]:
        return [self.facts.runs[number] for number in place.runs]

    def elsewhere(self) -> list[RunFact]:
        """Return the runs that no call at the top level of the program made."""
        here = {number for place in self.places.values() for number in place.runs}
        known = {id(fact) for fact in self.savings.values()}
        return [fact for number, fact in enumerate(self.facts.runs) if number not in here and id(fact) not in known]


def nodes(node: Any) -> Iterator[Any]:
    """Return a piece of source and everything in it."""
    yield node
    for child in node.children:
        yield from nodes(child)


def is_function(statement: Statement) -> bool:
    return isinstance(statement.node, cst.FunctionDef)


# The forms of source that bind names, and the part of each that holds them.
BINDING: dict[Any, str] = {
    cst.AssignTarget: "target", cst.For: "target", cst.AugAssign: "target", cst.CompFor: "target",
    cst.Param: "name", cst.AsName: "name",
}  # fmt: skip


def names_bound_in(node: Any, forms: Iterable[Any] = BINDING) -> set[str]:
    """Return the names that a piece of source binds by some forms: of a function, its parameters are among them."""
    targets = [getattr(n, BINDING[type(n)]) for n in nodes(node) if type(n) in forms]
    return {n.value for t in targets for n in nodes(t) if isinstance(n, cst.Name)}


def tainted(facts: Facts) -> set[Key]:
    """Return the operations whose value is not the same in every run: what is fed, kept, drawn or written."""
    fed = {(run.graph, name.split(":")[0]) for run in facts.runs for name in run.fed}
    found = {
        key for key, op in facts.operations.items()
        if op.is_variable or key in fed or op.kind.startswith("Placeholder") or op.effect or is_random(op)
    }  # fmt: skip
    grown = True
    while grown:
        grown = False
        for key, operation in facts.operations.items():
            if key not in found and any((key[0], g.split(":")[0]) in found for g in operation.inputs):
                found.add(key)
                grown = True
    return found
