"""The parameters of a traced Python function: how the arguments of a call are bound to them, cast, and typed."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any, Final

from lifetimes import nest
from lifetimes.library import load
from lifetimes.tf2.tensor import EagerTensor
from lifetimes.tf2.trace_types import Typing, given

_INPUT_SIGNATURES: Final = "tf2.library.input_signatures"


class Arguments:
    """The arguments of one call, by parameter, with their types."""

    __slots__ = ("entries", "types")

    def __init__(self, entries: list[tuple[str, str, Any]], specs: dict[str, Any]) -> None:
        self.entries = entries
        typing = Typing()
        self.types = {
            name: specs[name] if name in specs else nest.map_structure(typing.leaf, value) for name, _, value in entries
        }

    def tensors(self) -> list[Any]:
        """Return what is handed to the trace, in order: tensors, arrays as tensors, storages of variables."""
        return [tensor for _, _, value in self.entries for leaf in nest.flatten(value) for tensor in given(leaf)]

    def called_with(self, values: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
        """Return the positional and keyword arguments of the Python function, with these values in their places."""
        args = [values[name] for name, kind, _ in self.entries if kind != "KEYWORD_ONLY"]
        return args, {name: values[name] for name, kind, _ in self.entries if kind == "KEYWORD_ONLY"}


class Signature:
    """The parameters of a Python function, and the input signature where the program gave one."""

    def __init__(self, function: Callable[..., Any], is_method: bool = False, input_signature: Any = None) -> None:
        signature = inspect.signature(function)
        parameters = list(signature.parameters.values())
        if is_method and parameters and parameters[0].kind is not inspect.Parameter.VAR_POSITIONAL:
            parameters = parameters[1:]
        self.signature = signature.replace(parameters=parameters)
        self.input_signature: tuple[Any, ...] | None = None if any(p.name != "self" for p in parameters) else ()
        self.specs: dict[str, Any] = {}
        if input_signature is not None and (input_signature or self.input_signature is None):
            rules = load(_INPUT_SIGNATURES)
            self.input_signature = rules.checked(input_signature, parameters, skip_self=not is_method)
            parameters, self.specs = rules.by_parameter(self.input_signature, parameters)
            self.signature = signature.replace(parameters=parameters)

    def arguments(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Arguments:
        """Return the arguments by parameter, defaults filled in. TypeError says what does not fit."""
        try:
            bound = self.signature.bind(*args, **kwargs)
            bound.apply_defaults()
            if self.specs:
                load(_INPUT_SIGNATURES).cast_all(bound.arguments, self.specs)
        except (TypeError, ValueError) as error:
            raise refusal(str(error), args, kwargs, self.text()) from None
        return Arguments([*entries(bound)], self.specs)

    def text(self) -> str:
        """Return the parameters as TensorFlow's messages write them."""
        return load("tf2.library.signature_text").parameters_text(self)  # type: ignore[no-any-return]


def refusal(reason: str, args: Any, kwargs: Any, signature: str) -> TypeError:
    """Return the error for arguments that do not fit a signature."""
    return TypeError(f"Binding inputs to tf.function failed due to `{reason}`. Received args: {args} and kwargs: "
                     f"{kwargs} for signature: {signature}.")  # fmt: skip


def shapes_of(args: tuple[Any, ...]) -> Any:
    """Return dtypes and shapes as a key, where all arguments are eager tensors; None elsewhere."""
    found = []
    for value in args:
        if type(value) is not EagerTensor:
            return None
        array = value._value
        found.append((array.dtype, array.shape))
    return tuple(found)


def entries(bound: inspect.BoundArguments) -> Iterator[tuple[str, str, Any]]:
    """Give (name, kind, value) for each argument; what `*args` and `**kwargs` took is named one by one."""
    parameters = bound.signature.parameters
    takes_rest = any(p.kind is p.VAR_POSITIONAL for p in parameters.values())
    for name, value in bound.arguments.items():
        kind = parameters[name].kind
        if kind is inspect.Parameter.VAR_POSITIONAL:
            yield from ((f"{name}_{i}", "POSITIONAL_ONLY", item) for i, item in enumerate(value))
        elif kind is inspect.Parameter.VAR_KEYWORD:
            yield from ((key, "KEYWORD_ONLY", item) for key, item in sorted(value.items()))
        elif takes_rest and kind is inspect.Parameter.POSITIONAL_OR_KEYWORD:
            yield name, "POSITIONAL_ONLY", value
        else:
            yield name, kind.name, value
