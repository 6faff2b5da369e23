"""Control flow becomes calls: `if`, `while` and `for` turn into functions of their blocks, handed to `ag__`.

    if x > 0:                  def ag__body_1(): nonlocal y; y = x
        y = x         ->       def ag__else_1(): nonlocal y; y = -x
    else:                      ag__.if_stmt(x > 0, ag__body_1, ag__else_1, get_state, set_state, ("y",), ...)
        y = -x

Whether that is a Python `if` or a node of a graph is decided when it runs, by what the condition is. Every
piece keeps the line of the source that it came from.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from lifetimes.autograph.jumps import FLAGS, RETURN_VALUE, lower_loop, lower_returns, name
from lifetimes.autograph.source import Definition

D = TypeVar("D", bound=ast.AST)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_UNTOUCHED = {"super", "locals", "globals", "vars", "eval", "exec", "dir", "print"}


def turned(definition: Definition, asserts: bool = False) -> ast.FunctionDef:
    """Return the definition with its control flow turned into calls. The given tree is used up."""
    function = _as_function(definition)
    parameters = _parameters(function)
    function.body = lower_returns(function.body)
    transformer = _Transformer(function, parameters, asserts)
    body = [new for statement in function.body for new in _as_list(transformer.visit(statement))]
    undefined = sorted(transformer.conditional - parameters)
    start = function.body[0]
    ahead: list[ast.stmt] = [ast.Expr(name("ag__"))]
    for one in undefined:
        ahead.append(ast.Assign([name(one, store=True)], _call("undefined", ast.Constant(one))))
    function.body = [_at(statement, start) for statement in ahead] + body
    return ast.fix_missing_locations(function)


def _as_function(definition: Definition) -> ast.FunctionDef:
    if isinstance(definition, ast.FunctionDef):
        definition.decorator_list, definition.returns = [], None
        _drop_docstring(definition)
        return definition
    body: list[ast.stmt] = [ast.copy_location(ast.Return(definition.body), definition.body)]
    made = ast.FunctionDef("lambda_", definition.args, body, [], None, None)
    return ast.copy_location(complete(made), definition)


def complete(made: D) -> D:
    """Fill the fields that a definition made by hand lacks on newer Pythons."""
    if "type_params" in type(made)._fields:
        made.type_params = []  # type: ignore[attr-defined]
    return made


def _drop_docstring(function: ast.FunctionDef) -> None:
    if ast.get_docstring(function, clean=False) is not None and len(function.body) > 1:
        del function.body[0]


def _parameters(function: ast.FunctionDef) -> set[str]:
    given = function.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    for argument in every:
        if argument is not None:
            argument.annotation = None
    return {argument.arg for argument in every if argument is not None}


def _at(node: Any, where: Any) -> Any:
    """Place what was made at the first line of what it was made from, so that errors point there."""
    node.lineno = node.end_lineno = where.lineno
    node.col_offset = node.end_col_offset = where.col_offset
    return ast.fix_missing_locations(node)


def _as_list(result: Any) -> list[ast.stmt]:
    return result if isinstance(result, list) else [] if result is None else [result]


def _call(function: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.Attribute(name("ag__"), function, ast.Load()), list(arguments), [])


def _thunk(expression: ast.expr) -> ast.Lambda:
    empty = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
    return ast.Lambda(empty, expression)


def stored(block: Sequence[ast.AST]) -> set[str]:
    """Return the names that a block binds in its own scope."""
    found: set[str] = set()
    for node in _own(block):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found.update((alias.asname or alias.name).partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            found.add(node.name)
    return {one for one in found if not one.startswith("ag__")}


def _own(block: Sequence[ast.AST]) -> Iterator[ast.AST]:
    """Walk a block without entering scopes of their own; a comprehension binds its targets for itself."""
    for node in block:
        yield node
        if isinstance(node, _SCOPES):
            continue
        if isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            continue
        yield from _own(list(ast.iter_child_nodes(node)))


class _Transformer(ast.NodeTransformer):
    """One function being turned. `conditional` collects the names that blocks of it bind."""

    def __init__(self, function: ast.FunctionDef, parameters: set[str], asserts: bool) -> None:
        self.parameters, self.asserts = parameters, asserts
        self.conditional: set[str] = set()
        self.globals = {n for node in _own(function.body) if isinstance(node, ast.Global) for n in node.names}
        self.outer = {n for node in _own(function.body) if isinstance(node, ast.Nonlocal) for n in node.names}
        self.number = 0
        self.reads = [
            (node.lineno, node.col_offset, node.id)
            for node in ast.walk(function)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
        ]
        self.loops: list[ast.AST] = []

    # --- what a block changes ---

    def _state(self, block: Sequence[ast.AST]) -> list[str]:
        names = sorted(stored(block))
        self.conditional.update(one for one in names if one not in self.globals | self.outer)
        return names

    def _read_after(self, statement: ast.AST, names: list[str]) -> list[str]:
        """Return which names are read after a statement, or elsewhere in a loop around it."""
        begin, end = _extent(statement)
        start = _extent(self.loops[0])[0] if self.loops else end
        later = {one for *place, one in self.reads if start <= tuple(place) and not begin <= tuple(place) < end}
        return [one for one in names if one in later or one == RETURN_VALUE or one.startswith(FLAGS)]

    def _block(self, label: str, arguments: list[str], block: list[ast.stmt], names: list[str]) -> ast.FunctionDef:
        shared = [one for one in names if one not in self.globals]
        declared: list[ast.stmt] = [ast.Nonlocal(shared)] if shared else []
        declared += [ast.Global(sorted(set(names) & self.globals))] if set(names) & self.globals else []
        given = ast.arguments([], [ast.arg(one) for one in arguments], None, [], [], None, [])
        made = ast.FunctionDef(f"ag__{label}_{self.number}", given, [*declared, *block] or [ast.Pass()], [], None, None)
        return complete(made)

    def _accessors(self, names: list[str]) -> list[ast.stmt]:
        """Return functions that read and write all the names at once."""
        values = ast.Tuple([name(one) for one in names], ast.Load())
        get = self._block("get", [], [ast.Return(values)], [])
        targets = ast.Tuple([name(one, store=True) for one in names], ast.Store())
        write: list[ast.stmt] = [ast.Assign([targets], name("ag__values"))] if names else [ast.Pass()]
        return [get, self._block("set", ["ag__values"], write, names)]

    def _finish(self, made: list[ast.stmt], where: ast.AST) -> list[ast.stmt]:
        return [_at(statement, where) for statement in made]

    def _visited(self, block: list[ast.stmt]) -> list[ast.stmt]:
        return [new for statement in block for new in _as_list(self.visit(statement))]

    # --- statements ---

    def visit_If(self, node: ast.If) -> Any:
        names = self._state([*node.body, *node.orelse])
        after = self._read_after(node, names)
        test = self.visit(node.test)
        body, orelse = self._visited(node.body), self._visited(node.orelse)
        self.number += 1
        n = self.number
        blocks = [self._block("body", [], body, names), self._block("else", [], orelse, names)]
        call = _call("if_stmt", test, *(name(f"ag__{b}_{n}") for b in ("body", "else", "get", "set")),
                     _names(names), _names(after))  # fmt: skip
        return self._finish([*self._accessors(names), *blocks, ast.Expr(call)], node)

    def visit_While(self, node: ast.While) -> Any:
        if node.orelse:
            return self.generic_visit(node)
        ahead, flag = lower_loop(node, self.number + 1)
        self._state([*ahead, *node.body])
        test = node.test if flag is None else _and_not(flag, node.test)
        return self._visited(ahead) + self._loop(node, "while_stmt", [_thunk(self._visit_test(test))], [], [])

    def _visit_test(self, test: ast.expr) -> ast.expr:
        return self.visit(ast.fix_missing_locations(test))  # type: ignore[no-any-return]

    def visit_For(self, node: ast.For) -> Any:
        if node.orelse:
            return self.generic_visit(node)
        ahead, flag = lower_loop(node, self.number + 1)
        self._state([*ahead, node.target, *node.body])
        going: ast.expr = ast.Constant(None) if flag is None else _thunk(self._visit_test(_not(flag)))
        target = _at(ast.Assign([node.target], name("ag__item")), node)
        iterated = self.visit(node.iter)
        return self._visited(ahead) + self._loop(node, "for_stmt", [iterated, going], ["ag__item"], [target])

    def _loop(
        self,
        node: ast.While | ast.For,
        function: str,
        first: list[ast.expr],
        arguments: list[str],
        start: list[ast.stmt],
    ) -> list[ast.stmt]:
        options, node.body = _loop_options(node.body)
        names = self._state([*start, *node.body])
        after = self._read_after(node, names)
        self.loops.append(node)
        body = [*start, *self._visited(node.body)]
        self.loops.pop()
        self.number += 1
        n = self.number
        chosen = ast.Constant(None) if options is None else _thunk(options)
        call = _call(function, *first, *(name(f"ag__{b}_{n}") for b in ("body", "get", "set")),
                     _names(names), _names(after), chosen)  # fmt: skip
        return self._finish(
            [*self._accessors(names), self._block("body", arguments, body, names), ast.Expr(call)], node
        )

    def visit_Assert(self, node: ast.Assert) -> Any:
        if not self.asserts:
            return self.generic_visit(node)
        message = self.visit(node.msg) if node.msg is not None else ast.Constant("")
        return _at(ast.Expr(_call("assert_stmt", self.visit(node.test), _thunk(message))), node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> Any:
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> Any:
        return node

    # --- expressions ---

    def visit_Name(self, node: ast.Name) -> Any:
        if isinstance(node.ctx, ast.Load) and node.id in self.conditional and node.id not in self.parameters:
            return _at(_call("ld", node), node)
        return node

    def visit_Call(self, node: ast.Call) -> Any:
        if isinstance(node.func, ast.Name) and node.func.id in _UNTOUCHED:
            return self.generic_visit(node)
        node = self.generic_visit(node)  # type: ignore[assignment]
        return _at(
            ast.Call(ast.Attribute(name("ag__"), "call", ast.Load()), [node.func, *node.args], node.keywords), node
        )

    def visit_BoolOp(self, node: ast.BoolOp) -> Any:
        values = [self.visit(value) for value in node.values]
        function = "and_" if isinstance(node.op, ast.And) else "or_"
        return _at(_call(function, *(_thunk(value) for value in values)), node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> Any:
        node = self.generic_visit(node)  # type: ignore[assignment]
        return _at(_call("not_", node.operand), node) if isinstance(node.op, ast.Not) else node

    def visit_Compare(self, node: ast.Compare) -> Any:
        if len(node.ops) == 1:
            return self.generic_visit(node)
        lefts = [node.left, *node.comparators[:-1]]
        pairs: list[ast.expr] = [
            ast.Compare(left, [relation], [right])
            for left, relation, right in zip(lefts, node.ops, node.comparators, strict=True)
        ]
        return self.visit(_at(ast.BoolOp(ast.And(), pairs), node))

    def visit_IfExp(self, node: ast.IfExp) -> Any:
        node = self.generic_visit(node)  # type: ignore[assignment]
        return _at(_call("if_exp", node.test, _thunk(node.body), _thunk(node.orelse)), node)


def _extent(node: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    return (node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0)


def _names(names: list[str]) -> ast.expr:
    return ast.Tuple([ast.Constant(one) for one in names], ast.Load())


def _not(flag: str) -> ast.expr:
    return ast.UnaryOp(ast.Not(), name(flag))


def _and_not(flag: str, test: ast.expr) -> ast.expr:
    return ast.copy_location(ast.BoolOp(ast.And(), [_not(flag), test]), test)


def _loop_options(body: list[ast.stmt]) -> tuple[ast.expr | None, list[ast.stmt]]:
    """Take a call of `set_loop_options` out of a body; it is for the loop, not for the turn."""
    for i, statement in enumerate(body):
        call = statement.value if isinstance(statement, ast.Expr) else None
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "set_loop_options":
            given = ast.Call(name("dict"), [], call.keywords)
            return _at(given, statement), [*body[:i], *body[i + 1 :]] or [_at(ast.Pass(), statement)]
    return None, body
