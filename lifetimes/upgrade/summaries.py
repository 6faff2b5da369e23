"""Summaries: what a run gave as one packed text is a dictionary of values now, which a writer takes with a step."""

from __future__ import annotations

from typing import Any

import libcst as cst

from lifetimes.upgrade.facts import SUMMARIES, OperationFact
from lifetimes.upgrade.report import Left
from lifetimes.upgrade.spelling import argument, quoted

WRITING = '''
def write_summaries(writer, summaries, step):
    """Write scalars and histograms under their names; TensorFlow asks for the package tensorboard to do so."""
    with writer.as_default(step):
        for name, value in summaries.items():
            ({tf}.summary.histogram if value.ndim else {tf}.summary.scalar)(name, value)
'''


def summary(rewrite: Any, original: cst.Call, call: cst.Call) -> str:
    """Return the dictionary that a summary, or several merged, are."""
    converter = rewrite.converter
    made = [op for op in converter.made_at.get(converter.span(original), ()) if op.kind in SUMMARIES]
    if len(made) != 1:
        raise Left("summaries that a function makes for several values are not followed; make them where these are")
    if made[0].kind != "MergeSummary":
        return f"{{{quoted(made[0].name)}: {converter.code(argument(call, 1, 'tensor', 'values'))}}}"
    parts = [entry(rewrite, converter.facts.operations[made[0].graph, name.split(":")[0]]) for name in made[0].inputs]
    return "{" + ", ".join(parts) + "}"


def entry(rewrite: Any, fact: OperationFact) -> str:
    """Return name and value of one summary among several that are merged."""
    converter = rewrite.converter
    call, maker = converter.calls.get(fact.spans[-1]), converter.maker(fact)
    read = fact.inputs[-1].split(":")[0].removesuffix("/read") if fact.kind == "HistogramSummary" else ""
    held = converter.variable_expression((fact.graph, read), rewrite.owner)
    if held:
        return f"{quoted(fact.name)}: {held}"
    if call is None or maker is None or len(fact.spans) > 1 or fact.kind not in SUMMARIES:
        raise Left("a summary of this kind, or one that a function makes, is not followed")
    merged = fact.kind == "MergeSummary"
    what = call if merged else argument(call, 1, "tensor", "values")
    text = converter.convert(what, maker.number, rewrite.owner, rewrite.local)
    return f"**{text}" if merged else f"{quoted(fact.name)}: {text}"


def reads_of(converter: Any, fact: OperationFact) -> list[tuple[str, int]]:
    """Return the names, each with the place where it is read, that a summary is made of."""
    if fact.kind != "MergeSummary":
        maker = converter.maker(fact)
        return [(name, maker.number) for name in maker.reads] if maker is not None else []
    inputs = [converter.facts.operations.get((fact.graph, name.split(":")[0])) for name in fact.inputs]
    return [pair for op in inputs if op is not None for pair in reads_of(converter, op)]
