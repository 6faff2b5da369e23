"""`return`, `break` and `continue` become flags, so that what follows them can be put under a condition."""

import ast

from lifetimes.autograph.liveness import SCOPES

DO_RETURN, RETURN_VALUE = "do_return", "retval_"
_LOOPS = (ast.For, ast.While)
Going = dict[ast.stmt, ast.expr]
"""Under which condition a `for` takes its next element, where it may be left early."""


def name(identifier: str, store: bool = False) -> ast.Name:
    return ast.Name(identifier, ast.Store() if store else ast.Load())


def assign(identifier: str, value: ast.expr, where: ast.AST) -> ast.stmt:
    made = ast.Assign([name(identifier, store=True)], value)
    return ast.fix_missing_locations(ast.copy_location(made, where))


def lowered(body: list[ast.stmt]) -> tuple[list[ast.stmt], Going]:
    """Return the body of a function without jumps, and what its loops go on for. No loop in it has an `else`."""
    lowering = _Lowering()
    return lowering.returns(lowering.loops(body)), lowering.going


def _blocks(statement: ast.AST) -> list[tuple[ast.AST, str]]:
    """Return where the blocks of a statement are: owner and field."""
    if isinstance(statement, SCOPES):
        return []
    found = []
    for field in ("body", "orelse", "finalbody"):
        block = getattr(statement, field, None)
        if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
            found.append((statement, field))
    for part in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        found += _blocks(part)
    return found


def _has(block: list[ast.stmt], kind: type[ast.stmt], barrier: tuple[type[ast.AST], ...]) -> bool:
    """Return whether a statement of a kind is in a block, not looking into the barriers."""
    for statement in block:
        if isinstance(statement, kind):
            return True
        inside = () if isinstance(statement, barrier) else _blocks(statement)
        if any(_has(getattr(owner, field), kind, barrier) for owner, field in inside):
            return True
    return False


class _Lowering:
    def __init__(self) -> None:
        self.going: Going = {}
        self._number = 0

    # --- break and continue ---

    def loops(self, block: list[ast.stmt]) -> list[ast.stmt]:
        """Replace `break` and `continue` of every loop in a block."""
        result: list[ast.stmt] = []
        for statement in block:
            for owner, field in _blocks(statement):
                setattr(owner, field, self.loops(getattr(owner, field)))
            result += self._loop(statement) if isinstance(statement, _LOOPS) else [statement]
        return result

    def _loop(self, loop: ast.For | ast.While) -> list[ast.stmt]:
        self._number += 1
        stops = f"break_{self._number}"
        result: list[ast.stmt] = [loop]
        if _has(loop.body, ast.Break, (*SCOPES, *_LOOPS)):
            loop.body = _lower(loop.body, _Jump(ast.Break, stops, False))
            self._stop_at(loop, stops)
            result = [assign(stops, ast.Constant(False), loop), loop]
        if _has(loop.body, ast.Continue, (*SCOPES, *_LOOPS)):
            skips = f"continue_{self._number}"
            start = assign(skips, ast.Constant(False), loop.body[0])
            loop.body = [start, *_lower(loop.body, _Jump(ast.Continue, skips, False))]
        return result

    def _stop_at(self, loop: ast.For | ast.While, flag: str) -> None:
        """Make a loop end when a flag is set."""
        stop: ast.expr = ast.copy_location(ast.UnaryOp(ast.Not(), ast.copy_location(name(flag), loop)), loop)
        if isinstance(loop, ast.While):
            loop.test = ast.copy_location(ast.BoolOp(ast.And(), [stop, loop.test]), loop.test)
            ast.fix_missing_locations(loop.test)
        else:
            more = self.going.get(loop)
            self.going[loop] = ast.fix_missing_locations(
                stop if more is None else ast.copy_location(ast.BoolOp(ast.And(), [stop, more]), loop)
            )

    # --- return ---

    def returns(self, body: list[ast.stmt]) -> list[ast.stmt]:
        """Replace `return v` by flags, where returns stand anywhere but at the end of the function."""
        if not _has(body[:-1] if isinstance(body[-1], ast.Return) else body, ast.Return, SCOPES):
            return body
        first = body[0]
        block = _lower(_complete(body), _Jump(ast.Return, DO_RETURN, True))
        for loop in [node for statement in block for node in ast.walk(statement) if isinstance(node, _LOOPS)]:
            if any(isinstance(n, ast.Name) and n.id == DO_RETURN for inner in loop.body for n in ast.walk(inner)):
                self._stop_at(loop, DO_RETURN)
        nothing = ast.Call(ast.Attribute(name("ag__"), "undefined", ast.Load()), [ast.Constant(RETURN_VALUE)], [])
        values: list[ast.expr] = [name(RETURN_VALUE), name(DO_RETURN)]
        end = ast.Return(ast.Call(ast.Attribute(name("ag__"), "returned", ast.Load()), values, []))
        return [
            assign(DO_RETURN, ast.Constant(False), first), assign(RETURN_VALUE, nothing, first), *block,
            ast.fix_missing_locations(ast.copy_location(end, body[-1])),
        ]  # fmt: skip


def _always_returns(block: list[ast.stmt]) -> bool:
    """Return whether every path through the block ends in a `return`."""
    for statement in block:
        if isinstance(statement, ast.Return):
            return True
        if isinstance(statement, ast.If) and _always_returns(statement.body) and _always_returns(statement.orelse):
            return True
        if isinstance(statement, ast.With) and _always_returns(statement.body):
            return True
    return False


def _complete(block: list[ast.stmt]) -> list[ast.stmt]:
    """Turn `if c: return a` followed by more into `if c: return a` with the rest in the `else`, and the reverse."""
    result: list[ast.stmt] = []
    for i, statement in enumerate(block):
        result.append(statement)
        for owner, field in _blocks(statement):
            setattr(owner, field, _complete(getattr(owner, field)))
        if not isinstance(statement, ast.If):
            continue
        yes, no = _always_returns(statement.body), _always_returns(statement.orelse)
        rest = block[i + 1 :]
        if yes or no:
            (statement.orelse if yes else statement.body).extend([] if yes and no else _complete(rest))
            return result
    return result


# --- one kind of jump ------------------------------------------------------------------------------------


class _Jump:
    """How one kind of jump becomes a flag. A `return` leaves loops too; the others are those of one loop."""

    def __init__(self, kind: type[ast.stmt], flag: str, leaves_loops: bool) -> None:
        self.kind, self.flag = kind, flag
        self.barrier = SCOPES if leaves_loops else (*SCOPES, *_LOOPS)

    def taken(self, statement: ast.stmt) -> list[ast.stmt]:
        """Return what is done instead. A value is computed first: where that fails, nothing was returned."""
        made = [assign(self.flag, ast.Constant(True), statement)]
        if isinstance(statement, ast.Return):
            made.insert(0, assign(RETURN_VALUE, statement.value or ast.Constant(None), statement))
        return made


def _lower(block: list[ast.stmt], jump: _Jump) -> list[ast.stmt]:
    """Replace the jumps in a block, and guard what follows a statement that may have jumped."""
    result: list[ast.stmt] = []
    for i, statement in enumerate(block):
        if isinstance(statement, jump.kind):
            return result + jump.taken(statement)
        result.append(statement)
        if isinstance(statement, jump.barrier) or not _has([statement], jump.kind, jump.barrier):
            continue
        for owner, field in _blocks(statement):
            setattr(owner, field, _lower(getattr(owner, field), jump))
        if rest := _lower(block[i + 1 :], jump):
            guard = ast.copy_location(ast.If(ast.UnaryOp(ast.Not(), name(jump.flag)), rest, []), rest[0])
            result.append(ast.fix_missing_locations(guard))
        break
    return result
