"""ConcreteFunction: one trace of a function, callable for its signature alone.

It owns its graph, and the storages and tensors that the graph captured. Of the variables that were read it
knows the objects weakly: a variable whose last name goes is gone, its value goes on in here.
"""

from collections.abc import Sequence
from itertools import count
from typing import Any

from lifetimes import nest
from lifetimes.errors import OpError
from lifetimes.graph.tensor import Tensor as GraphTensor
from lifetimes.library import load
from lifetimes.tf2.calls import Callee
from lifetimes.tf2.context import HERE
from lifetimes.tf2.tracing import Trace

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
        try:
            outputs = HERE.place.call(self._callee, inputs)
        except OpError as error:
            load("tf2.library.refusals").name_function(error, self._name)
            raise
        return outputs[0] if self._returns_one else self._packed(outputs)

    def _packed(self, outputs: Sequence[Any]) -> Any:
        flat, following = [], iter(outputs)
        for leaf in nest.flatten(self._trace.structure, expand_composites=True):
            flat.append(None if leaf is None else next(following))
        return nest.pack_sequence_as(self._trace.structure, flat, expand_composites=True)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return the results for arguments of the traced signature, or for its tensors alone. TypeError for others."""
        return self._call_flat(load("tf2.library.direct_calls").inputs_of(self, args, kwargs))

    # --- what it is ---

    name = property(lambda self: self._name.encode())
    inference_fn = property(lambda self: self)
    graph: Any = property(lambda self: self._trace.graph)

    @property
    def inputs(self) -> list[Any]:
        return self.graph.inputs  # type: ignore[no-any-return]

    outputs = property(lambda self: list(self.graph.outputs))

    @property
    def captured_inputs(self) -> list[Any]:
        return self.graph.external_captures  # type: ignore[no-any-return]

    @property
    def variables(self) -> tuple[Any, ...]:
        """The variables that it uses. AssertionError where one of them is gone."""
        return self.graph.variables  # type: ignore[no-any-return]

    @property
    def trainable_variables(self) -> tuple[Any, ...]:
        return tuple(variable for variable in self.variables if variable.trainable)

    @property
    def structured_input_signature(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        return load("tf2.library.signature_text").structured(self._trace)  # type: ignore[no-any-return]

    structured_outputs: Any = property(lambda self: self._trace.structure)
    output_shapes: Any = property(lambda self: self._each("shape", load("ops.layout.tensor_shape").TensorShape(None)))
    output_dtypes: Any = property(lambda self: self._each("dtype", None))

    def _each(self, what: str, of_none: Any) -> Any:
        return nest.map_structure(lambda leaf: getattr(leaf, what, of_none), self._trace.structure)

    function_type: Any = property(lambda self: load("tf2.library.signature_text").FunctionType(self))

    def plan(self) -> Any:
        """Return what a call runs, step by step."""
        return self._callee.plan

    def pretty_printed_signature(self, verbose: bool = True) -> str:
        """Return the signature as text: by lines, or else in one line."""
        return repr(self.function_type) if verbose else self._type_text()

    def _output_type(self) -> Any:
        return load("tf2.library.signature_text").result_of(self)

    def _type_text(self) -> str:
        return load("tf2.library.signature_text").type_text(self)  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        return f"<ConcreteFunction {self._type_text()} at 0x{id(self):X}>"

    def __str__(self) -> str:
        return f"ConcreteFunction {self.pretty_printed_signature()}"
