"""Saver to Checkpoint: the same variables under the names that they had in the graph, written to the same path."""

from __future__ import annotations

from typing import Any

import libcst as cst

from lifetimes.upgrade.facts import RunFact
from lifetimes.upgrade.reading import nodes
from lifetimes.upgrade.report import CHECK, Left
from lifetimes.upgrade.roles import last_name
from lifetimes.upgrade.spelling import argument


def checkpoint(converter: Any, call: Any, before: int) -> str:
    """Return what `saver.save(session, path)` or `saver.restore(session, path)` becomes."""
    run, what = converter.savings[call], call.func.attr.value
    pairs = variables(converter, call, run, before)
    names = ", ".join(f"{key}={value}" for key, value in pairs)
    if not all(key.isidentifier() for key, _ in pairs):
        names = "**{" + ", ".join(f'"{key}": {value}' for key, value in pairs) + "}"
    path = converter.convert(argument(call, 1, "save_path"), before)
    step = argument(call, 2, "global_step") if what == "save" else None
    if step is not None:
        path = f'{path} + "-" + str({converter.convert(step, before)})'
    converter.items.add(CHECK, run.chain[-1][1], f"a Saver's {what} became a Checkpoint with the same names")
    made = f"{converter.tf}.train.Checkpoint({names})"
    return f"{made}.write({path})" if what == "save" else f"{made}.read({path}).assert_existing_objects_matched()"


def variables(converter: Any, call: Any, run: RunFact, before: int) -> list[tuple[str, str]]:
    """Return each variable that was saved or restored: its name in the file, and what to write for it."""
    facts, saver = converter.facts, call.func.value
    if isinstance(saver, cst.Name):
        where = converter.definition(saver.value, before)
        saver = where.node if where is not None else saver
    made = next((n for n in nodes(saver) if isinstance(n, cst.Call) and last_name(n.func) == "Saver"), None)
    chosen = argument(made, 0, "var_list") if made is not None else None
    if isinstance(chosen, cst.Dict):
        chosen = [(e.key, e.value) for e in chosen.elements if isinstance(e, cst.DictElement)]
        if not all(isinstance(key, cst.SimpleString) for key, _ in chosen):
            raise Left("the names of a Saver are computed; write them out")
        return [(str(key.evaluated_value), converter.convert(value, before)) for key, value in chosen]
    needed = facts.needed(run.graph, run.fetched, [])
    read = {given.split(":")[0] for key in needed for given in facts.operations[key].inputs}
    keys = [key for key in facts.variables if key[0] == run.graph and key[1] in read]
    found = {name: converter.variable_expression((graph, name), None) for graph, name in keys}
    lost = [name for name, expression in found.items() if not expression]
    slots = {op.name for s in converter.statements if s.role == "train" for op in s.operations}
    if not set(lost) <= slots:
        raise Left(f"the file holds what no name holds: {', '.join(lost)}; give these an owner")
    owner = converter.owner(run.graph)
    optimizers = sorted(name for (_, word), name in owner.attributes.items() if word == "#optimizer" and lost)
    held = [(name, expression) for name, expression in found.items() if expression]
    return held + [(name, owner.reach(name, False)) for name in optimizers]
