"""`make_template`: a function that makes its variables on the first call and finds them again on every later one."""

from collections.abc import Callable
from functools import partial
from typing import Any

from lifetimes.ops import public
from lifetimes.tf1.graph_collections import GraphKeys
from lifetimes.tf1.variable_scope import VariableScope, scope_store, variable_scope


class Template:
    """A function with a variable scope of its own. Source: `tensorflow/python/ops/template.py`."""

    def __init__(
        self, world: Any, name: str, function: Callable[..., Any], create_scope_now: bool = False,
        unique_name: str | None = None, custom_getter: Callable[..., Any] | None = None,
    ) -> None:  # fmt: skip
        if name is None:
            raise ValueError("name cannot be None.")
        self._world, self.name, self.func = world, name, function
        self._unique_name, self._custom_getter = unique_name, custom_getter
        self.variable_scope: VariableScope | None = None
        self._called = False
        if create_scope_now:
            label = unique_name or scope_store(world).unique(name)
            with variable_scope(world, label, custom_getter=custom_getter, auxiliary_name_scope=False) as scope:
                scope._name_scope = label
                self.variable_scope = scope

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.variable_scope is not None:
            with variable_scope(self._world, self.variable_scope, reuse=self._called):
                return self._call(args, kwargs)
        with variable_scope(self._world, self._unique_name, self.name, custom_getter=self._custom_getter) as scope:
            self.variable_scope = scope
            return self._call(args, kwargs)

    def _call(self, args: Any, kwargs: Any) -> Any:
        trainable = self._world.current_graph().get_collection_ref(GraphKeys.TRAINABLE_VARIABLES)
        before = len(trainable)
        result = self.func(*args, **kwargs)
        if self._called and len(trainable) != before:
            raise ValueError("Trainable variable created when calling a template after the first time, perhaps you "
                             f"used tf.Variable when you meant tf.get_variable: {trainable[before:]}")  # fmt: skip
        self._called = True
        return result

    @property
    def variable_scope_name(self) -> str | None:
        if self.variable_scope is None:
            return None
        return f"{self.variable_scope.name}/" if self.variable_scope.name else ""

    def _listed(self, key: str) -> list[Any]:
        graph = self._world.current_graph()
        return graph.get_collection(key, self.variable_scope_name) if self._called else []

    global_variables = property(lambda self: self._listed(GraphKeys.GLOBAL_VARIABLES))
    local_variables = property(lambda self: self._listed(GraphKeys.LOCAL_VARIABLES))
    variables = property(lambda self: self.global_variables + self.local_variables)

    weights = variables
    var_scope = property(lambda self: self.variable_scope)

    trainable_variables = property(lambda self: self._listed(GraphKeys.TRAINABLE_VARIABLES))

    @property
    def non_trainable_variables(self) -> list[Any]:
        trainable = self.trainable_variables
        return [v for v in self.global_variables if not any(v is t for t in trainable)]


@public(v1=("make_template",))
def make_template(
    world: Any, name_: str, func_: Callable[..., Any], create_scope_now_: bool = False, unique_name_: str | None = None,
    custom_getter_: Callable[..., Any] | None = None, **kwargs: Any,
) -> Template:  # fmt: skip
    """Return the function as one that shares its variables among its calls."""
    function = partial(func_, **kwargs) if kwargs else func_
    return Template(world, name_, function, create_scope_now_, unique_name_, custom_getter_)
