"""Session: it owns the values. One graph, many sessions, each with values of its own under the variables' names.

    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        sess.run("w:0")                                # found by name: no Python object is needed

A fetch is a question to the graph: only what it needs runs, once. The plan for a combination of fetches and
feeds is made at the first run and kept by the session, so that the second costs no search. Source:
`tensorflow/python/client/session.py`.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from typing import Any, Final

import numpy as np

from lifetimes import labels
from lifetimes.errors import CancelledError, FailedPreconditionError
from lifetimes.graph.graph import Graph
from lifetimes.graph.plan import Plan, Run
from lifetimes.graph.storage import Storage
from lifetimes.graph.tensor import Tensor
from lifetimes.library import load
from lifetimes.ops import public
from lifetimes.tf1 import feeds
from lifetimes.tf1 import fetches as fetching

MOST_PLANS: Final = 4096  # kept by a session; a program that asks for more combinations has them planned again


class BaseSession:
    """Runs parts of one graph. Holds the graph, and the value of every variable that it initialised."""

    def __init__(self, world: Any, target: Any = "", graph: Graph | None = None, config: Any = None) -> None:
        if graph is not None and not isinstance(graph, Graph):
            raise TypeError(f'Argument `graph` must be a tf.Graph, but got "{type(graph).__name__}"')
        self._plans: dict[Any, Plan] = {}  # what is fetched alone has a name or an id for a key
        if target != "" or config is not None:
            self._plans = load("tf1.library.config_messages").plans_for(target, config)
        self._world = world
        self._graph = world.current_graph() if graph is None else graph
        self._target, self._config = target, config
        self._run: Any = Run()

    graph: Any = property(lambda self: self._graph)
    graph_def: Any = property(lambda self: self._graph.as_graph_def())
    sess_str: Any = property(lambda self: self._target)

    # --- running ---

    def run(self, fetches: Any, feed_dict: Any = None, options: Any = None, run_metadata: Any = None) -> Any:
        """Run what the fetches need and return their values in the structure of `fetches`; None for an operation.

        A key of `feed_dict` is a tensor or its name; its value stands for the tensor in this run only.
        """
        if self._run is None or not self._graph._operations:
            self._check_open()
        known = self._plans.get(fetches if type(fetches) is str else id(fetches))
        if known is not None and options is run_metadata is None and not (feed_dict or self._graph.fault):
            return fetched(known.fetches[0], known.run((), self._run)[0])
        elements: list[Any] = []
        tensors, values = self._fed(feed_dict) if feed_dict else ((), ())
        rebuild = fetching.flatten(self._graph, fetches, elements)
        if options is not None or run_metadata is not None:
            load("tf1.library.config_messages").note_steps(self._plan(elements, tensors), options, run_metadata)
        found = self._values(elements, tensors, values)
        if type(fetches) is str and not tensors:
            self._plans[fetches] = self._plan(elements, tensors)
        return found[0] if rebuild is None else rebuild(found)

    def _check_open(self, closed: Exception | None = None) -> None:
        if self._run is None:
            raise closed or RuntimeError("Attempted to use a closed Session.")
        if not self._graph.version:
            raise RuntimeError("The Session graph is empty. Add operations to the graph before calling run().")

    def _fed(self, given: Any) -> tuple[list[Tensor], list[Any]]:
        tensors, values, graph = [], [], self._graph
        if type(given) is not dict and not isinstance(given, Mapping):
            load("tf1.library.refusals").no_feeds(given)
        for key, value in given.items():
            for name, part in ((key, value),) if isinstance(key, Tensor) else feeds.pairs(key, value):
                known = isinstance(name, Tensor) and name.op.graph is graph
                tensors.append(name if known else feeds.fed_tensor(graph, name))
                values.append(feeds.fed_value(self._world, graph, tensors[-1], part))
        return tensors, values

    def _values(self, elements: Sequence[Any], fed: Sequence[Tensor], values: Sequence[Any]) -> list[Any]:
        run: Any = self._run
        given = [feeds.encoded(value) if value.dtype.hasobject else value for value in values]
        if self._graph.fault:
            load("tf1.library.config_messages").check_fault(self._graph.fault, self._config)
        inside = self._graph.inside
        if inside and not inside.keys().isdisjoint(tensor.op for tensor in fed):
            run = load("graph.control.regions").FedRun(run, fed, given)
        plan = self._plan(elements, fed)
        found = plan.run(given, run)
        if not plan.repeats:
            return [*map(fetched, elements, found)]
        # A tensor that is fetched twice comes back as one array, and one that was fed as the array it was fed with.
        out = dict(zip(map(id, fed), values, strict=True))
        for element, value in zip(elements, found, strict=True):
            if id(element) not in out:
                out[id(element)] = fetched(element, value)
        return [out[id(element)] for element in elements]

    def _plan(self, elements: Sequence[Any], fed: Sequence[Tensor]) -> Plan:
        """Return the plan for these fetches and feeds; the ids stay valid because the graph is held."""
        key = tuple(map(id, (*elements, None, *fed))) if fed or len(elements) != 1 else id(elements[0])
        plan = self._plans.get(key)
        if plan is None:
            for element in elements:
                if not self._graph.is_fetchable(element):
                    raise load("tf1.library.refusals").not_fetchable(getattr(element, "op", element))
            if len(self._plans) >= MOST_PLANS:
                self._plans.clear()
            plan = self._plans[key] = Plan(elements, fed)
        return plan

    def make_callable(self, fetches: Any, feed_list: Any = None, accept_options: bool = False) -> Callable[..., Any]:
        """Return a function that runs the fetches with values for `feed_list`, in that order; it keeps the session."""
        if feed_list is not None and not isinstance(feed_list, (list, tuple)):
            raise TypeError(f"Argument `feed_list` must be a list or tuple. Received: feed_list={feed_list}")
        keys = list(feed_list or ())
        elements: list[Any] = []
        rebuild = fetching.flatten(self._graph, fetches, elements)

        def run(*arguments: Any, options: Any = None, run_metadata: Any = None) -> Any:
            self._check_open(None if keys else CancelledError(None, None, "Session has been closed."))
            found = self._values(elements, *self._fed(dict(zip(keys, arguments, strict=False))))
            return found[0] if rebuild is None else rebuild(found)

        return run

    # --- the session as a place ---

    def list_devices(self) -> list[Any]:
        return load("tf1.library.config_messages").devices()  # type: ignore[no-any-return]

    def as_default(self) -> "AbstractContextManager[BaseSession]":
        """Make this the session that `eval()` and `run()` use, until the block ends; does not close it."""
        return self._world.sessions.entered(self)  # type: ignore[no-any-return]

    def close(self) -> None:
        """Let go of all values. The graph stays, and the session still holds it. Closing twice is no error."""
        self._run = None
        self._plans.clear()
        vars(self).pop("_parts", None)

    def partial_run_setup(self, fetches: Any, feeds: Any = None) -> str:
        return load("tf1.library.partial_runs").set_up(self, fetches, feeds)  # type: ignore[no-any-return]

    def partial_run(self, handle: str, fetches: Any, feed_dict: Any = None) -> Any:
        return load("tf1.library.partial_runs").go_on(self, handle, fetches, feed_dict)


@public(v1=("Session",))
class Session(BaseSession):
    """A session to be closed by the program, most easily by `with`, which also makes its graph the default one."""

    def __init__(self, world: Any, target: Any = "", graph: Graph | None = None, config: Any = None) -> None:
        super().__init__(world, target, graph, config)
        self._entered: ExitStack | None = None

    def __enter__(self) -> "Session":
        if self._entered is not None:
            raise RuntimeError("Session context managers are not re-entrant. Use `Session.as_default()` if you want to "
                               "enter a session multiple times.")  # fmt: skip
        with ExitStack() as entered:
            entered.enter_context(self._graph.as_default())
            entered.enter_context(self.as_default())
            self._entered = entered.pop_all()
        return self

    def __exit__(self, *exc: Any) -> None:
        entered, self._entered = self._entered, None
        if entered is not None:
            entered.__exit__(*exc)
        self.close()

    @staticmethod
    def reset(target: str, containers: Any = None, config: Any = None) -> None:
        """Accepted: there is no other process whose variables could be reset."""


@public(v1=("InteractiveSession",))
class InteractiveSession(BaseSession):
    """A session that is the default one from when it is made until it is closed, and is kept alive by that."""

    def __init__(self, world: Any, target: Any = "", graph: Graph | None = None, config: Any = None) -> None:
        super().__init__(world, target, graph, config)
        self._entered = ExitStack()
        self._entered.enter_context(self.as_default())
        if graph is not None:
            self._entered.enter_context(graph.as_default())

    def close(self) -> None:
        super().close()
        self._entered.close()


def fetched(element: Any, value: Any) -> Any:
    """Return a fetched value: a NumPy scalar, bytes, or an array that no variable shares."""
    if type(value) is Storage:
        try:
            value = value.read()
        except FailedPreconditionError as error:
            text = f"Graph execution error:\n\n{error.message}\n\t [[{{{{node _retval_{element.op.name}_0_0}}}}]]"
            raise FailedPreconditionError(None, None, text) from None
    if type(value) is np.ndarray:
        return value.copy() if value.ndim else value[()]
    return value if value is None or isinstance(value, np.generic) else np.asarray(value)[()]


@public(v1=("get_default_session",))
def get_default_session(world: Any) -> Any:
    """Return the innermost default session of this thread; None where there is none."""
    return world.sessions.get()


labels.register(
    BaseSession, "session", owner=True, name=lambda s: "closed" if s._run is None else f"{len(s._run.storages)} values"
)
