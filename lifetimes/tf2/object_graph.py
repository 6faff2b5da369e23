"""The graph of objects below a root, as a checkpoint records it: who depends on whom by what name, and the keys.

A value's key is the first path of names that leads to it, nearest paths first, as in
`model/layers/0/.ATTRIBUTES/VARIABLE_VALUE`. The names of variables do not appear.
Source: `tensorflow/python/checkpoint/graph_view.py`, `trackable_utils.py`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import numpy as np

from lifetimes.graph.storage import Storage
from lifetimes.ops.dtypes import Array

GRAPH_KEY: Final = "_CHECKPOINTABLE_OBJECT_GRAPH"
VALUE: Final = "VARIABLE_VALUE"


class Node(NamedTuple):
    """One object: the numbers of what it depends on, by name, and the key of its own value if it has one."""

    children: dict[str, int]
    key: str | None
    full_name: str

    def __str__(self) -> str:
        """Return the node in the text form of TensorFlow's protocol buffer."""
        if self.key is None:
            return ""
        fields = f'  name: "{VALUE}"\n  full_name: "{self.full_name}"\n  checkpoint_key: "{self.key}"\n'
        return f"attributes {{\n{fields}}}\nhas_checkpoint_values {{\n  value: true\n}}\n"


def children_of(value: Any) -> dict[str, Any]:
    """Return what an object depends on, by name. ValueError where a change has made that unreliable."""
    children = getattr(value, "_trackable_children", None)
    return {} if children is None else children()


def child_of(value: Any, name: str) -> Any:
    """Return what an object depends on under that name, None where there is nothing."""
    return getattr(value, "_dependencies", {}).get(name)


def storage_of(value: Any) -> Storage | None:
    """Return the storage of a variable, None for any other object."""
    handle = getattr(value, "_handle", None)
    return handle if isinstance(handle, Storage) else None


def objects_below(root: Any, attached: Mapping[str, Any]) -> tuple[list[Any], list[Node]]:
    """Return the objects that the root leads to, nearest first, and what a checkpoint records of each."""
    objects, paths = [root], [""]
    numbers = {id(root): 0}
    nodes = []
    for number, value in enumerate(objects):  # grows while it is walked: breadth first
        children = {}
        for name, child in {**children_of(value), **(attached if value is root else {})}.items():
            if id(child) not in numbers:
                numbers[id(child)] = len(objects)
                objects.append(child)
                paths.append(f"{paths[number]}/{_escaped(name)}".lstrip("/"))
            children[name] = numbers[id(child)]
        nodes.append(_node(value, paths[number], children))
    return objects, nodes


def _node(value: Any, path: str, children: dict[str, int]) -> Node:
    if storage_of(value) is None:
        return Node(children, None, "")
    return Node(children, f"{path}/.ATTRIBUTES/{VALUE}", value._shared_name)


def _escaped(name: str) -> str:
    return name.replace(".", "..").replace("/", ".S")


def values_of(objects: list[Any], nodes: list[Node]) -> dict[str, Array]:
    """Return the arrays of a checkpoint by key, the graph of objects among them."""
    values = {GRAPH_KEY: encode(nodes)}
    for value, node in zip(objects, nodes, strict=True):
        storage = storage_of(value)
        if storage is not None and node.key is not None:
            values[node.key] = storage.read()
    return values


def encode(nodes: list[Node]) -> Array:
    """Return the nodes as one string of JSON, the form in which they stand in a file."""
    return np.array(json.dumps(nodes, separators=(",", ":")).encode(), np.object_)


def decode(text: Array) -> list[Node]:
    """Return the nodes that `encode` wrote."""
    return [Node(*fields) for fields in json.loads(bytes(text[()]))]


def path_of(nodes: list[Node], number: int) -> str:
    """Return the way to a node as error messages show it: `(root).net.v`."""
    paths = {0: "(root)"}
    for parent, node in enumerate(nodes):
        for name, child in node.children.items():
            paths.setdefault(child, f"{paths.get(parent, '?')}.{name}")
    return paths.get(number, "?")
