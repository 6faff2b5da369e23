"""Optimizers and gradients: the tape asks, and an explicit list says which variables are trained.

TF1's optimizers read a collection. What was really trained is in the facts, in its order, and is written out.
"""

from __future__ import annotations

from typing import Any

import libcst as cst

from lifetimes.upgrade.reading import Statement, nodes
from lifetimes.upgrade.report import CHECK, Left
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
    "AdadeltaOptimizer": ("Adadelta", [("learning_rate", "learning_rate", "0.001"), ("rho", "rho", ""),
                                       ("epsilon", "epsilon", "1e-8")]),
}  # fmt: skip
STEPS = ("minimize", "compute_gradients", "apply_gradients")


def keeps_tape(converter: Any, statement: Statement) -> bool:
    """Return whether a statement asks for gradients."""
    calls = [node.func for node in nodes(statement.node) if isinstance(node, cst.Call)]
    return any(short_name(f, converter.tf) == "gradients" or last_name(f) in STEPS[:2] for f in calls)


def stepped(rewrite: Any, original: Any, call: cst.Call) -> str:
    """Return what one of an optimizer's calls becomes; what it needs besides goes before or after the statement."""
    what, converter = last_name(original.func), rewrite.converter
    if rewrite.owner is None:
        raise Left(f"`{what}` is called outside of what a session ran")
    statement = converter.statements[rewrite.before]
    optimizer, rate = optimizer_of(rewrite, original.func.value, statement)
    if what == "apply_gradients":
        pairs = converter.code(argument(call, 0, "grads_and_vars"))
    else:
        objective = rewrite.objective(argument(call, 0, "loss"))
        trains(rewrite, original, statement)
        pairs = f"zip(tape.gradient({objective}, variables), variables)"
        if what == "compute_gradients":
            return f"list({pairs})"
    counter = argument(call, 1, "global_step")
    if counter is not None:
        rewrite.behind.append(f"{converter.code(counter)}.assign_add(1)")
    if rate:
        rewrite.ahead.append(f"self.{optimizer}.learning_rate = {rate}")
    return f"self.{optimizer}.apply_gradients({pairs})"


def trains(rewrite: Any, original: cst.Call, statement: Statement) -> None:
    """Make the list of the variables which a call trained, ahead of the statement."""
    converter = rewrite.converter
    keys = converter.facts.lists.get(converter.span(original)) or []
    names = [converter.variable_expression(key, rewrite.owner) for key in keys]
    if not keys or not all(names):
        lost = [name for (_, name), found in zip(keys, names, strict=True) if not found]
        raise Left(f"the step trains what no name holds: {', '.join(lost)}; give these an owner")
    rewrite.ahead.append(f"variables = [{', '.join(names)}]")
    told = ", ".join(name for _, name in keys)
    converter.items.add(CHECK, statement.first, f"{last_name(original.func)} trains an explicit list now: {told}")


def optimizer_of(rewrite: Any, node: Any, statement: Statement) -> tuple[str, str]:
    """Return the attribute that holds the optimizer, and its learning rate where that is computed in each step."""
    converter, owner, where = rewrite.converter, rewrite.owner, statement
    if isinstance(node, cst.Name):
        where = converter.definition(node.value, statement.number)
        if where is None or where.role != "optimizer":
            raise Left(f"`{node.value}` is an optimizer made in a way that is not followed")
        node = next((n for n in nodes(where.node) if isinstance(n, cst.Call) and last_name(n.func) in TWINS), None)
    word = last_name(node.func) if isinstance(node, cst.Call) else "the optimizer"
    if word not in TWINS:
        raise Left(f"{word} has no exact twin in the new world; choose one and its constants")
    rate = given = argument(node, 0, "learning_rate")
    if given is not None:
        rate = rewrite.is_symbolic(given, where.number) and converter.convert(given, where.number, owner, rewrite.local)
    key = (where.number, "#optimizer")
    if key not in owner.attributes:
        taken = sum(name == "#optimizer" for _, name in owner.attributes)
        owner.attributes[key] = "optimizer" if not taken else f"optimizer_{taken + 1}"
        name, arguments = TWINS[word]
        parts = []
        for position, (old, new, default) in enumerate(arguments):
            given = argument(node, position, old) if old else None
            if new and (given is not None or default) and not (rate and new == "learning_rate"):
                text = converter.convert(given, where.number, owner) if given is not None else default
                parts.append(text if position == 0 else f"{new}={text}")
        made = f"{converter.tf}.keras.optimizers.{name}({', '.join(parts)})"
        owner.start.append(f"self.{owner.attributes[key]} = {made}")
    return owner.attributes[key], rate or ""
