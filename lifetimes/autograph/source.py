"""The source of a function: its syntax tree with the line numbers of its file, so that errors point there."""

import ast
import inspect
from collections.abc import Iterator
from types import CodeType, FunctionType
from typing import NamedTuple

Definition = ast.FunctionDef | ast.Lambda


class NoSource(Exception):
    """The source cannot be had, or cannot be turned: typed into a REPL, a generator, two lambdas alike on a line."""


class UnsupportedLanguageElementError(NoSource, NotImplementedError):
    """A function has something in it that is never turned, in TensorFlow's words."""


class Located(NamedTuple):
    """A definition in its file: the tree, the class around it (for private names), and the file."""

    definition: Definition
    class_name: str | None
    file: str


def locate(function: FunctionType) -> Located:
    """Return the definition of a function. NoSource where there is none to be had."""
    code = function.__code__
    if code.co_flags & (inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR):
        raise NoSource(f"{function.__qualname__} is a generator or a coroutine")
    try:
        lines, _ = inspect.findsource(function)
        tree = ast.parse("".join(lines))
    except (OSError, TypeError, SyntaxError, IndexError) as error:
        raise NoSource(str(error)) from None
    found = [one for one in _definitions(tree, None, code.co_firstlineno) if _matches(one[0], code)]
    if len(found) > 1 and isinstance(found[0][0], ast.Lambda):
        found = [one for one in found if _parameters(one[0].args) == inspect.getargs(code)]
        if len(found) != 1:
            raise _alike(function, [definition for definition, _ in found])
    if len(found) != 1:
        raise NoSource(f"{len(found)} definitions in {code.co_filename} could be {function.__qualname__}")
    _check(found[0][0])
    return Located(*found[0], code.co_filename)


def _check(definition: Definition) -> None:
    """Refuse what TensorFlow refuses to turn. Source: `autograph/core/unsupported_features_checker.py`."""
    for node in ast.walk(definition):
        if isinstance(node, (ast.For, ast.While)) and node.orelse:
            loop = "for" if isinstance(node, ast.For) else "while"
            raise UnsupportedLanguageElementError(f"{loop}/else statement not yet supported")
        if isinstance(node, ast.NamedExpr):
            raise UnsupportedLanguageElementError(f"({node.target.id} := {ast.unparse(node.value)})")
        if isinstance(node, ast.Attribute) and node.attr.startswith("__") and not node.attr.endswith("__"):
            raise UnsupportedLanguageElementError("mangled names are not yet supported")


def _definitions(node: ast.AST, owner: str | None, line: int) -> Iterator[tuple[Definition, str | None]]:
    """Yield the definitions inside a node that begin at a line; statements before it and behind it are not entered."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt) and not _first_line(child) <= line <= (child.end_lineno or line):
            continue
        if isinstance(child, (ast.FunctionDef, ast.Lambda)):
            yield child, owner
        yield from _definitions(child, child.name if isinstance(child, ast.ClassDef) else owner, line)


def _first_line(node: ast.stmt | Definition) -> int:
    """Return the line where a node begins, its decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _matches(node: Definition, code: CodeType) -> bool:
    """Return whether code may be that of a definition: a lambda, where it spans the line of the code."""
    line = code.co_firstlineno
    if isinstance(node, ast.Lambda):
        return code.co_name == "<lambda>" and node.lineno <= line <= (node.end_lineno or line)
    return node.name == code.co_name and _first_line(node) == line


def _parameters(given: ast.arguments) -> inspect.Arguments:
    """Return the names of parameters as code tells them; those for places alone count as little as in TensorFlow."""
    star, stars = (None if one is None else one.arg for one in (given.vararg, given.kwarg))
    return inspect.Arguments([one.arg for one in (*given.args, *given.kwonlyargs)], star, stars)


def _alike(function: FunctionType, found: list[Definition]) -> UnsupportedLanguageElementError:
    texts = "\n".join(f"Match {place}:\n{ast.unparse(definition)}\n" for place, definition in enumerate(found))
    return UnsupportedLanguageElementError(
        f"could not parse the source code of {function}: found multiple definitions with identical signatures at the "
        "location. This error may be avoided by defining each lambda on a single line and with unique argument names. "
        f"The matching definitions were:\n{texts}"
    )
