"""What turned code calls: each construct looks at its condition and stays Python, or builds a graph's control flow."""

import sys
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from types import CodeType
from typing import Any

import numpy as np

from lifetimes import nest
from lifetimes.autograph import calls, values
from lifetimes.autograph.jumps import RETURN_VALUE
from lifetimes.autograph.values import Undefined
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.library import load
from lifetimes.ops import World, dtypes

Names = tuple[str, ...]
Get = Callable[[], tuple[Any, ...]]
Set = Callable[[Sequence[Any]], None]


def _control() -> Any:
    """Return what builds branches and loops; a function whose conditions are all Python's needs none."""
    return load("graph.control.branches_and_loops")


class Runtime:
    """The `ag__` of turned code, for one world. `turned` remembers turned code by what it came from, weakly."""

    undefined = Undefined

    def __init__(self, world: World) -> None:
        self.world = world
        self.turned: weakref.WeakKeyDictionary[CodeType, dict[bool, CodeType | None]] = weakref.WeakKeyDictionary()

    def symbolic(self, value: Any) -> bool:
        """Return whether a value has to be decided by a graph, not by Python."""
        return self.world.is_tensor(value) and not self.world.is_eager()

    # --- names and values ---

    def ld(self, value: Any) -> Any:
        """Return the value of a name that some path may have left without one; raise where it has none."""
        if isinstance(value, Undefined):
            raise UnboundLocalError(f"'{value.name}' is used before assignment")
        return value

    def ldu(self, read: Callable[[], Any], name: str) -> Any:
        """Return the value of an attribute or item; an Undefined where there is none."""
        try:
            return read()
        except (KeyError, AttributeError, NameError):
            return Undefined(name)

    def looked(self, value: Any) -> Any:
        """Return what Python told of the frames that run now: `globals()`, `locals()`, `eval(...)`, `super()`.

        TensorFlow walks the frames to tell it, and the walk is left with a frame that knows itself. So these four keep
        alive, until a collection, whatever the callers hold; a `tf.function` that calls one outlives its last name.
        Source: `_find_originating_frame` in `tensorflow/python/autograph/operators/py_builtins.py`.
        """
        frame = sys._getframe()
        frame.f_back  # noqa: B018
        return value

    def returned(self, value: Any, did_return: Any) -> Any:
        """Return the value to return: None where no return statement was reached."""
        return None if isinstance(value, Undefined) else value

    def call(self, function: Any, *arguments: Any, **keywords: Any) -> Any:
        """Call a function, turned too if it is the user's own."""
        return calls.call(self, function, arguments, keywords)

    # --- logic ---

    def and_(self, *thunks: Callable[[], Any]) -> Any:
        return self._fold(thunks, "LogicalAnd", stop_at=False)

    def or_(self, *thunks: Callable[[], Any]) -> Any:
        return self._fold(thunks, "LogicalOr", stop_at=True)

    def _fold(self, thunks: Sequence[Callable[[], Any]], op: str, stop_at: bool) -> Any:
        """Combine values left to right; a tensor on the left makes the rest part of the graph, run only if needed."""
        value = thunks[0]()
        for i, thunk in enumerate(thunks[1:], 1):
            if self.symbolic(value):
                rest = thunks[i:]
                late = lambda rest=rest: self.world.convert(self._fold(rest, op, stop_at))  # noqa: E731
                now = lambda value=value: self.world.apply("Identity", value)  # noqa: E731
                pair = (now, late) if stop_at else (late, now)
                return _control().cond(self.world, value, *pair, op)
            if bool(value) is stop_at:
                return value
            value = thunk()
        return value

    def not_(self, value: Any) -> Any:
        return self.world.apply("LogicalNot", value) if self.world.is_tensor(value) else not value

    def if_exp(self, test: Any, yes: Callable[[], Any], no: Callable[[], Any], shown: str) -> Any:
        if not self.symbolic(test):
            return yes() if test else no()
        made: list[Any] = []

        def branch(thunk: Callable[[], Any]) -> Any:
            made.append(thunk())
            if len(made) == 2:
                values.same_dtype(self.world, shown, *made)
            return made[-1]

        return _control().cond(self.world, test, partial(branch, yes), partial(branch, no), "if_exp")

    def assert_stmt(self, test: Any, message: Callable[[], Any]) -> None:
        if self.symbolic(test):
            self.world.apply("Assert", test, message(), summarize=3)
        elif not test:
            raise AssertionError(message())

    # --- if ---

    def if_stmt(
        self, test: Any, body: Callable[[], None], orelse: Callable[[], None], get: Get, set_: Set, names: Names,
        outputs: int,
    ) -> None:  # fmt: skip
        """Run one of two blocks, or trace both and choose in the graph."""
        if not self.world.is_tensor(test):
            (body if test else orelse)()
            return
        if self.world.is_eager():
            taken = bool(self._condition(test, "if statement"))
            (body if taken else orelse)()
            values.check_branch(names, get()[:outputs], "main" if taken else "else")
            return
        before = get()
        results: dict[str, tuple[Any, ...]] = {}

        def branch(label: str, block: Callable[[], None]) -> tuple[Any, ...]:
            set_(before)
            block()
            results[label] = made = get()[:outputs]
            values.check_branch(names, made, label)
            if len(results) == 2:
                values.check_branches(self.world, names, *results.values())
            return made

        pair = partial(branch, "main", body), partial(branch, "else", orelse)
        chosen = _control().cond(self.world, self._condition(test, "if statement"), *pair, None)
        set_((*chosen, *before[outputs:]))

    def _condition(self, test: Any, what: str) -> Any:
        """Return a condition as a scalar. ValueError where it is no bool, or has several elements."""
        test = self.world.convert(test)
        hint = "to check for None, use `is not None`"
        if test.dtype.base_dtype != dtypes.bool_:
            raise ValueError(f"condition of {what} expected to be `tf.bool` scalar, got {test}; to use as boolean "
                             f"Tensor, use `tf.cast`; {hint}")  # fmt: skip
        shape = test.static_shape
        if shape == ():
            return test
        if shape is not None and np.prod([size for size in shape if size is not None]) > 1:
            raise ValueError(f"condition of {what} expected to be `tf.bool` scalar, got {test}; {hint}")
        return self.world.apply("Reshape", test, np.zeros([0], np.int32))

    # --- loops ---

    def while_stmt(
        self, test: Callable[[], Any], body: Callable[[], None], get: Get, set_: Set, names: Names, options: Any
    ) -> None:
        """Repeat a block while a test holds, in Python or in the graph."""
        if self.world.is_eager():
            going = test()
            of_tensors = self.world.is_tensor(going)
        else:
            with self._scratch("test"):  # the first test tells which; in a graph it is built again
                going = test()
                of_tensors = self.symbolic(going)
        if of_tensors:
            self._tensor_loop(test, body, get, set_, names, options() if options else {})
        elif going:
            body()
            self._python_while(test, body)

    @contextmanager
    def _scratch(self, name: str) -> Iterator[FuncGraph]:
        """A graph for a trial, dismantled when that is over: what was only tried dies at once."""
        graph = FuncGraph(self.world, name, None if self.world.is_eager() else self.world.current_graph())
        try:
            with self.world.graph_as_default(graph):
                yield graph
        finally:
            graph.discard()

    def _python_while(self, test: Callable[[], Any], body: Callable[[], None]) -> None:
        while True:
            going = test()
            if self.symbolic(going):
                raise NotImplementedError(
                    "The condition of while loop started as non-Tensor, then changed to Tensor. This may happen either "
                    "because variables changed type, or when a break or return statement inside the loop depends on a "
                    "Tensor condition. In both cases, changing to a TF loop should remove the error.\nSee "
                    "https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/reference/"
                    "limitations.md#consistency-of-control-flow-types for more info."
                )
            if not going:
                return
            body()

    def for_stmt(
        self, iterated: Any, going: Callable[[], Any] | None, body: Callable[[Any], None], get: Get, set_: Set,
        names: Names, options: Any, target: str,
    ) -> None:  # fmt: skip
        """Run a block for each element: of a Python iterable by Python, of a tensor in the graph."""
        ragged = hasattr(iterated, "nrows") and not self.world.is_eager()
        if not self.world.is_tensor(iterated) and not ragged:
            self._python_for(iterated, going, body)
            return
        rows = iterated if ragged else self.world.convert(iterated)
        counting = not ragged and not self.world.is_eager() and rows.op.type == "Range"
        if counting:
            start, limit, delta = rows.op.inputs
            up = delta.static_value()
        else:
            start, limit, delta, up = self.world.constant(0, name="i"), self.length(rows), 1, 1
        place = [start]

        def step() -> None:
            body(place[0] if counting else _control().row_of(self.world, rows, place[0]))
            place[0] = place[0] + delta

        def inside() -> Any:
            if up is not None:
                return place[0] < limit if up >= 0 else place[0] > limit
            both = self.world.apply
            return both("LogicalOr", both("LogicalAnd", delta >= 0, place[0] < limit),
                        both("LogicalAnd", delta < 0, place[0] > limit))  # fmt: skip

        def test() -> Any:
            return inside() if going is None else self.and_(inside, going)

        def get_all() -> tuple[Any, ...]:
            found = zip(names, get(), strict=True)
            if not counting:
                return (place[0], *(value for _, value in found))
            return (place[0], *(place[0] if name == target and isinstance(v, Undefined) else v for name, v in found))

        def set_all(new: Sequence[Any]) -> None:
            place[0] = new[0]
            set_(new[1:])

        self._tensor_loop(test, step, get_all, set_all, ("<internal iterate>", *names), options() if options else {})

    def length(self, rows: Any) -> Any:
        """Return how many rows a tensor has, as a number where it is known. ValueError for a scalar."""
        if rows.static_shape == ():
            raise ValueError(f"len requires a non-scalar tensor, got one of shape {self.world.apply('Shape', rows)}")
        known = None if rows.static_shape is None else rows.static_shape[0]
        if known is not None:
            return known
        return rows.nrows() if hasattr(rows, "nrows") else self.world.apply("Shape", rows)[0]

    def _python_for(self, items: Iterable[Any], going: Callable[[], Any] | None, body: Callable[[Any], None]) -> None:
        for item in items:
            if going is not None:
                more = going()
                if self.symbolic(more):
                    raise NotImplementedError(_PYTHON_LOOP)
                if not more:
                    return
            body(item)
        if going is not None and self.symbolic(going()):
            raise NotImplementedError(_PYTHON_LOOP)

    def _tensor_loop(
        self, test: Callable[[], Any], body: Callable[[], None], get: Get, set_: Set, names: Names,
        options: dict[str, Any],
    ) -> None:  # fmt: skip
        """Make a loop that carries the whole state. What has no value before it gets one from the first turn."""
        before = get()
        shapes = {id(value): shape for value, shape in options.get("shape_invariants") or ()}
        given = [shapes.get(id(value)) for value in before]
        lacking = [value is None or isinstance(value, Undefined) for value in before]
        starts = before
        if any(lacking):
            starts, given = self._tried(body, get, set_, before, lacking, given, names)
        starts = _control().in_tensors(self.world, tuple(starts))
        flag = (self.world.constant(False),) if any(lacking) else ()

        def tested(*carried: Any) -> Any:
            set_(carried[len(flag) :])
            return self._condition(test(), "while loop")

        def turn(*carried: Any) -> Any:
            entry = carried[len(flag) :]
            set_(entry)
            body()
            made = [values.after_turn(self.world, *one) for one in
                    zip(names, entry, get(), (shape is not None for shape in given), strict=True)]  # fmt: skip
            return (*(True for _ in flag), *made)

        invariants: Any = None
        if any(shape is not None for shape in given):
            none = [nest.map_structure(lambda _: None, start) for start in starts]
            wanted = [free if shape is None else shape for shape, free in zip(given, none, strict=True)]
            invariants = (*(None for _ in flag), *wanted)
        limit = options.get("maximum_iterations")
        found = (*flag, *starts)
        if not self.world.is_eager():
            found = _control().while_loop(self.world, tested, turn, found, invariants, limit, None)
        else:
            while tested(*found):
                found = turn(*found)
        set_(self._after_a_turn(found, names, lacking) if flag else found)

    def _after_a_turn(self, found: Sequence[Any], names: Names, lacking: list[bool]) -> tuple[Any, ...]:
        """Return what a loop gave, once it is sure that there was a turn: some of it has no other value."""
        missing = ["the function return value" if name == RETURN_VALUE else name
                   for name, lacks in zip(names, lacking, strict=True) if lacks]  # fmt: skip
        words = f"loop must iterate at least once to initialize {', '.join(missing)}"
        check = load("ops.debugging.checks").Assert(self.world, found[0], [words])
        if self.world.is_eager():
            return tuple(found[1:])
        with self.world.current_graph().control_dependencies([check]):
            return tuple(nest.map_structure(self._read, found[1:]))

    def _read(self, leaf: Any) -> Any:
        return self.world.apply("Identity", leaf) if self.world.is_tensor(leaf) else leaf

    def _tried(
        self, body: Callable[[], None], get: Get, set_: Set, before: tuple[Any, ...], lacking: list[bool],
        shapes: list[Any], names: Names,
    ) -> tuple[tuple[Any, ...], list[Any]]:  # fmt: skip
        """Return a state in which what had no value has zeros like those that a turn, tried out, gave it.

        ValueError where that cannot be: the names stay without a value.
        """
        starts, note = before, None
        try:
            with self._scratch("trial") as scratch:
                set_(nest.map_structure(partial(self._symbol, scratch), before))
                body()
                pairs = [values.zeros(self.world, new, shape) if lacks else (old, shape) for old, new, shape, lacks in
                         zip(before, get(), shapes, lacking, strict=True)]  # fmt: skip
            starts = tuple(old if zero is values.NOTHING else zero
                           for old, (zero, _) in zip(before, pairs, strict=True))  # fmt: skip
            shapes = [shape for _, shape in pairs]
        except (UnboundLocalError, TypeError, ValueError, KeyError) as error:
            note = f"Note: AutoGraph tried to define it automatically, but ran into a {type(error).__name__}: {error}"
        finally:
            set_(starts)
        values.check_starts(names, starts, note)
        return starts, shapes

    def _symbol(self, scratch: FuncGraph, leaf: Any) -> Any:
        """Return what a Python number is inside a loop: a symbol whose value nobody knows."""
        if not isinstance(leaf, (int, float, bool, str, np.ndarray, np.generic)):
            return leaf
        tensor = self.world.convert(leaf)
        return scratch.parameter("start", tensor.dtype, tensor.static_shape)


_PYTHON_LOOP = (
    "break and return statements which depend on a TF condition are not supported in Python for loops. Did you intend "
    "to make it a TF loop?\nSee https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/"
    "reference/limitations.md#consistency-of-control-flow-types for more info."
)
