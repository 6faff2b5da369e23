"""ConcreteFunction: one trace of a function, callable for its signature alone.

It owns its graph, and the storages and tensors that the graph captured. Of the variables that were read it
knows the objects weakly: a variable whose last name goes is gone, its value goes on in here.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

import numpy as np

from lifetimes import nest
from lifetimes.errors import InvalidArgumentError
from lifetimes.graph.tensor import Tensor as GraphTensor
from lifetimes.library import load
from lifetimes.tf2.calls import Callee
from lifetimes.tf2.context import HERE
from lifetimes.tf2.place import cpp_name
from lifetimes.tf2.signature import refusal
from lifetimes.tf2.tensor import EagerTensor
from lifetimes.tf2.tensor_spec import TensorSpec
from lifetimes.tf2.trace_types import Literal, ObjectType, cast, given, is_subtype, object_type, shown, spec_of
from lifetimes.tf2.tracing import Trace
from lifetimes.tf2.world import WORLD

_NUMBERS = count(1)


class ConcreteFunction:
    """A function traced for one signature. Held by the function that traced it, and by whoever asked for it."""

    def __init__(self, trace: Trace) -> None:
        self._trace = trace
        self._callee = Callee(trace.graph)
        self._name = f"__inference_{trace.graph.name}_{next(_NUMBERS)}"
        self._returns_one = isinstance(trace.structure, GraphTensor)

    # --- calling ---

    def _call_flat(self, inputs: Sequence[Any]) -> Any:
        """Return the results for tensors and storages in the order of the parameters."""
        outputs = HERE.place.call(self._callee, inputs)
        return outputs[0] if self._returns_one else self._packed(outputs)

    def _packed(self, outputs: Sequence[Any]) -> Any:
        flat, following = [], iter(outputs)
        for leaf in nest.flatten(self._trace.structure, expand_composites=True):
            flat.append(None if leaf is None else next(following))
        return nest.pack_sequence_as(self._trace.structure, flat, expand_composites=True)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return the results for arguments of the traced signature, or for its tensors alone. TypeError for others."""
        try:
            inputs = self._structured(args, kwargs)
        except TypeError as error:
            inputs = self._flat(args, kwargs, error)
        return self._call_flat(self._checked(inputs))

    def _structured(self, args: Any, kwargs: Any) -> list[Any]:
        """Return what arguments of the traced signature hand in. TypeError where they do not fit it."""
        inputs: list[Any] = []
        try:
            for name, value in self._signature().bind(*args, **kwargs).arguments.items():
                inputs += self._handed_in(self._trace.types[name], value)
        except TypeError as error:
            raise refusal(str(error), args, kwargs, self._type_text()) from None
        return inputs

    def _handed_in(self, types: Any, value: Any) -> list[Any]:
        if isinstance(types, TensorSpec) and not WORLD.is_tensor(value):
            value = cast(value, types)
        pairs = nest.flatten(types), nest.flatten(value)
        if len(pairs[0]) != len(pairs[1]):
            raise TypeError(f"Can not cast {value!r} to {shown(types)}")
        inputs: list[Any] = []
        for wanted, leaf in zip(*pairs, strict=True):
            if not _fits(leaf, wanted):
                raise TypeError(f"Can not cast {leaf!r} to {wanted!r}")
            inputs += given(leaf)
        return inputs

    def _flat(self, args: Any, kwargs: Any, error: TypeError) -> list[Any]:
        """Return tensors that were given for the parameters of the graph, in order or by name."""
        names = [tensor.op.name for tensor in self.graph.parameters]
        text = f"{self.graph.name}({', '.join(names)})"
        if len(args) > len(names):
            raise _also(error, f"{text} takes {len(names)} positional arguments, got {len(args)}")
        missing = [name for name in names[len(args) :] if name not in kwargs]
        if missing:
            raise _also(error, f"{text} missing required arguments: {', '.join(missing)}")
        unexpected = [name for name in kwargs if name not in names[len(args) :]]
        if unexpected:
            raise _also(error, f"{text} got unexpected keyword arguments: {', '.join(unexpected)}")
        values = [*args, *(kwargs[name] for name in names[len(args) :])]
        for position, value in enumerate(values):
            if not WORLD.is_tensor(value):
                kind = type(value).__name__
                raise _also(
                    error, f"{text}: expected argument #{position}(zero-based) to be a Tensor; got {kind} ({value})"
                )
        return [tensor for value in values for tensor in given(value)]

    def _checked(self, inputs: list[Any]) -> list[Any]:
        """Return the inputs. InvalidArgumentError for one of another dtype; another shape is let through."""
        for position, (tensor, wanted) in enumerate(zip(inputs, self.graph.parameters, strict=True)):
            if tensor.dtype != wanted.dtype:
                raise InvalidArgumentError(
                    None,
                    None,
                    f"cannot compute {self._name} as input #{position}(zero-based) was expected to be a "
                    f"{cpp_name(wanted.dtype)} tensor but is a {cpp_name(tensor.dtype)} tensor [Op:{self._name}]",
                )
        return inputs

    def _signature(self) -> inspect.Signature:
        kinds = [getattr(inspect.Parameter, kind) for kind in self._trace.kinds]
        return inspect.Signature(
            [inspect.Parameter(name, kind) for name, kind in zip(self._trace.types, kinds, strict=True)]
        )

    # --- what it is ---

    @property
    def name(self) -> bytes:
        return self._name.encode()

    @property
    def inference_fn(self) -> ConcreteFunction:
        return self

    @property
    def graph(self) -> Any:
        return self._trace.graph

    @property
    def inputs(self) -> list[Any]:
        return self.graph.inputs  # type: ignore[no-any-return]

    @property
    def outputs(self) -> list[Any]:
        return list(self.graph.outputs)

    @property
    def captured_inputs(self) -> list[Any]:
        return self.graph.external_captures  # type: ignore[no-any-return]

    @property
    def variables(self) -> tuple[Any, ...]:
        """The variables that it uses. AssertionError where one of them is gone."""
        return tuple(self._callee.variables())

    @property
    def trainable_variables(self) -> tuple[Any, ...]:
        return tuple(variable for variable in self.variables if variable.trainable)

    @property
    def structured_input_signature(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        specs = {name: nest.map_structure(_as_given, part) for name, part in self._trace.specs.items()}
        named = list(zip(specs, self._trace.kinds, strict=True))
        return tuple(specs[n] for n, kind in named if kind != "KEYWORD_ONLY"), {
            n: specs[n] for n, kind in named if kind == "KEYWORD_ONLY"
        }

    @property
    def structured_outputs(self) -> Any:
        return self._trace.structure

    @property
    def output_shapes(self) -> Any:
        return self._each_output(lambda tensor: tensor.shape)

    @property
    def output_dtypes(self) -> Any:
        return self._each_output(lambda tensor: tensor.dtype)

    def _each_output(self, tell: Callable[[Any], Any]) -> Any:
        return nest.map_structure(lambda leaf: None if leaf is None else tell(leaf), self._trace.structure)

    @property
    def function_type(self) -> Any:
        return load("tf2.library.signature_text").FunctionType(self)

    def plan(self) -> Any:
        """Return what a call runs, step by step."""
        return self._callee.plan

    def pretty_printed_signature(self, verbose: bool = True) -> str:
        return repr(self.function_type)

    def _output_type(self) -> Any:
        return nest.map_structure(lambda leaf: Literal(None) if leaf is None else spec_of(leaf), self._trace.structure)

    def _type_text(self) -> str:
        return load("tf2.library.signature_text").type_text(self)  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        return f"<ConcreteFunction {self._type_text()} at 0x{id(self):X}>"

    def __str__(self) -> str:
        return f"ConcreteFunction {self.pretty_printed_signature()}"


def _as_given(leaf: Any) -> Any:
    return leaf.value if isinstance(leaf, (Literal, ObjectType)) else leaf


def _fits(leaf: Any, wanted: Any) -> bool:
    """Return whether an argument may be given where a type was traced."""
    if WORLD.is_tensor(leaf):
        return not isinstance(wanted, Literal) and (
            not isinstance(leaf, EagerTensor) or is_subtype(spec_of(leaf), wanted)
        )
    if isinstance(wanted, TensorSpec):
        return isinstance(leaf, (np.ndarray, np.generic))
    return hasattr(leaf, "_with_tensors") or bool(object_type(leaf) == wanted)


def _also(error: TypeError, text: str) -> TypeError:
    return TypeError(f"{error}\nFallback to flat signature also failed due to: {text}.")
