"""`cond`, `case`, `while_loop`, `map_fn` and their like, as programs of both worlds call them.

Under eager execution Python itself chooses and repeats; in a graph these build `If` and `While`.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from lifetimes import nest
from lifetimes.errors import advise
from lifetimes.graph.control import branches_and_loops as control
from lifetimes.graph.control.regions import done
from lifetimes.graph.control.tensor_array import tensor_array
from lifetimes.graph.tensor import Operation
from lifetimes.library import load
from lifetimes.ops import World, dtypes, public, publish_as

# --- choosing --------------------------------------------------------------------------------------------


@public(v2=("cond",))
def cond(world: World, pred: Any, true_fn: Any = None, false_fn: Any = None, name: str | None = None) -> Any:
    """Return what `true_fn()` gives if `pred` holds, else what `false_fn()` gives. In a graph both are traced once."""
    _check_callables(true_fn, false_fn)
    if world.is_eager():
        holds = bool(world.convert(pred) if pred is None or isinstance(pred, (list, tuple)) else pred)
        return true_fn() if holds else false_fn()
    if isinstance(pred, bool):
        advice = "Use a Python `if` where the choice is known while building."
        if not world.parts_in_graph:
            raise TypeError("pred must not be a Python bool", pred)
        with world.name_scope(name or "cond"):  # which numbers the next one
            raise TypeError(advise("'pred' must not be a Python bool.", advice))
    return control.cond(world, pred, true_fn, false_fn, name)


def _check_callables(true_fn: Any, false_fn: Any) -> None:
    for label, function in (("true_fn", true_fn), ("false_fn", false_fn)):
        if function is None:
            raise TypeError(f"cond(): '{label}' argument required")
        if not callable(function):
            raise TypeError(f"'{label}' must be callable.")


@public(v1=("cond",))
def cond_v1(
    world: World, pred: Any, true_fn: Any = None, false_fn: Any = None, strict: bool = False, name: str | None = None,
    fn1: Any = None, fn2: Any = None,
) -> Any:  # fmt: skip
    """Return `true_fn()` or `false_fn()`. A list of one value is returned as the value unless `strict`; in a function
    of the new world it stays a list."""
    branches = [fn1 if true_fn is None else true_fn, fn2 if false_fn is None else false_fn]
    if not world.is_eager():
        if not world.parts_in_graph:
            return cond(world, pred, *branches, name)
        taken = zip(branches, (True, False), strict=True)
        branches = [_in_tensors(world, one, which, strict) if callable(one) else one for one, which in taken]
    result = cond(world, pred, *branches, name)
    return result if strict else unpacked(result)


def _in_tensors(world: World, function: Callable[..., Any], which: bool, strict: bool) -> Callable[..., Any]:
    """Return the branch with a tensor in place of each operation that it returns: which branch it is, after that."""

    def waited_for(leaf: Any) -> Any:
        return done(world.current_graph(), leaf, which) if isinstance(leaf, Operation) else leaf

    def branch() -> Any:
        given = function()
        return nest.map_structure(waited_for, given if strict else unpacked(given))

    return branch


def unpacked(result: Any) -> Any:
    """Return the one element of a list of one, anything else as it is."""
    single = isinstance(result, (list, tuple)) and len(result) == 1
    return result[0] if single else result


# --- repeating -------------------------------------------------------------------------------------------


@public(v2=("while_loop",))
def while_loop(
    world: World, cond: Any, body: Any, loop_vars: Any, shape_invariants: Any = None, parallel_iterations: int = 10,
    back_prop: bool = True, swap_memory: bool = False, maximum_iterations: Any = None, name: str | None = None,
) -> Any:  # fmt: skip
    """Return the loop variables after the last turn. In a graph `cond` and `body` are traced once."""
    if not callable(cond) or not callable(body):
        raise TypeError(f"'{'cond' if not callable(cond) else 'body'}' must be callable.")
    if parallel_iterations < 1:
        raise TypeError("'parallel_iterations' must be a positive integer.")
    if not loop_vars or not isinstance(loop_vars, (list, tuple)):  # of a tensor nobody can say that
        with world.name_scope(name or "while"):  # which numbers the next one
            raise ValueError("'loop_vars' must be provided.")
    if not world.is_eager():
        return control.while_loop(world, cond, body, loop_vars, shape_invariants, maximum_iterations, name)
    turns, values = 0, loop_vars  # which are what they are, numbers of Python too, until the loop ends
    limit = None if maximum_iterations is None else int(maximum_iterations)
    while cond(*values) if limit is None else world.apply("LogicalAnd", turns < limit, cond(*values)):
        values, turns = body(*values), turns + 1
        before, after = (list(loop_vars), list(values)) if limit is None else (loop_vars, values)
        nest.assert_same_structure(before, after)
    return control.in_tensors(world, values)


@public(v1=("while_loop",))
def while_loop_v1(
    world: World, cond: Callable[..., Any], body: Callable[..., Any], loop_vars: Any, shape_invariants: Any = None,
    parallel_iterations: int = 10, back_prop: bool = True, swap_memory: bool = False, name: str | None = None,
    maximum_iterations: Any = None, return_same_structure: bool = False,
) -> Any:  # fmt: skip
    """Return the loop variables after the last turn; in a graph a single one stands alone, unless the structure is
    asked for."""
    bare: list[Any] = []  # what stood alone, though the loop variables are a list of one

    def turn_of_one(*values: Any) -> Any:
        result = body(*values)
        if isinstance(result, (list, tuple)):
            return result
        bare[:] = [result]
        return bare

    loop_vars = nest.map_structure(lambda v: v.value() if hasattr(v, "_read_as") else v, loop_vars)
    counted = maximum_iterations is not None and world.parts_in_graph and not world.is_eager()
    turn = _of_one_structure(body, loop_vars) if counted else body
    if world.is_eager() and len(loop_vars) == 1 and not return_same_structure:
        turn = turn_of_one
    after = while_loop(world, cond, turn, loop_vars, shape_invariants, parallel_iterations,
                       maximum_iterations=maximum_iterations, name=name)  # fmt: skip
    alone = not return_same_structure and len(nest.flatten(after)) == 1
    return unpacked(after) if alone and (bare or not world.is_eager()) else after


def _of_one_structure(body: Callable[..., Any], loop_vars: Any) -> Callable[..., Any]:
    """Return the body of a loop of the old world whose turns are counted: there a list is not as good as a tuple."""

    def turn(*values: Any) -> Any:
        result = body(*values)
        nest.assert_same_structure(loop_vars[0] if len(loop_vars) == 1 else loop_vars, result)
        return result

    return turn


# --- over the elements of a tensor -----------------------------------------------------------------------


def _scope(world: World, name: str | None, label: str, function: Any, elems: Any) -> AbstractContextManager[str]:
    """Enter the scope of a loop over rows. AttributeError for a function that is none, as TensorFlow's."""
    if not callable(function):
        raise AttributeError(f"{type(function).__name__!r} object has no attribute '__name__'")
    return world.name_scope(name, label, nest.flatten(elems))


def _rows(world: World, elems: Any) -> tuple[Callable[[Any], Any], Any, Any]:
    """Return a function that gives a row of the elements, how many rows they have, and the elements as tensors.

    IndexError for a scalar, as TensorFlow's.
    """
    elems = control.in_tensors(world, elems)
    flat = nest.flatten(elems)
    known = world.shape_class(flat[0].static_shape)[0]
    known = getattr(known, "value", known)
    if known is not None:
        count = known
    elif hasattr(flat[0], "nrows"):
        count = world.apply("Cast", flat[0].nrows(), to=dtypes.int32)
    else:
        count = world.apply("Shape", flat[0])[0]
    if world.parts_in_graph or (world.is_eager() and known is not None and not any(hasattr(t, "nrows") for t in flat)):
        arrays = [tensor_array(world, tensor.dtype.base_dtype, count).unstack(tensor) for tensor in flat]
        return lambda i: nest.pack_sequence_as(elems, [array.read(i) for array in arrays]), count, elems
    return lambda i: nest.pack_sequence_as(elems, [control.row_of(world, tensor, i) for tensor in flat]), count, elems


def _counted(world: World, test: Any, turn: Any, start: Any, count: Any) -> Any:
    """Return the results of a loop over rows. In the old world their number limits the turns too, as it is listed."""
    limit = None if world.is_eager() or not world.parts_in_graph else count
    return while_loop(world, test, turn, start, maximum_iterations=limit)


@public("map_fn")
def map_fn(
    world: World, fn: Callable[..., Any], elems: Any, dtype: Any = None, parallel_iterations: Any = None,
    back_prop: bool = True, swap_memory: bool = False, infer_shape: bool = True, name: str | None = None,
    fn_output_signature: Any = None,
) -> Any:  # fmt: skip
    """Return `fn` of each row of the elements, stacked. `fn_output_signature` gives the dtypes where they change."""
    scope = _scope(world, name, "map", fn, elems)
    if not nest.flatten(elems):
        words = f"Got {elems}, which does not contain any Tensors."
        raise ValueError(f"elems must be a Tensor or (possibly nested) sequence of Tensors. {words}")
    with scope:
        elems = control.in_tensors(world, elems)
        shapes = [tensor.static_shape for tensor in nest.flatten(elems)]
        if () in shapes:
            raise ValueError("Elements in elems must be 1+ dimensional Tensors, not scalars")
        sizes = dict.fromkeys(shape[0] for shape in shapes if shape and shape[0] is not None)
        if len(sizes) > 1:
            raise ValueError(f"Dimensions {' and '.join(map(str, list(sizes)[:2]))} are not compatible")
        row, count, elems = _rows(world, elems)
        fn = load("autograph.api").as_user_code(world, fn) if _converts(world) else fn
        signature = fn_output_signature if fn_output_signature is not None else dtype
        kinds = nest.map_structure(_kind_of_rows, elems) if signature is None else signature
        start = world.constant(0)
        specs = nest.flatten(kinds)
        places = [[tensor_array(world, part, size=count, infer_shape=infer_shape and not joined, element_shape=shape)
                   for part, joined, shape in _parts_of(spec)] for spec in specs]  # fmt: skip

        def turn(i: Any, arrays: Any) -> Any:
            result = fn(row(i))
            nest.assert_same_structure(elems if signature is None else kinds, result, check_types=False)
            taken = [spec.taken_apart(value) if hasattr(spec, "taken_apart") else [value]
                     for spec, value in zip(specs, nest.flatten(result), strict=True)]  # fmt: skip
            written = nest.map_structure(lambda array, value: array.write(i, value), arrays, taken)
            return i + 1, written

        _, arrays = _counted(world, lambda i, _: i < count, turn, (start, places), count)
        return nest.pack_sequence_as(kinds, [_together(spec, parts) for spec, parts in zip(specs, arrays, strict=True)])


def _converts(world: World) -> bool:
    """Return whether AutoGraph turns what is mapped: everywhere but in a function that asked not to."""
    graph = None if world.is_eager() else world.current_graph()
    while graph is not None and not hasattr(graph, "autograph"):
        graph = getattr(graph, "outer", None)
    return graph is None or graph.autograph


def _kind_of_rows(elems: Any) -> Any:
    return elems.row_spec() if hasattr(elems, "row_spec") else elems.dtype.base_dtype


def _parts_of(spec: Any) -> list[tuple[Any, bool, Any]]:
    """Return of which dtypes the tensors are that make up a result, whether they are joined or stacked, and shapes."""
    if hasattr(spec, "taken_apart"):
        return [(*part, None) for part in spec.parts]
    return [(getattr(spec, "dtype", spec), False, getattr(spec, "shape", None))]


def _together(spec: Any, arrays: Sequence[Any]) -> Any:
    parts = zip(_parts_of(spec), arrays, strict=True)
    values = [array.concat() if joined else array.stack() for (_, joined, _), array in parts]
    return spec.put_together(values) if hasattr(spec, "put_together") else values[0]


def _fold(label: str, back: bool, doc: str) -> None:
    """Publish a fold: over the rows as they are, or back from the last one."""

    def fold(
        world: World, fn: Any, elems: Any, initializer: Any = None, parallel_iterations: int = 10,
        back_prop: bool = True, swap_memory: bool = False, name: str | None = None,
    ) -> Any:  # fmt: skip
        with _scope(world, name, label, fn, elems):
            row, count, _ = _rows(world, elems)
            i = count if back else 0
            if initializer is None:
                i = i - 1 if back else i
                start, i = row(i), i if back else i + 1
            else:
                start = initializer

            def turn(i: Any, total: Any) -> Any:
                i = i - 1 if back else i
                total = fn(total, row(i))
                return i if back else i + 1, total

            def test(i: Any, _: Any) -> Any:
                return i > 0 if back else i < count

            return _counted(world, test, turn, (i if back else world.convert(i), start), count)[1]

    publish_as(label, fold, doc)


_fold(
    "foldl", False, "Return `fn(... fn(fn(start, row0), row1) ..., last row)`; the start is the first row where none "
    "is given.",
)  # fmt: skip
_fold("foldr", True, "Return the fold from the last row to the first.")


@public("scan")
def scan(
    world: World, fn: Any, elems: Any, initializer: Any = None, parallel_iterations: int = 10, back_prop: bool = True,
    swap_memory: bool = False, infer_shape: bool = True, reverse: bool = False, name: str | None = None,
) -> Any:  # fmt: skip
    """Return all the intermediate results of a fold, stacked along a new first axis."""
    with _scope(world, name, "scan", fn, elems):
        row, count, _ = _rows(world, elems)

        start = count - 1 if reverse else 0
        total = row(start) if initializer is None else nest.map_structure(world.convert, initializer)
        parts = nest.flatten(total)
        arrays = [tensor_array(world, t.dtype.base_dtype, size=count, clear_after_read=False, infer_shape=infer_shape,
                               element_shape=t.static_shape if infer_shape else None) for t in parts]  # fmt: skip
        if initializer is None:
            arrays = [array.write(start, t) for array, t in zip(arrays, parts, strict=True)]
            start = start - 1 if reverse else start + 1

        def test(i: Any, *_: Any) -> Any:
            return i >= 0 if reverse else i < count

        def turn(i: Any, total: Any, arrays: Any) -> Any:
            total = fn(total, row(i))
            nest.assert_same_structure(elems if initializer is None else initializer, total)
            written = [array.write(i, t) for array, t in zip(arrays, nest.flatten(total), strict=True)]
            return i - 1 if reverse else i + 1, total, written

        arrays = _counted(world, test, turn, (start, total, arrays), count)[2]
        return nest.pack_sequence_as(total, [array.stack() for array in arrays])


@public(v1=("vectorized_map",))
def vectorized_map(world: World, fn: Any, elems: Any, fallback_to_while_loop: bool = True) -> Any:
    """Return `fn` of each row, stacked; the dtypes of the results are found from the first row."""
    if any(world.convert(one).static_shape == () for one in nest.flatten(elems)):
        raise IndexError("list index out of range")
    row, count, _ = _rows(world, elems)
    if world.is_tensor(count):  # nobody knows how often
        return map_fn(world, fn, elems, nest.map_structure(lambda one: world.convert(one).dtype, fn(row(0))))
    return nest.map_structure(lambda *parts: world.apply("Pack", *parts), *(fn(row(i)) for i in range(int(count))))
