"""Layers of the old world become what they are: variables that the owner holds, and an expression over them."""

from __future__ import annotations

from typing import Any

import libcst as cst

from lifetimes.upgrade.facts import OperationFact
from lifetimes.upgrade.items import Left
from lifetimes.upgrade.naming import fresh, quoted
from lifetimes.upgrade.proving import mark
from lifetimes.upgrade.spelling import argument

# A layer's parameters in their order, the argument that starts each variable, and what starts it otherwise.
PARAMETERS = {
    "layers.dense": "inputs units activation use_bias kernel_initializer bias_initializer kernel_regularizer",
    "layers.batch_normalization": "inputs axis momentum epsilon center scale beta_initializer gamma_initializer "
                                  "moving_mean_initializer moving_variance_initializer",
}  # fmt: skip
STARTS = {"kernel": "keras.initializers.GlorotUniform()", "bias": "zeros", "beta": "zeros", "gamma": "ones",
          "moving_mean": "zeros", "moving_variance": "ones"}  # fmt: skip
PASSED = {"inputs", "units", "activation", "use_bias", "name", "reuse", "trainable", "training", "epsilon", "momentum",
          "center", "scale", *(f"{name}_initializer" for name in STARTS)}  # fmt: skip


def layer(rewrite: Any, original: cst.Call, call: cst.Call, name: str) -> Any:
    """Return the expression for a call of a layer, whose variables join what the place holds."""
    if rewrite.holder is None:
        raise Left(f"`{name}` makes variables outside of what a session ran")
    words = PARAMETERS[name].split()
    given = {word: value for n, word in enumerate(words) if (value := argument(call, n, word)) is not None}
    given |= {a.keyword.value: a.value for a in call.args if a.keyword is not None}
    if set(given) - PASSED or any(a.star for a in call.args):
        raise Left(f"`{name}` is given {', '.join(sorted(set(given) - PASSED)) or 'a star'}, which is not followed")
    held = variables(rewrite, original, given)
    code, module = rewrite.program.code, rewrite.tf
    inputs = code(given["inputs"])
    if name == "layers.dense":
        text = f"{module}.matmul({inputs}, {held['kernel']})" + (f" + {held['bias']}" if "bias" in held else "")
        activation = code(given["activation"]) if "activation" in given else "None"
        return cst.parse_expression(text if activation == "None" else f"{activation}({text})")
    if "training" in given and code(given["training"]) != "False":
        raise Left("a layer normalises by its batch while it trains; keep its averages yourself")
    parts = [held.get(word, "None") for word in ("moving_mean", "moving_variance", "beta", "gamma")]
    epsilon = code(given["epsilon"]) if "epsilon" in given else "0.001"
    return cst.parse_expression(f"{module}.nn.batch_normalization({inputs}, {', '.join(parts)}, {epsilon})")


def variables(rewrite: Any, original: cst.Call, given: dict[str, Any]) -> dict[str, str]:
    """Return what to write for each of a layer's variables, by its last name."""
    span, holder, facts = rewrite.program.span(original), rewrite.holder, rewrite.converter.facts
    born = [op for op in rewrite.program.made_at.get(span, ()) if op.is_variable and op.key in facts.variables]
    if not born:
        return shared(rewrite, span)
    by_word: dict[str, list[OperationFact]] = {}
    for op in born:
        by_word.setdefault(op.name.rpartition("/")[2], []).append(op)
    for word, same in by_word.items():
        if any(op.shape != same[0].shape for op in same):
            raise Left("one line makes layers of several sizes; write a line for each")
        if (span, word) not in holder.layers:
            hold(rewrite, holder, span, word, same, given)
    return {word: f"self.{holder.layers[span, word]}" for word in by_word}


def hold(rewrite: Any, holder: Any, span: Any, word: str, same: list[OperationFact], given: dict[str, Any]) -> None:
    """Let a holder make one variable, and the same one for each call of the function that it stands in."""
    first, at_top = same[0], len(same[0].spans) == 1
    attribute = fresh("_".join(first.name.split("/")[-2:]), holder.taken)
    holder.taken.add(attribute)
    holder.layers[span, word] = attribute
    start = given.get(f"{word}_initializer")
    code, shape = rewrite.program.code, list(first.shape or [])
    if start is not None and code(start) != "None":
        text = f"{code(start)}({shape})"
    else:
        text = f"{rewrite.tf}.{STARTS[word]}({shape})"
    frozen = ", trainable=False" if word.startswith("moving_") else ""
    label = f", name={quoted(first.name)}" if len(same) == 1 else ""
    made = f"{rewrite.tf}.Variable({text}{frozen}{label})"
    if at_top:
        holder.paths[first.key] = attribute
        made = f"__variable__({mark(*first.key)!r}, {made})"
    holder.made.append((holder.order(rewrite.converter, first), f"self.{attribute} = {made}"))


def shared(rewrite: Any, span: Any) -> dict[str, str]:
    """Return the variables of the layer whose call another call shares, found by what its operations read."""
    found = {}
    for op in rewrite.program.made_at.get(span, ()):
        for given in op.inputs:
            name = given.split(":")[0].removesuffix("/read").removesuffix("/ReadVariableOp")
            held = rewrite.converter.variable_expression((op.graph, name), rewrite.owner)
            if held:
                found[name.rpartition("/")[2]] = held
    if not found:
        raise Left("a layer is shared in a way that is not followed")
    return found
