"""Saver to Checkpoint: the same variables under the names that they had in the graph, written to the same path."""

from __future__ import annotations

from typing import Any

import libcst as cst

from lifetimes.upgrade.facts import RunFact
from lifetimes.upgrade.items import CHECK, Left
from lifetimes.upgrade.reading import nodes
from lifetimes.upgrade.roles import last_name
from lifetimes.upgrade.spelling import argument


def checkpoint(converter: Any, call: cst.Call, before: int) -> str:
    """Return what `saver.save(session, path)` or `saver.restore(session, path)` becomes."""
    assert isinstance(call.func, cst.Attribute)
    run, what = converter.program.savings[call], call.func.attr.value
    names = ", ".join(arguments(converter, call, run, before))
    path = converter.convert(argument(call, 1, "save_path"), before)
    step = argument(call, 2, "global_step") if what == "save" else None
    if step is not None:
        path = f'{path} + "-" + str({converter.convert(step, before)})'
    converter.items.add(CHECK, run.chain[-1][1], f"a Saver's {what} became a Checkpoint with the same names")
    made = f"{converter.tf}.train.Checkpoint({names})"
    return f"{made}.write({path})" if what == "save" else f"{made}.read({path}).assert_existing_objects_matched()"


def arguments(converter: Any, call: cst.Call, run: RunFact, before: int) -> list[str]:
    """Return the arguments of the Checkpoint: each variable that was saved, under the name in the file."""
    chosen = chosen_names(converter, call, before)
    if chosen is not None:
        return named([(str(key.evaluated_value), converter.convert(value, before)) for key, value in chosen])
    found: list[tuple[str, str]] = []
    lost: list[tuple[str, str]] = []
    for graph, name in sorted(touched(converter, run), key=lambda key: list(converter.facts.variables).index(key)):
        expression = converter.variable_expression((graph, name), None)
        (found if expression else lost).append((name, expression))
    trained = [s for s in converter.program.statements if s.role == "train"]
    slots = {op.name for s in trained for op in s.operations}
    if not {name for name, _ in lost} <= slots:
        raise Left(f"the file holds what no name holds: {', '.join(name for name, _ in lost)}; give these an owner")
    owner = converter.owner(run.graph)
    made = sorted(name for (_, word), name in owner.attributes.items() if word == "#optimizer")
    return named(found + [(name, owner.reach(name, False)) for name in made if lost])


def named(pairs: list[tuple[str, str]]) -> list[str]:
    """Return keyword arguments, by way of a dictionary where a name is no identifier."""
    if all(key.isidentifier() for key, _ in pairs):
        return [f"{key}={value}" for key, value in pairs]
    return ["**{" + ", ".join(f'"{key}": {value}' for key, value in pairs) + "}"]


def chosen_names(converter: Any, call: cst.Call, before: int) -> list[tuple[Any, Any]] | None:
    """Return the pairs of a dictionary that a Saver was made with, None where it was made with none."""
    assert isinstance(call.func, cst.Attribute)
    maker: Any = call.func.value
    if isinstance(maker, cst.Name):
        where = converter.program.definition(maker.value, before)
        maker = where.node if where is not None else maker
    made = next((n for n in nodes(maker) if isinstance(n, cst.Call) and last_name(n.func) == "Saver"), None)
    given = argument(made, 0, "var_list") if made is not None else None
    if not isinstance(given, cst.Dict):
        return None
    pairs = [(e.key, e.value) for e in given.elements if isinstance(e, cst.DictElement)]
    if not all(isinstance(key, cst.SimpleString) for key, _ in pairs):
        raise Left("the names of a Saver are computed; write them out")
    return pairs


def touched(converter: Any, run: RunFact) -> set[tuple[int, str]]:
    """Return the variables that a run saved or restored."""
    needed = converter.facts.needed(run.graph, run.fetched, [])
    read = {given.split(":")[0] for key in needed for given in converter.facts.operations[key].inputs}
    return {(run.graph, name) for name in read if (run.graph, name) in converter.facts.variables}
