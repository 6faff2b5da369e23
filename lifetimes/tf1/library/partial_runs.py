"""One run in several parts: what an earlier part has done is given to the later ones, and done once.

    handle = sess.partial_run_setup([c, d], [a, b])
    found = sess.partial_run(handle, c, {a: 1.0})
    sess.partial_run(handle, d, {b: found * 2.0})

The session keeps what was fed and done until all that was announced has been fetched, or a part has failed.
"""

from itertools import count
from typing import Any

from lifetimes.errors import InvalidArgumentError
from lifetimes.graph.control.regions import FedRun
from lifetimes.graph.planning import needed
from lifetimes.graph.tensor import Tensor
from lifetimes.library import load
from lifetimes.tf1 import fetches as fetching
from lifetimes.tf1.feeds import encoded, fed_tensor
from lifetimes.tf1.session import fetched


class Parts:
    """What is still to be fetched and fed in one run, and what is there already: values, and operations without any."""

    def __init__(self, fetches: list[Any], feeds: list[Tensor]) -> None:
        self.announced, self.fetches, self.feeds = {*fetches}, {*fetches}, {*feeds}
        self.given: dict[Any, Any] = {}


class Runs(dict[str, Parts]):
    """The runs of a session that are not over, by their handles."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers = count()


def _elements(session: Any, fetches: Any) -> tuple[list[Any], Any]:
    elements: list[Any] = []
    session._check_open()
    if session._graph.fault:
        load("tf1.library.config_messages").check_fault(session._graph.fault, session._config)
    return elements, fetching.flatten(session._graph, fetches, elements)


def _error(words: str) -> InvalidArgumentError:
    return InvalidArgumentError(None, None, f"Graph execution error:\n\n{words}")


def set_up(session: Any, fetches: Any, feeds: Any) -> str:
    """Announce what will be fetched and fed; return the name of the run. InvalidArgumentError for nothing to fetch."""
    elements, _ = _elements(session, fetches)
    if not elements:
        raise _error("Must specify at least one target to fetch or execute.")
    keys = [] if feeds is None else feeds if isinstance(feeds, (list, tuple)) else [feeds]
    given = [fed_tensor(session._graph, key) for key in keys]
    runs = vars(session).setdefault("_parts", Runs())
    fed, wanted = (",".join(sorted(one.name for one in each)) for each in (given, elements))
    handle = f"{fed}->{wanted}//1/;{next(runs.numbers)}"
    runs[handle] = Parts(elements, given)
    return handle


def go_on(session: Any, handle: str, fetches: Any, feed_dict: Any) -> Any:
    """Run one more part. InvalidArgumentError for what was not announced, is there already, or cannot be computed."""
    elements, rebuild = _elements(session, fetches)
    runs = vars(session).get("_parts", {})
    parts = runs.get(handle)
    if parts is None:
        raise _error("Must run 'setup' before performing partial runs!")
    tensors, values = session._fed(feed_dict or {})
    fed = dict(zip(tensors, map(encoded, values), strict=True))
    for tensor in fed:
        if tensor not in parts.feeds:
            done = "has already been fed" if tensor in parts.given else "was not specified in partial_run_setup"
            raise _error(f"The feed {tensor.name} {done}.")
    for element in elements:
        if element not in parts.fetches:
            known = element in parts.announced
            done = "has already been fetched" if known else "was not specified in partial_run_setup"
            raise _error(f"The fetch {element.name} {done}.")
    given = parts.given | fed
    running = needed(elements, {*map(id, given)})
    missing = sorted(tensor.name for tensor in parts.feeds - given.keys() if tensor.op in running)
    if missing:
        raise _error(f"Fetch {missing[0]} can't be computed from the feeds that have been fed so far.")
    made = [one for operation in running for one in operation.outputs or (operation,)]
    more = [one for one in made if one not in given and session._graph.is_fetchable(one)]
    plan, values = session._plan([*elements, *more], [*given]), [*given.values()]
    del runs[handle]  # what fails ends the run
    found = plan.run(values, FedRun(session._run, [*given], values))
    parts.given = given | dict(zip(more, found[len(elements) :], strict=True))
    parts.fetches.difference_update(elements)
    parts.feeds.difference_update(fed)
    if parts.fetches or parts.feeds:
        runs[handle] = parts
    out = dict(zip(elements, map(fetched, elements, found), strict=True))
    return out[elements[0]] if rebuild is None else rebuild([out[element] for element in elements])
