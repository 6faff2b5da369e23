"""The graph of objects below a root, as a checkpoint records it: who depends on whom by what name, and the keys.

A value's key is the first path of names that leads to it, nearest paths first, as in
`model/layers/0/.ATTRIBUTES/VARIABLE_VALUE`. The names of variables do not appear. An object that several paths lead to
is there once, and so is one that leads back to the root.
Source: `tensorflow/python/checkpoint/graph_view.py`, `trackable_utils.py`.
"""

from collections.abc import Callable, Mapping
from itertools import product
from typing import Any, Final, NamedTuple

VALUE: Final = ".ATTRIBUTES/VARIABLE_VALUE"
TABLE: Final = ".ATTRIBUTES/table"
PARTS: Final = ("keys", "values")  # of a table: each lies under the key of the table, "-" and its name


class Node(NamedTuple):
    """One object: the numbers of what it depends on, by name, and the key of its own value if it has one.

    `slots` has what an optimizer keeps: the number of a variable, the name of a slot, and the number of that.
    """

    children: dict[str, int]
    key: str | None
    full_name: str
    slots: tuple[tuple[int, str, int], ...] = ()


def objects_below(
    root: Any, children_of: Callable[[Any], Mapping[str, Any]], variable_name: Callable[[Any], str | None]
) -> tuple[list[Any], list[Node]]:
    """Return the objects that the root leads to, nearest first, and what a checkpoint records of each.

    `variable_name` tells the name of a variable, "" for a table that is saved, and None for any other object.
    """
    objects, paths = [root], [""]
    numbers = {id(root): 0}
    nodes = []
    for number, value in enumerate(objects):  # grows while it is walked: breadth first
        children = {}
        for name, child in children_of(value).items():
            if id(child) not in numbers:
                numbers[id(child)] = len(objects)
                objects.append(child)
                escaped = name.replace(".", "..").replace("/", ".S")
                paths.append(f"{paths[number]}/{escaped}".lstrip("/"))
            children[name] = numbers[id(child)]
        full_name = variable_name(value)
        key = None if full_name is None else f"{paths[number]}/{getattr(value, '_attribute', VALUE)}"
        nodes.append(Node(children, key, full_name or ""))
    places = [place for place, node in enumerate(nodes) if node.key is not None]  # of the variables
    for number, holder in enumerate(objects[:]):
        for name, place in product(getattr(holder, "get_slot_names", tuple)(), places):
            slot = holder.get_slot(objects[place], name)
            if slot is not None:
                slots = (*nodes[number].slots, (place, name, len(objects)))
                nodes[number] = nodes[number]._replace(slots=slots)
                key = f"{paths[place]}/.OPTIMIZER_SLOT/{paths[number]}/{name}/{VALUE}"
                objects.append(slot)
                nodes.append(Node({}, key, variable_name(slot) or ""))
    return objects, nodes
