"""Derivatives that a program writes itself: `custom_gradient` and `recompute_grad`, and Python functions as ops."""

import functools
import inspect
from collections.abc import Callable, Sequence
from typing import Any

from lifetimes import nest
from lifetimes.errors import OpError
from lifetimes.ops import dtypes
from lifetimes.ops.debugging import python_calls
from lifetimes.ops.debugging.refusals import check_takes_variables, other_number
from lifetimes.ops.registry import PUBLIC, find, public
from lifetimes.tf2.eager import Call
from lifetimes.tf2.tape import GradientTape
from lifetimes.tf2.tape_memory import kept
from lifetimes.tf2.tensor import CPU, EagerTensor
from lifetimes.tf2.variable import Variable
from lifetimes.tf2.world import WORLD


class _VariableWatcher:
    """Listens where a tape listens, and notes the variables that are read; it records nothing."""

    _persistent = False

    def __init__(self) -> None:
        self.variables: list[Any] = []

    def variable_accessed(self, variable: Any) -> None:
        if not any(known is variable for known in self.variables):
            self.variables.append(variable)

    def follows(self, inputs: Sequence[Any]) -> bool:
        return False

    def record_node(self, node: Any) -> None:
        pass


@public(v2=("custom_gradient",))
def custom_gradient(world: Any, f: Callable[..., Any] | None = None) -> Any:
    """Decorate a function that returns its result and a function for the gradient.

    That function takes the gradient of each result and returns one for each argument; where `f` reads variables
    it takes `variables` too, and returns a second list, one gradient for each of them.
    """
    if f is None:
        return functools.partial(custom_gradient, world)

    return functools.update_wrapper(_Decorated(f), f)


class _Decorated:
    """A function with a gradient of its own; as an attribute of a class it is a method."""

    def __init__(self, f: Callable[..., Any]) -> None:
        self._f = f

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return _run(self._f, args, kwargs)

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        if instance is None:
            return self
        bound = self._f.__get__(instance, owner)
        return functools.update_wrapper(_Decorated(bound), bound)


def _run(f: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    context, watcher = WORLD.context, _VariableWatcher()
    if not WORLD.is_eager():
        if kwargs:
            words = "supports keywords arguments only when eager execution is enabled."
            raise ValueError(f"The custom_gradient decorator currently {words}")
        args = nest.map_structure(lambda arg: arg if isinstance(arg, Variable) else WORLD.convert(arg), args)
    with context.recorded_by((*context.tapes, watcher)):
        result, grad_fn = f(*args, **kwargs)
    flat_args = [arg if isinstance(arg, Variable) else WORLD.convert(arg) for arg in nest.flatten(args)]
    variables = [v for v in watcher.variables if not any(v is arg for arg in flat_args)]
    check_takes_variables(inspect.signature(grad_fn).parameters, variables)
    results = [WORLD.convert(leaf) for leaf in nest.flatten(result)]
    rule = functools.partial(_custom_rule, grad_fn, len(flat_args), variables)
    sources = [*flat_args, *variables]
    outputs = (_recorded if WORLD.is_eager() else _node)(results, sources, rule)
    return nest.pack_sequence_as(result, outputs)


def _recorded(results: list[Any], sources: list[Any], rule: Callable[..., Any]) -> list[Any]:
    """Return the results as new tensors, with the custom rule on the active tapes."""
    outputs = [EagerTensor(result._value) for result in results]
    for source in sources:
        if isinstance(source, Variable):
            source._note_access()
    inputs = [getattr(source, "_handle", source) for source in sources]
    call = Call(find("IdentityN"), inputs, {"_gradient": rule}, "CustomGradient", outputs)
    for tape in [tape for tape in WORLD.context.tapes if tape.follows(inputs)]:
        tape.record(call)
    call.inputs, call.outputs = kept(call.definition, inputs, outputs)
    return outputs


def _node(results: list[Any], sources: list[Any], rule: Callable[..., Any]) -> list[Any]:
    """Return the results through a node that has the custom rule."""

    def skipping(world: Any, node: Any, *dys: Any) -> list[Any]:
        return [*[None] * len(results), *rule(world, node, *dys[: len(results)])]

    node = WORLD.node("IdentityN", [*results, *sources], {"_gradient": skipping}, None)
    return node.outputs[: len(results)]


def _custom_rule(
    grad_fn: Callable[..., Any], count: int, variables: list[Any], world: Any, record: Any, *dys: Any
) -> list[Any]:
    given = [world.apply("ZerosLike", out) if dy is None else dy for dy, out in zip(dys, record.outputs, strict=False)]
    extra: list[Any] = []
    if variables:
        found, extra = grad_fn(*given, variables=variables)
        if len(extra) != len(variables):
            raise ValueError("Must return gradient for each variable from @custom_gradient grad_fn.")
    else:
        found = grad_fn(*given)
    gradients = nest.flatten(found)
    if len(gradients) != count:
        raise other_number(len(gradients), count)
    return [None if g is None else world.convert(g) for g in [*gradients, *nest.flatten(extra)]]


@public(v2=("recompute_grad",))
def recompute_grad(world: Any, f: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function like `f` whose intermediates are not kept for the gradient but computed once more."""

    def taken(arg: Any) -> Any:
        """Return an argument as it stands where the gradient is computed, which may be another trace."""
        return arg if isinstance(arg, Variable) or not world.is_tensor(arg) else world.apply("Identity", arg)

    def twice(*args: Any, **kwargs: Any) -> Any:
        with world.context.recorded_by(tuple(t for t in world.context.tapes if isinstance(t, _VariableWatcher))):
            result = f(*args, **kwargs)

        def gradients(*dys: Any, variables: Any = ()) -> Any:
            here = nest.map_structure(taken, args)
            with GradientTape() as tape:
                tape.watch([arg for arg in nest.flatten(here) if world.is_tensor(arg)])
                again = f(*here, **kwargs)
            found = tape.gradient(again, [*nest.flatten(here), *variables], output_gradients=list(dys))
            count = len(nest.flatten(args))
            return (found[:count], found[count:]) if variables else found

        return result, gradients

    return functools.wraps(f)(custom_gradient(world, twice))


PUBLIC["compat.v1"]["recompute_grad"] = recompute_grad


@public(v2=("grad_pass_through",))
def grad_pass_through(world: Any, f: Callable[..., Any]) -> Any:
    """Return the function with the gradients of its results handed on to its arguments as they are."""

    def passed(*args: Any, **kwargs: Any) -> Any:
        def grad(*dys: Any, variables: Any = None) -> Any:
            return dys if variables is None else (dys, [None] * len(variables))

        return f(*args, **kwargs), grad

    return custom_gradient(world, passed)


@public(v2=("stop_gradient",))
def stop_gradient(world: Any, input: Any, name: str | None = None) -> Any:
    """Return the same value, through which no gradient flows; no tape sees that it was read."""
    with world.context.recorded_by(()):
        return world.apply("StopGradient", input, name=name)


# --- Python functions that take eager tensors -------------------------------------------------------------


def _results(
    function: Callable[..., Any], token: str, arguments: Sequence[Any], wanted: Sequence[dtypes.DType]
) -> list[Any]:
    """Return what a function gives, as tensors of the dtypes declared; what these refuse is an error of the call."""
    found = python_calls.called(function, arguments)
    python_calls.check_count(token, found, wanted)
    return python_calls.called(lambda *results: list(map(WORLD.convert, results, wanted)), found)


def _call(run: Any, node: Any, *arrays: Any) -> Any:
    with WORLD.context.outside():
        arguments = list(map(EagerTensor, arrays))
        found = _results(python_calls.function_of(node), python_calls.token_of(node), arguments, node.attrs["Tout"])
        return tuple(tensor._value for tensor in found)


def _call_back(run: Any, node: Any, *arrays: Any) -> Any:
    """Call the function once more under a tape, and return the gradients of its arguments."""
    function, count = python_calls.function_of(node), node.attrs["count"]
    arguments, dys = list(map(EagerTensor, arrays[:count])), list(map(EagerTensor, arrays[count:]))
    with WORLD.context.outside():
        with GradientTape() as tape:
            tape.watch(arguments)
            results = python_calls.called(function, arguments)
        found = tape.gradient(results, arguments, output_gradients=dys, unconnected_gradients="zero")
        return tuple(gradient._value for gradient in found)


python_calls.differentiable("EagerPyFunc", _call, _call_back)


def _of_composites(world: Any, function: Callable[..., Any], inputs: Any, result: Any, name: str | None) -> Any:
    """Call a Python function of ragged tensors, and the like, by way of the tensors that these are made of."""
    results = [getattr(one, "_example", one) for one in nest.flatten(result)]

    def by_tensors(*tensors: Any) -> Any:
        return nest.flatten(function(*nest.pack_sequence_as(inputs, tensors, True)), True)

    given, wanted = nest.flatten(inputs, True), nest.flatten(results, True)
    found = py_function(world, by_tensors, given, wanted, name)
    for tensor, spec in zip(found, wanted, strict=True):
        if hasattr(spec, "shape"):
            tensor.set_shape(spec.shape)
    return python_calls.arranged(nest.pack_sequence_as(results, found, True), result)


@public(v2=("py_function",))
@python_calls.decorating("tf.py_function")
def py_function(world: Any, func: Any = None, inp: Any = None, Tout: Any = None, name: str | None = None) -> Any:
    """Call a Python function with eager tensors: now, or each time the trace in progress runs.

    The trace holds the function, and all that it refers to.
    """
    if any(hasattr(one, "_with_tensors") or hasattr(one, "_example") for one in nest.flatten([inp, Tout])):
        return _of_composites(world, func, inp, Tout, name)
    if not world.is_eager():
        return python_calls.applied(world, "EagerPyFunc", func, inp, Tout, name)
    python_calls.check_callable(func)
    arguments = [world.convert(value) for value in inp]
    kinds = python_calls.declared(Tout)
    try:
        return python_calls.arranged(_results(func, python_calls.Callback(func).token, arguments, kinds), Tout)
    except OpError as error:
        place = f"__wrapped__EagerPyFunc_Tin_{len(arguments)}_Tout_{len(kinds)}_device_{CPU}"
        after = "\n\n" if error.__cause__ else ""  # where TensorFlow shows the lines of the function
        text = f"{{{{function_node {place}}}}} {error.message}{after} [Op:EagerPyFunc] name: {name or ''}"
        raise type(error)(None, None, text) from error
