"""Optimizers and gradients: the tape asks, and an explicit list says which variables are trained.

TF1's optimizers read a collection. What was really trained is in the facts, in its order, and is written out.
"""

from __future__ import annotations

import textwrap
from typing import Any

import libcst as cst

from lifetimes.upgrade.items import CHECK, Left
from lifetimes.upgrade.reading import Statement, nodes
from lifetimes.upgrade.rewriting import Rewrite
from lifetimes.upgrade.roles import last_name
from lifetimes.upgrade.spelling import argument, short_name

TWINS: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    # old class: new class, and for each argument its old name, its new name, and the old default
    "GradientDescentOptimizer": ("SGD", [("learning_rate", "learning_rate", "")]),
    "MomentumOptimizer": ("SGD", [("learning_rate", "learning_rate", ""), ("momentum", "momentum", ""),
                                  ("use_locking", "", ""), ("name", "", ""), ("use_nesterov", "nesterov", "")]),
    "AdamOptimizer": ("Adam", [("learning_rate", "learning_rate", "0.001"), ("beta1", "beta_1", ""),
                               ("beta2", "beta_2", ""), ("epsilon", "epsilon", "1e-8")]),
    "AdagradOptimizer": ("Adagrad", [("learning_rate", "learning_rate", ""),
                                     ("initial_accumulator_value", "initial_accumulator_value", "0.1"),
                                     ("", "epsilon", "0.0")]),
}  # fmt: skip


def keeps_tape(converter: Any, statement: Statement) -> bool:
    """Return whether a statement asks for gradients."""
    calls = (n for n in nodes(statement.node) if isinstance(n, cst.Call))
    return statement.role == "train" or any(short_name(n.func, converter.tf) == "gradients" for n in calls)


def gradient_lines(converter: Any, owner: Any, statement: Statement, local: set[int]) -> tuple[list[str], list[str]]:
    """Return what has to be computed under the tape, and a statement with gradients in it, asked of the tape."""
    rewrite = Rewrite(converter, statement.number, owner, local)
    text = converter.program.code(statement.node.visit(rewrite))
    return rewrite.hoisted, textwrap.dedent(text).strip("\n").split("\n")


def training_lines(converter: Any, owner: Any, statement: Statement, local: set[int]) -> tuple[list[str], list[str]]:
    """Return what is computed under the tape, and an optimizer's step: gradients, and their application."""
    call = next((n for n in nodes(statement.node) if isinstance(n, cst.Call) and last_name(n.func) == "minimize"), None)
    if call is None or not isinstance(call.func, cst.Attribute):
        raise Left("gradients are computed and applied by hand; use the tape and apply_gradients")
    loss, counter = argument(call, 0, "loss"), argument(call, 1, "global_step")
    objective = converter.convert(loss, statement.number, owner, list(local))
    hoisted = [] if isinstance(loss, cst.Name) else [f"objective = {objective}"]
    objective = "objective" if hoisted else objective
    fact = next(f for f in converter.facts.trainings if statement.first <= f.chain[0][1] <= statement.last)
    optimizer = optimizer_of(converter, owner, call.func.value, statement)
    names = [converter.variable_expression((fact.graph, name), owner) for name in fact.variables]
    if not all(names):
        lost = [name for name, found in zip(fact.variables, names, strict=True) if not found]
        raise Left(f"the step trains what no name holds: {', '.join(lost)}; give these an owner")
    lines = [f"variables = [{', '.join(names)}]",
             f"self.{optimizer}.apply_gradients(zip(tape.gradient({objective}, variables), variables))"]  # fmt: skip
    if counter is not None:
        lines.append(f"{converter.convert(counter, statement.number, owner, list(local))}.assign_add(1)")
    converter.items.add(CHECK, statement.first, f"minimize trains an explicit list now: {', '.join(fact.variables)}")
    return hoisted, lines


def optimizer_of(converter: Any, owner: Any, node: Any, statement: Statement) -> str:
    """Return the attribute that holds the optimizer, made in the owner where it is not there yet."""
    where = statement
    if isinstance(node, cst.Name):
        found = converter.program.definition(node.value, statement.number)
        if found is None or found.role != "optimizer":
            raise Left(f"`{node.value}` is an optimizer made in a way that is not followed")
        where = found
        node = next((n for n in nodes(where.node) if isinstance(n, cst.Call) and last_name(n.func) in TWINS), None)
    if not isinstance(node, cst.Call) or last_name(node.func) not in TWINS:
        word = last_name(node.func) if isinstance(node, cst.Call) else "the optimizer"
        raise Left(f"{word} has no exact twin in the new world; choose one and its constants")
    key = (where.number, "#optimizer")
    if key not in owner.attributes:
        taken = sum(name == "#optimizer" for _, name in owner.attributes)
        owner.attributes[key] = "optimizer" if not taken else f"optimizer_{taken + 1}"
        owner.start.append(f"self.{owner.attributes[key]} = {twin(converter, owner, node, where)}")
    attribute: str = owner.attributes[key]
    return attribute


def twin(converter: Any, owner: Any, call: cst.Call, where: Statement) -> str:
    """Return the construction of the new optimizer, with the old one's constants."""
    name, arguments = TWINS[last_name(call.func)]
    parts = []
    for position, (old, new, default) in enumerate(arguments):
        given = argument(call, position, old) if old else None
        if new and (given is not None or default):
            text = converter.convert(given, where.number, owner) if given is not None else default
            parts.append(text if position == 0 else f"{new}={text}")
    return f"{converter.tf}.keras.optimizers.{name}({', '.join(parts)})"
