"""Pieces of source, as trees of libcst: what is in one, one with other parts, its text.

A word that stands for nothing by itself is no piece: an attribute, the keyword of an argument.
"""

import functools
import keyword
import operator
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from typing import Any

import libcst as cst

from lifetimes.upgrade.report import Left

# The attributes of a tree that hold no pieces: besides blanks, words that stand for nothing by themselves.
BLANKS = ("lpar", "rpar", "lbracket", "rbracket", "lbrace", "rbrace", "comma", "colon", "equal", "semicolon", "header",
          "footer", "leading_lines", "lines_after_decorators", "newline", "indent", "value_newline",
          "attr", "keyword")  # fmt: skip


@functools.cache
def parts_of(form: Any) -> list[str]:
    """Return the attributes of a form of source that hold its pieces."""
    return [part.name for part in fields(form) if part.name not in BLANKS and "whitespace" not in part.name]


def pieces(node: Any) -> Iterator[tuple[str, Any]]:
    """Return what a piece of source consists of, by attribute: a piece, or a list of pieces."""
    parts = ((name, getattr(node, name)) for name in parts_of(node.__class__))
    return ((name, part) for name, part in parts if isinstance(part, (cst.CSTNode, list, tuple)))


def nodes(node: Any) -> Iterator[Any]:
    """Return a piece of source and everything in it."""
    yield node
    for _, part in pieces(node):
        for one in part if isinstance(part, (list, tuple)) else (part,):
            yield from nodes(one)


def all_of(node: Any, *forms: Any) -> list[Any]:
    """Return what a piece of source has of some forms."""
    return [n for n in nodes(node) if isinstance(n, forms)]


def words_in(node: Any) -> set[str]:
    """Return the names in a piece of source."""
    return {n.value for n in all_of(node, cst.Name)}


def changed(node: Any, change: Callable[[Any], Any]) -> Any:
    """Return a piece of source with what its parts become: each a piece, or several in a list."""
    new: dict[str, Any] = {}
    for name, part in pieces(node):
        if isinstance(part, cst.CSTNode):
            made = change(part)
        else:
            made = [piece for one in map(change, part) for piece in (one if isinstance(one, list) else [one])]
            made = part if len(made) == len(part) and all(map(operator.is_, made, part)) else made
        if made is not part:
            new[name] = made
    return node.with_changes(**new) if new else node


def replaced(node: Any, change: Callable[[Any], Any]) -> Any:
    """Return a piece of source with what everything in it becomes, the inner pieces first."""
    return change(changed(node, lambda part: replaced(part, change)))


def code(made: Any) -> str:
    """Return the source of a piece, or of several."""
    return "".join(map(cst.Module([]).code_for_node, made if isinstance(made, list) else [made]))


def only(line: Any) -> Any:
    """Return what a line consists of, None where this is a block, or several in one line."""
    return line.body[0] if isinstance(line, cst.SimpleStatementLine) and len(line.body) == 1 else None


def parsed(text: str) -> list[Any]:
    """Return source as statements, with the lines above the first one kept."""
    module = cst.parse_module(text)
    body = list(module.body)
    if body and module.header:
        body[0] = body[0].with_changes(leading_lines=[*module.header, *body[0].leading_lines])
    return body


# --- what binds names ---

# The forms that bind names, and the part of each that holds them.
BINDING: dict[Any, str] = {
    cst.AssignTarget: "target", cst.For: "target", cst.AugAssign: "target", cst.CompFor: "target",
    cst.Param: "name", cst.AsName: "name",
}  # fmt: skip
NAMING = {**BINDING, cst.AnnAssign: "target", cst.NamedExpr: "target", cst.FunctionDef: "name", cst.ClassDef: "name"}


def names_bound_in(node: Any, forms: Iterable[Any] = BINDING) -> set[str]:
    """Return the names that a piece of source binds by some forms: of a function, its parameters are among them."""
    return {name.value for name in names_bound(node, forms)}


def names_bound(node: Any, forms: Iterable[Any] = NAMING) -> list[Any]:
    """Return where names stand that a piece of source binds something to."""
    stack = [getattr(n, NAMING[type(n)]) for n in nodes(node) if type(n) in forms]
    for target in stack:
        stack += [element.value for element in target.elements] if isinstance(target, (cst.Tuple, cst.List)) else []
    return [target for target in stack if isinstance(target, cst.Name)]


# --- calls ---


def last_name(node: Any) -> str:
    """Return what stands behind the last point of a name."""
    return node.attr.value if isinstance(node, cst.Attribute) else node.value if isinstance(node, cst.Name) else ""


def argument(call: cst.Call, position: int, *names: str) -> Any:
    """Return the argument of a call at a position or under one of its names, None where it was not given."""
    for given in call.args:
        if given.keyword is not None and given.keyword.value in names:
            return given.value
    plain = [given for given in call.args if given.keyword is None and not given.star]
    return plain[position].value if 0 <= position < len(plain) else None


def given_to(call: cst.Call, names: Iterable[str]) -> dict[str, Any]:
    """Return the arguments of a call by name, of parameters in their order. Left refuses stars."""
    if any(given.star for given in call.args):
        raise Left("arguments are given by a star; write them out")
    found = {name: argument(call, position, name) for position, name in enumerate(names)}
    return {name: value for name, value in found.items() if value is not None}


# --- text ---


def quoted(value: Any) -> str:
    """Return a plain value as source; words in double quotes."""
    text = repr(value)
    return f'"{text[1:-1]}"' if isinstance(value, str) and '"' not in text else text


def indented(lines: Iterable[str]) -> str:
    return textwrap.indent("\n".join(lines), "    ")


def fresh(wanted: str, taken: set[str]) -> str:
    """Return an identifier close to a wanted word that is not taken, and take it."""
    word = re.sub(r"\W+", "_", wanted).strip("_") or "value"
    word = f"_{word}" if word[0].isdigit() or keyword.iskeyword(word) else word
    found, number = word, 2
    while found in taken:
        found, number = f"{word}_{number}", number + 1
    taken.add(found)
    return found
