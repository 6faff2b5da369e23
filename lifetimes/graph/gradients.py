"""The reverse walk, written once: from targets back to sources over records of applied ops.

A record is an operation of a graph or an entry of a tape: it has `inputs`, `outputs`, `attrs` and the
`definition` of its op. The rules are applied through the world that is handed in, so the walk adds nodes
where it is asked symbolically and computes arrays where it is asked eagerly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.ops.registry import not_differentiable


def backprop(
    world: Any,
    records: Sequence[Any],
    targets: Sequence[Any],
    target_gradients: Sequence[Any],
    sources: Sequence[Any],
    *,
    stop: Iterable[Any] = (),
    scope: Callable[[Any], Any] | None = None,
) -> list[Any]:
    """Return the gradient of the targets with respect to each source, None where nothing connects them.

    `records` come in the order in which they ran. `stop` are tensors that count as constants. `scope` gives a
    context manager entered around the rule of each record, so that a graph can name what the rule adds.
    """
    wanted = {id(source) for source in sources}
    stopped = {id(tensor) for tensor in stop}
    touched = reached(records, wanted, stopped)
    gradients: dict[int, list[Any]] = {}
    for target, gradient in zip(targets, target_gradients, strict=True):
        if id(target) in touched:
            gradients.setdefault(id(target), []).append(gradient)
    found: dict[int, Any] = {}
    for record in reversed(records):
        if not any(id(output) in gradients for output in record.outputs):
            continue
        if not any(id(tensor) in touched for tensor in record.inputs):
            continue
        dys = [_total(world, gradients.pop(id(output), None)) for output in record.outputs]
        for output, dy in zip(record.outputs, dys, strict=True):
            if id(output) in wanted:
                found[id(output)] = dy
        if all(dy is None for dy in dys):
            continue
        for tensor, gradient in zip(record.inputs, _apply_rule(world, record, dys, scope), strict=True):
            if gradient is not None and id(tensor) in touched:
                gradients.setdefault(id(tensor), []).append(gradient)
    for key, parts in gradients.items():
        if key in wanted:
            found[key] = _total(world, parts)
    return [found.get(id(source)) for source in sources]


def reached(records: Sequence[Any], wanted: set[int], stopped: set[int]) -> set[int]:
    """Return the ids of all tensors that depend on a source, the sources included."""
    reached = set(wanted)
    for record in records:
        if record.definition.gradient is not_differentiable:
            continue
        if any(id(tensor) in reached for tensor in record.inputs):
            reached.update(id(output) for output in record.outputs if id(output) not in stopped)
    return reached


def _total(world: Any, parts: list[Any] | None) -> Any:
    """Return the sum of the gradients that arrived at one tensor."""
    if not parts:
        return None
    if len(parts) == 1:
        return parts[0]
    if all(isinstance(part, IndexedSlices) for part in parts):
        return IndexedSlices.joined(world, parts)
    adding = "TensorListAdd" if parts[0].dtype.kind == "v" else "AddN"
    return world.apply(adding, *[dense(world, part) for part in parts])


def dense(world: Any, gradient: Any) -> Any:
    """Return a gradient as a tensor, also where it came as IndexedSlices."""
    return gradient.to_dense(world) if isinstance(gradient, IndexedSlices) else gradient


def _apply_rule(world: Any, record: Any, dys: list[Any], scope: Callable[[Any], Any] | None) -> Sequence[Any]:
    rule = record.attrs.get("_gradient") or record.definition.gradient
    if rule is None:
        raise LookupError(
            f"No gradient defined for operation '{record.name}' (op type: {record.definition.name}). In general "
            "every operation must have an associated `@tf.RegisterGradient` for correct autodiff, which this op is "
            "lacking."
        )
    if rule is not_differentiable:
        return [None] * len(record.inputs)
    given = dys if record.attrs.get("_takes_slices") else [dense(world, dy) for dy in dys]
    if scope is None:
        result = rule(world, record, *given)
    else:
        with scope(record):
            result = rule(world, record, *given)
    return result if isinstance(result, (tuple, list)) else [result]
