"""One run in several parts: what an earlier part has computed is given to the later ones, and computed once.

    handle = sess.partial_run_setup([c, d], [a, b])
    found = sess.partial_run(handle, c, {a: 1.0})
    sess.partial_run(handle, d, {b: found * 2.0})

The session keeps what was fed and computed until all that was announced has been fetched.
"""

from typing import Any

import numpy as np

from lifetimes.errors import InvalidArgumentError
from lifetimes.graph.planning import needed
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.tf1 import fetches as fetching
from lifetimes.tf1.feeds import fed_tensor


class Parts:
    """What is still to be fetched and fed in one run, and the values that are there already."""

    def __init__(self, fetches: list[Any], feeds: list[Tensor]) -> None:
        self.announced, self.fetches, self.feeds = {*fetches}, {*fetches}, {*feeds}
        self.values: dict[Tensor, Any] = {}


def _elements(session: Any, fetches: Any) -> tuple[list[Any], Any]:
    elements: list[Any] = []
    session._check_open()
    return elements, fetching.flatten(session._graph, fetches, elements)


def _error(words: str) -> InvalidArgumentError:
    return InvalidArgumentError(None, None, f"Graph execution error:\n\n{words}")


def set_up(session: Any, fetches: Any, feeds: Any) -> str:
    """Announce what will be fetched and fed; return the name of the run. InvalidArgumentError for nothing to fetch."""
    elements, _ = _elements(session, fetches)
    if not elements:
        raise _error("Must specify at least one target to fetch or execute.")
    given = [fed_tensor(session._graph, key) for key in feeds or ()]
    known = vars(session).setdefault("_parts", {})
    fed, fetched = (",".join(sorted(one.name for one in each)) for each in (given, elements))
    handle = f"{fed}->{fetched}//{len(known)}/;{len(known)}"
    known[handle] = Parts(elements, given)
    return handle


def go_on(session: Any, handle: str, fetches: Any, feed_dict: Any) -> Any:
    """Run one more part. InvalidArgumentError for what was not announced, is there already, or cannot be computed."""
    elements, rebuild = _elements(session, fetches)
    parts = vars(session).get("_parts", {}).get(handle)
    if parts is None:
        raise _error("Must run 'setup' before performing partial runs!")
    fed = dict(zip(*session._fed(feed_dict or {}), strict=True))
    for tensor in fed:
        if tensor not in parts.feeds:
            done = "has already been fed" if tensor in parts.values else "was not specified in partial_run_setup"
            raise _error(f"The feed {tensor.name} {done}.")
    for element in elements:
        if element not in parts.fetches:
            known = element in parts.announced
            done = "has already been fetched" if known else "was not specified in partial_run_setup"
            raise _error(f"The fetch {element.name} {done}.")
    values = {**parts.values, **fed}
    running = needed(elements, {*map(id, values)})
    missing = sorted(tensor.name for tensor in parts.feeds - values.keys() if tensor.op in running)
    if missing:
        raise _error(f"Fetch {missing[0]} can't be computed from the feeds that have been fed so far.")
    more = [tensor for operation in running for tensor in _kept(session, operation) if tensor not in values]
    found = session._values([*elements, *more], list(values), list(values.values()))
    parts.fetches.difference_update(elements)
    parts.feeds.difference_update(fed)
    computed = zip([*elements, *more], found, strict=True)
    parts.values = values | {one: np.asarray(value) for one, value in computed if isinstance(one, Tensor)}
    if not parts.fetches and not parts.feeds:
        del session._parts[handle]
    return found[0] if rebuild is None else rebuild(found[: len(elements)])


def _kept(session: Any, operation: Operation) -> list[Tensor]:
    """Return what an operation gives that a later part may be given."""
    plain = [tensor for tensor in operation.outputs if tensor.dtype.kind not in "rv" and not tensor.dtype.is_ref]
    return plain if session._graph.is_fetchable(operation) else []
