"""The reverse walk, written once: from targets back to sources over records of applied ops.

A record is an operation of a graph or an entry of a tape: it has `inputs`, `outputs`, `attrs` and the
`definition` of its op. The rules are applied through the world that is handed in, so the walk adds nodes
where it is asked symbolically and computes arrays where it is asked eagerly.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from typing import Any

from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.library import load, load_if_here, load_op
from lifetimes.ops import World, dtypes
from lifetimes.ops.registry import NAMED_GRADIENTS, not_differentiable


def backprop(
    world: World, records: Sequence[Any], targets: Sequence[Any], target_gradients: Sequence[Any],
    sources: Sequence[Any], *, stop: Iterable[Any] = (), scope: Callable[[Any], Any] | None = None,
    gate: Callable[[Sequence[Any]], Sequence[Any]] | None = None, key: Callable[[Any], Any] = id,
) -> list[Any]:  # fmt: skip
    """Return the gradient of the targets with respect to each source, None where nothing connects them.

    `records` come in the order in which they ran. `stop` are tensors that count as constants. `scope` gives a
    context manager entered around the rule of each record, so that a graph can name what the rule adds; `gate` may
    put more behind what a rule gave. `key` tells what a tensor is known by.
    """
    source_keys = [*map(key, sources)]
    wanted, stopped = set(source_keys), {*map(key, stop)}
    path, touched = reached(records, wanted, stopped, key, scope is not None)
    gradients: dict[Any, list[Any]] = {}
    for target, gradient in zip(targets, target_gradients, strict=True):
        if gradient is not None and key(target) in touched:
            gradients.setdefault(key(target), []).append(gradient)
    found: dict[Any, Any] = {}
    ordering = load_if_here("graph.control.ordering")
    turns = ordering.turns(path, [*map(key, targets)], scope is None) if ordering else reversed(path)
    for record, rule, inputs, outputs in turns:
        if gradients.keys().isdisjoint(outputs):
            continue
        dys = []
        for output in outputs:
            parts = gradients.pop(output, None)
            dys.append(None if parts is None else parts[0] if len(parts) == 1 else total(world, parts))
        if not wanted.isdisjoint(outputs):
            found.update((output, dy) for output, dy in zip(outputs, dys, strict=True) if output in wanted)
        if stopped:
            dys = [None if output in stopped else dy for output, dy in zip(outputs, dys, strict=True)]
            if all(dy is None for dy in dys):
                continue
        if rule is None:
            raise load("ops.debugging.refusals").no_gradient(record, key is not id)
        for tensor, gradient in zip(inputs, apply_rule(world, record, rule, dys, scope, gate), strict=True):
            if gradient is not None and tensor in touched:
                gradients.setdefault(tensor, []).append(gradient() if callable(gradient) else gradient)
    for source, parts in gradients.items():
        if source in wanted:
            found[source] = parts[0] if len(parts) == 1 else total(world, parts)
    return [*map(found.get, source_keys)]


_Step = tuple[Any, Any, list[Any], list[Any]]


def reached(
    records: Sequence[Any], wanted: set[Any], stopped: set[Any], key: Callable[[Any], Any], by_dtype: bool = False
) -> tuple[list[_Step], set[Any]]:
    """Return the records that lie behind a source, each with its rule and its ends' keys, and all they touch.

    In a graph TensorFlow goes on `by_dtype`: behind an op that is not differentiable too, if what it gives is a float.
    """
    touched, path = set(wanted), []
    for record in records:
        inputs = [*map(key, record.inputs)]
        if touched.isdisjoint(inputs):
            continue
        rule = rule_of(record)
        if by_dtype or rule is not not_differentiable:
            outputs = [*map(key, record.outputs)]
            path.append((record, rule, inputs, outputs))
            ends = outputs
            if by_dtype:
                ends = [k for k, end in zip(outputs, record.outputs, strict=True) if end.dtype.kind in "fcvr"]
            touched.update({*ends} - stopped)
    return path, touched


def total(world: World, parts: Sequence[Any]) -> Any:
    """Return the sum of several gradients that arrived at one tensor."""
    if {*map(type, parts)} == {IndexedSlices}:
        return IndexedSlices.joined(world, parts)
    adding = "TensorListAdd" if parts[0].dtype == dtypes.variant else "AddN"
    return world.apply(adding, *[dense(world, part) for part in parts])


def dense(world: World, gradient: Any) -> Any:
    """Return a gradient as a tensor, also where it came as IndexedSlices."""
    return gradient.to_dense(world) if isinstance(gradient, IndexedSlices) else gradient


def rule_of(record: Any) -> Any:
    """Return the gradient rule of one applied op: its own, that of a `gradient_override_map`, or that of its kind."""
    attrs = record.attrs
    if "_gradient_op_type" in attrs:
        return NAMED_GRADIENTS.get(attrs["_gradient_op_type"])
    found = attrs.get("_gradient") or record.definition.gradient
    if found is None:
        load_op(record.definition.name)  # the rule may stand in a file of its own
        found = record.definition.gradient
    return found


def apply_rule(
    world: World, record: Any, rule: Any, dys: list[Any], scope: Callable[[Any], Any] | None = None,
    gate: Callable[[Sequence[Any]], Sequence[Any]] | None = None,
) -> Sequence[Any]:  # fmt: skip
    """Return the gradient to each input, or a function of nothing that gives it."""
    if IndexedSlices in map(type, dys) and not (record.definition.slices or record.attrs.get("_takes_slices")):
        dys = [dense(world, dy) for dy in dys]
    if scope is not None and len(dys) > 1 and not (record.definition.stateful or record.definition.slices):
        dys = load("ops.layout.joining").zeros_for_none(world, record, dys)
    if scope is None and gate is None:
        found = rule(world, record, *dys)
        return found if isinstance(found, (tuple, list)) else [found]
    with nullcontext() if scope is None else scope(record):
        found = rule(world, record, *dys)
        if found is None:
            found = [None] * len(record.inputs)
        several = found if isinstance(found, (tuple, list)) else [found]
        if len(several) != len(record.inputs):
            words = f"generated for op {getattr(record, 'node_def', record.name)} do not match num inputs"
            raise ValueError(f"Num gradients {len(several)} {words} {len(record.inputs)}")
        found = [one() if callable(one) else one for one in several]
        load("ops.debugging.refusals").check_shapes(record, found)
        return found if gate is None else gate(found)
