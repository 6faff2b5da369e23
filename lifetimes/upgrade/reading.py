"""Reads the old program's source beside the facts of its run: statements, the names they bind, the calls that ran.

The statements at the top level are numbered in their order, those inside `with`, `for` and `if` too where a session
runs in there: what a name means at a place is what the last statement before it bound. A block in which no session
runs is one statement.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import libcst as cst
from libcst.metadata import ExpressionContext, ExpressionContextProvider, MetadataWrapper, PositionProvider

from lifetimes.upgrade.facts import Facts, Key, OperationFact, RunFact, Span, is_random

COMPUTED = ("symbol", "placeholder")
SYMBOLIC = (*COMPUTED, "variable")
BLOCKS = (cst.With, cst.For, cst.While, cst.If, cst.Try, cst.Else)


@dataclass(eq=False)
class Statement:
    """One statement: where it stands, what it binds and reads, and what part it plays in the new program."""

    node: Any
    number: int
    first: int
    last: int
    binds: set[str]
    reads: set[str]
    loop: bool
    operations: list[OperationFact]
    fails: str = ""  # how it failed in the run; it binds nothing then
    role: str = "data"

    @property
    def only(self) -> Any:
        """What the line consists of, None where this is a block, or several in one line."""
        line = self.node
        return line.body[0] if isinstance(line, cst.SimpleStatementLine) and len(line.body) == 1 else None

    @property
    def graph(self) -> int | None:
        return self.operations[0].graph if self.operations else None


@dataclass(eq=False)
class Place:
    """One call in the source that ran a session, with the runs that it made."""

    node: Any
    number: int
    statement: Statement
    before: int  # the number of the statement at the top level that it runs in
    local: set[str]  # the names of the function that it stands in
    runs: list[int] = field(default_factory=list)


class Program:
    """The old program: its source as a tree, and what the run said about each piece."""

    def __init__(self, source: str, facts: Facts) -> None:
        self.facts, self.source, self.lines = facts, source, source.split("\n")
        wrapper = MetadataWrapper(cst.parse_module(source), unsafe_skip_copy=True)
        self.module = wrapper.module
        self.positions: Any = wrapper.resolve(PositionProvider)
        keywords = {n.keyword for n in nodes(self.module) if isinstance(n, cst.Arg)}  # which stand for nothing
        contexts: Any = wrapper.resolve(ExpressionContextProvider)
        self.contexts = {node: context for node, context in contexts.items() if node not in keywords}
        self.tainted = tainted(facts)
        self.calls = {self.span(node): node for node in nodes(self.module) if isinstance(node, cst.Call)}
        self.told = {self.calls[span]: words for span, words in facts.told.items() if words}
        self.by_line: dict[int, list[OperationFact]] = {}
        self.made_at: dict[Span, list[OperationFact]] = {}  # by the innermost call of the program
        self.made_below: dict[Span, list[OperationFact]] = {}  # by the outermost one
        for operation in facts.operations.values():
            self.by_line.setdefault(operation.line, []).append(operation)
            self.made_at.setdefault(operation.spans[-1], []).append(operation)
            self.made_below.setdefault(operation.spans[0], []).append(operation)
        self.statements: list[Statement] = []
        self.of_node: dict[Any, Statement] = {}
        self.telling = {fact.line for fact in facts.runs} | facts.failed.keys()
        self.read_block(self.module.body, False)
        self.places: dict[cst.Call, Place] = {}
        self.savings: dict[cst.Call, RunFact] = {}
        self.elsewhere: list[RunFact] = []  # the runs that no call at the top level of the program made
        self.find_places()

    def code(self, node: Any) -> str:
        """Return the source of a piece, or of several that took the place of one."""
        parts = node if isinstance(node, cst.FlattenSentinel) else [node]
        return "".join(map(self.module.code_for_node, parts))

    def span(self, node: Any) -> Span:
        """Return where a piece of source stands, in the way of Python: columns count bytes."""
        start, end = self.positions[node].start, self.positions[node].end
        columns = [len(self.lines[at.line - 1][: at.column].encode()) for at in (start, end)]
        return start.line, columns[0], end.line, columns[1]

    def names_in(self, node: Any) -> set[str]:
        """Return the names in a piece of source that stand for something: no attributes, no keywords."""
        return {n.value for n in nodes(node) if isinstance(n, cst.Name) and n in self.contexts}

    def names_of(self, *parts: Any) -> tuple[set[str], set[str]]:
        """Return the names that pieces of source bind, and those that they read, but for what is bound inside only."""
        binds, reads, inner = set[str](), set[str](), set[str]()
        for node in (n for part in parts for n in nodes(part)):
            if isinstance(node, cst.ImportAlias):
                binds.add(node.evaluated_alias or node.evaluated_name.split(".")[0])
            elif isinstance(node, (cst.CompFor, cst.Param)):
                inner |= names_bound_in(node, (type(node),))
            elif isinstance(node, cst.AugAssign) and isinstance(node.target, cst.Name):
                reads.add(node.target.value)
            elif isinstance(node, cst.Name) and node in self.contexts:
                (binds if self.contexts[node] is ExpressionContext.STORE else reads).add(node.value)
        if isinstance(parts[0], (cst.FunctionDef, cst.ClassDef)):  # a function takes from outside, and binds its name
            return {parts[0].name.value}, reads - binds - inner
        return binds - inner, reads - inner

    # --- statements ---

    def read_block(self, body: Sequence[Any], loop: bool) -> None:
        for node in body:
            first, _, last, _ = self.span(node)
            inside = any(first <= line <= last for line in self.telling)
            if isinstance(node, BLOCKS) and (inside or isinstance(node, cst.With)):
                self.read_compound(node, loop)
            else:
                self.note(node, [node], loop, last)

    def read_compound(self, node: Any, loop: bool) -> None:
        """Number the header of a block, then what is in it."""
        header = [getattr(node, part, None) for part in ("target", "iter", "test")]
        header = [part for part in (*getattr(node, "items", ()), *header) if part is not None]
        self.note(node, header or [cst.Pass()], loop, self.span(node)[0])
        inner = loop or isinstance(node, (cst.For, cst.While))
        self.read_block(node.body.body, inner)
        for part in (*getattr(node, "handlers", ()), getattr(node, "orelse", None), getattr(node, "finalbody", None)):
            if part is not None:
                self.read_block([part] if isinstance(part, cst.If) else part.body.body, inner)

    def note(self, node: Any, parts: list[Any], loop: bool, last: int) -> None:
        first = self.span(node)[0]
        lines = range(first, last + 1)
        fails = next((text for line, text in self.facts.failed.items() if line in lines), "")
        names = (set[str](), set[str]()) if fails else self.names_of(*parts)
        made = [] if fails else [op for line in lines for op in self.by_line.get(line, ())]
        found = Statement(node, len(self.statements), first, last, *names, loop, made, fails)
        self.statements.append(found)
        self.of_node[node] = found

    def definition(self, name: str, before: int) -> Statement | None:
        """Return the statement whose binding of a name holds at a place."""
        return next((s for s in reversed(self.statements[:before]) if name in s.binds), None)

    def finds(self, where: Statement) -> int:
        """Return the number of the statement at which its names are looked up: of a function, its first call."""
        if not isinstance(where.node, cst.FunctionDef):
            return where.number
        name = where.node.name.value
        first = next((s for s in self.statements[where.number + 1 :] if name in s.reads), None)
        return where.number if first is None else self.finds(first)

    def role(self, name: str, before: int) -> str:
        """Return the part of the statement whose binding of a name holds at a place."""
        where = self.definition(name, before)
        return where.role if where else ""

    def is_symbolic(self, names: Iterable[str], before: int, roles: Collection[str] = SYMBOLIC) -> bool:
        """Return whether some name hangs at a place on what a run computes or is fed."""
        return any(self.role(name, before) in roles for name in names)

    def kind(self, name: str, before: int) -> tuple[Any, ...]:
        """Return what the run saw in a name at a place; nothing where it saw none."""
        where = self.definition(name, before)
        return self.facts.names.get((where.first, name), ()) if where else ()

    # --- runs ---

    def find_places(self) -> None:
        """Bring together the runs with the calls in the source that made them."""
        for number, fact in enumerate(self.facts.runs):
            node = self.calls.get(fact.span)
            asked = node.func.attr.value if node is not None and isinstance(node.func, cst.Attribute) else ""
            if node is not None and asked in ("save", "restore"):
                self.savings[node] = fact
                continue
            if node is None or len(fact.chain) > 2 or asked not in ("run", "eval"):
                self.elsewhere.append(fact)
                continue
            if node not in self.places:
                outer, inner = (self.statement_at(fact.chain[n][1]) for n in (0, -1))
                in_function = inner is not None and isinstance(inner.node, cst.FunctionDef)
                if outer is None or inner is None or (inner is not outer and not in_function):
                    self.elsewhere.append(fact)
                    continue
                local = names_bound_in(inner.node) if in_function else set()
                self.places[node] = Place(node, len(self.places), inner, outer.number, local)
            self.places[node].runs.append(number)

    def statement_at(self, line: int) -> Statement | None:
        return next((s for s in reversed(self.statements) if s.first <= line <= s.last), None)

    def run_of(self, place: Place) -> RunFact:
        """Return the first run that a call made."""
        return self.facts.runs[place.runs[0]]


def nodes(node: Any) -> Iterator[Any]:
    """Return a piece of source and everything in it."""
    yield node
    for child in node.children:
        yield from nodes(child)


# The forms of source that bind names, and the part of each that holds them.
BINDING: dict[Any, str] = {
    cst.AssignTarget: "target", cst.For: "target", cst.AugAssign: "target", cst.CompFor: "target",
    cst.Param: "name", cst.AsName: "name",
}  # fmt: skip


def names_bound_in(node: Any, forms: Iterable[Any] = BINDING) -> set[str]:
    """Return the names that a piece of source binds by some forms: of a function, its parameters are among them."""
    targets = [getattr(n, BINDING[type(n)]) for n in nodes(node) if type(n) in forms]
    return {n.value for t in targets for n in nodes(t) if isinstance(n, cst.Name)}


def names_changed_in(node: Any) -> set[str]:
    """Return the names whose objects a piece of source changes: by a part of them, or by a method called for that."""
    places: list[Any] = [n.target for n in nodes(node) if isinstance(n, (cst.AssignTarget, cst.AugAssign))]
    places += [n.value.func for n in nodes(node) if isinstance(n, cst.Expr) and isinstance(n.value, cst.Call)]
    found = set()
    for place in places:
        inner = place
        while isinstance(inner, (cst.Attribute, cst.Subscript)):
            inner = inner.value
        if inner is not place and isinstance(inner, cst.Name):
            found.add(inner.value)
    return found


def tainted(facts: Facts) -> set[Key]:
    """Return the operations whose value is not the same in every run: what is fed, kept, drawn or written."""
    fed = {(run.graph, name.split(":")[0]) for run in facts.runs for name in run.fed}
    found = {
        key for key, op in facts.operations.items()
        if op.is_variable or key in fed or op.kind.startswith("Placeholder") or op.writes or is_random(op)
    }  # fmt: skip
    known = 0
    while known < len(found):
        known = len(found)
        found |= {key for key, op in facts.operations.items()
                  if any((key[0], given.split(":")[0]) in found for given in op.inputs)}  # fmt: skip
    return found
