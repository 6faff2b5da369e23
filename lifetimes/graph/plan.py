"""A plan: fetches and feeds, pruned to what is needed, ordered, and run as a plain loop.

The plan knows which kernels to call on which slots; it owns no value but the constants of its graph. Values
come from the feeds and from the *run* that is handed in, which says where variables live and which random
numbers come next. So the same plan serves the sessions of the old world and the functions of the new one.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from lifetimes.graph.failures import is_located, located
from lifetimes.graph.planning import Fetch, Planner, with_frees
from lifetimes.graph.storage import Storage
from lifetimes.graph.tensor import Tensor
from lifetimes.library import load, load_if_here
from lifetimes.numpy_calls import Quiet, is_reentry

_QUIET: Final = Quiet()
WORTH_WRITING: Final = 3  # the run of a plan from which on one function written for it stands in place of the loop


class Run:
    """What a plan needs from its owner: a place for variables by name, and a source of random numbers."""

    __slots__ = ("_random", "storages")

    def __init__(self) -> None:
        self.storages: dict[str, Storage] = {}
        self._random: Any = None

    @property
    def random(self) -> Any:
        """The source of random numbers, made when the first of them is drawn."""
        if self._random is None:
            self._random = load("ops.random.philox").Randomness()
        return self._random

    def restart_random(self) -> None:
        """Let all random numbers begin anew."""
        self._random = None

    def storage(self, name: str, dtype: Any, shape: Any) -> Storage:
        """Return the storage of that name, made empty at the first use."""
        found = self.storages.get(name)
        if found is None:
            found = self.storages[name] = Storage(name, dtype, shape)
        return found

    def call(self, function: Any, arguments: Sequence[Any], fetches: Sequence[Tensor] | None = None) -> list[Any]:
        """Run a FuncGraph on the arguments and return its outputs, or the tensors of it that are asked for."""
        return function.plan(fetches).loop(arguments, self)  # type: ignore[no-any-return]


class Plan:
    """What runs for one combination of fetches and feeds. `steps` can be read as a program, `print` shows the lives."""

    def __init__(self, fetches: Sequence[Fetch], feeds: Sequence[Fetch], results: int | None = None) -> None:
        planner = Planner(fetches, feeds)
        wanted = fetches if results is None else fetches[:results]
        self.fetches, self.feeds = list(fetches), list(feeds)
        self.names, self.saved = planner.names, planner.saved
        self.repeats = len({*map(id, fetches), *map(id, feeds)}) < len(fetches) + len(feeds)  # gives a value again
        self.constants = planner.constants
        self.results = [planner.result(f) if isinstance(f, Tensor) else None for f in wanted]
        kept = {slot for slot in self.results if slot is not None} | set(self.constants)
        chains = load_if_here("graph.fusing.chains")  # a plan means the same without them
        self.steps = with_frees(planner.steps if chains is None else chains.fused(planner.steps, kept, fetches), kept)
        self._empty: list[Any] = [self.constants.get(slot) for slot in range(planner.size)]
        self._turns = 0
        self._straight: Any = None

    def run(self, feeds: Sequence[Any], run: Run) -> list[Any]:
        """Return one value per fetch, None for an operation. An error names the operation and the line that made it."""
        straight = self._straight
        try:
            return _QUIET.call(self.loop if straight is None else straight.run, feeds, run)  # type: ignore[no-any-return]
        except RuntimeError as error:
            if not is_reentry(error):
                raise
        with np.errstate(all="ignore"):  # a kernel has called Python, and that runs this
            return self.loop(feeds, run)

    def loop(self, feeds: Sequence[Any], run: Run) -> list[Any]:
        """As `run`, for what is inside of a run: NumPy's warnings are off already."""
        self._turns += 1
        if self._turns == WORTH_WRITING:
            room = load_if_here("graph.compiled.straight")
            self._straight = None if room is None else room.straight(self)
        return self.plainly(feeds, run) if self._straight is None else self._straight.run(feeds, run)

    def plainly(self, feeds: Sequence[Any], run: Run) -> list[Any]:
        """Go through the steps one by one: what any faster way must give."""
        values = self._empty.copy()
        values[: len(feeds)] = feeds
        for operation, kernel, stateful, single, inputs, outputs, frees in self.steps:
            arguments = [values[i] for i in inputs]
            try:
                result = kernel(run, operation, *arguments) if stateful else kernel(*arguments)
            except Exception as error:
                if is_located(error):
                    raise
                raise located(error, operation, arguments) from error
            if single:
                values[outputs[0]] = result
            else:
                # A call hands on more of its values once gradients go through it, which older plans do not read.
                for slot, value in zip(outputs, result or (), strict=False):
                    values[slot] = value
            for slot in frees:
                values[slot] = None
        return [None if slot is None else values[slot] for slot in self.results]

    @property
    def source(self) -> str:
        """The plan as the Python function that runs in its place once it has run some times."""
        return (self._straight or load("graph.compiled.straight").Straight(self)).source  # type: ignore[no-any-return]

    def lives(self) -> list[Any]:
        """Return the life of every value: from the step that makes it to the step that uses it last."""
        return load("graph.pictures.liveness").lives(self)  # type: ignore[no-any-return]

    def to_svg(self) -> str:
        """Return a picture of the lives, one bar for each value over the steps."""
        return load("graph.pictures.liveness").to_svg(self)  # type: ignore[no-any-return]

    _repr_svg_ = to_svg

    def __str__(self) -> str:
        return load("graph.pictures.liveness").text(self)  # type: ignore[no-any-return]

    __repr__ = __str__
