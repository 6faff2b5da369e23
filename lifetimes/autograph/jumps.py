"""`return`, `break` and `continue` become flags, so that what follows them can be put under a condition."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

DO_RETURN, RETURN_VALUE = "do_return", "retval_"
FLAGS = (DO_RETURN, "break_", "continue_")


def name(identifier: str, store: bool = False) -> ast.Name:
    return ast.Name(identifier, ast.Store() if store else ast.Load())


def assign(identifier: str, value: ast.expr, where: ast.AST) -> ast.stmt:
    made = ast.Assign([name(identifier, store=True)], value)
    return ast.fix_missing_locations(ast.copy_location(made, where))


def _not(flag: str) -> ast.expr:
    return ast.UnaryOp(ast.Not(), name(flag))


def contains(node: ast.AST | list[Any], kinds: tuple[type[ast.AST], ...], barrier: tuple[type[ast.AST], ...]) -> bool:
    """Return whether a statement of one of the kinds is inside, not looking into the barriers."""
    children = node if isinstance(node, list) else list(ast.iter_child_nodes(node))
    return any(
        isinstance(child, kinds) or (not isinstance(child, barrier) and contains(child, kinds, barrier))
        for child in children
    )


_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_LOOPS = (ast.For, ast.While)


# --- which paths return ----------------------------------------------------------------------------------


def always_returns(block: list[ast.stmt]) -> bool:
    """Return whether every path through the block ends in a `return` or `raise`."""
    for statement in block:
        if isinstance(statement, (ast.Return, ast.Raise)):
            return True
        if isinstance(statement, ast.If) and always_returns(statement.body) and always_returns(statement.orelse):
            return True
        if isinstance(statement, ast.With) and always_returns(statement.body):
            return True
    return False


def complete_branches(block: list[ast.stmt]) -> list[ast.stmt]:
    """Turn `if c: return a` followed by more into `if c: return a` with the rest in the `else`, and the reverse."""
    result: list[ast.stmt] = []
    for i, statement in enumerate(block):
        result.append(statement)
        if not isinstance(statement, ast.If):
            continue
        statement.body, statement.orelse = complete_branches(statement.body), complete_branches(statement.orelse)
        rest = block[i + 1 :]
        yes, no = always_returns(statement.body), always_returns(statement.orelse)
        if yes != no and rest:
            (statement.orelse if yes else statement.body).extend(complete_branches(rest))
            return result
    return result


# --- lowering --------------------------------------------------------------------------------------------

Lower = Callable[[ast.stmt], "list[ast.stmt] | None"]


def _lower(block: list[ast.stmt], flag: str, jump: Lower, stays_out: tuple[type[ast.AST], ...]) -> list[ast.stmt]:
    """Replace jumps in a block by what `jump` gives, and guard what follows a statement that may have jumped."""
    result: list[ast.stmt] = []
    for i, statement in enumerate(block):
        replaced = jump(statement)
        if replaced is not None:
            return result + replaced
        before = ast.dump(statement)
        _lower_inside(statement, flag, jump, stays_out)
        result.append(statement)
        if ast.dump(statement) != before and block[i + 1 :]:
            rest = _lower(block[i + 1 :], flag, jump, stays_out)
            guard = ast.copy_location(ast.If(_not(flag), rest, []), block[i + 1])
            return [*result, ast.fix_missing_locations(guard)]
    return result


def _lower_inside(statement: ast.stmt, flag: str, jump: Lower, stays_out: tuple[type[ast.AST], ...]) -> None:
    if isinstance(statement, stays_out):
        return
    for field in ("body", "orelse", "finalbody"):
        block = getattr(statement, field, None)
        if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
            setattr(statement, field, _lower(block, flag, jump, stays_out))
    for handler in getattr(statement, "handlers", []):
        handler.body = _lower(handler.body, flag, jump, stays_out)


def lower_returns(body: list[ast.stmt]) -> list[ast.stmt]:
    """Replace `return v` by flags, where returns stand anywhere but at the end of the function."""
    early = contains(body[:-1] if isinstance(body[-1], ast.Return) else body, (ast.Return,), _SCOPES)
    if not early:
        return body
    first = body[0]

    def jump(statement: ast.stmt) -> list[ast.stmt] | None:
        if not isinstance(statement, ast.Return):
            return None
        value = statement.value or ast.Constant(None)
        return [assign(DO_RETURN, ast.Constant(True), statement), assign(RETURN_VALUE, value, statement)]

    lowered = _lower(complete_branches(body), DO_RETURN, jump, _SCOPES)
    for loop in [node for statement in lowered for node in ast.walk(statement) if isinstance(node, _LOOPS)]:
        if _sets(loop.body, DO_RETURN):
            loop.body = _stop_after_return(loop.body)
    end = ast.Return(ast.Call(ast.Attribute(name("ag__"), "returned", ast.Load()), [name(RETURN_VALUE)], []))
    return [
        assign(DO_RETURN, ast.Constant(False), first),
        *lowered,
        ast.fix_missing_locations(ast.copy_location(end, body[-1])),
    ]


def _sets(block: list[ast.stmt], flag: str) -> bool:
    return any(
        isinstance(node, ast.Name) and node.id == flag and isinstance(node.ctx, ast.Store)
        for statement in block
        for node in ast.walk(statement)
    )


def _stop_after_return(block: list[ast.stmt]) -> list[ast.stmt]:
    """A loop in which a return was lowered ends when the flag is set."""
    stop = ast.If(name(DO_RETURN), [ast.Break()], [])
    return [*block, ast.fix_missing_locations(ast.copy_location(stop, block[-1]))]


def lower_loop(loop: ast.For | ast.While, number: int) -> tuple[list[ast.stmt], str | None]:
    """Replace `break` and `continue` of one loop by flags; return statements to put before it, and the break flag."""
    ahead: list[ast.stmt] = []
    flag = None
    if contains(loop.body, (ast.Continue,), (*_SCOPES, *_LOOPS)):
        flag = f"continue_{number}"
        start = assign(flag, ast.Constant(False), loop.body[0])
        loop.body = [start, *_lower(loop.body, flag, _jump(ast.Continue, flag), (*_SCOPES, *_LOOPS))]
        ahead.append(assign(flag, ast.Constant(False), loop))
        flag = None
    if contains(loop.body, (ast.Break,), (*_SCOPES, *_LOOPS)):
        flag = f"break_{number}"
        loop.body = _lower(loop.body, flag, _jump(ast.Break, flag), (*_SCOPES, *_LOOPS))
        ahead.append(assign(flag, ast.Constant(False), loop))
    return ahead, flag


def _jump(kind: type[ast.stmt], flag: str) -> Lower:
    return lambda statement: [assign(flag, ast.Constant(True), statement)] if isinstance(statement, kind) else None
