"""What loading a SavedModel gives: objects without their class, and functions that have the saved traces only."""

import inspect
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lifetimes import nest
from lifetimes.graph.data.lookup_tables import TABLES, SavedEntries
from lifetimes.tf2.concrete_function import ConcreteFunction
from lifetimes.tf2.library.input_signatures import cast_all
from lifetimes.tf2.library.ragged.ragged_spec import RaggedTensorSpec
from lifetimes.tf2.library.ragged.ragged_tensor import RaggedTensor
from lifetimes.tf2.library.signature_text import parameters_text
from lifetimes.tf2.signature import entries, refusal
from lifetimes.tf2.tensor import EagerTensor
from lifetimes.tf2.tensor_spec import TensorSpec
from lifetimes.tf2.trace_types import Literal, given
from lifetimes.tf2.tracking import AutoTrackable
from lifetimes.tf2.world import WORLD


class UserObject(AutoTrackable):
    """An object of a class that is not here: what it held has come back, under the same attributes."""


class CallableUserObject(UserObject):
    """The same, for an object whose `__call__` was a traced function."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return vars(self)["__call__"](*args, **kwargs)


class Resource(UserObject, SavedEntries):
    """A table that a model has, with the function that fills it: it belongs to what is loaded."""

    _initialize: Any

    def __init__(self, op: str, handle: Any, key_dtype: Any) -> None:
        kinds = {"key_dtype": key_dtype, "value_dtype": handle.value_dtype}
        vars(self).update(resource_handle=handle, _op=op, _is_saved=op == TABLES[1], **kinds)


UserObject.__name__ = CallableUserObject.__name__ = "_UserObject"


class RestoredFunction:
    """A function that is nothing but its traces: it runs for the signatures it was saved with, and makes no others.

    It holds the variables of its model weakly: where the loaded object is gone, it cannot be called for the first
    time. Once it was called, it goes on with their values, as any trace does.
    """

    _is_trackable = True

    def __init__(
        self, name: str, signature: inspect.Signature, input_signature: Any, concretes: Sequence[ConcreteFunction]
    ) -> None:
        self.__name__, self.signature, self.input_signature = name, signature, input_signature
        self.specs = dict(zip(signature.parameters, input_signature or (), strict=False))
        self.concrete_functions = list(concretes)
        self._used: set[int] = set()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if not self.concrete_functions:
            raise ValueError("Found zero restored functions for caller function.")
        concrete, inputs = self._chosen(args, kwargs)
        return concrete._call_flat(inputs)

    def get_concrete_function(self, *args: Any, **kwargs: Any) -> ConcreteFunction:
        """Return the saved trace for these arguments. ValueError where there is none."""
        return self._chosen(args, kwargs)[0]

    def _chosen(self, args: Any, kwargs: Any) -> tuple[ConcreteFunction, list[Any]]:
        try:
            bound = self.signature.bind(*args, **kwargs)
        except TypeError as error:
            raise refusal(str(error), args, kwargs, parameters_text(self)) from None
        bound.apply_defaults()
        named = [*entries(bound)]
        values = {name: value for name, _, value in named}
        if self.input_signature is not None:
            try:
                cast_all(values, self.specs)
            except TypeError as error:
                raise refusal(str(error), args, kwargs, parameters_text(self)) from None
        for convert in (False, True):
            for concrete in self.concrete_functions:
                inputs = _inputs(concrete, values, convert)
                if inputs is not None:
                    if id(concrete) not in self._used:
                        _ = concrete.graph.variables  # known weakly: AssertionError where their owner is gone
                        self._used.add(id(concrete))
                    return concrete, inputs
        raise self._refusal(named)

    def _refusal(self, named: Sequence[tuple[str, str, Any]]) -> Exception:
        """Return the error that lists what was given, with the defaults, and what could have been."""
        args = [_shown(name, value) for name, kind, value in named if kind != "KEYWORD_ONLY"]
        kwargs = {name: _shown(name, value) for name, kind, value in named if kind == "KEYWORD_ONLY"}
        options = "\n\n".join(f"Option {number}:\n{_listed(*concrete.structured_input_signature)}"
                              for number, concrete in enumerate(self.concrete_functions, 1))  # fmt: skip
        return ValueError("Could not find matching concrete function to call loaded from the SavedModel. "
                          f"Got:\n{_listed(args, kwargs)}\n\n Expected these arguments to match one of the following "
                          f"{len(self.concrete_functions)} option(s):\n\n{options}")  # fmt: skip


def _shown(name: str, value: Any) -> Any:
    """Return a value as it is listed: a tensor as the parameter that stood for it."""

    def leaf(one: Any) -> Any:
        if not isinstance(one, EagerTensor):
            return one
        return Text(f"<tf.Tensor '{name}:0' shape={tuple(one.shape)} dtype={one.dtype.name}>")

    return nest.map_structure(leaf, value)


class Text(str):
    """A text that shows itself without quotes."""

    __repr__ = str.__str__


def _listed(args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
    lines = "".join(f"\n    * {arg!r}" for arg in args)
    return f"  Positional arguments ({len(args)} total):{lines}\n  Keyword arguments: {dict(kwargs)}"


def _inputs(concrete: ConcreteFunction, values: Mapping[str, Any], convert: bool) -> list[Any] | None:
    """Return the tensors for a trace; None where the arguments are not those it was traced for."""
    types = concrete._trace.types
    if types.keys() != values.keys():
        return None
    found: list[Any] = []
    for name, wanted in types.items():
        leaves = [values[name]]
        if nest.is_nested(wanted):
            try:
                nest.assert_same_structure(wanted, values[name], check_types=False)
            except (ValueError, TypeError):
                return None
            leaves = nest.flatten(values[name])
        for kind, leaf in zip(nest.flatten(wanted), leaves, strict=True):
            tensors = _fitting(kind, leaf, convert)
            if tensors is None:
                return None
            found += tensors
    return found


def _fitting(kind: Any, leaf: Any, convert: bool) -> list[Any] | None:
    if isinstance(kind, Literal):
        return [] if not WORLD.is_tensor(leaf) and type(leaf) is type(kind.value) and leaf == kind.value else None
    if isinstance(kind, RaggedTensorSpec):
        return given(leaf) if isinstance(leaf, RaggedTensor) and kind.is_compatible_with(leaf) else None
    if not isinstance(kind, TensorSpec):
        return None
    if isinstance(leaf, TensorSpec):
        return [] if leaf.is_subtype_of(TensorSpec(kind.static_shape, kind.dtype)) else None
    if not WORLD.is_tensor(leaf):
        if not convert:
            return None
        try:
            leaf = WORLD.convert(leaf, hint=kind.dtype)
        except (TypeError, ValueError):
            return None
    leaf = WORLD.convert(leaf)
    fits = leaf.dtype == kind.dtype and kind.shape.is_compatible_with(leaf.shape)
    return given(leaf) if fits else None


class SignatureFunction(ConcreteFunction):
    """A signature: takes tensors by keyword and returns a dict of tensors."""

    def __init__(self, concrete: ConcreteFunction) -> None:
        vars(self).update(vars(concrete))  # one owner of the graph, which takes it apart when it goes

    @property
    def structured_outputs(self) -> dict[str, TensorSpec]:
        results = self._trace.structure.items()
        return {name: TensorSpec(tensor.static_shape, tensor.dtype, name) for name, tensor in results}

    def _output_type(self) -> Any:
        return self.structured_outputs

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        tensors = {name: value if WORLD.is_tensor(value) else WORLD.convert(value) for name, value in kwargs.items()}
        return super().__call__(*args, **tensors)


class Signatures(Mapping[str, Any]):
    """The signatures of a loaded SavedModel, by name."""

    _is_trackable = True

    def __init__(self, found: dict[str, ConcreteFunction]) -> None:
        self.found = found

    def __getitem__(self, key: str) -> ConcreteFunction:
        return self.found[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)

    def __repr__(self) -> str:
        return f"_SignatureMap({self.found})"
