"""What turned code calls: each construct looks at its condition and stays Python, or builds a graph's control flow."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable, Sequence
from types import CodeType
from typing import Any

import numpy as np

from lifetimes import nest
from lifetimes.autograph import calls, values
from lifetimes.autograph.blame import blamed
from lifetimes.autograph.jumps import RETURN_VALUE
from lifetimes.autograph.values import Undefined
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.library import load
from lifetimes.ops.shapes import compatible
from lifetimes.ops.world import World

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
        self.turned: weakref.WeakKeyDictionary[CodeType, CodeType | None] = weakref.WeakKeyDictionary()

    def symbolic(self, value: Any) -> bool:
        """Return whether a value has to be decided by a graph, not by Python."""
        return self.world.is_tensor(value) and not self.world.is_eager()

    # --- names and values ---

    def ld(self, value: Any) -> Any:
        """Return the value of a name that some path may have left without one; raise where it has none."""
        if isinstance(value, Undefined):
            raise value.refusal()
        return value

    def returned(self, value: Any) -> Any:
        """Return the value to return: None where no return statement was reached."""
        return None if isinstance(value, Undefined) and value.error is None else self.ld(value)

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
        return self.world.apply("LogicalNot", value) if self.symbolic(value) else not value

    def if_exp(self, test: Any, yes: Callable[[], Any], no: Callable[[], Any]) -> Any:
        if self.symbolic(test):
            return _control().cond(self.world, test, yes, no, "if_exp")
        return yes() if test else no()

    def assert_stmt(self, test: Any, message: Callable[[], Any]) -> None:
        if self.symbolic(test):
            self.world.apply("Assert", test, message(), summarize=3)
        elif not test:
            raise AssertionError(message())

    # --- if ---

    def if_stmt(
        self,
        test: Any,
        body: Callable[[], None],
        orelse: Callable[[], None],
        get: Get,
        set_: Set,
        names: Names,
        after: Names,
    ) -> None:
        """Run one of two blocks, or trace both and choose in the graph."""
        if not self.symbolic(test):
            (body if test else orelse)()
            return
        with self.world.name_scope(None, "cond") as scope:
            before = get()
            traced = [self._branch(label, scope, before, block, get, set_)
                      for label, block in (("cond_true", body), ("cond_false", orelse))]  # fmt: skip
            (then, ours), (other, theirs) = traced
            merged = [self._merge(name, a, b, then, other, name in after)
                      for name, a, b in zip(names, ours, theirs, strict=True)]  # fmt: skip
            node = _control().if_node(self.world, self.world.convert(test), then, other, "If")
            found = iter(_control().named(self.world, node.outputs[: len(then.outputs)], self.world.merge_label))
        set_([take(found) if callable(take) else take for take in merged])

    def _branch(
        self, label: str, scope: str, before: Sequence[Any], block: Callable[[], None], get: Get, set_: Set
    ) -> tuple[FuncGraph, tuple[Any, ...]]:
        graph = FuncGraph(self.world, label, self.world.current_graph())
        with self.world.graph_as_default(graph), graph.names.enter(scope):
            set_(before)
            block()
            after = get()
            set_(before)
        return graph, after

    def _merge(self, name: str, a: Any, b: Any, then: FuncGraph, other: FuncGraph, read: bool) -> Any:
        """Return what a name is after both branches: the same thing, an Undefined, or a taker of the node's outputs."""
        if values.same(a, b) or (values.is_flag(name) and isinstance(a, bool) and a is b):
            return a
        problem = values.missing_return(name, a, b) or values.mismatch(name, a, b)
        if problem is None:
            problem = self._outputs(name, a, b, then, other)
        if problem is not None:
            if name == RETURN_VALUE:
                raise problem
            return Undefined(name, blamed(problem))
        count = len(nest.flatten(a, expand_composites=True))
        return lambda found: nest.pack_sequence_as(a, [next(found) for _ in range(count)], expand_composites=True)

    def _outputs(self, name: str, a: Any, b: Any, then: FuncGraph, other: FuncGraph) -> Exception | None:
        """Make the values of a name outputs of the two branches, or say why they cannot be."""
        made: list[list[Any]] = []
        for graph, value in ((then, a), (other, b)):
            with self.world.graph_as_default(graph):
                try:
                    leaves = nest.flatten(value, expand_composites=True)
                    made.append([graph.capture_or_own(self.world.convert(leaf)) for leaf in leaves])
                except (TypeError, ValueError) as error:
                    return TypeError(f"'{name}' has a value that no tensor can hold: {error}")
        label = "the return value" if name == RETURN_VALUE else f"'{name}'"
        for x, y in zip(*made, strict=True):
            if x.dtype.base_dtype != y.dtype.base_dtype:
                return TypeError(f"{label} has dtype {x.dtype.name} in the main branch, but dtype {y.dtype.name} in "
                                 "the else branch")  # fmt: skip
        then.outputs += made[0]
        other.outputs += made[1]
        return None

    # --- loops ---

    def while_stmt(
        self,
        test: Callable[[], Any],
        body: Callable[[], None],
        get: Get,
        set_: Set,
        names: Names,
        after: Names,
        options: Any,
    ) -> None:
        """Repeat a block while a test holds, in Python or in the graph."""
        if not self._test_is_symbolic(test, get, set_):
            self._python_while(test, body)
            return
        _refuse_return(names)
        self._graph_loop(lambda: test(), body, get, set_, names, after, options)

    def _test_is_symbolic(self, test: Callable[[], Any], get: Get, set_: Set) -> bool:
        if self.world.is_eager():
            return False
        scratch = FuncGraph(self.world, "test", self.world.current_graph())
        before = get()
        with self.world.graph_as_default(scratch):
            symbolic = self.symbolic(test())
        set_(before)
        return symbolic

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
        self,
        iterated: Any,
        going: Callable[[], Any] | None,
        body: Callable[[Any], None],
        get: Get,
        set_: Set,
        names: Names,
        after: Names,
        options: Any,
    ) -> None:
        """Run a block for each element: of a Python iterable by Python, of a tensor in the graph."""
        if not self.symbolic(iterated):
            self._python_for(iterated, going, body)
            return
        _refuse_return(names)
        rows = self.world.convert(iterated)
        if rows.static_shape == ():
            raise TypeError("Cannot iterate over a scalar tensor.")
        known = None if rows.static_shape is None else rows.static_shape[0]
        count = known if known is not None else self.world.apply("Shape", rows)[0]
        place = [self.world.constant(0, name="i")]

        def step() -> None:
            body(rows[place[0]])
            place[0] = place[0] + 1

        def test() -> Any:
            inside = place[0] < count
            return inside if going is None else self.and_(lambda: inside, going)

        def get_all() -> tuple[Any, ...]:
            return (place[0], *get())

        def set_all(new: Sequence[Any]) -> None:
            place[0] = new[0]
            set_(new[1:])

        self._graph_loop(test, step, get_all, set_all, ("i", *names), after, options)

    def _python_for(
        self, iterated: Iterable[Any], going: Callable[[], Any] | None, body: Callable[[Any], None]
    ) -> None:
        for item in iterated:
            if going is not None:
                more = going()
                if self.symbolic(more):
                    raise NotImplementedError(_PYTHON_LOOP)
                if not more:
                    return
            body(item)
        if going is not None and self.symbolic(going()):
            raise NotImplementedError(_PYTHON_LOOP)

    def _graph_loop(
        self,
        test: Callable[[], Any],
        body: Callable[[], None],
        get: Get,
        set_: Set,
        names: Names,
        after: Names,
        options: Any,
    ) -> None:
        """Build a loop whose variables are the names that have a value before it, or that are read after it."""
        before = list(get())
        self._start_undefined(before, body, get, set_, names, after)
        carried = [i for i, value in enumerate(before) if self._is_loop_variable(value)]
        starts = [nest.map_structure(self._start, before[i]) for i in carried]
        chosen = {} if options is None else options()
        invariants = self._invariants(starts, before, carried, chosen.get("shape_invariants"))

        def enter(variables: Sequence[Any]) -> None:
            state = list(before)
            for i, value in zip(carried, variables, strict=True):
                state[i] = value
            set_(state)

        def tested(*variables: Any) -> Any:
            enter(variables)
            return test()

        def turn(*variables: Any) -> Any:
            enter(variables)
            body()
            made = get()
            return [self._after_turn(names[i], start, made[i], invariants is not None)
                    for i, start in zip(carried, starts, strict=True)]  # fmt: skip

        limit = chosen.get("maximum_iterations")
        found = _control().while_loop(self.world, tested, turn, starts, invariants, limit, None) if starts else []
        state = [value if i in carried else self._outside(names[i], value) for i, value in enumerate(before)]
        for i, value in zip(carried, found, strict=True):
            state[i] = value
        set_(state)

    def _start(self, leaf: Any) -> Any:
        return leaf if hasattr(leaf, "_with_tensors") else self.world.convert(leaf)

    def _start_undefined(
        self, before: list[Any], body: Callable[[], None], get: Get, set_: Set, names: Names, after: Names
    ) -> None:
        """Give zeros to names that only the loop sets but the code after it reads; a trial turn tells their shape."""
        if not any(isinstance(v, Undefined) and n in after for v, n in zip(before, names, strict=True)):
            return
        scratch = FuncGraph(self.world, "trial", self.world.current_graph())
        with self.world.graph_as_default(scratch):
            body()
            made = get()
        set_(before)
        for i, (value, name) in enumerate(zip(made, names, strict=True)):
            if isinstance(before[i], Undefined) and name in after and self._is_loop_variable(value):
                before[i] = nest.map_structure(self._zeros, value)

    def _zeros(self, leaf: Any) -> Any:
        tensor = self.world.convert(leaf)
        sizes = [size or 0 for size in tensor.static_shape or ()]
        return self.world.constant(np.zeros(sizes, tensor.dtype.base_dtype.as_numpy_dtype))

    def _is_loop_variable(self, value: Any) -> bool:
        if value is None or isinstance(value, Undefined):
            return False
        try:
            leaves = nest.flatten(value)
        except TypeError:
            return False
        return bool(leaves) and all(self._fits(leaf) for leaf in leaves)

    def _fits(self, leaf: Any) -> bool:
        plain = isinstance(leaf, (bool, int, float, complex)) or type(leaf).__module__ == "numpy"
        return plain or self.world.is_tensor(leaf) or hasattr(leaf, "_with_tensors")

    def _after_turn(self, name: str, start: Any, made: Any, invariants: bool) -> Any:
        """Return a loop variable after a turn. TypeError or ValueError where it is not what it was before."""
        if isinstance(made, Undefined):
            raise made.refusal()
        if made is None:
            raise ValueError(f"'{name}' is None at the end of the loop body.")
        nest.assert_same_structure(start, made, check_types=False)
        for before, leaf in zip(nest.flatten(start), nest.flatten(made), strict=True):
            if hasattr(leaf, "_with_tensors"):
                continue
            after = self.world.convert(leaf, hint=None if self.world.is_tensor(leaf) else self._adapt(before, leaf))
            if after.dtype.base_dtype != before.dtype.base_dtype:
                raise TypeError(f"'{name}' has dtype {before.dtype.base_dtype.name} before the loop, but dtype "
                                f"{after.dtype.base_dtype.name} after one iteration")  # fmt: skip
            if not invariants and not compatible(before.static_shape, after.static_shape):
                raise ValueError(
                    f"'{name}' has shape {before.shape} before the loop, but shape {after.shape} after one iteration. "
                    "Use tf.autograph.experimental.set_loop_options to set shape invariants."
                )
        return nest.map_structure(self._start, made)

    @staticmethod
    def _adapt(before: Any, leaf: Any) -> Any:
        """A Python int that a turn leaves takes the dtype of an integer variable, and so on; never another kind."""
        kinds = {bool: "b", int: "iu", float: "f"}.get(type(leaf), "")
        return before.dtype if before.dtype.kind in kinds else None

    def _invariants(self, starts: list[Any], before: list[Any], carried: list[int], given: Any) -> Any:
        if given is None:
            return None
        shapes = {id(value): shape for value, shape in given}
        found = [shapes.get(id(before[i])) for i in carried]
        return [shape if shape is not None else [t.shape for t in nest.flatten(start)]
                for shape, start in zip(found, starts, strict=True)]  # fmt: skip

    def _outside(self, name: str, value: Any) -> Any:
        if not isinstance(value, Undefined):
            return value
        return Undefined(name, blamed(ValueError(f"'{name}' must be defined before the loop.")))


def _refuse_return(names: Names) -> None:
    if RETURN_VALUE in names:
        raise NotImplementedError(
            "a return statement cannot be placed inside this TensorFlow loop; this may happen if a return statement "
            "depends on a static Python condition such as a hyperparameter"
        )


_PYTHON_LOOP = (
    "break and return statements which depend on a TF condition are not supported in Python for loops. Did you intend "
    "to make it a TF loop?\nSee https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/"
    "reference/limitations.md#consistency-of-control-flow-types for more info."
)
