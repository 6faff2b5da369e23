"""Second derivatives, and gradient rules that a program writes itself: for a function, or for ops of the library."""

import inspect
from collections.abc import Callable, Sequence
from functools import partial, wraps
from gc import get_referents
from types import CellType, FunctionType
from typing import Any, Final

from lifetimes import nest
from lifetimes.graph.control.branches_and_loops import while_loop
from lifetimes.graph.control.tensor_array import tensor_array
from lifetimes.graph.differentiation import as_list, gradients
from lifetimes.graph.gradients import dense
from lifetimes.graph.graph import Graph
from lifetimes.graph.planning import needed
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.ops import World
from lifetimes.ops.debugging.refusals import check_takes_variables, other_number
from lifetimes.ops.registry import NAMED_GRADIENTS, not_differentiable, public

_PARTS: Final = (FunctionType, CellType, partial, list, tuple, dict, set)  # of a rule


@public("hessians")
def hessians(world: World, ys: Any, xs: Any, name: str = "hessians", **options: Any) -> list[Any]:
    """Return for each x the matrix of second derivatives of the sum of ys: a loop over the elements of the first.

    ValueError where an element of the first derivative does not depend on x.
    """
    firsts = gradients(world, ys, xs, **options)
    return [_matrix(world, dense(world, first), x, options) for first, x in zip(firsts, as_list(xs), strict=True)]


def _matrix(world: World, first: Any, x: Any, options: dict[str, Any]) -> Any:
    first = world.apply("Reshape", first, [-1])
    count, dtype = world.apply("Size", x), world.convert(x).dtype.base_dtype

    def row_of(j: Any) -> Any:
        (row,) = gradients(world, first[j], x, **options)
        if row is None:
            raise ValueError("None values not supported.")
        return dense(world, row)

    shape, sizes = world.apply("Shape", x), first.static_shape
    if not world.parts_in_graph and sizes and sizes[0] is not None:  # the body of a loop is a graph of its own
        matrix = world.apply("Pack", *map(row_of, range(sizes[0])))
    else:
        start = (world.constant(0), tensor_array(world, dtype, count))
        turns = while_loop(world, lambda j, _: j < count, lambda j, rows: (j + 1, rows.write(j, row_of(j))), start)
        matrix = turns[1].stack()
    return world.apply("Reshape", matrix, world.apply("ConcatV2", shape, shape, 0))


@public(v1=("RegisterGradient",), v2=("RegisterGradient",))
def register_gradient(world: World, op_type: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a gradient function `f(op, *grads)` a name that `gradient_override_map` can use. It is kept for good."""
    if not isinstance(op_type, str):
        raise TypeError("op_type must be a string")

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        _name_rule(op_type, lambda world, node, *dys: function(node, *dys))
        return function

    return register


def _name_rule(name: str, rule: Callable[..., Any]) -> None:
    if name in NAMED_GRADIENTS:
        raise KeyError(f"Registering two gradient with name '{name}'!")
    NAMED_GRADIENTS[name] = rule


@public("no_gradient", v1=("NoGradient", "NotDifferentiable"))
def no_gradient(world: World, op_type: str) -> None:
    """Give a name that `gradient_override_map` can use to the rule by which nothing has a gradient."""
    if not isinstance(op_type, str):
        raise TypeError("op_type must be a string")
    _name_rule(op_type, not_differentiable)


def made_of(rule: Any) -> list[Any]:
    """Return what a rule that a program wrote consists of: the functions in it, their cells, and containers.

    What leads to no graph is left out: others may call the same helper, and keep no graph by that.
    """
    found, holders = [rule], {id(rule): list[Any]()}
    for part in found:  # grows while it is walked
        inside = (part.__closure__ or ()) if isinstance(part, FunctionType) else get_referents(part)
        for one in inside if isinstance(part, _PARTS) else ():
            if id(one) not in holders:
                holders[id(one)] = []
                found.append(one)
            holders[id(one)].append(part)
    leading = [part for part in found if isinstance(part, (Graph, Operation, Tensor))]
    known = set(map(id, leading))
    for part in leading:  # grows too
        others = {id(one): one for one in holders[id(part)] if id(one) not in known}
        known |= others.keys()
        leading += others.values()
    return [part for part in found if id(part) in known and _is_of_a_rule(part)]


def _is_of_a_rule(part: Any) -> bool:
    """Return whether it was made for this rule alone: a function of a module is not."""
    return isinstance(part, _PARTS) and getattr(part, "__closure__", part) is not None


@public(v1=("custom_gradient",))
def custom_gradient(world: World, f: Callable[..., Any] | None = None) -> Any:
    """Return `f` as a function with a gradient of its own.

    `f` returns its result and a function that takes the gradients of the results and returns those of the arguments.
    Behind the result stands one `IdentityN` of results and arguments; that is where the walk back turns aside.
    """
    if f is None:
        return lambda function: custom_gradient(world, function)

    @wraps(f)
    def decorated(*args: Any, **kwargs: Any) -> Any:
        if kwargs and not world.is_eager():
            raise ValueError("The custom_gradient decorator currently supports keywords arguments only when eager "
                             "execution is enabled.")  # fmt: skip
        inputs = [world.convert(value) for value in nest.flatten(list(args))]
        result, gradient = f(*nest.pack_sequence_as(list(args), inputs), **kwargs)
        results = [world.convert(value) for value in nest.flatten(result)]
        count, variables = len(results), _variables_behind(world, results, inputs)
        check_takes_variables(inspect.signature(gradient).parameters if variables else {}, variables)

        def rule(world: World, node: Any, *dys: Any) -> list[Any]:
            given = [world.apply("ZerosLike", output) if dy is None else dy
                     for output, dy in zip(node.outputs[:count], dys[:count], strict=True)]  # fmt: skip
            of_inputs, of_variables = gradient(*given, variables=variables) if variables else (gradient(*given), [])
            found = nest.flatten(of_inputs)
            if len(found) != len(inputs):
                raise other_number(len(found), len(inputs))
            if len(of_variables) != len(variables):
                raise ValueError("Must return gradient for each variable from @custom_gradient grad_fn.")
            return [*[None] * count, *found, *of_variables]

        outputs = world.apply("IdentityN", *results, *inputs, *map(world.convert, variables), _gradient=rule)
        return nest.pack_sequence_as(result, list(outputs[:count]))

    return decorated


def _variables_behind(world: World, results: Sequence[Any], inputs: Sequence[Any]) -> list[Any]:
    """Return the resource variables that are read on the way from the inputs to the results, by name."""
    read = {id(operation.inputs[0]) for operation in needed(results, set(map(id, inputs)))
            if operation.type == "ReadVariableOp"}  # fmt: skip
    collections = world.current_graph().collections
    known = (v for key in ("variables", "local_variables") for v in collections.get(key, ()))
    found = {id(v): v for v in known if id(getattr(v, "handle", None)) in read}
    return sorted(found.values(), key=lambda v: v.name)
