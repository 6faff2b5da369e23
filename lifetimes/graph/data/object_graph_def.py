"""The graph of objects of a checkpoint as a message, and whether the objects of a program fit it, in either world."""

import json
from collections.abc import Sequence
from typing import Any, Final, Self

import numpy as np

from lifetimes.errors import advise
from lifetimes.graph.data.protos import TrackableObjectGraph
from lifetimes.object_graph import TABLE, VALUE, Node
from lifetimes.ops import Array

KEY: Final = "_CHECKPOINTABLE_OBJECT_GRAPH"
_ATTRIBUTES: Final = [key.rpartition("/")[2] for key in (VALUE, TABLE)]


def trackable_object(node: Node) -> TrackableObjectGraph.TrackableObject:
    """Return what a checkpoint records of one object as a message."""
    made = TrackableObjectGraph.TrackableObject()
    for name, child in node.children.items():
        made.children.add(node_id=child, local_name=name)
    for variable, name, slot in node.slots:
        made.slot_variables.add(original_variable_node_id=variable, slot_name=name, slot_variable_node_id=slot)
    if node.key is not None:
        name = node.key.rpartition("/")[2]
        made.attributes.add(name=name, full_name=node.full_name, checkpoint_key=node.key)
        made.has_checkpoint_values.value = True
    return made


def encode(nodes: Sequence[Node]) -> Array:
    """Return the nodes as the one string that stands in a checkpoint. Each says whether it leads to a value."""
    made = TrackableObjectGraph(nodes=map(trackable_object, nodes))
    holders: list[set[int]] = [set() for _ in nodes]
    for number, node in enumerate(nodes):
        for child in node.children.values():
            holders[child].add(number)
    queue = [number for number, node in enumerate(nodes) if node.key or node.slots]
    leading = set(queue)
    for number in queue:  # grows while it is walked
        queue += holders[number] - leading
        leading |= holders[number]
    for number, one in enumerate(made.nodes):
        one.has_checkpoint_values.value = number in leading
    return np.array(made.SerializeToString(), np.object_)


def decode(text: Array) -> list[Node]:
    """Return the nodes that `encode` wrote. Earlier checkpoints have them in JSON."""
    data = bytes(text[()])
    if data.startswith(b"["):
        return [Node(*fields) for fields in json.loads(data)]
    return list(map(node_of, TrackableObjectGraph.FromString(data).nodes))


def node_of(made: Any) -> Node:
    """Return what a message of a checkpoint, or of a model, tells of an object."""
    children = {child.local_name: child.node_id for child in made.children}
    values = [one for one in getattr(made, "attributes", ()) if one.name in _ATTRIBUTES]
    key, name = (values[0].checkpoint_key, values[0].full_name) if values else (None, "")
    slots = ((one.original_variable_node_id, one.slot_name, one.slot_variable_node_id) for one in made.slot_variables)
    return Node(children, key, name, tuple(slots))


def keys_of_values(nodes: Sequence[Node], saved: Sequence[Node]) -> dict[int, str]:
    """Return the key of each variable of a model by its number: objects of its checkpoint go by the same names."""
    places, queue = {0: 0}, [0] if nodes and saved else []
    for number in queue:  # grows while it is walked
        here, there = nodes[number], saved[places[number]]
        steps = [(child, there.children.get(name)) for name, child in here.children.items()]
        kept = {(variable, name): slot for variable, name, slot in there.slots}
        steps += [(slot, kept.get((places.get(of, -1), name))) for of, name, slot in here.slots]
        for child, place in steps:
            if place is not None and child not in places:
                places[child] = place
                queue.append(child)
    found = {number: saved[place].key for number, place in places.items()} if queue else {}
    return {number: key for number, key in found.items() if key is not None}


def paths_of(nodes: Sequence[Node]) -> dict[int, str]:
    """Return the way to each node from the root, as `.net.v`; a slot is behind its variable, `.net.v (momentum)`."""
    paths = {0: ""}
    for number, node in enumerate(nodes):
        for name, child in node.children.items():
            paths.setdefault(child, f"{paths.get(number, '?')}.{name}")
    for node in nodes:
        for variable, name, slot in node.slots:
            paths.setdefault(slot, f"{paths.get(variable, '?')} ({name})")
    return paths


# --- the status of a restored checkpoint ------------------------------------------------------------------


class LoadStatus:
    """The status of a checkpoint of objects. A world says what took the place of its nodes, and what else it has."""

    _nodes: Sequence[Node]
    _root: Any
    _bound: Any  # a function: the objects of the program that took the place of a node, by its number
    _below: Any  # a function: the objects that the root leads to, and what a checkpoint records of each

    def _unbound(self) -> list[tuple[Any, Node]]:
        """Return the variables of the program that got nothing, each with what a checkpoint records of it."""
        bound = set(map(id, self._bound().values()))
        pairs = zip(*self._below(), strict=True)
        return [(value, node) for value, node in pairs if node.key is not None and id(value) not in bound]

    def _unresolved(self) -> list[int]:
        taken = self._bound()
        return [number for number, node in enumerate(self._nodes) if node.key is not None and number not in taken]

    def assert_existing_objects_matched(self) -> Self:
        """Raise AssertionError where a variable of the program got nothing from the checkpoint."""
        unbound = self._unbound()
        if unbound:
            words = (
                "Python objects that were not bound to checkpointed values, likely due to changes in the Python program"
            )
            first = [value for value, _ in unbound[:10]]
            counts = f"Showing {len(first)} of {len(unbound)} unmatched objects"
            nodes = [node for _, node in unbound], [self._nodes[number] for number in self._unresolved()]
            here, there = (", ".join(str(one.key).removesuffix(f"/{VALUE}") for one in side) for side in nodes)
            advice = f"In the program: {here}. In the checkpoint: {there or 'no other'}."
            raise AssertionError(advise(f"Found {len(unbound)} {words}. {counts}: {first}", advice))
        return self

    def assert_consumed(self) -> Self:
        """Raise AssertionError for a variable without a saved value, and for a saved value that no variable took."""
        self.assert_existing_objects_matched()
        for number in self._unresolved():
            words = f"Unresolved object in checkpoint (root){paths_of(self._nodes).get(number, '?')}"
            raise AssertionError(f"{words}: {trackable_object(self._nodes[number])}")
        return self

    def assert_nontrivial_match(self) -> Self:
        """Raise AssertionError where nothing but the root was found in the checkpoint."""
        if len(self._bound()) > 1:
            return self
        unbound = [value for value, _ in self._unbound()]
        if unbound:
            raise AssertionError("Nothing except the root object matched a checkpointed value. Typically this means "
                                 "that the checkpoint does not match the Python program. The following objects have no "
                                 f"matching checkpointed value: {unbound}")  # fmt: skip
        raise AssertionError(f"Nothing to load. No dependencies have been added to {self._root} yet.")


class NothingRestored:
    """The status of restoring nothing: `restore(None)`."""

    def assert_existing_objects_matched(self) -> Any:
        raise AssertionError("No checkpoint specified (save_path=None); nothing is being restored.")

    assert_consumed = assert_nontrivial_match = assert_existing_objects_matched

    def run_restore_ops(self, session: Any = None) -> Any:
        words = "No checkpoint specified, so no restore ops are available (save_path=None to Saver.restore)."
        raise AssertionError(words)
