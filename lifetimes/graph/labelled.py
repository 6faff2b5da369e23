"""What the instrument may know of the machine: graphs own what they hold, storages have bytes."""

from __future__ import annotations

from lifetimes import labels
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.graph import Graph
from lifetimes.graph.storage import Storage
from lifetimes.graph.tensor import Operation, Tensor

labels.register(Graph, "graph", name=lambda graph: f"{len(graph.get_operations())} operations", owner=True)
labels.register(FuncGraph, "trace", name=lambda graph: graph.name, owner=True)
labels.register(Operation, "operation", name=lambda operation: operation.name)
labels.register(Tensor, "tensor", name=lambda tensor: tensor.name)
labels.register(Storage, "storage", name=lambda storage: storage.name, nbytes=lambda storage: storage.nbytes)
