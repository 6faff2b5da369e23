"""Fetches: any nesting of tensors, operations, variables and names, taken apart before a run and put together after."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from lifetimes import nest
from lifetimes.graph.graph import Graph
from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.ops import plain

Rebuild = Callable[[Sequence[Any]], Any]


@plain(v1=("IndexedSlicesValue",))
class IndexedSlicesValue(NamedTuple):
    """The value of IndexedSlices after a run: three arrays."""

    values: Any
    indices: Any
    dense_shape: Any


def flatten(graph: Graph, fetch: Any, elements: list[Any]) -> Rebuild | None:
    """Append to `elements` what a fetch asks of the graph, and return how to put the values together.

    None stands for a single element. Raises TypeError for what cannot be fetched, ValueError for what is not in
    the graph.
    """
    if isinstance(fetch, (Tensor, str, Operation)):
        own = None if isinstance(fetch, str) else getattr(fetch, "op", fetch).graph
        elements.append(fetch if own is graph else _element(graph, fetch))
        return None
    if isinstance(fetch, (list, tuple)):
        return _list(graph, fetch, elements)
    if isinstance(fetch, Mapping):
        return _dict(graph, fetch, elements)
    if isinstance(fetch, IndexedSlices):
        parts = [fetch.values, fetch.indices] + [fetch.dense_shape] * (fetch.dense_shape is not None)
        start = len(elements)
        elements += [_element(graph, part) for part in parts]
        return lambda values: IndexedSlicesValue(*values[start : start + len(parts)], *[None] * (3 - len(parts)))
    if hasattr(fetch, "_with_tensors"):
        found = [_part(graph, item, elements) for item in fetch._tensors()]
        return lambda values: fetch._with_tensors([_take(part, values) for part in found])
    elements.append(_element(graph, fetch))
    return None


def _element(graph: Graph, fetch: Any) -> Any:
    if fetch is None:
        raise TypeError(f'Argument `fetch` = {fetch} has invalid type "{type(fetch).__name__}". Cannot be None')
    try:
        return graph.as_graph_element(fetch)
    except TypeError as error:
        kind = f'has invalid type "{type(fetch).__name__}" must be a string or Tensor.'
        raise TypeError(f"Argument `fetch` = {fetch} {kind} ({error})") from None
    except (ValueError, KeyError) as error:
        raise ValueError(f"Argument `fetch` = {fetch} cannot be interpreted as a Tensor. ({error})") from None


def _list(graph: Graph, fetch: Any, elements: list[Any]) -> Rebuild:
    start = len(elements)
    parts = [_part(graph, item, elements) for item in fetch]
    stop, kind = len(elements), type(fetch)
    plain = all(type(part) is int for part in parts)
    if plain and kind is list:
        return lambda values: list(values[start:stop])
    if hasattr(fetch, "_fields"):
        return lambda values: kind(*[_take(part, values) for part in parts])
    if kind in (list, tuple):
        return lambda values: kind(_take(part, values) for part in parts)
    return lambda values: [_take(part, values) for part in parts]


def _dict(graph: Graph, fetch: Mapping[Any, Any], elements: list[Any]) -> Rebuild:
    parts = {key: _part(graph, item, elements) for key, item in fetch.items()}

    def rebuild(values: Sequence[Any]) -> Any:
        made = {key: _take(part, values) for key, part in parts.items()}
        return nest.rebuild(fetch, [made[key] for key in sorted(fetch)])

    return rebuild


def _part(graph: Graph, item: Any, elements: list[Any]) -> int | Rebuild:
    """Return where the value of an item will be, or how to make it."""
    position = len(elements)
    rebuild = flatten(graph, item, elements)
    return position if rebuild is None else rebuild


def _take(part: int | Rebuild, values: Sequence[Any]) -> Any:
    return values[part] if type(part) is int else part(values)  # type: ignore[operator]
