"""Layers of the old world become what they are: variables that the owner holds, and an expression over them."""

from __future__ import annotations

from typing import Any

import libcst as cst

from lifetimes.upgrade.facts import OperationFact
from lifetimes.upgrade.proving import mark
from lifetimes.upgrade.report import Left
from lifetimes.upgrade.spelling import argument, fresh, quoted

# A layer's parameters in their order, and what starts each of its variables where no argument says so.
PARAMETERS = {
    "layers.dense": "inputs units activation use_bias kernel_initializer bias_initializer kernel_regularizer",
    "layers.batch_normalization": "inputs axis momentum epsilon center scale beta_initializer gamma_initializer "
                                  "moving_mean_initializer moving_variance_initializer",
}  # fmt: skip
STARTS = {"kernel": "keras.initializers.GlorotUniform()", "bias": "zeros", "beta": "zeros", "gamma": "ones",
          "moving_mean": "zeros", "moving_variance": "ones"}  # fmt: skip
PASSED = {"inputs", "units", "activation", "use_bias", "name", "reuse", "trainable", "training", "epsilon", "momentum",
          "center", "scale", *(f"{name}_initializer" for name in STARTS)}  # fmt: skip


def layer(rewrite: Any, original: cst.Call, call: cst.Call, name: str) -> str:
    """Return the expression for a call of a layer, whose variables join what the place holds."""
    if rewrite.holder is None:
        raise Left(f"`{name}` makes variables outside of what a session ran")
    words = dict.fromkeys([*PARAMETERS[name].split(), *(a.keyword.value for a in call.args if a.keyword)])
    values = {word: argument(call, position, word) for position, word in enumerate(words)}
    given = {word: rewrite.converter.code(value) for word, value in values.items() if value is not None}
    if set(given) - PASSED or any(a.star for a in call.args):
        raise Left(f"`{name}` is given {', '.join(sorted(set(given) - PASSED)) or 'a star'}, which is not followed")
    held = variables(rewrite, original, given)
    if name == "layers.dense":
        text = f"{rewrite.tf}.matmul({given['inputs']}, {held['kernel']})"
        text += f" + {held['bias']}" if "bias" in held else ""
        activation = given.get("activation", "None")
        return text if activation == "None" else f"{activation}({text})"
    if given.get("training", "False") != "False":
        raise Left("a layer normalises by its batch while it trains; keep its averages yourself")
    parts = [held.get(word, "None") for word in ("moving_mean", "moving_variance", "beta", "gamma")]
    parts = [given["inputs"], *parts, given.get("epsilon", "0.001")]
    return f"{rewrite.tf}.nn.batch_normalization({', '.join(parts)})"


def variables(rewrite: Any, original: cst.Call, given: dict[str, str]) -> dict[str, str]:
    """Return what to write for each of a layer's variables, by its last name."""
    span, holder = rewrite.converter.span(original), rewrite.holder
    by_word: dict[str, list[OperationFact]] = {}
    for op in rewrite.converter.made_at.get(span, ()):
        if op.is_variable and op.key in rewrite.converter.facts.variables:
            by_word.setdefault(op.name.rpartition("/")[2], []).append(op)
    for word, same in by_word.items():
        if any(op.shape != same[0].shape for op in same):
            raise Left("one line makes layers of several sizes; write a line for each")
        if (span, word) not in holder.layers:
            hold(rewrite, (span, word), same, given.get(f"{word}_initializer", "None"))
    if by_word:
        return {word: f"self.{holder.layers[span, word]}" for word in by_word}
    return shared(rewrite, span)


def hold(rewrite: Any, layer_variable: tuple[Any, str], same: list[OperationFact], start: str) -> None:
    """Let a holder make one variable, and the same one for each call of the function that it stands in."""
    first, holder, word = same[0], rewrite.holder, layer_variable[1]
    attribute = holder.layers[layer_variable] = fresh("_".join(first.name.split("/")[-2:]), holder.taken)
    start = f"{rewrite.tf}.{STARTS[word]}" if start == "None" else start
    frozen = ", trainable=False" if word.startswith("moving_") else ""
    label = f", name={quoted(first.name)}" if len(same) == 1 else ""
    made = f"{rewrite.tf}.Variable({start}({list(first.shape or [])}){frozen}{label})"
    if len(first.spans) == 1:
        holder.paths[first.key] = attribute
        made = f"__variable__({mark(*first.key)!r}, {made})"
    holder.made.append((rewrite.converter.facts.order(first.key), f"self.{attribute} = {made}"))


def shared(rewrite: Any, span: Any) -> dict[str, str]:
    """Return the variables of the layer whose call another call shares, found by what its operations read."""
    found = {}
    for op in rewrite.converter.made_at.get(span, ()):
        for given in op.inputs:
            name = given.split(":")[0].removesuffix("/read").removesuffix("/ReadVariableOp")
            held = rewrite.converter.variable_expression((op.graph, name), rewrite.owner)
            if held:
                found[name.rpartition("/")[2]] = held
    if not found:
        raise Left("a layer is shared in a way that is not followed")
    return found
