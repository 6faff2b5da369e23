"""Pieces of source are found and changed wherever they stand, and what is not changed stays letter for letter."""

import ast

import libcst as cst
import pytest

from lifetimes.upgrade.source import argument, changed, code, fresh, names_bound_in, replaced, words_in

SOURCE = '''\
import a.b as c, d  # a comment
from e import (f as g)
@h.i(j=k)
async def l(m, /, n=o, *p: q, r, **s) -> t:
    global u
    async with v as (w, [x, *y]), z: pass
    return (yield aa[ab:ac, ...]), await ad.ae
class af(ag, metaclass=ah):
    ai: aj = lambda ak, *al: am if an else ao
    ap += f"{aq!r:>{ar}}" 'as' f"""{at=}"""
for au, av.aw in ax: break
else: del ay, az[ba]
while (bb := bc) < bd <= be: continue
try:
    raise bf from bg
except (bh, bi) as bj:
    assert bk, bl
finally:
    {bm: bn, **bo}; [*bp, bq]; {br for bs in bt if bu for bv in bw}
match bx:
    case [by, *bz] | {"ca": cb, **cc} if cd: print(ce.cf(cg=ch, *ci, **cj)  # another
        + ck)
'''
TREE = cst.parse_module(SOURCE)


def test_the_names_of_a_source_are_those_of_python_without_attributes_and_keywords():
    """Python's own tree has the words of imports, functions and patterns as texts; those are here as well."""
    read = {node.id for node in ast.walk(ast.parse(SOURCE)) if isinstance(node, ast.Name)}
    texts = {*"acdefglmnprsu", "b", "af", "ak", "al", "bj", "by", "bz", "cb", "cc"}

    assert words_in(TREE) == read | texts - {"b"}


def test_what_is_bound_is_told_without_parts_of_objects():
    assert names_bound_in(TREE) >= {"c", "g", "w", "x", "y", "au", "ap", "ak", "al", "bs", "bv", "bj"}
    assert not names_bound_in(TREE) & {"av", "aw", "ay", "az", "ba"}


def test_a_piece_of_which_nothing_changes_is_itself():
    assert replaced(TREE, lambda piece: piece) is TREE
    assert changed(TREE.body[0], lambda piece: piece) is TREE.body[0]


def test_one_name_changes_and_the_rest_stays_letter_for_letter():
    def other(piece):
        return cst.Name("other") if isinstance(piece, cst.Name) and piece.value == "ck" else piece

    assert replaced(TREE, other).code == SOURCE.replace("+ ck)", "+ other)")


def test_a_statement_may_become_several_or_none():
    tree = cst.parse_module("first\nif True:\n    second\nthird\n")
    taken = {"first\n": [], "second\n": [cst.parse_statement("x"), cst.parse_statement("y")]}

    made = replaced(
        tree, lambda piece: taken.get(code(piece), piece) if isinstance(piece, cst.BaseStatement) else piece
    )

    assert made.code == "if True:\n    x\n    y\nthird\n"


@pytest.mark.parametrize(
    ("call", "found"), [("f(1, 2)", "2"), ("f(b=3)", "3"), ("f(1, c=2)", None), ("f(1, *b)", None)]
)
def test_an_argument_is_found_by_its_place_or_its_name(call, found):
    value = argument(cst.parse_expression(call), 1, "b")

    assert (None if value is None else code(value)) == found


def test_a_fresh_name_is_an_identifier_that_nobody_has():
    taken = {"a_b", "a_b_2"}

    assert [fresh("a/b", taken), fresh("1", taken), fresh("class", taken)] == ["a_b_3", "_1", "_class"]
