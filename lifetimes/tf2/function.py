"""tf.function: a Python function that is traced once for each signature, and then run without Python.

    f = tf.function(lambda x: v * x)      f -> Python function -> whatever that closes over
    f(tf.constant(2.0))                   f -> trace -> storage of v, but not v itself

What a function owns: its Python function with all that it closes over, its traces, and the variables made
inside it. What it does not own: variables that it found by a global name, the arguments of its calls, and
the instance of which it is a method.

The way of an argument, one file after the other:

    arguments   are bound to the parameters, and cast to the input signature        signature
    types       say what a trace depends on: dtype and shape, or a Python value     trace_types
    trace       the one that serves these types, or a new one                       traces, tracing
    plan        runs on what the arguments hand in, and on what was captured        concrete_function, calls
    values      come back in the structure that the Python function returned        concrete_function

Source: `guide/function`; `rfcs/20180918-functions-not-sessions-20.md`;
`tensorflow/python/eager/polymorphic_function/polymorphic_function.py`.
"""

import functools
from collections.abc import Callable, Sequence
from threading import RLock
from typing import Any, Final
from weakref import WeakKeyDictionary, ref

from lifetimes.library import load, load_if_here
from lifetimes.locks import lock
from lifetimes.ops import public
from lifetimes.tf2.concrete_function import ConcreteFunction
from lifetimes.tf2.context import HERE
from lifetimes.tf2.signature import Arguments, Signature, shapes_of
from lifetimes.tf2.traces import Traces
from lifetimes.tf2.tracing import lifted, refused, trace
from lifetimes.tf2.world import WORLD

_LOCKS: "Final[WeakKeyDictionary[Function, RLock]]" = WeakKeyDictionary()
"""What lets one thread at a time trace a function; several that call it first make one trace and one variable."""


class Function:
    """A callable that traces its Python function once per signature. Held by nobody but its names."""

    _is_trackable = True

    def __init__(
        self, python_function: Callable[..., Any], name: str | None = None, input_signature: Any = None,
        autograph: bool = True, reduce_retracing: bool = False, instance: ref[Any] | None = None, features: Any = None,
    ) -> None:  # fmt: skip
        if not callable(python_function):
            raise TypeError(f"{python_function!r} is not a callable object")
        self._python_function, self._instance = python_function, instance
        self._name: str = name or str(getattr(python_function, "__name__", type(python_function).__name__))
        self._autograph, self._reduce_retracing, self._features = autograph, reduce_retracing, features
        self._signature = Signature(python_function, instance is not None, input_signature)
        self._traces = Traces()
        self._by_shapes: dict[Any, ConcreteFunction] = {}
        self._made: list[Any] = []
        self._was_called, self._calls = False, 0
        self._methods: WeakKeyDictionary[Any, Function] = WeakKeyDictionary()
        functools.update_wrapper(self, python_function, updated=())
        if getattr(python_function, "__doc__", None) is None:
            self.__doc__ = ""

    # --- calling ---

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return what the Python function would, computed by the trace for these arguments."""
        if HERE.functions_run_eagerly:
            return self._python(self._python_function, args, kwargs)
        self._calls += 1
        shapes = None if kwargs else shapes_of(args)
        known = self._by_shapes.get(shapes)
        if known is not None:
            return known._call_flat(args)
        arguments = self._signature.arguments(args, kwargs)
        tensors = arguments.tensors()
        concrete = self._trace_for(arguments, tensors)
        if shapes is not None and len(tensors) == len(args):  # the arguments themselves are all that is handed in
            self._by_shapes[shapes] = concrete
        return concrete._call_flat(tensors)

    def get_concrete_function(self, *args: Any, **kwargs: Any) -> ConcreteFunction:
        """Return the trace for these arguments without running it; a `TensorSpec` may stand for a tensor."""
        if self.input_signature is not None and not args and not kwargs:
            args = self.input_signature
        return self._trace_for(self._signature.arguments(args, kwargs), None)

    def _python(self, function: Callable[..., Any], args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
        if self._instance is None:
            return function(*args, **kwargs)
        return function(self._instance(), *args, **kwargs)

    # --- tracing ---

    def _trace_for(self, arguments: Arguments, tensors: Sequence[Any] | None) -> ConcreteFunction:
        """Return the trace that serves these arguments, made now where there is none."""
        found = self._traces.serving(arguments.types)
        if found is not None:
            return found
        with _LOCKS.setdefault(self, lock(RLock)):
            found = self._traces.serving(arguments.types)
            if found is None:
                if self._reduce_retracing:
                    arguments.types = self._traces.relaxed(arguments.types)
                found = self._new_trace(arguments, tensors)
                self._traces.add(found)
                if HERE.collected is not None:
                    HERE.collected.append(found.graph)
                if tensors is not None and WORLD.is_eager():
                    self._note_retracing()
        return found

    def _note_retracing(self) -> None:
        retracing = load_if_here("tf2.library.retracing")
        if retracing is not None:
            self._calls = retracing.traced(self._python_function, self._calls - 1)

    def _new_trace(self, arguments: Arguments, tensors: Sequence[Any] | None) -> ConcreteFunction:
        """Trace. If the first trace made variables, it was for their sake: trace once more without.

        ValueError where a later trace makes variables.
        """
        if not self._made:
            made: list[Any] = []
            found = self._traced(arguments, functools.partial(lifted, made, tensors))
            if made and self._was_called:
                raise ValueError("Creating variables on a non-first call to a function decorated with tf.function.")
            self._was_called, self._made = True, made
            if not made:
                return found
        return self._traced(arguments, refused)

    def _traced(self, arguments: Arguments, creator: Callable[..., Any], in_order: bool = True) -> ConcreteFunction:
        function = self._python_function
        if self._autograph:
            function = load("autograph.api").as_user_code(WORLD, function, self._features)

        def run(*args: Any, **kwargs: Any) -> Any:
            HERE.place.trace.autograph = self._autograph
            try:
                return self._python(function, args, kwargs)
            except Exception as error:
                raise error.with_traceback(error.__traceback__) from None

        return ConcreteFunction(trace(run, self._name, arguments, creator, self._python_function, in_order))

    # --- methods ---

    def __get__(self, instance: Any, owner: Any = None) -> "Function":
        """Return the function of one instance, which it holds weakly."""
        if instance is None:
            return self
        found = self._methods.get(instance)
        if found is None:
            found = self._methods[instance] = Function(
                self._python_function, self._name, self.input_signature, self._autograph, self._reduce_retracing,
                ref(instance), self._features,
            )  # fmt: skip
        return found

    # --- what it is ---

    @property
    def python_function(self) -> Any:
        """The Python function itself, of an instance where it is a method."""
        instance = None if self._instance is None else self._instance()
        return self._python_function if instance is None else self._python_function.__get__(instance)

    name = property(lambda self: self._name)
    input_signature: Any = property(lambda self: self._signature.input_signature)
    function_spec: Any = property(lambda self: self._signature)

    def experimental_get_tracing_count(self) -> int:
        """Return how many traces there are; a first one that only made variables counts."""
        return len(self._traces) + bool(self._made)

    def pretty_printed_concrete_signatures(self, verbose: bool = True) -> str:
        """Return the signatures of all traces, as text."""
        found = [one.pretty_printed_signature(verbose) for one in self._list_all_concrete_functions()]
        return ("\n\n" if verbose else "\n").join(found)

    def _list_all_concrete_functions(self) -> list[ConcreteFunction]:
        found = list(self._traces)
        twice = found[:1] if self._made else []  # one that made variables stands for itself and the one without
        return twice + found


@public(v2=("function",))
def function(
    world: Any, func: Callable[..., Any] | None = None, input_signature: Any = None, autograph: bool = True,
    jit_compile: bool | None = None, reduce_retracing: bool = False, experimental_implements: Any = None,
    experimental_autograph_options: Any = None, experimental_attributes: Any = None,
    experimental_relax_shapes: bool | None = None, experimental_compile: bool | None = None,
    experimental_follow_type_hints: bool | None = None,
) -> Any:  # fmt: skip
    """Make a function that is traced once for each signature. Without `func`, a decorator that does."""

    def make(python_function: Callable[..., Any]) -> Function:
        relax = reduce_retracing or bool(experimental_relax_shapes)
        return Function(
            python_function, None, input_signature, autograph, relax, features=experimental_autograph_options
        )

    return make if func is None else make(func)


__all__ = ["Function", "function"]
