"""Control flow becomes calls: `if`, `while` and `for` turn into functions of their blocks, handed to `ag__`.

    if x > 0:                  def ag__body_1(): nonlocal y; y = x
        y = x         ->       def ag__else_1(): nonlocal y; y = -x
    else:                      ag__.if_stmt(x > 0, ag__body_1, ag__else_1, get_state, set_state, ("y",), 1)
        y = -x

Whether that is a Python `if` or a node of a graph is decided when it runs, by what the condition is. What a block
writes and somebody may read is its state; other names are the block's own (`liveness`). Every piece keeps the line
of the source that it came from.
"""

import ast
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from lifetimes.autograph.jumps import lowered, name
from lifetimes.autograph.liveness import Liveness, Symbols, names_in, own, written
from lifetimes.autograph.source import Definition

D = TypeVar("D", bound=ast.AST)
_UNTOUCHED = {"super", "locals", "globals", "vars", "eval", "exec", "dir", "print"}
_LOOKING = {"super", "locals", "globals", "eval"}
_CONTROL = (ast.If, ast.For, ast.While)


def turned(definition: Definition, asserts: bool = False) -> ast.FunctionDef:
    """Return the definition with its control flow turned into calls. The given tree is used up."""
    function = _as_function(definition)
    transformer = _Transformer(function, _parameters(function), asserts)
    start = function.body[0]
    function.body = [_at(ast.Expr(name("ag__")), start), *transformer.block(transformer.body)]
    return ast.fix_missing_locations(function)


def _as_function(definition: Definition) -> ast.FunctionDef:
    if isinstance(definition, ast.FunctionDef):
        definition.decorator_list, definition.returns = [], None
        if ast.get_docstring(definition, clean=False) is not None and len(definition.body) > 1:
            del definition.body[0]
        return definition
    body: list[ast.stmt] = [ast.copy_location(ast.Return(definition.body), definition)]
    made = ast.FunctionDef("lambda_", definition.args, body, [], None, None)
    return ast.copy_location(complete(made), definition)


def complete(made: D) -> D:
    """Fill the fields that a definition made by hand lacks on newer Pythons."""
    if "type_params" in type(made)._fields:
        made.type_params = []  # type: ignore[attr-defined]
    return made


def _parameters(function: ast.FunctionDef) -> Symbols:
    given = function.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    for argument in every:
        if argument is not None:
            argument.annotation = None
    return frozenset(argument.arg for argument in every if argument is not None)


def _at(node: Any, where: Any) -> Any:
    """Place what was made at the first line of what it was made from, so that errors point there."""
    node.lineno = node.end_lineno = where.lineno
    node.col_offset = node.end_col_offset = where.col_offset
    return ast.fix_missing_locations(node)


def _call(function: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.Attribute(name("ag__"), function, ast.Load()), list(arguments), [])


def _thunk(expression: ast.expr) -> ast.Lambda:
    empty = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
    return ast.Lambda(empty, expression)


def _lacking(one: str) -> ast.stmt:
    """Return the statement after which a name has no value."""
    return ast.Assign([name(one, store=True)], _call("undefined", ast.Constant(one)))


class _State(NamedTuple):
    """What a control statement writes. The first `outputs` of the symbols matter after it, the others only before."""

    symbols: list[str]
    outputs: int
    undefined: list[str]


class _Transformer(ast.NodeTransformer):
    """One function being turned. `may_lack` are the names that may have no value where they are read."""

    def __init__(self, function: ast.FunctionDef, parameters: Symbols, asserts: bool) -> None:
        self.asserts = asserts
        self.first = next((argument.arg for argument in (*function.args.posonlyargs, *function.args.args)), None)
        self.globals = {n for node in own(function.body) if isinstance(node, ast.Global) for n in node.names}
        self.outer = {n for node in own(function.body) if isinstance(node, ast.Nonlocal) for n in node.names}
        self.number, self.in_choice = 0, False
        self.body, self.going = lowered(function.body)
        self.liveness = Liveness(self.body, parameters, frozenset(self.outer), self.going)
        deleted = written([node for node in own(self.body) if isinstance(node, ast.Delete)])
        self.may_lack = deleted | (written([n for n in own(self.body) if isinstance(n, _CONTROL)]) - parameters)

    # --- what a block changes ---

    def _state(self, node: ast.stmt, written_here: Symbols) -> _State:
        live_in, live_out, defined = self.liveness.around(node)
        simple = {one for one in written_here if one.isidentifier()}
        composite = {one for one in written_here - simple if names_in(one) <= live_in}
        shared = simple & (live_in | live_out)
        only_before = (shared & live_in) - live_out
        symbols = sorted(shared | composite, key=lambda one: (one in only_before, one))
        undefined = sorted(simple - defined - self.globals - self.outer)
        return _State(symbols, len(symbols) - len(only_before), undefined)

    def _block(self, label: str, arguments: list[str], block: list[ast.stmt], names: list[str]) -> ast.FunctionDef:
        simple = [one for one in names if one.isidentifier()]
        shared = [one for one in simple if one not in self.globals]
        declared: list[ast.stmt] = [ast.Nonlocal(shared)] if shared else []
        declared += [ast.Global(sorted(set(simple) & self.globals))] if set(simple) & self.globals else []
        given = ast.arguments([], [ast.arg(one) for one in arguments], None, [], [], None, [])
        made = ast.FunctionDef(f"ag__{label}_{self.number}", given, [*declared, *block] or [ast.Pass()], [], None, None)
        return complete(made)

    def _accessors(self, names: list[str]) -> list[ast.stmt]:
        """Return functions that read and write all the symbols at once."""
        values: list[ast.expr] = [
            name(one) if one.isidentifier() else _call("ldu", _thunk(_expression(one)), ast.Constant(one))
            for one in names
        ]
        get = self._block("get", [], [ast.Return(ast.Tuple(values, ast.Load()))], [])
        targets = ast.Tuple([_expression(one, store=True) for one in names], ast.Store())
        write: list[ast.stmt] = [ast.Assign([targets], name("ag__values"))] if names else [ast.Pass()]
        return [get, self._block("set", ["ag__values"], write, names)]

    def _finish(
        self, node: ast.stmt, state: _State, function: str, first: list[ast.expr], blocks: dict[str, list[ast.stmt]],
        arguments: list[str], last: list[ast.expr],
    ) -> list[ast.stmt]:  # fmt: skip
        """Return what a control statement becomes: its blocks as functions, and a call of what decides on them."""
        self.number += 1
        lacking = [_lacking(one) for one in state.undefined]
        made = [self._block(label, arguments, block, state.symbols) for label, block in blocks.items()]
        given = [name(f"ag__{label}_{self.number}") for label in (*blocks, "get", "set")]
        names = ast.Tuple([ast.Constant(one) for one in state.symbols], ast.Load())
        call = ast.Expr(_call(function, *first, *given, names, *last))
        return [_at(statement, node) for statement in (*lacking, *self._accessors(state.symbols), *made, call)]

    def block(self, block: list[ast.stmt]) -> list[ast.stmt]:
        """Return a block turned."""
        made = [self.visit(statement) for statement in block]
        return [new for one in made for new in (one if isinstance(one, list) else [one])]

    # --- statements ---

    def visit_If(self, node: ast.If) -> Any:
        state = self._state(node, written([*node.body, *node.orelse]))
        test = self.visit(node.test)
        blocks = {"body": self.block(node.body), "else": self.block(node.orelse)}
        return self._finish(node, state, "if_stmt", [test], blocks, [], [ast.Constant(state.outputs)])

    def visit_While(self, node: ast.While) -> Any:
        return self._loop(node, "while_stmt", written(node.body), lambda: [_thunk(self.visit(node.test))], [], [], [])

    def visit_For(self, node: ast.For) -> Any:
        more = self.going.get(node)

        def first() -> list[ast.expr]:
            return [self.visit(node.iter), ast.Constant(None) if more is None else _thunk(self.visit(more))]

        target = _at(ast.Assign([node.target], name("ag__item")), node)
        iterated = ast.Constant(ast.unparse(node.target))
        changed = written([node.target, *node.body])
        return self._loop(node, "for_stmt", changed, first, ["ag__item"], [target], [iterated])

    def _loop(
        self, node: ast.While | ast.For, function: str, changed: Symbols, first: Callable[[], list[ast.expr]],
        arguments: list[str], start: list[ast.stmt], last: list[ast.expr],
    ) -> list[ast.stmt]:  # fmt: skip
        state = self._state(node, changed)
        options, node.body = _loop_options(node.body)
        begin = first()
        blocks = {"body": [*start, *self.block(node.body)]}
        chosen = ast.Constant(None) if options is None else _thunk(options)
        return self._finish(node, state, function, begin, blocks, arguments, [chosen, *last])

    def visit_Delete(self, node: ast.Delete) -> Any:
        """A deleted name is one without a value: a branch or loop may have to read it."""
        lacking = [t.id for t in node.targets if isinstance(t, ast.Name) and t.id not in self.globals]
        made: list[ast.stmt] = [_at(_lacking(one), node) for one in lacking]
        node.targets = [t for t in node.targets if not isinstance(t, ast.Name) or t.id in self.globals]
        return [*made, *([self.generic_visit(node)] if node.targets else [])]

    def visit_AugAssign(self, node: ast.AugAssign) -> Any:
        made = [self.generic_visit(node)]
        if isinstance(node.target, ast.Name) and node.target.id in self.may_lack:
            read = ast.Assign([name(node.target.id, store=True)], _call("ld", name(node.target.id)))
            made.insert(0, _at(read, node))
        return made

    def visit_Assert(self, node: ast.Assert) -> Any:
        if not self.asserts:
            return self.generic_visit(node)
        message = self.visit(node.msg) if node.msg is not None else ast.Constant("")
        return _at(ast.Expr(_call("assert_stmt", self.visit(node.test), _thunk(message))), node)

    def visit_FunctionDef(self, node: Any) -> Any:
        return node

    visit_ClassDef = visit_FunctionDef  # noqa: N815 - a name that `ast` looks for

    # --- expressions ---

    def visit_Name(self, node: ast.Name) -> Any:
        if isinstance(node.ctx, ast.Load) and node.id in self.may_lack:
            return _at(_call("ld", node), node)
        return node

    def visit_Call(self, node: ast.Call) -> Any:
        owner = node.func.value if isinstance(node.func, ast.Attribute) else None
        if isinstance(owner, ast.Name) and owner.id == "ag__":
            return node  # ours
        if isinstance(node.func, ast.Name) and node.func.id in _UNTOUCHED:
            looks = node.func.id in _LOOKING and not (node.func.id == "super" and node.args)
            if looks and node.func.id == "super" and self.first is not None:
                node.args = [name("__class__"), name(self.first)]  # a block is a function: Python finds neither there
            made = self.generic_visit(node)
            return _at(_call("looked", made), node) if looks else made  # type: ignore[arg-type]
        node = self.generic_visit(node)  # type: ignore[assignment]
        made = _call("call", node.func, *node.args)
        made.keywords = node.keywords
        return _at(made, node)

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
        parts = zip([node.left, *node.comparators], node.ops, node.comparators, strict=False)
        pairs: list[ast.expr] = [ast.Compare(left, [relation], [right]) for left, relation, right in parts]
        return self.visit(_at(ast.BoolOp(ast.And(), pairs), node))

    def visit_IfExp(self, node: ast.IfExp) -> Any:
        """A choice inside of a choice stays Python's, as in TensorFlow."""
        inside, self.in_choice, shown = self.in_choice, True, ast.Constant(ast.unparse(node.test))
        node = self.generic_visit(node)  # type: ignore[assignment]
        self.in_choice = inside
        return node if inside else _at(_call("if_exp", node.test, _thunk(node.body), _thunk(node.orelse), shown), node)


def _expression(symbol: str, store: bool = False) -> ast.expr:
    """Return the expression that a symbol is, to be read or to be written."""
    made = ast.parse(symbol, mode="eval").body
    if store:
        made.ctx = ast.Store()  # type: ignore[attr-defined]
    return made


def _loop_options(body: list[ast.stmt]) -> tuple[ast.expr | None, list[ast.stmt]]:
    """Take a call of `set_loop_options` out of a body; it is for the loop, not for the turn."""
    for i, statement in enumerate(body):
        call = statement.value if isinstance(statement, ast.Expr) else None
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "set_loop_options":
            given = ast.Call(name("dict"), [], call.keywords)
            return _at(given, statement), [*body[:i], *body[i + 1 :]] or [_at(ast.Pass(), statement)]
    return None, body
