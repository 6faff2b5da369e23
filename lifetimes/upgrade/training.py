"""Optimizers and gradients: the tape asks, and an explicit list says which variables are trained.

TF1's optimizers read a collection. What was really trained is in the facts, in its order, and is written out.
"""

from __future__ import annotations

from typing import Any

import libcst as cst

from lifetimes.upgrade.items import CHECK, Left
from lifetimes.upgrade.reading import Statement, nodes
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


def asks_tape(converter: Any, node: Any) -> bool:
    """Return whether a call asks for gradients."""
    return isinstance(node, cst.Call) and (
        short_name(node.func, converter.tf) == "gradients" or last_name(node.func) in STEPS[:2]
    )


def keeps_tape(converter: Any, statement: Statement) -> bool:
    """Return whether a statement asks for gradients."""
    return any(asks_tape(converter, node) for node in nodes(statement.node))


def stepped(rewrite: Any, original: cst.Call, call: cst.Call) -> Any:
    """Return what one of an optimizer's calls becomes; what it needs besides goes before or after the statement."""
    what, converter = last_name(original.func), rewrite.converter
    if rewrite.owner is None:
        raise Left(f"`{what}` is called outside of what a session ran")
    statement = converter.program.statements[rewrite.before]
    optimizer, rate = optimizer_of(rewrite, original.func.value, statement)  # type: ignore[attr-defined]
    if what != "apply_gradients":
        objective = rewrite.objective(argument(call, 0, "loss"))
        asked = f"tape.gradient({objective}, {trained(rewrite, original, statement)})"
        if what == "compute_gradients":
            return cst.parse_expression(f"list(zip({asked}, variables))")
        pairs = f"zip({asked}, variables)"
    else:
        pairs = converter.program.code(argument(call, 0, "grads_and_vars"))
    counter = argument(call, 1, "global_step")
    if counter is not None:
        rewrite.behind.append(f"{converter.program.code(counter)}.assign_add(1)")
    if rate:
        rewrite.ahead.append(f"self.{optimizer}.learning_rate = {rate}")
    return cst.parse_expression(f"self.{optimizer}.apply_gradients({pairs})")


def trained(rewrite: Any, original: cst.Call, statement: Statement) -> str:
    """Return the list that holds the variables which a call trained, made ahead of the statement."""
    converter = rewrite.converter
    keys = converter.facts.lists.get(converter.program.span(original)) or []
    names = [converter.variable_expression(key, rewrite.owner) for key in keys]
    if not keys or not all(names):
        lost = [name for (_, name), found in zip(keys, names, strict=True) if not found]
        raise Left(f"the step trains what no name holds: {', '.join(lost)}; give these an owner")
    rewrite.ahead.append(f"variables = [{', '.join(names)}]")
    told = ", ".join(name for _, name in keys)
    converter.items.add(CHECK, statement.first, f"{last_name(original.func)} trains an explicit list now: {told}")
    return "variables"


def optimizer_of(rewrite: Any, node: Any, statement: Statement) -> tuple[str, str]:
    """Return the attribute that holds the optimizer, and its learning rate where that is computed in each step."""
    converter, owner, where = rewrite.converter, rewrite.owner, statement
    if isinstance(node, cst.Name):
        found = converter.program.definition(node.value, statement.number)
        if found is None or found.role != "optimizer":
            raise Left(f"`{node.value}` is an optimizer made in a way that is not followed")
        where = found
        node = next((n for n in nodes(where.node) if isinstance(n, cst.Call) and last_name(n.func) in TWINS), None)
    if not isinstance(node, cst.Call) or last_name(node.func) not in TWINS:
        word = last_name(node.func) if isinstance(node, cst.Call) else "the optimizer"
        raise Left(f"{word} has no exact twin in the new world; choose one and its constants")
    rate, given = "", argument(node, 0, "learning_rate")
    if given is not None and rewrite.is_symbolic(given, where.number):
        rate = converter.convert(given, where.number, owner, list(rewrite.local))
    key = (where.number, "#optimizer")
    if key not in owner.attributes:
        taken = sum(name == "#optimizer" for _, name in owner.attributes)
        owner.attributes[key] = "optimizer" if not taken else f"optimizer_{taken + 1}"
        made = twin(converter, owner, node, where, bool(rate))
        owner.start.append(f"self.{owner.attributes[key]} = {made}")
    return owner.attributes[key], rate


def twin(converter: Any, owner: Any, call: cst.Call, where: Statement, rated: bool) -> str:
    """Return the construction of the new optimizer, with the old one's constants."""
    name, arguments = TWINS[last_name(call.func)]
    parts = []
    for position, (old, new, default) in enumerate(arguments):
        given = argument(call, position, old) if old else None
        if new and (given is not None or default) and not (rated and new == "learning_rate"):
            text = converter.convert(given, where.number, owner) if given is not None else default
            parts.append(text if position == 0 else f"{new}={text}")
    return f"{converter.tf}.keras.optimizers.{name}({', '.join(parts)})"
