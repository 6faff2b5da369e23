"""Graph: operations in the order of making, their unique names, the scopes in force, and the collections.

One class serves as the default graph of the old world and as a trace of the new one. It knows no world:
the world that owns it is handed in, and only says how its tensors look and where they may be used.
"""

import re
import threading
from contextlib import AbstractContextManager, nullcontext
from itertools import count
from typing import Any

from lifetimes import labels
from lifetimes.graph.names import Names, is_operation_name
from lifetimes.graph.scopes import Scopes, ThreadScopes
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.library import load, load_if_here
from lifetimes.locks import lock
from lifetimes.ops import World, public


class Graph:
    """A dataflow graph. It owns its operations, and whatever is put in its collections, until it dies itself."""

    outer: "Graph | None" = None

    def __init__(self, world: World) -> None:
        self.world: Any = world
        self.names = Names()
        self.scopes: Scopes = Scopes()
        self.collections: dict[Any, list[Any]] = {}
        self.seed: int | None = None
        self.finalized = False
        self._operations: dict[str, Operation] = {}
        self.indices, self.op_seeds = count(), count()  # of the next operation, and the next random op without a seed
        self.inside: dict[Operation, tuple[Operation, ...]] = {}  # nodes of branches and bodies, and what begins these
        self.unlisted: list[Operation] = []
        self.fault = ""  # why no session can run this graph
        self.withheld: set[Any] = set()  # what may not be fed, or not fetched: tensors by their id, operations
        self._lock = lock(threading.RLock)

    # --- growing ---

    def check_open(self) -> None:
        """Raise RuntimeError where the graph is finalized."""
        if self.finalized:
            raise RuntimeError("Graph is finalized and cannot be modified.")

    def finalize(self) -> None:
        """Refuse new operations and new collection entries from now on."""
        self.finalized = True

    def add(self, *operations: Operation) -> Operation:
        """Take in operations that one line made, and return the last. ValueError for a taken or invalid name."""
        with self._lock:
            if self.finalized:
                self.check_open()
            for operation in operations:
                if operation.name in self._operations:
                    raise ValueError(f"Duplicate node name in graph: '{operation.name}'")
                if not is_operation_name(operation.name):
                    raise load("ops.debugging.refusals").no_name(operation.name)
                operation.index, operation.site = next(self.indices), operations[0].site
                self.scopes.apply_to(operation)
                self._operations[operation.name] = operation
        if self.inside:
            load("graph.control.regions").check_outside(self, operation)
        return operation

    @property
    def root(self) -> "Graph":
        """The graph that lists what is made here: this one, or the one around a branch."""
        return self

    version: Any = property(lambda self: len(self._operations))
    building_function: Any = property(lambda self: self.outer is not None)
    graph_def_versions: Any = property(lambda self: load("graph.data.graph_def").versions())

    # --- what comes from outside ---

    def can_capture(self, tensor: Tensor) -> bool:
        """Return whether a symbolic tensor belongs to a graph around this one, which may hand it in."""
        return False

    def capture(self, value: Any, name: str | None = None) -> Tensor:
        """Refuse a tensor of another graph: only a graph with parameters can take one in."""
        raise ValueError(f"{value} must be from the same graph as the other inputs.")

    def capture_or_own(self, value: Any, user: str = "") -> Tensor:
        """Return the value if it belongs to this graph, else the parameter that stands for it."""
        return value if isinstance(value, Tensor) and value.graph is self else self.capture(value)

    def note_variable(self, variable: Any) -> None:
        """Take note of a variable that is used here; a graph that is no function has no need to."""

    # --- looking up ---

    def get_operations(self) -> list[Operation]:
        """Return the operations in the order of making; a new list each time."""
        return list(self._operations.values())

    def _absent(self, words: str, name: str) -> KeyError:
        """Return the error for a name that does not exist; which names come close is a note to it."""
        error, hints = KeyError(words), load_if_here("ops.debugging.refusals")
        if hints is not None:
            all_of_them = f"The graph has {self.version} operations; list them with graph.get_operations()."
            error.add_note(hints.near(name, list(self._operations)[-2000:]) or all_of_them)
        return error

    def get_operation_by_name(self, name: str) -> Operation:
        """Return the operation of that name. KeyError where there is none."""
        if not isinstance(name, str):
            raise TypeError(f"Operation names are strings (or similar), not {type(name).__name__}.")
        return self.as_graph_element(name, allow_tensor=False)  # type: ignore[no-any-return]

    def get_tensor_by_name(self, name: str) -> Tensor:
        """Return the tensor named `operation:index`. KeyError where there is none."""
        if not isinstance(name, str):
            raise TypeError(f"Tensor names are strings (or similar), not {type(name).__name__}.")
        return self.as_graph_element(name, allow_operation=False)  # type: ignore[no-any-return]

    def as_graph_element(self, obj: Any, allow_tensor: bool = True, allow_operation: bool = True) -> Any:
        """Return the tensor or operation that a name, tensor, operation or variable stands for in this graph.

        Raises ValueError for the wrong kind or another graph's, KeyError for an absent name, TypeError for
        anything else.
        """
        kinds = (Tensor,) * allow_tensor + (Operation,) * allow_operation
        if not kinds:
            raise ValueError("allow_tensor and allow_operation can't both be False.")
        if hasattr(obj, "_as_graph_element"):
            obj = obj._as_graph_element()
        if isinstance(obj, (str, bytes)):
            return self._named(obj if isinstance(obj, str) else obj.decode(), allow_tensor, allow_operation)
        if not isinstance(obj, kinds):
            wanted = " or ".join(kind.__name__ for kind in kinds)
            raise TypeError(f"Can not convert a {type(obj).__name__} into a {wanted}.")
        if (obj.op if isinstance(obj, Tensor) else obj).graph is not self:
            kind = "Tensor" if isinstance(obj, Tensor) else "Operation"
            raise ValueError(f"{kind} {obj} is not an element of this graph.")
        return obj

    def _named(self, name: str, allow_tensor: bool, allow_operation: bool) -> Tensor | Operation:
        op_name, colon, number = name.partition(":")
        found = self._operations.get(op_name)
        form = 'Tensor names must be of the form "<op_name>:<output_index>".'
        if not colon and allow_operation:
            if found is None:
                raise self._absent(f"The name {name!r} refers to an Operation not in the graph.", name)
            return found
        if not colon:
            what = "looks like an (invalid) Operation name" if found is None else "refers to an Operation"
            raise ValueError(f"The name {name!r} {what}, not a Tensor. {form}")
        if not allow_tensor:
            raise ValueError(f"Name {name!r} appears to refer to a Tensor, not a Operation.")
        if not number.isdigit():
            raise ValueError(f"The name {name!r} looks a like a Tensor name, but is not a valid one. {form}")
        absent = f"The name {name!r} refers to a Tensor which does not exist. The operation, {op_name!r},"
        if found is None:
            raise self._absent(f"{absent} does not exist in the graph.", op_name)
        if int(number) >= len(found.outputs):
            raise KeyError(f"{absent} exists but only has {len(found.outputs)} outputs.")
        return found.outputs[int(number)]

    # --- names and scopes ---

    def unique_name(self, name: str, mark_as_used: bool = True) -> str:
        return self.names.unique(name, mark_as_used)

    def name_scope(self, name: str | None) -> AbstractContextManager[str]:
        return self.names.enter(name)

    def get_name_scope(self) -> str:
        return self.names.scope

    def control_dependencies(self, control_inputs: Any) -> AbstractContextManager[None]:
        """Make the operations built inside wait for those given; None lifts what is in force."""
        if control_inputs is None:
            return self.scopes.no_control()
        operations = []
        for item in control_inputs:
            whole = hasattr(item, "indices") or hasattr(item, "handle")  # waiting for a variable does not read it
            element = self.as_graph_element(getattr(item, "op", item) if whole else item)
            operations.append(element.op if isinstance(element, Tensor) else element)
        return self.scopes.control(operations)

    def device(self, device_name_or_function: Any) -> AbstractContextManager[None]:
        return self.scopes.device(device_name_or_function)

    def colocate_with(self, op: Any, ignore_existing: bool = False) -> AbstractContextManager[None]:
        return load("graph.data.colocation").colocate_with(self, op, ignore_existing)  # type: ignore[no-any-return]

    def gradient_override_map(self, op_type_map: Any) -> AbstractContextManager[None]:
        names = [*op_type_map, *op_type_map.values()] if isinstance(op_type_map, dict) else [None]
        if not all(isinstance(name, str) for name in names):
            raise TypeError("op_type_map must be a dictionary mapping strings to strings")
        return self.scopes.gradient_override(op_type_map)

    def container(self, container_name: str) -> AbstractContextManager[str]:
        return nullcontext(container_name)

    def as_default(self) -> "AbstractContextManager[Graph]":
        """Make this the graph that new operations of this thread go into, until the block ends."""
        return self.world.graph_as_default(self)  # type: ignore[no-any-return]

    def switch_to_thread_local(self) -> None:
        """Let each thread have devices and control dependencies of its own from now on, starting in those of now."""
        self.scopes = ThreadScopes(self.scopes.controls, self.scopes.devices)

    # --- collections ---

    def add_to_collection(self, name: Any, value: Any) -> None:
        """Put any object in the named list; the graph holds it from now on."""
        self.add_to_collections((name,), value)

    def add_to_collections(self, names: Any, value: Any) -> None:
        """Put an object in one collection, or once in each of several."""
        self.check_open()
        for name in (names,) if isinstance(names, str) else dict.fromkeys(names):
            self.collections.setdefault(name, []).append(value)

    def get_collection_ref(self, name: Any) -> list[Any]:
        """Return the list itself; asking for it makes it."""
        return self.collections.setdefault(name, [])

    def get_collection(self, name: Any, scope: str | None = None) -> list[Any]:
        """Return a copy of the list; with a scope only what has a name that `re.match` finds."""
        found = self.collections.get(name, [])
        if scope is None:
            return list(found)
        pattern = re.compile(scope)
        return [item for item in found if hasattr(item, "name") and pattern.match(item.name)]

    def get_all_collection_keys(self) -> list[Any]:
        return [key for key in self.collections if isinstance(key, str)]

    def clear_collection(self, name: Any) -> None:
        self.check_open()
        self.collections.pop(name, None)

    # --- what may be fed and fetched ---

    def is_feedable(self, tensor: Any) -> bool:
        return id(tensor) not in self.withheld

    def prevent_feeding(self, tensor: Any) -> None:
        self.withheld.add(id(tensor))

    def is_fetchable(self, tensor_or_op: Any) -> bool:
        op = getattr(tensor_or_op, "op", tensor_or_op)
        return op not in self.inside and op not in self.withheld

    def prevent_fetching(self, op: Any) -> None:
        self.withheld.add(op)

    # --- as data ---

    def as_graph_def(self, from_version: int | None = None, add_shapes: bool = False) -> Any:
        """Return every node ever made, needed or not, as data: a copy that later changes do not reach.

        `from_version` is taken and changes nothing, as in TensorFlow 2.21.
        """
        made = load("graph.data.graph_def").graph_def_of
        return made(self.get_operations(), self.inside, self.unlisted, shapes=add_shapes)

    def dismantle(self) -> None:
        """Undo the cycles between graph and operations, so that a trace dies at once with its owner."""
        for operation in self._operations.values():
            for tensor in operation.outputs:
                tensor._consumers = ()
            operation.inputs, operation._waits, operation._outputs, operation.attrs = (), (), [], {}
        self._operations.clear()
        self.inside.clear()
        self.withheld.clear()
        self.unlisted.clear()
        self.collections = {}  # let go of, not emptied: an inner graph shares those of the graph around it


public("Graph")(Graph)


labels.register(Graph, "graph", name=lambda graph: f"{len(graph.get_operations())} operations", owner=True)
labels.register_table(f"{__name__}.Graph", "collections", "get_collection_ref")
