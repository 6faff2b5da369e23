"""TensorFlow and Keras: names and bytes of variables and tensors, and the old owners, graph and session.

A graph owns what was put into it, as a session does its values. The graph behind a `tf.function` is a
recording that belongs to the function, and no owner of its own.
"""

from collections.abc import Iterator
from math import prod
from typing import Any

from lifetimes import labels

from ..heap.attributes import instance_dict, type_name

__all__: list[str] = []


def _bytes(valued: Any) -> int | None:
    """Bytes of a value of known shape: a variable's or an eager tensor's."""
    sizes = valued.shape.as_list() if hasattr(valued.shape, "as_list") else list(valued.shape)
    if None in sizes:
        return None
    return int(prod(sizes) * valued.dtype.base_dtype.size)


def _memory(valued: Any) -> tuple[object, int] | None:
    size = _bytes(valued)
    return None if size is None else (("tensorflow", id(valued)), size)


def _tensor_name(tensor: Any) -> str:
    return f"{tensor.dtype.name}[{', '.join(map(str, tensor.shape))}]"


def _operations(graph: Any) -> Iterator[tuple[str, object]]:
    for operation in graph.get_operations():
        yield f".get_operation_by_name({operation.name!r})", operation


def _graph_of(symbol: Any) -> Iterator[tuple[str, object]]:
    """The graph of a symbolic tensor or an operation, which C++ holds for it."""
    yield ".graph", symbol.graph


def _graph_name(graph: Any) -> str:
    return f"{len(graph.get_operations())} operations"


def _kept_name(obj: Any) -> str | None:
    """The name that a module or layer keeps in its attributes; its property `name` may be the user's own code."""
    space = instance_dict(obj) or {}
    name = space.get("_name", space.get("name"))
    return name if type(name) is str else None


def _watched(tape: Any) -> Iterator[tuple[str, object]]:
    """The variables that a tape watches; what it recorded of them lies in C++, and is not told."""
    space = instance_dict(tape) or {}
    recording: Any = space.get("_tape")
    watched: Any = space.get("_watched_variables", ()) if recording is None else recording.watched_variables()
    for position, variable in enumerate(watched):
        yield f".watched_variables()[{position}]", variable


_FRAMEWORK = "tensorflow.python.framework"
labels.register(f"{_FRAMEWORK}.ops.Graph", "graph", name=_graph_name, owner=True, holds=_operations)
labels.register_table(f"{_FRAMEWORK}.ops.Graph", "_collections", "get_collection_ref")
labels.register(f"{_FRAMEWORK}.func_graph.FuncGraph", "trace", name=lambda graph: graph.name)
labels.register(f"{_FRAMEWORK}.ops.Operation", "operation", name=lambda operation: operation.name, holds=_graph_of)
labels.register(f"{_FRAMEWORK}.ops.EagerTensor", "tensor", name=_tensor_name, nbytes=_bytes, buffer=_memory)
labels.register(f"{_FRAMEWORK}.ops.SymbolicTensor", "symbolic tensor", name=lambda one: one.name, holds=_graph_of)
labels.register("tensorflow.python.client.session.BaseSession", "session", owner=True)
labels.register(
    "tensorflow.python.ops.resource_variable_ops.BaseResourceVariable",
    "variable",
    name=lambda variable: variable.name,
    nbytes=_bytes,
    buffer=_memory,
)
_FUNCTION = "tensorflow.python.eager.polymorphic_function.polymorphic_function.Function"
labels.register(_FUNCTION, "tf.function", name=_kept_name)
labels.register(
    "tensorflow.python.module.module.Module", "module", name=lambda one: _kept_name(one) or type_name(type(one))
)
labels.register("tensorflow.python.eager.backprop.GradientTape", "tape", holds=_watched)
labels.register("tensorflow.python.ops.resource_variable_ops._UnreadVariable", "view")
labels.register("keras.src.backend.common.variables.Variable", "variable", name=lambda variable: variable.path)
labels.register("keras.src.layers.layer.Layer", "layer", name=_kept_name)
labels.register("keras.src.models.model.Model", "model", name=_kept_name)
labels.register("keras.src.optimizers.base_optimizer.BaseOptimizer", "optimizer", name=_kept_name)
