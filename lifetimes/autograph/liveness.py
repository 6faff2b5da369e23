"""What each `if` and loop reads and writes: names, attributes and items, and which of them matter before and after it.

A symbol is a name (`x`), or an attribute or an item of one (`self.total`, `d['k']`, `rows[i]`). Jumps have become
flags before this looks (`jumps`), so every block runs from its start to its end and one walk backwards tells what is
*live* at a place: what may be read later before it is written again.
Source: `tensorflow/python/autograph/pyct/static_analysis/{activity,liveness}.py`.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

SCOPES: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_COMPREHENSIONS: Final = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
Symbols = frozenset[str]
NONE: Final[Symbols] = frozenset()


class Around(NamedTuple):
    """What is live before and after a statement, and what may have been defined before it."""

    live_in: Symbols
    live_out: Symbols
    defined: Symbols


def symbol(node: ast.AST) -> str | None:
    """Return the symbol that an expression names; None for what is no symbol: a slice, an item of a call, ..."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        owner = symbol(node.value)
        return owner and f"{owner}.{node.attr}"
    if isinstance(node, ast.Subscript):
        owner = symbol(node.value)
        constant = node.slice.value if isinstance(node.slice, ast.Constant) else ...
        key = symbol(node.slice) if constant is ... else repr(constant)
        return owner and key and f"{owner}[{key}]"
    return None


def names_in(composite: str) -> Symbols:
    """Return the names on which an attribute or an item depends: `rows` and `i` for `rows[i].x`."""
    tree = ast.parse(composite, mode="eval")
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))


def own(block: Sequence[ast.AST]) -> Iterator[ast.AST]:
    """Walk a block without entering scopes of their own; a comprehension binds its targets for itself."""
    for node in block:
        yield node
        if not isinstance(node, (*SCOPES, *_COMPREHENSIONS)):
            yield from own(list(ast.iter_child_nodes(node)))


def written(block: Sequence[ast.AST]) -> Symbols:
    """Return the symbols that a block binds, writes or deletes in its own scope."""
    found: set[str | None] = set()
    for node in own(block):
        if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
            found.add(symbol(node))
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found.update((alias.asname or alias.name).partition(".")[0] for alias in node.names)
        elif isinstance(node, (ast.MatchAs, ast.MatchStar)):
            found.add(node.name)
    return frozenset(one for one in found if one)


def _read(node: ast.AST | None) -> Symbols:
    """Return the symbols that an expression or a simple statement reads, those of the lambdas in it too."""
    if node is None:
        return NONE
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        given = node.args
        return _read_all([*node.decorator_list, *given.defaults, *filter(None, given.kw_defaults)])
    if isinstance(node, ast.Lambda):
        taken = {argument.arg for argument in ast.walk(node.args) if isinstance(argument, ast.arg)}
        inside = _read(node.body)
        return frozenset(one for one in inside if not names_in(one) & taken) | _read_all(node.args.defaults)
    found = _read_all(ast.iter_child_nodes(node))
    if isinstance(node, _COMPREHENSIONS):
        taken = {target for part in node.generators for target in written([part.target])}
        found = frozenset(one for one in found if not names_in(one) & taken)
    if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Store):
        found |= {one for one in (symbol(node),) if one}
    if isinstance(node, ast.AugAssign):
        found |= {one for one in (symbol(node.target),) if one}
    if isinstance(node, (ast.Global, ast.Nonlocal)):
        found |= set(node.names)
    return found


def _read_all(nodes: Iterable[ast.AST]) -> Symbols:
    return NONE.union(*map(_read, nodes))


def _closures(block: Sequence[ast.AST]) -> Symbols:
    """Return what functions defined in a block read from around them: it is live everywhere."""
    found: set[str] = set()
    for node in own(block):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names = (one for one in ast.walk(node) if isinstance(one, ast.Name))
            read = {one.id for one in names if isinstance(one.ctx, ast.Load)}
            found |= read if isinstance(node, ast.ClassDef) else read - _bound(node)
    return frozenset(found)


def _bound(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Symbols:
    """Return the names that are a function's own: its parameters, and what it writes without saying whose that is."""
    parameters = {argument.arg for argument in ast.walk(function.args) if isinstance(argument, ast.arg)}
    elsewhere = {
        name for one in ast.walk(function) if isinstance(one, (ast.Global, ast.Nonlocal)) for name in one.names
    }
    return (written(function.body) | parameters) - elsewhere


class Liveness:
    """One function, looked at: `around` tells for each `if` and loop what is live and defined there."""

    def __init__(
        self, body: list[ast.stmt], parameters: Symbols, lasting: Symbols, going: Mapping[ast.stmt, ast.expr]
    ) -> None:
        """`lasting` are names that outlive the call: global ones and those of functions around it."""
        self._going = going
        self._always = _closures(body) | lasting
        self._live: dict[ast.stmt, tuple[Symbols, Symbols]] = {}
        self._defined: dict[ast.stmt, Symbols] = {}
        self._block(body, self._always)
        self._define(body, parameters)

    def around(self, statement: ast.stmt) -> Around:
        return Around(*self._live[statement], self._defined[statement])

    # --- backwards: what is live ---

    def _block(self, block: Sequence[ast.stmt], out: Symbols) -> Symbols:
        for statement in reversed(block):
            before = self._statement(statement, out)
            self._live[statement] = before, out
            out = before
        return out

    def _statement(self, node: ast.stmt, out: Symbols) -> Symbols:
        if isinstance(node, ast.If):
            return _read(node.test) | self._block(node.body, out) | self._block(node.orelse, out)
        if isinstance(node, ast.While):
            return self._loop(node, out, _read(node.test), NONE)
        if isinstance(node, ast.For):
            head = _read(node.iter) | _read(node.target) | _read(self._going.get(node))
            return self._loop(node, out, head, written([node.target]))
        if isinstance(node, (ast.With, ast.AsyncWith)):
            items = _read_all(item.context_expr for item in node.items)
            return items | (self._block(node.body, out) - written(node.items))
        if isinstance(node, ast.Match):
            return _read(node.subject) | out | NONE.union(*(self._block(case.body, out) for case in node.cases))
        if isinstance(node, (ast.Try, ast.TryStar)):
            out = self._block(node.finalbody, out)
            caught = NONE.union(*(_read(h.type) | self._block(h.body, out) for h in node.handlers))
            return self._block(node.body, self._block(node.orelse, out) | caught) | caught
        if isinstance(node, (ast.Raise, ast.Return)):
            return _read(node) | self._always
        return _read(node) | (out - written([node])) | self._always

    def _loop(self, node: ast.For | ast.While, out: Symbols, head: Symbols, kill: Symbols) -> Symbols:
        before = head | (out - kill)
        while True:
            after = head | ((self._block(node.body, before) | out) - kill)
            if after <= before:
                return before
            before |= after

    # --- forwards: what may be defined ---

    def _define(self, block: Sequence[ast.stmt], defined: Symbols) -> Symbols:
        for statement in block:
            self._defined[statement] = defined
            inside = defined
            if isinstance(statement, (ast.For, ast.While)):
                inside |= written([statement])
            for field in ("body", "orelse", "finalbody"):
                nested = getattr(statement, field, None)
                if isinstance(nested, list) and not isinstance(statement, SCOPES):
                    self._define(nested, inside)
            for part in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
                self._define(part.body, inside | written([statement]))
            defined |= written([statement])
        return defined
