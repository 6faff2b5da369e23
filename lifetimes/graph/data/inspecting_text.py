"""How `lifetimes inspect` prints: what is in a file, one value of it, and how two files differ."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np

from lifetimes.graph.data.inspecting import Contents, Unknown, Value, contents

_NAMES: Final = 5  # as many names of nodes are printed for an op


def as_data(found: Contents) -> dict[str, Any]:
    """Return all that is known of a file as plain values, for JSON."""
    hidden = ("read", "nodes", "mark")
    data = {name: fact for name, fact in vars(found).items() if name not in hidden}
    data["values"] = [{name: one for name, one in vars(value).items() if name not in hidden} for value in found.values]
    return data


def text(found: Contents) -> str:
    """Return what is in a file, for people."""
    lines = [f"{found.kind}  {found.path}"]
    for name, fact in found.facts.items():
        if fact not in ([], 0, {}):
            parts = [f"{count} {kind}" for kind, count in fact.items()] if isinstance(fact, dict) else fact
            lines.append(f"  {name}: {_listed(parts) if isinstance(parts, list) else parts}")
    for name, sides in found.signatures.items():
        takes, gives = (_listed(f"{k}: {kind}" for k, kind in sides[side].items()) for side in ("inputs", "outputs"))
        lines.append(f"  signature {name}({takes}) -> {gives}")
    traces = [f"{path}  {count} trace{'s' * (count != 1)}" for path, count in found.functions.items()]
    size = sum(value.bytes or 0 for value in found.values)
    lines += _section("functions", traces)
    lines += _section(f"variables ({len(found.values)}, {size} bytes)", _table(found.values))
    lines += _section("tags", [
        f"{tag['tag']}  {tag['kind']}, {tag['count']} times, steps {tag['first step']} to {tag['last step']}"
        + (f", last {tag['last']:.6g}" if "last" in tag else "") for tag in found.tags
    ])  # fmt: skip
    lines += _section("would be lost: no variable takes", found.lost)
    lines += _section("have no value", found.without_value)
    lines += _section("ops that are not here", [
        f"{op}: {_listed(names[:_NAMES])}{f' and {len(names) - _NAMES} more' if len(names) > _NAMES else ''}"
        for op, names in found.missing_ops.items()
    ])  # fmt: skip
    return "\n".join(lines)


def _listed(items: Iterable[Any]) -> str:
    return ", ".join(map(str, items))


def _section(title: str, lines: Iterable[str]) -> list[str]:
    lines = list(lines)
    return [f"  {title}", *(f"    {line}" for line in lines)] if lines else []


def _table(values: Sequence[Value]) -> list[str]:
    shapes = ["?" if value.shape is None else str(value.shape) for value in values]
    sizes = ["" if value.bytes is None else str(value.bytes) for value in values]
    rows = [(v.name, v.dtype, shape, size, v.variable) for v, shape, size in zip(values, shapes, sizes, strict=True)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]


def value_of(found: Contents, name: str) -> Any:
    """Return one value of a file. Unknown where it holds none, NotFoundError for another name."""
    if found.read is None:
        raise Unknown(f"{found.path}: {found.kind} holds no values; inspect the checkpoint beside it")
    names = {value.variable: value.name for value in found.values if value.variable}
    return found.read(names.get(name, name))


def difference(first: Contents, second: Contents) -> dict[str, Any]:
    """Return how two files differ: names that only one has, values that moved to another name, values that differ."""
    before, after = ({value.name: value for value in one.values} for one in (first, second))
    gone, new = ([name for name in one if name not in other] for one, other in ((before, after), (after, before)))
    moved = _moved([before[name] for name in gone], [after[name] for name in new])
    both = [name for name in before if name in after]
    differing = [name for name in both if _kind(before[name]) != _kind(after[name])]
    nodes = first.nodes.keys() | second.nodes.keys()
    return {
        "moved": moved, "only in the first": [name for name in gone if name not in moved],
        "only in the second": [name for name in new if name not in moved.values()],
        "differ": {name: _how(first, second, before[name], after[name]) for name in differing},
        "the same": len(both) - len(differing),
        "nodes that differ": sorted(name for name in nodes if first.nodes.get(name) != second.nodes.get(name)),
    }  # fmt: skip


def _kind(value: Value) -> Any:
    return value.dtype, value.shape, value.mark


def _moved(gone: Sequence[Value], new: Sequence[Value]) -> dict[str, str]:
    """Return old names with new ones, where one value of just this content went and one came."""
    pairs = {}
    for value in gone:
        alike = [other for other in new if value.mark is not None and _kind(other) == _kind(value)]
        if len(alike) == 1 and sum(_kind(other) == _kind(value) for other in gone) == 1:
            pairs[value.name] = alike[0].name
    return pairs


def _how(first: Contents, second: Contents, one: Value, other: Value) -> str:
    if (one.dtype, one.shape) != (other.dtype, other.shape):
        return f"{one.dtype} {one.shape} and {other.dtype} {other.shape}"
    if first.read is None or second.read is None:
        return "values"
    a, b = first.read(one.name), second.read(other.name)
    if a.dtype.kind not in "fciu":
        return f"{np.count_nonzero(a != b)} of {a.size} elements"
    largest = np.max(np.abs(a.astype(complex) - b.astype(complex)), initial=0.0)
    return f"{np.count_nonzero(a != b)} of {a.size} elements, by {largest:.6g} at most"


def difference_text(found: dict[str, Any]) -> str:
    """Return a difference for people."""
    lines = _section("moved", [f"{old} -> {new}" for old, new in found["moved"].items()])
    for title in ("only in the first", "only in the second", "nodes that differ"):
        lines += _section(title, found[title])
    lines += _section("differ", [f"{name}: {how}" for name, how in found["differ"].items()])
    return "\n".join([*lines, f"  the same: {found['the same']} values"])


def inspect(path: str, other: str | None = None, values: str | None = None, as_json: bool = False) -> str:
    """Return what the command prints for a path, or for two of them."""
    found = contents(path)
    if other is not None:
        between = difference(found, contents(other))
        return json.dumps(between, indent=2) if as_json else difference_text(between)
    if values is not None:
        value = value_of(found, values)
        return json.dumps(_plain(value), indent=2) if as_json else str(value)
    return json.dumps(as_data(found), indent=2) if as_json else text(found)


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    items = value if isinstance(value, list) else np.asarray(value).tolist()
    if isinstance(items, bytes):
        return _plain(items)
    return list(map(_plain, items)) if isinstance(items, list) else str(items) if isinstance(items, complex) else items
