"""Models as data: of which layers they are made, with which arguments, and what each of these is called with.

    {"layers": [{"class_name": "Dense", "config": {...}, "inbound_nodes": [{"args": ...}]}], "output_layers": ...}

Only names of classes are in it: what is made of one runs no code of its own. A class of the program's own is found by
`custom_objects`. Source: `keras/src/models/functional.py`, `sequential.py`.
"""

from typing import Any, Final

from lifetimes import nest
from lifetimes.tf2.library.keras import scope
from lifetimes.tf2.library.keras.keras_tensor import TITLES, KerasTensor
from lifetimes.tf2.library.keras.layers import KINDS, InputLayer

_Made = dict[str, dict[int, list[Any]]]  # the values of each call, by the layer's name and the number of the call
_FUNCTIONS: Final = {title: function for function, title in TITLES.items()}


def description(layer: Any) -> dict[str, Any]:
    """Return by which class and with which arguments a layer was made, and for which shape it was built."""
    name = type(layer).__name__
    own = type(layer).__module__.startswith("lifetimes.")
    told = scope.described("keras.layers" if own else None, name, layer.get_config())
    shape = getattr(layer, "_input_shape", None)
    built = {} if shape is None else {"build_config": {"input_shape": shape}}
    return told | {"registered_name": None if own else name} | built


def layer_of(told: dict[str, Any], custom: dict[str, Any] | None) -> Any:
    """Return a layer as a description tells. TypeError where there is no class of that name."""
    kind = (custom or {}).get(told["class_name"]) or KINDS.get(told["class_name"])
    if kind is None:
        raise TypeError(f"Could not locate class '{told['class_name']}'. Make sure custom classes and functions are "
                        "decorated with `@keras.saving.register_keras_serializable()`. If they are already decorated, "
                        "make sure they are all imported so that the decorator is run before trying to load "
                        f"them.\n\nFull object config: {told}")  # fmt: skip
    return kind.from_config(told["config"])


def described_calls(model: Any) -> dict[str, Any]:
    """Return the layers of a model that is made of values, with what each is called with."""

    def called(node: Any) -> int:
        return id(node.function if node.is_layer else node)

    calls: dict[int, list[Any]] = {}
    for node in model._nodes:
        calls.setdefault(called(node), []).append(node)

    def written(value: Any) -> Any:
        if isinstance(value, KerasTensor):
            found = {"shape": value.shape, "dtype": value.dtype, "keras_history": history(value)}
            return {"class_name": "__keras_tensor__", "config": found}
        return value

    def history(value: Any) -> list[Any]:
        node = value.node
        return [node.name, calls[called(node)].index(node), value.place]

    told = []
    for nodes in calls.values():
        first = nodes[0]
        title = scope.described("keras.src.ops.numpy", first.title, {"name": first.name})
        one = description(first.function) if first.is_layer else title | {"registered_name": first.title}
        inputs = [{"args": nest.map_structure(written, node.args), "kwargs": nest.map_structure(written, node.kwargs)}
                  for node in nodes if node.args]  # fmt: skip
        told.append(one | {"name": first.name, "inbound_nodes": inputs})
    ends = [nest.map_structure(history, values) for values in model._structures]
    return {"layers": told, "input_layers": ends[0], "output_layers": ends[1]}


def called_again(config: dict[str, Any], custom: dict[str, Any] | None) -> tuple[Any, Any]:
    """Return inputs and outputs of new layers that are called as a configuration tells.

    ValueError where a call is given what no call of these layers gives.
    """
    made: _Made = {told["name"]: {} for told in config["layers"]}
    waiting = []
    for told in config["layers"]:
        function = _FUNCTIONS.get(told["class_name"]) if "module" in told and told["registered_name"] else None
        function = function or layer_of(told, custom)
        if isinstance(function, InputLayer):
            made[told["name"]][0] = [function.value()]
        waiting += [(function, told["name"], number, node) for number, node in enumerate(told["inbound_nodes"])]
    while waiting:
        later = []
        for function, name, number, node in waiting:
            given, named = node["args"], node["kwargs"]
            try:
                args, kwargs = _read(given, made), _read(named, made)
            except KeyError:  # of a call that comes later
                later.append((function, name, number, node))
                continue
            made[name][number] = nest.flatten(function(*args, **kwargs))
        if len(later) == len(waiting):
            raise ValueError("Invalid Functional model configuration. The graph of the Functional model either has "
                             "loops or disconnected nodes. The following nodes failed to be resolved: "
                             f"{[name for _, name, _, _ in later]}")  # fmt: skip
        waiting = later
    return _read(config["input_layers"], made), _read(config["output_layers"], made)


def _read(value: Any, made: _Made) -> Any:
    """Return what was written with the values that were made meanwhile. KeyError where one is not there yet."""
    if isinstance(value, dict) and value.get("class_name") == "__keras_tensor__":
        value = value["config"]["keras_history"]
    if isinstance(value, list) and len(value) == 3 and isinstance(value[0], str):
        name, number, place = value
        if name not in made:
            raise ValueError(f"Unknown layer: {name}")
        return made[name][number][place]
    if isinstance(value, dict):
        return {key: _read(item, made) for key, item in value.items()}
    return type(value)(_read(item, made) for item in value) if isinstance(value, (list, tuple)) else value
