"""Reads the old program's source beside the facts of its run: statements, their parts, their names, the runs in them.

The statements at the top level are numbered in their order, those inside `with`, `for` and `if` too where a session
runs in there: what a name means at a place is what the last statement before it bound. A block in which no session
runs is one statement. What parts statements play:

    data, constant      stays where it is: its value is the same in both worlds
    variable            moves to the owner of the state
    placeholder         becomes a parameter
    symbol              goes into the methods that need it: its value hangs on what is fed, kept or drawn
    train               the same, for an optimizer's step
    optimizer, saver, writer, session, graph, initializer, scope, config   has no place in the new world
    lookup              a name for what was found by name
    run                 ran a session
    inner               imports from the inside of TensorFlow, whose words are public too
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from lifetimes.upgrade.facts import SUMMARIES, Facts, Key, OperationFact, RunFact, Span, is_random, key_of
from lifetimes.upgrade.source import all_of, code, last_name, names_bound, names_bound_in, nodes, only, words_in

COMPUTED = ("symbol", "placeholder")
SYMBOLIC = (*COMPUTED, "variable")
BLOCKS = (cst.With, cst.For, cst.While, cst.If, cst.Try, cst.Else)

INITIALIZERS = ("variables_initializer", "tables_initializer")  # how their names end
OBJECTS = ("session", "graph", "optimizer", "saver", "writer", "cell", "config")
SCOPES = {"Session", "InteractiveSession", "as_default", "variable_scope", "name_scope", "control_dependencies",
          "device", "Graph", "init_scope"}  # fmt: skip
GOING = {*OBJECTS, "summary", "placeholder", "symbol", "train", "initializer", "scope", "lookup", "housekeeping",
         "inner"} - {"writer"}  # fmt: skip
HOUSEKEEPING = {"add_to_collection", "reuse_variables", "add_to_collections", "reset_default_graph",
                "disable_v2_behavior", "disable_eager_execution", "set_verbosity",
                "disable_resource_variables", "enable_resource_variables"}  # fmt: skip
CLOSING = {("writer", "add_graph"), *((word, what) for word in ("session", "graph")
                                      for what in ("close", "finalize", "__enter__", "__exit__"))}  # fmt: skip
APPLYING = ("Apply", "ResourceApply", "SparseApply")


@dataclass(eq=False)
class Statement:
    """One statement: where it stands, what it binds and reads, and what part it plays in the new program."""

    node: Any
    only: Any  # what the line consists of, None where this is a block, or several in one line
    number: int
    first: int
    last: int
    binds: set[str]
    reads: set[str]
    changes: set[str]  # the names whose objects it changes
    loop: bool
    operations: list[OperationFact]
    graph: int | None
    fails: str = ""  # how it failed in the run; it binds nothing then
    role: str = "data"


@dataclass(eq=False)
class Place:
    """One call in the source that ran a session, with the runs that it made."""

    node: Any
    number: int
    statement: Statement
    before: int  # the number of the statement at the top level that it runs in
    run: RunFact  # the first one that it made
    local: set[str]  # the names of the function that it stands in
    runs: list[int] = field(default_factory=list)


class Program:
    """The old program: its source as a tree, and what the run said about each piece."""

    def __init__(self, source: str, facts: Facts) -> None:
        self.facts, self.source, self.lines = facts, source, source.split("\n")
        wrapper = MetadataWrapper(cst.parse_module(source), unsafe_skip_copy=True)
        self.module = wrapper.module
        self.positions: Any = wrapper.resolve(PositionProvider)
        self.bound = set(names_bound(self.module))  # where a name stands that something is bound to
        self.tainted = tainted(facts)
        self.calls = {self.span(node): node for node in all_of(self.module, cst.Call)}
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

    def span(self, node: Any) -> Span:
        """Return where a piece of source stands, in the way of Python: columns count bytes."""
        start, end = self.positions[node].start, self.positions[node].end
        columns = [len(self.lines[at.line - 1][: at.column].encode()) for at in (start, end)]
        return start.line, columns[0], end.line, columns[1]

    def names_of(self, *parts: Any) -> tuple[set[str], set[str], set[str]]:
        """Return the names that pieces of source bind, those that they read, but for what is bound inside only, and
        those whose objects they change: by a part of them, or by a method called for that.
        """
        binds, reads, changes, inner = set[str](), set[str](), set[str](), set[str]()
        for node in (n for part in parts for n in nodes(part)):
            match node:
                case cst.Expr(value=cst.Call(func=whole)) | cst.AssignTarget(target=whole):
                    changes |= changed_by(whole)
                case cst.AugAssign(target=whole):
                    changes |= changed_by(whole)
                    reads |= words_in(whole) if isinstance(whole, cst.Name) else set()
                case cst.ImportAlias():
                    binds.add(node.evaluated_alias or node.evaluated_name.split(".")[0])
                case cst.CompFor() | cst.Param():
                    inner |= names_bound_in(node, (type(node),))
                case cst.Name():
                    (binds if node in self.bound else reads).add(node.value)
        if isinstance(parts[0], (cst.FunctionDef, cst.ClassDef)):  # a function takes from outside, and binds its name
            return {parts[0].name.value}, reads - binds - inner, changes
        return binds - inner, reads - inner, changes

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
        names = (set[str](), set[str](), set[str]()) if fails else self.names_of(*parts)
        made = [] if fails else [op for line in lines for op in self.by_line.get(line, ())]
        graph = made[0].graph if made else None
        found = Statement(node, only(node), len(self.statements), first, last, *names, loop, made, graph, fails)
        self.statements.append(found)
        self.of_node[node] = found

    def definition(self, name: str, before: int) -> Statement | None:
        """Return the statement whose binding of a name holds at a place."""
        return next((s for s in reversed(self.statements[:before]) if name in s.binds), None)

    def finds(self, where: Statement) -> int:
        """Return the number of the statement at which its names are looked up: of a function, its first call."""
        if not is_function(where):
            return where.number
        first = next((s for s in self.statements[where.number + 1 :] if where.binds & s.reads), None)
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
            asked = last_name(node.func) if node is not None and isinstance(node.func, cst.Attribute) else ""
            if node is not None and asked in ("save", "restore"):
                self.savings[node] = fact
            elif node is not None and len(fact.chain) < 3 and asked in ("run", "eval") and self.place(node, fact):
                self.places[node].runs.append(number)
            else:
                self.elsewhere.append(fact)

    def place(self, node: cst.Call, fact: RunFact) -> Place | None:
        """Return the place of a call at the top level, or in a function that is called there; None for any other."""
        outer, inner = (self.statement_at(fact.chain[n][1]) for n in (0, -1))
        if node not in self.places and outer is not None and inner is not None:
            in_function = isinstance(inner.node, cst.FunctionDef)
            local = names_bound_in(inner.node) if in_function else set()
            if in_function or inner is outer:
                self.places[node] = Place(node, len(self.places), inner, outer.number, fact, local)
        return self.places.get(node)

    def statement_at(self, line: int) -> Statement | None:
        return next((s for s in reversed(self.statements) if s.first <= line <= s.last), None)


def tainted(facts: Facts) -> set[Key]:
    """Return the operations whose value is not the same in every run: what is fed, kept, drawn or written."""
    fed = {key_of(run.graph, name) for run in facts.runs for name in run.fed}
    found = {
        key for key, op in facts.operations.items()
        if op.is_variable or key in fed or op.kind.startswith("Placeholder") or op.writes or is_random(op)
    }  # fmt: skip
    known = 0
    while known < len(found):
        known = len(found)
        found |= {key for key, op in facts.operations.items() if not found.isdisjoint(op.inputs)}
    return found


def changed_by(whole: Any) -> set[str]:
    """Return the name whose object is changed where a part of it is bound or called; none where that is all of it."""
    part = whole
    while isinstance(part, (cst.Attribute, cst.Subscript)):
        part = part.value
    return {part.value} if isinstance(part, cst.Name) and part is not whole else set()


# --- what part each statement plays ---


def assign_roles(program: Program) -> None:
    """Give every statement its part."""
    running: set[Statement | None] = {place.statement for place in program.places.values()}
    running |= {program.statement_at(fact.line) for fact in program.savings.values()}
    for statement in program.statements:
        runs = statement in running and not isinstance(statement.node, cst.FunctionDef)
        statement.role = "run" if runs else role_of(program, statement)
    for statement in program.statements:
        taken = statement.reads if is_function(statement) else ()
        if program.is_symbolic(taken, program.finds(statement), COMPUTED):  # it computes with what it finds outside
            facts, within = program.facts, range(statement.first, statement.last + 1)
            made = [op for op in facts.operations.values() if any(line in within for _, line in op.chain[1:])]
            ran = any(line in within for run in facts.runs for _, line in run.chain[1:])
            keeps = ran or any(op.is_variable for op in made)
            statement.role = "symbol" if made and not keeps else statement.role
        for name in statement.changes if statement.role == "symbol" else ():  # what lists symbols is one of them
            where = program.definition(name, statement.number)
            if where is not None and where.role == "data" and lists(where):
                readers = [s for s in program.statements[where.number :] if name in s.reads and name not in s.changes]
                where.role = "data" if any(s.role == "data" for s in readers) else "symbol"


def is_function(statement: Statement) -> bool:
    """Return whether a statement defines a function, of one expression or of more."""
    value = getattr(statement.only, "value", None)
    return isinstance(statement.node, cst.FunctionDef) or (isinstance(value, cst.Lambda) and len(statement.binds) == 1)


def lists(statement: Statement) -> bool:
    """Return whether a statement binds a list or a dictionary that is written out."""
    return isinstance(statement.only, cst.Assign) and isinstance(statement.only.value, (cst.List, cst.Dict))


def role_of(program: Program, statement: Statement) -> str:
    """Return the part of a statement in which no session runs."""
    node = statement.node
    if isinstance(node, (cst.FunctionDef, cst.ClassDef)):
        return "function"
    if isinstance(node, (cst.For, cst.While)) and node.body.body[0] in program.of_node:
        return "data"
    if code(node).strip().startswith("from tensorflow.python"):
        return "inner"
    if isinstance(node, cst.With):
        opened = [item.item for item in node.items if not isinstance(item.item, cst.Name)]
        scopes = all(isinstance(one, cst.Call) and last_name(one.func) in SCOPES for one in opened)
        return "scope" if scopes else "data"
    called = {last_name(call.func) for call in all_of(node, cst.Call)}
    configures = any(program.role(name, statement.number) == "config" for name in statement.changes)
    match statement.only:
        case cst.Expr(value=cst.Call(func=cst.Attribute(value=cst.Name(value=name), attr=cst.Name(value=what)))):
            configures |= (*program.kind(name, statement.number)[:1], what) in CLOSING
    if called & HOUSEKEEPING or configures:
        return "housekeeping"
    if any(name.endswith(INITIALIZERS) for name in called):
        return "initializer"
    if isinstance(statement.only, cst.Assert) and program.is_symbolic(statement.reads, statement.number, COMPUTED):
        return "symbol"
    words = {program.facts.names.get((statement.first, name), ("data",))[0] for name in statement.binds}
    for word in OBJECTS:
        if word in words:
            return word
    if any(op.kind.startswith(APPLYING) for op in statement.operations):
        return "train"
    if isinstance(statement.only, cst.Expr) and statement.only.value in program.told:
        return "data"
    return role_of_symbols(program, statement)


def role_of_symbols(program: Program, statement: Statement) -> str:
    """Return the part of a statement that makes or names what belongs to a graph, `data` where it does neither."""
    made = statement.operations
    born = {op.key for op in made if op.is_variable}
    symbolic = program.is_symbolic(statement.reads, statement.number)  # a branch does not say so among its inputs
    held = [pair for name in statement.binds for pair in program.facts.held.get((statement.first, name), {}).items()]
    flat = [kind for _, kind in held]
    in_graph = [kind for kind in flat if len(kind) == 3]  # tensors, operations and variables, each with its graph
    varying = {kind[0] for kind in in_graph if key_of(*kind[1:]) in program.tainted}
    if any(kind[0] == "variable" and kind[1:] in born for kind in flat):  # a loop may also compute with what it makes
        return "symbol" if isinstance(statement.node, cst.For) and "tensor" in varying else "variable"
    if made and all(op.kind == "Placeholder" for op in made) and flat:
        return "placeholder"
    one = isinstance(statement.only, (cst.Assign, cst.Expr)) and len(statement.binds) < 2
    if one and any(op.kind in SUMMARIES for op in made) and all(len(op.chain) == 1 for op in made):
        return "summary"
    if any(op.key in program.tainted for op in made) or (made and symbolic):
        return "symbol"
    if varying and not made and not any("[]" in path for path, _ in held):  # what is fed
        return "symbol" if symbolic else "lookup" if len(statement.binds) == 1 else "data"
    return "constant" if made else "data"
