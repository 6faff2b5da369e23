"""Turning a function: its source is found, turned, compiled, and given the cells of the original."""

import ast
import copy
import logging
from collections.abc import Iterator
from types import CellType, CodeType, FunctionType
from typing import Any

from lifetimes.autograph.source import Located, NoSource, UnsupportedLanguageElementError, locate
from lifetimes.autograph.transform import complete, turned


def turned_function(runtime: Any, function: FunctionType, asserts: bool = False) -> FunctionType:
    """Return a function that does what this one does, its control flow decided by the runtime.

    It shares the globals, defaults and closure cells of the original, so it keeps alive what that keeps alive and
    no more. The original itself is returned where its source cannot be had.
    """
    original = function.__code__
    known = runtime.turned.setdefault(original, {})
    if asserts not in known:
        known[asserts] = _compiled(function, asserts)
    code = known[asserts]
    if code is None:
        return function
    cells = dict(zip(original.co_freevars, function.__closure__ or (), strict=True))
    closure = tuple(CellType(runtime) if name == "ag__" else cells[name] for name in code.co_freevars)
    made = FunctionType(code, function.__globals__, function.__name__, function.__defaults__, closure)
    made.__kwdefaults__ = function.__kwdefaults__
    made.__qualname__ = function.__qualname__
    return made


def _compiled(function: FunctionType, asserts: bool) -> CodeType | None:
    try:
        located = locate(function)
    except UnsupportedLanguageElementError as error:
        _warn(function, error)
        return None
    except NoSource:
        return None
    definition = turned(located.definition, asserts)
    name, definition.name = definition.name, "ag__turned"  # so that its own name means what it meant outside
    module = ast.Module([_factory(definition, located, function.__code__.co_freevars)], [])
    try:
        code = compile(ast.fix_missing_locations(module), located.file, "exec", dont_inherit=True)
    except SyntaxError as error:  # such as an annotated name that a branch writes
        _warn(function, error)
        return None
    found = next(one for one in _inside(code) if one.co_name == definition.name)
    return _told(found, name).replace(co_qualname=function.__qualname__)


def _told(code: CodeType, name: str) -> CodeType:
    """Return code whose blocks bear the name of the function that they are blocks of, where lines are told."""
    name = name if code.co_name.startswith("ag__") else code.co_name
    inside = (_told(one, name) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_name=name, co_consts=tuple(inside))


def _warn(function: FunctionType, reason: Exception) -> None:
    """Warn that a function runs as it is written; it may have been written to be turned."""
    logging.getLogger("tensorflow").warning(
        f"AutoGraph could not transform {function} and will run it as-is.\nCause: {reason}\nTo silence this warning, "
        "decorate the function with @tf.autograph.experimental.do_not_convert"
    )


def check(function: FunctionType) -> None:
    """Raise UnsupportedLanguageElementError where a function cannot be turned for what is written in it."""
    try:
        locate(function)
    except UnsupportedLanguageElementError:
        raise
    except NoSource:
        return


def _factory(definition: ast.FunctionDef, located: Located, free: tuple[str, ...]) -> ast.FunctionDef:
    """Return a function around the definition in which its free variables, and `ag__`, are variables."""
    inside: ast.stmt = definition
    if located.class_name is not None:
        inside = ast.ClassDef(located.class_name, [], [], [definition], [])
    names = [ast.arg(name) for name in dict.fromkeys(("ag__", *free)) if name != "__class__" or not located.class_name]
    body = [inside]
    if located.class_name is not None and located.class_name not in free:
        body.insert(0, ast.Global([located.class_name]))  # where the method speaks of its class, it means what it meant
    made = ast.FunctionDef("ag__factory", ast.arguments([], names, None, [], [], None, []), body, [], None, None)
    if inside is not definition:
        complete(inside)
    return ast.copy_location(complete(made), definition)


def _inside(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _inside(constant)


def to_code(function: FunctionType) -> str:
    """Return the turned source as text. ValueError where the source cannot be had."""
    try:
        located = locate(function)
    except UnsupportedLanguageElementError:
        raise
    except NoSource as error:
        raise ValueError(f"Cannot convert {function.__qualname__}: {error}") from None
    definition = copy.deepcopy(located.definition)
    made = turned(definition)
    made.name = f"tf__{made.name}"
    return ast.unparse(ast.fix_missing_locations(made)) + "\n"
