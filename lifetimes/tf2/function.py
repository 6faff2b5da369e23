"""tf.function: a Python function that is traced once for each signature, and then run without Python.

    f = tf.function(lambda x: v * x)      f -> Python function -> whatever that closes over
    f(tf.constant(2.0))                   f -> trace -> storage of v, but not v itself

What a function owns: its Python function with all that it closes over, its traces, and the variables made
inside it. What it does not own: variables that it found by a global name, the arguments of its calls, and
the instance of which it is a method.

Source: `guide/function`; `rfcs/20180918-functions-not-sessions-20.md`;
`tensorflow/python/eager/polymorphic_function/polymorphic_function.py`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary, ref

from lifetimes import nest
from lifetimes.autograph.api import turned
from lifetimes.autograph.blame import in_user_code
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.plan import Plan
from lifetimes.graph.tensor import Tensor as GraphTensor
from lifetimes.ops.registry import public
from lifetimes.tf2.concrete_function import ConcreteFunction
from lifetimes.tf2.context import HERE
from lifetimes.tf2.signature import (
    Arguments,
    CompositeType,
    Signature,
    Typing,
    cast,
    frozen,
    generalized,
    is_subtype,
    shown,
)
from lifetimes.tf2.tensor import EagerTensor
from lifetimes.tf2.tensor_spec import TensorSpec
from lifetimes.tf2.tracing import Trace, legal, trace
from lifetimes.tf2.variable import UnliftedInitializerVariable
from lifetimes.tf2.world import WORLD

_SINGLETON = (
    "tf.function only supports singleton tf.Variables created on the first call. Make sure the tf.Variable is only "
    "created once or created outside tf.function. See "
    "https://www.tensorflow.org/guide/function#creating_tfvariables for more information."
)
_NOT_FIRST = "Creating variables on a non-first call to a function decorated with tf.function."


class Function:
    """A callable that traces its Python function once per signature. Held by nobody but its names."""

    _is_trackable = True

    def __init__(
        self,
        python_function: Callable[..., Any],
        name: str | None = None,
        input_signature: Any = None,
        autograph: bool = True,
        reduce_retracing: bool = False,
        instance: ref[Any] | None = None,
        features: Any = None,
    ) -> None:
        if not callable(python_function):
            raise TypeError(f"{python_function!r} is not a callable object")
        self._python_function, self._instance = python_function, instance
        self._name: str = name or str(getattr(python_function, "__name__", type(python_function).__name__))
        self._autograph, self._reduce_retracing, self._features = autograph, reduce_retracing, features
        self._input_signature = None if input_signature is None else _as_tuple(input_signature)
        self._signature = Signature(python_function, skip_first=instance is not None)
        _check_signature(self._input_signature, self._signature, skip=instance is None)
        self._traces: dict[Any, ConcreteFunction] = {}
        self._alike: dict[Any, list[ConcreteFunction]] = {}
        self._by_shapes: dict[Any, ConcreteFunction] = {}
        self._made: list[Any] = []
        self._was_called = False
        self._methods: WeakKeyDictionary[Any, Function] = WeakKeyDictionary()
        functools.update_wrapper(self, python_function, updated=())
        if getattr(python_function, "__doc__", None) is None:
            self.__doc__ = ""

    # --- calling ---

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return what the Python function would, computed by the trace for these arguments."""
        if HERE.functions_run_eagerly:
            return self._call_python(self._python_function, args, kwargs)
        if not kwargs and len(args) == self._signature.positional and self._input_signature is None:
            shapes = []
            for value in args:
                if type(value) is not EagerTensor:
                    break
                array = value._value
                shapes.append((array.dtype, array.shape))
            else:
                found = self._by_shapes.get(tuple(shapes))
                if found is None:
                    arguments = self._arguments(args, kwargs)
                    found = self._by_shapes[tuple(shapes)] = self._concrete_for(arguments, arguments.tensors())
                return found._call_flat(args)
        arguments = self._arguments(args, kwargs)
        inputs = arguments.tensors()
        return self._concrete_for(arguments, inputs)._call_flat(inputs)

    def get_concrete_function(self, *args: Any, **kwargs: Any) -> ConcreteFunction:
        """Return the trace for these arguments without running it; a `TensorSpec` may stand for a tensor."""
        if self._input_signature is not None and not args and not kwargs:
            args = self._input_signature
        return self._concrete_for(self._arguments(args, kwargs), None)

    def _call_python(self, function: Callable[..., Any], args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
        if self._instance is None:
            return function(*args, **kwargs)
        return function(self._instance(), *args, **kwargs)

    # --- finding the trace ---

    def _arguments(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Arguments:
        specs = self._specs()
        bound = self._signature.bind(args, kwargs, specs)
        if specs is not None:
            for name, spec in specs.items():
                try:
                    bound.arguments[name] = _cast_all(bound.arguments[name], spec)
                except (TypeError, ValueError) as error:
                    raise self._signature.refusal(str(error), args, kwargs, specs) from None
        arguments = Arguments(bound)
        if specs is not None:
            arguments.types.update(specs)
        return arguments

    def _specs(self) -> dict[str, Any] | None:
        """Return the input signature by parameter."""
        if self._input_signature is None:
            return None
        names = [n for n, p in self._signature.signature.parameters.items() if p.kind.name != "VAR_KEYWORD"]
        types = [nest.map_structure(Typing().leaf, spec) for spec in self._input_signature]
        return dict(zip(names, types, strict=False))

    def _concrete_for(self, arguments: Arguments, inputs: Sequence[Any] | None) -> ConcreteFunction:
        found = self._find(arguments)
        if found is None:
            found = self._first(arguments, inputs) if not self._was_called else self._later(arguments, inputs)
        return found

    def _find(self, arguments: Arguments) -> ConcreteFunction | None:
        """Return the trace of these very types, or the one of the narrowest types that cover them."""
        exact = self._traces.get(arguments.key)
        if exact is not None:
            return exact
        leaves = _flat_types(arguments.types)
        alike = self._alike.get(_but_for_tensors(leaves), ())
        fitting = [c for c in alike if _covers(c._trace, arguments.types, leaves)]
        for candidate in fitting:
            mine = _flat_types(candidate._trace.types)
            if all(_covers(other._trace, candidate._trace.types, mine) for other in fitting):
                return candidate
        return fitting[0] if fitting else None

    # --- tracing, and the variables made meanwhile ---

    def _first(self, arguments: Arguments, inputs: Sequence[Any] | None) -> ConcreteFunction:
        """Trace for the first time. If variables were made, that trace was for their sake: trace once more without."""
        made: list[Any] = []
        found = self._traced(arguments, functools.partial(_lifted, made, inputs))
        self._was_called = True
        if made:
            self._made = made
            return self._later(arguments, inputs)
        return self._remember(found)

    def _later(self, arguments: Arguments, inputs: Sequence[Any] | None) -> ConcreteFunction:
        """Trace again. ValueError where a variable is made now."""
        if self._made:
            return self._remember(self._traced(self._relaxed(arguments), _refuse_variable))
        made: list[Any] = []
        found = self._traced(self._relaxed(arguments), functools.partial(_lifted, made, inputs))
        if made:
            raise ValueError(_NOT_FIRST)
        return self._remember(found)

    def _relaxed(self, arguments: Arguments) -> Arguments:
        """With `reduce_retracing`, widen the types so that they cover an earlier trace too."""
        if self._reduce_retracing:
            for earlier in reversed(self._traces.values()):
                types = _widened(arguments.types, earlier._trace.types)
                if types is not None:
                    arguments.types = types
        return arguments

    def _remember(self, found: ConcreteFunction) -> ConcreteFunction:
        if HERE.collected is not None:
            HERE.collected.append(found.graph)
        self._traces[found._trace.key] = found
        self._alike.setdefault(_but_for_tensors(_flat_types(found._trace.types)), []).append(found)
        return found

    def _traced(self, arguments: Arguments, creator: Callable[..., Any]) -> ConcreteFunction:
        function = turned(WORLD, self._python_function, self._features) if self._autograph else self._python_function

        def run(_: Any, args: Any, kwargs: Any) -> Any:
            try:
                return self._call_python(function, args, kwargs)
            except Exception as error:
                raise (in_user_code(error) if self._autograph else error).with_traceback(error.__traceback__) from None

        def refuse(leaf: Any) -> Exception:
            return TypeError(
                "To be compatible with tf.function, Python functions must return zero or more Tensors or "
                f"ExtensionTypes or None values; in compilation of {self._python_function}, found return value of "
                f"type {type(leaf).__name__}, which is not a Tensor or ExtensionType."
            )

        with HERE.created_by(creator, *HERE.creators):
            made = trace(function, legal(self._name.strip("<>")), arguments, run, HERE.place.trace, refuse)
        return ConcreteFunction(made)

    # --- methods ---

    def __get__(self, instance: Any, owner: Any = None) -> Function:
        """Return the function of one instance, which it holds weakly."""
        if instance is None:
            return self
        found = self._methods.get(instance)
        if found is None:
            found = self._methods[instance] = Function(
                self._python_function,
                self._name,
                self._input_signature,
                self._autograph,
                self._reduce_retracing,
                ref(instance),
                self._features,
            )
        return found

    # --- what it is ---

    @property
    def python_function(self) -> Any:
        """The Python function itself, of an instance where it is a method."""
        instance = None if self._instance is None else self._instance()
        return self._python_function if instance is None else self._python_function.__get__(instance)

    @property
    def name(self) -> str:
        return self._name

    @property
    def input_signature(self) -> Any:
        return self._input_signature

    @property
    def function_spec(self) -> Any:
        return self._signature

    def experimental_get_tracing_count(self) -> int:
        """Return how many traces there are; a first one that only made variables counts."""
        return len(self._traces) + bool(self._made)

    def pretty_printed_concrete_signatures(self, verbose: bool = True) -> str:
        """Return the signatures of all traces, as text."""
        return "\n\n".join(found.pretty_printed_signature(verbose) for found in self._traces.values())

    def _list_all_concrete_functions(self) -> list[ConcreteFunction]:
        return list(self._traces.values())


def _as_tuple(input_signature: Any) -> tuple[Any, ...]:
    if not isinstance(input_signature, (tuple, list)):
        raise TypeError(f"input_signature must be either a tuple or a list, got {type(input_signature)}.")
    return tuple(input_signature)


def _check_signature(specs: tuple[Any, ...] | None, signature: Signature, skip: bool) -> None:
    """Raise TypeError for an input signature that does not fit the parameters."""
    if specs is None:
        return
    odd = [leaf for leaf in nest.flatten(specs) if not hasattr(leaf, "is_compatible_with")]
    if odd:
        raise TypeError(
            "input_signature must be a possibly nested sequence of TensorSpec objects, got invalid args "
            f"{odd} with types {[type(leaf) for leaf in odd]}."
        )
    parameters = list(signature.signature.parameters.values())
    if any(p.kind is p.VAR_POSITIONAL for p in parameters):
        return
    places = [p for p in parameters if p.kind is not p.VAR_KEYWORD]
    if skip and places and places[0].name == "self":
        places = places[1:]
    if len(specs) > len(places):
        raise TypeError(f"input_signature contains {len(specs) - len(places)} extra type constraints.")
    missing = [p.name for p in places[len(specs) :] if p.default is p.empty and p.kind is not p.KEYWORD_ONLY]
    if missing:
        raise TypeError(f"input_signature missing type constraint for {', '.join(missing)}")


def _cast_all(value: Any, spec: Any) -> Any:
    """Return an argument as its part of the input signature wants it. TypeError where it cannot be."""
    if isinstance(spec, Mapping) and isinstance(value, Mapping) and spec.keys() == value.keys():
        return {key: _cast_all(value[key], part) for key, part in spec.items()}
    if isinstance(spec, (list, tuple)) and isinstance(value, (list, tuple)) and len(spec) == len(value):
        return nest.rebuild(spec, [_cast_all(item, part) for item, part in zip(value, spec, strict=True)])
    if nest.is_nested(spec):
        raise TypeError(f"Can not cast {value!r} to {shown(spec)}")
    return cast(value, spec)


def _flat_types(types: dict[str, Any]) -> list[Any]:
    return [leaf for item in types.values() for leaf in nest.flatten(item)]


def _but_for_tensors(leaves: list[Any]) -> tuple[Any, ...]:
    """Return what two calls must have in common for one's trace to serve the other: all but the kinds of tensors."""
    return tuple(None if isinstance(leaf, (TensorSpec, CompositeType)) else leaf for leaf in leaves)


def _skeleton(types: dict[str, Any]) -> Any:
    return [(name, frozen(nest.map_structure(lambda leaf: None, item))) for name, item in types.items()]


def _covers(made: Trace, types: dict[str, Any], leaves: list[Any]) -> bool:
    theirs = _flat_types(made.types)
    if len(theirs) != len(leaves) or not all(map(is_subtype, leaves, theirs)):
        return False
    return bool(_skeleton(made.types) == _skeleton(types))


def _widened(types: dict[str, Any], earlier: dict[str, Any]) -> dict[str, Any] | None:
    """Return types that cover both calls; None where there are none."""
    if _skeleton(types) != _skeleton(earlier):
        return None
    wide = {}
    for name, item in types.items():
        leaves = list(map(generalized, nest.flatten(item), nest.flatten(earlier[name])))
        if any(leaf is None for leaf in leaves):
            return None
        wide[name] = nest.pack_sequence_as(item, leaves)
    return wide


# --- variables made inside ---------------------------------------------------------------------------------


def _refuse_variable(next_creator: Callable[..., Any], **arguments: Any) -> Any:
    raise ValueError(_SINGLETON)


def _lifted(made: list[Any], inputs: Sequence[Any] | None, next_creator: Callable[..., Any], **arguments: Any) -> Any:
    """Make a variable outside of the trace in progress, and note it. Its initial value is computed now."""
    graph = HERE.place.trace
    if graph is None:  # inside `init_scope`: it counts all the same
        made.append(next_creator(**arguments))
        return made[-1]
    value = arguments.pop("initial_value")
    if callable(value):
        value = value()
    name = graph.names.unique(arguments.pop("name") or "Variable")
    if isinstance(value, GraphTensor) or (isinstance(value, (list, tuple)) and WORLD.holds_tensor(value)):
        value = _value_now(graph, WORLD.convert(value), inputs)
    with HERE.outside():
        variable = UnliftedInitializerVariable(initial_value=value, name=name, **arguments)
    made.append(variable)
    return variable


def _value_now(graph: FuncGraph, symbol: GraphTensor, inputs: Sequence[Any] | None) -> EagerTensor:
    """Return the value that a symbol of the trace has in the call that is being traced."""
    feeds, values = [], []
    pairs = [*zip(graph.parameters, inputs or (), strict=False)]
    pairs += [(inside, outside) for outside, inside in graph.captures.values()]
    for inside, outside in pairs:
        feeds.append(inside)
        values.append(outside._value if isinstance(outside, EagerTensor) else outside)
    with HERE.outside():
        return EagerTensor(Plan([symbol], feeds).run(values, WORLD.run)[0])


@public(v2=("function",))
def function(
    world: Any,
    func: Callable[..., Any] | None = None,
    input_signature: Any = None,
    autograph: bool = True,
    jit_compile: bool | None = None,
    reduce_retracing: bool = False,
    experimental_implements: Any = None,
    experimental_autograph_options: Any = None,
    experimental_attributes: Any = None,
    experimental_relax_shapes: bool | None = None,
    experimental_compile: bool | None = None,
    experimental_follow_type_hints: bool | None = None,
) -> Any:
    """Make a function that is traced once for each signature. Without `func`, a decorator that does."""

    def make(python_function: Callable[..., Any]) -> Function:
        relax = reduce_retracing or bool(experimental_relax_shapes)
        return Function(
            python_function, None, input_signature, autograph, relax, features=experimental_autograph_options
        )

    return make if func is None else make(func)


@public(v2=("config.run_functions_eagerly", "config.experimental_run_functions_eagerly"))
def run_functions_eagerly(world: Any, run_eagerly: bool) -> None:
    """Let every `tf.function` run its Python function at each call, until told otherwise."""
    world.context.functions_run_eagerly = bool(run_eagerly)


@public(v2=("config.functions_run_eagerly", "config.experimental_functions_run_eagerly"))
def functions_run_eagerly(world: Any) -> bool:
    return bool(world.context.functions_run_eagerly)


__all__ = ["Function", "function"]
