"""What TensorFlow calls the inputs, outputs and attributes of its ops, where nodes are written for it and read from it.

    Cumsum(x:T axis:Tidx) -> (out:T) exclusive=false reverse=false
    ConcatV2(values:N*T axis:Tidx) -> (output:T)
    Cast(x:SrcT) -> (y:DstT) DstT Truncate=false | to=DstT
    TensorListLike(handle:variant element_shape:int32=shape) -> (output:variant)

A line of `ops.txt` has inputs and outputs with their dtypes, `N*` before as many as the attribute N says and `*` before
a list of dtypes; `=shape` behind an input says that here it is an attribute of that name. Then come attributes that do
not follow from the inputs, with their defaults, and behind the bar attributes that have another name here. One with `_`
before it is not known to TensorFlow, and behind `:` is what stands for it in TensorFlow's nodes; nothing is one that it
does not need. Source: `tensorflow/core/ops/*.cc`.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from lifetimes.errors import NotFoundError, advise
from lifetimes.graph.data.protos import DataType, NodeDef
from lifetimes.ops import DType, Op, Out, dtypes, find

_FILE: Final = os.path.join(os.path.dirname(__file__), "ops.txt")
_LINE: Final = re.compile(r"^(\w+)\((.*?)\) -> \((.*?)\) ?([^|\n]*)(?:\| (.*))?", re.M)


class Argument(NamedTuple):
    """An input or output: its name, its dtype or the attribute that has it, and how many tensors it stands for.

    `attribute` has the same here, where that is no input.
    """

    name: str
    kind: str
    number: str | None
    attribute: str

    def attributes(self, tensors: Sequence[Any]) -> Iterator[tuple[str, Any]]:
        """Yield the attributes that follow from the tensors that stand here."""
        if self.number == "":
            yield self.kind, [tensor.dtype.base_dtype for tensor in tensors]
            return
        if self.number is not None:
            yield self.number, len(tensors)
        if not hasattr(DataType, f"DT_{self.kind.upper()}"):
            yield from ((self.kind, tensor.dtype.base_dtype) for tensor in tensors[:1])


class Signature(NamedTuple):
    """One line of the table."""

    inputs: tuple[Argument, ...]
    outputs: tuple[Argument, ...]
    attrs: tuple[str, ...]  # those that do not follow from the inputs
    defaults: dict[str, Any]  # what attributes are where a node does not tell them
    renamed: dict[str, str]

    def inferred(self, operation: Any) -> dict[str, Any]:
        """Return the attributes that a node has because of what it reads and gives."""
        found: dict[str, Any] = {}
        inputs = [argument for argument in self.inputs if not argument.attribute]
        for arguments, tensors in ((self.outputs, operation.outputs), (inputs, operation.inputs)):
            for argument, given in _shared_out(arguments, tensors):
                found.update(argument.attributes(given))
        sizes = {argument.kind: dtypes.int32 for _, argument in self.more_inputs() if argument.kind != "int32"}
        return {**found, **sizes}

    def more_inputs(self) -> list[tuple[int, Argument]]:
        """Return the inputs that are attributes here, each with its place."""
        return [(place, argument) for place, argument in enumerate(self.inputs) if argument.attribute]

    def known(self) -> set[str]:
        """Return the attributes that follow from the inputs."""
        return {name for one in self.inputs for name in (one.kind, one.number) if name}

    def output_name(self, tensors: Sequence[Any], index: int) -> str:
        """Return `output:0` for an output, as nodes inside a function name it."""
        for argument, given in _shared_out(self.outputs, tensors):
            if index < len(given):
                return f"{argument.name}:{index}"
            index -= len(given)
        return f"output:{index}"

    def output_index(self, name: str, index: int) -> int:
        """Return which output such a name means."""
        names = [argument.name for argument in self.outputs]
        return index + (names.index(name) if name in names else 0)


def _shared_out(arguments: Sequence[Argument], tensors: Sequence[Any]) -> Iterator[tuple[Argument, Sequence[Any]]]:
    """Yield each argument with the tensors that stand for it; those of any number share evenly."""
    several = sum(argument.number is not None for argument in arguments)
    each = (len(tensors) - len(arguments) + several) // several if several else 1
    at = 0
    for argument in arguments:
        size = 1 if argument.number is None else each
        yield argument, tensors[at : at + size]
        at += size


@cache
def _table() -> dict[str, list[str]]:
    with open(_FILE, encoding="utf-8") as file:
        return {name: parts for name, *parts in _LINE.findall(file.read())}


def _signature(inputs: str, outputs: str, attrs: str, renamed: str) -> Signature:
    takes, gives = (tuple(map(_argument, side.split())) for side in (inputs, outputs))
    pairs = [part.split("=", 1) for part in attrs.split()]
    renamings = [re.split("[=:]", part) for part in renamed.split()]
    pairs += [[theirs, default[0]] for _, theirs, *default in renamings if default]
    defaults = {name: _value(default[0]) for name, *default in pairs if default}
    names = tuple(name for name, *_ in pairs)
    return Signature(takes, gives, names, defaults, {ours: theirs for ours, theirs, *_ in renamings})


def _argument(text: str) -> Argument:
    name, _, rest = text.partition(":")
    kind, _, attribute = rest.partition("=")
    number, star, plain = kind.partition("*")
    return Argument(name, plain, number, "") if star else Argument(name, kind, None, attribute)


def _value(text: str) -> Any:
    """Return the default that a line of the table has."""
    if text.startswith("DT_"):
        return dtypes.as_dtype(DataType.Value(text))
    if text.startswith("["):
        return tuple(_value(part) for part in text[1:-1].split(",") if part)
    return None if text == "shape" else json.loads(text)


@cache
def signature_of(op: str) -> Signature | None:
    """Return what TensorFlow knows of an op, None for one that it does not have."""
    return _signature(*_table()[op]) if op in _table() else None


# --- ops that are not here: a graph with some is imported, and says so where something runs that needs them


OUTPUTS: Final = "_lifetimes_outputs"  # how many outputs of such a node are used, which nobody else can know
_KNOWN: Final = "The ops of this library are in lifetimes.ops; register one with lifetimes.ops.registry.op."


def definition_of(op: str) -> Op:
    """Return the registered op, or one that stands for what is not here."""
    try:
        return find(op)
    except LookupError:
        return _missing(op)


@cache
def _missing(op: str) -> Op:
    return Op(op, "inputs:*", _refused, _guessed, stateful=True, outputs=-1)


def is_missing(definition: Op) -> bool:
    return definition.kernel is _refused


def _refused(run: Any, node: Any, *inputs: Any) -> Any:
    first = f"Op type not registered '{node.type}' in binary running on this machine."
    raise NotFoundError(None, None, advise(first, f"Node {node.name!r} is of that type. {_KNOWN}"))


def _guessed(inputs: Any, attrs: dict[str, Any]) -> list[Out]:
    """Return one output of unknown shape for each that is used; the dtypes are those that the attributes name."""
    named = [value for value in attrs.values() if isinstance(value, DType)]
    tuples = (value for value in attrs.values() if isinstance(value, tuple) and value)
    listed = next((value for value in tuples if all(isinstance(one, DType) for one in value)), ())
    first = attrs.get("dtype", attrs.get("T", named[0] if named else dtypes.float32))
    count = max(attrs.get(OUTPUTS, 1), len(listed))
    return [(listed[i] if i < len(listed) else first, None) for i in range(count)]


def used_outputs(nodes: Iterable[NodeDef], elements: Iterable[str]) -> Mapping[str, int]:
    """Return, for each node, how many of its outputs others read."""
    found: dict[str, int] = {}
    for name in [name for node in nodes for name in node.input] + list(elements):
        op_name, *_, number = name.split(":") if ":" in name else (name, "")
        if number.isdigit():
            found[op_name] = max(found.get(op_name, 1), int(number) + 1)
    return found
