"""`case` and `switch_case`: more than two branches, as `cond`s one inside the other.

Source: `tensorflow/python/ops/control_flow_case.py` and `control_flow_switch_case.py`, whose words these are.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from lifetimes.graph.control import branches_and_loops as control
from lifetimes.graph.control.control_flow import cond, unpacked
from lifetimes.graph.control.ordering import after
from lifetimes.ops import World, dtypes, public
from lifetimes.ops.debugging.checks import Assert

_Pairs = list[tuple[Any, Callable[[], Any]]]


@public("case")
def case(
    world: World, pred_fn_pairs: Any, default: Any = None, exclusive: bool = False, strict: bool = False,
    name: str | None = "case",
) -> Any:  # fmt: skip
    """Return what the function of the first predicate that holds gives, else `default()`.

    InvalidArgumentError when it runs and none holds, without a default, or several do although it is `exclusive`.
    """
    pairs = _checked_pairs(world, pred_fn_pairs, exclusive)
    tensors = [pred for pred, _ in pairs]
    with world.name_scope(name, "case", tensors):
        if default is None:
            default = _last(world, pairs)
            pairs = pairs[:-1]
        preds = [pred for pred, _ in pairs]
        checks = [_at_most(world, preds, 1, "Input error: exclusive=True")] if exclusive else []
        with after(world, checks):
            return unpacked(_first(world, pairs, default))


def _first(world: World, pairs: _Pairs, default: Callable[[], Any]) -> Any:
    if not pairs:
        return default()
    (pred, function), *others = pairs
    return cond(world, pred, function, partial(_first, world, others, default) if others else default, "cond")


def _checked_pairs(world: World, given: Any, exclusive: bool) -> _Pairs:
    """Return the pairs in order. TypeError or ValueError for what is none, or of which no order is known."""
    if not isinstance(given, (list, tuple, dict)):
        raise TypeError(f"'pred_fn_pairs' must be a list, tuple, or dict. Received: {type(given)}")
    if isinstance(given, dict):
        given = list(given.items())
        if not world.is_eager():
            given.sort(key=lambda pair: pair[0].name)
        elif not exclusive:
            raise ValueError("Unordered dictionaries are not supported for the 'pred_fn_pairs' argument when "
                             "`exclusive=False` and eager mode is enabled.")  # fmt: skip
    for pair in given:
        if not isinstance(pair, tuple) or len(pair) != 2:
            raise TypeError(f"Each entry in 'pred_fn_pairs' must be a 2-tuple. Received {pair}.")
        pred, function = pair
        if not world.is_tensor(pred):
            raise TypeError(f"pred must be a Tensor, got: {pred}")
        if pred.dtype.base_dtype != dtypes.bool_:
            raise TypeError(f"pred must be Tensor of type bool: {pred.name}")
        if not callable(function):
            raise TypeError(f"fn for pred {pred.name} must be callable.")
    if not given:
        raise ValueError("not enough values to unpack (expected 2, got 0)")
    return list(given)


def _last(world: World, pairs: _Pairs) -> Callable[[], Any]:
    """Return the last function, to be called where no other predicate holds, after it is checked that its own does."""
    (*others, (pred, function)) = pairs
    preds = [one for one, _ in pairs]
    words = f"Implementation error: selected default action #{len(others)} was called, but some of other predicates are"

    def checked() -> Any:
        data = ["Input error: None of conditions evaluated as True:", world.apply("Pack", *preds, name="preds_c")]
        checks = [_at_most(world, preds[:-1], 0, f"{words} True: "), Assert(world, pred, data)]
        with after(world, checks):
            return function()

    return checked


def _at_most(world: World, preds: Sequence[Any], count: int, words: str) -> Any:
    """Return the assertion that no more than so many predicates hold."""
    flags = world.apply("Pack", *preds, name="preds_c") if preds else world.constant([], dtypes.float32)
    held = world.apply("Sum", world.apply("Cast", flags, to=dtypes.int32), 0, name="num_true_conds")
    names = ", ".join("?" if world.is_eager() else pred.name for pred in preds)
    data = [f"{words}: more than {count} conditions ({names}) evaluated as True:", flags]
    return Assert(world, held <= count, data, summarize=len(preds))


@public("switch_case")
def switch_case(
    world: World, branch_index: Any, branch_fns: Any, default: Any = None, name: str | None = "switch_case"
) -> Any:
    """Return what the branch of that number gives; the default, or the last one, for any other number."""
    functions = _checked_branches(world, branch_index, branch_fns)
    last = functions[-1] if default is None else default
    index = world.convert(branch_index, name="branch_index")
    return _from(world, 0, index, [*functions, last], name)


def _from(world: World, number: int, index: Any, functions: Sequence[Callable[[], Any]], name: str | None) -> Any:
    """Return what the function of the index gives, looked for from this number on; the last one for any other."""
    function, others = functions[number], partial(_from, world, number + 1, index, functions, name)
    if number == len(functions) - 1:
        return function()
    chosen = world.apply("Equal", index, number)
    if world.is_eager():
        return function() if chosen else others()
    names = f"branches[{number}]", f"branches[{number + 1}]", "tf.switch_case"
    return control.cond(world, chosen, function, others, name, names)


def _checked_branches(world: World, index: Any, given: Any) -> list[Callable[[], Any]]:
    """Return the functions by number. TypeError or ValueError for numbers or functions that are none."""
    if not world.is_tensor(index):
        raise TypeError(f"'branch_index' must be a Tensor, got {type(index)}")
    if not index.dtype.is_integer:
        raise TypeError(f"'branch_index' must be an integer Tensor, got {index.dtype.base_dtype}")
    if not given:
        raise ValueError("Must provide at least one item in 'branch_fns'")
    if not isinstance(given, (list, tuple, dict)):
        raise TypeError("'branch_fns' must be a list, tuple, or dict")
    pairs = list(given.items()) if isinstance(given, dict) else list(given)
    if all(map(callable, pairs)):
        pairs = list(enumerate(pairs))
    for pair in pairs:
        if not isinstance(pair, tuple) or len(pair) != 2:
            raise TypeError(f"Each entry in 'branch_fns' must be a 2-tuple. Received {pair}.")
        if not isinstance(pair[0], int):
            raise TypeError(f"key must be a Python `int`, got {type(pair[0])}")
        if not callable(pair[1]):
            raise TypeError(f"fn for key {pair[0]} must be callable.")
    keys = sorted(key for key, _ in pairs)
    if keys != list(range(len(keys))):
        raise ValueError(f"branch indices (keys) must form contiguous range of [0 to {len(keys)}) but found "
                         f"{{{','.join(map(str, keys))}}}")  # fmt: skip
    return [function for _, function in sorted(pairs, key=lambda pair: pair[0])]
