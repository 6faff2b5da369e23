"""Variable scopes: where `get_variable` looks, what it prefixes, and whether it makes or finds.

A graph has one store of the variables that `get_variable` made, under their full names, and for each thread
the scope in force. Both are kept in the graph, so they go with it. Source:
`tensorflow/python/ops/variable_scope.py`.
"""

import copy
import threading
from collections.abc import Callable
from contextlib import ExitStack
from enum import Enum
from functools import partial
from typing import Any, Final

from lifetimes.ops import dtypes, public, publish
from lifetimes.tf1.graph_collections import GraphKeys


class _ReuseMode(Enum):
    AUTO_REUSE = 1


AUTO_REUSE: Final = publish(_ReuseMode.AUTO_REUSE, v1=("AUTO_REUSE",))
_SCOPES: Final = ("__varscope",)
_INHERITED: Final = ("initializer", "regularizer", "caching_device", "partitioner", "dtype", "use_resource")


class ScopeStore(threading.local):
    """The variable scope in force in one graph, per thread, and which scopes were opened inside it."""

    def __init__(self, world: Any) -> None:
        self.current = VariableScope(world, False)
        self.opened: set[str] = set()
        self._taken: dict[str, int] = {}  # by label: the numbers below this one are taken
        self._below: dict[str, dict[str, None]] = {}  # so that leaving a scope does not search through all of them

    def open(self, name: str) -> None:
        self.opened.add(name)
        end = name.rfind("/")
        while end > 0:
            self._below.setdefault(name[:end], {})[name] = None
            end = name.rfind("/", 0, end)

    def forget_inside(self, name: str) -> None:
        """Let the scopes inside `name` be opened anew."""
        for key in self._below.get(name, ()):
            self.opened.discard(key)
            self._taken.pop(key, None)

    def unique(self, prefix: str) -> str:
        """Return the prefix, numbered where a scope of that name was opened here before."""
        full = f"{self.current.name}/{prefix}" if self.current.name else prefix
        if full not in self.opened:
            return prefix
        number = self._taken.get(full, 1)
        while f"{full}_{number}" in self.opened:
            number += 1
        self._taken[full] = number
        return f"{prefix}_{number}"


def scope_store(world: Any) -> ScopeStore:
    """Return the store of scopes of the default graph, made at the first use."""
    kept = world.current_graph().collections.setdefault(_SCOPES, [])
    if not kept:
        kept.append(ScopeStore(world))
    return kept[0]  # type: ignore[no-any-return]


@public(v1=("VariableScope",))
class VariableScope:
    """A place for `get_variable`: a name, and the defaults that hold in it and in the scopes inside."""

    def __init__(
        self, world: Any, reuse: Any, name: str = "", initializer: Any = None, regularizer: Any = None,
        caching_device: Any = None, partitioner: Any = None, custom_getter: Callable[..., Any] | None = None,
        name_scope: str = "", dtype: Any = dtypes.float32, use_resource: bool | None = None, constraint: Any = None,
    ) -> None:  # fmt: skip
        self._world, self._name, self._name_scope = world, name, name_scope
        self.reuse = reuse
        self.initializer, self.regularizer, self.constraint = initializer, regularizer, constraint
        self.caching_device, self.partitioner, self.custom_getter = caching_device, partitioner, custom_getter
        self.dtype, self.use_resource = dtype, use_resource

    name: Any = property(lambda self: self._name)
    original_name_scope: Any = property(lambda self: self._name_scope)

    def reuse_variables(self) -> None:
        """Find variables instead of making them, from now on to the end of this scope."""
        self.reuse = True

    def set_initializer(self, initializer: Any) -> None:
        self.initializer = initializer

    def set_dtype(self, dtype: Any) -> None:
        self.dtype = dtype

    def set_use_resource(self, use_resource: bool) -> None:
        self.use_resource = use_resource

    def set_regularizer(self, regularizer: Any) -> None:
        self.regularizer = regularizer

    def set_caching_device(self, caching_device: Any) -> None:
        self.caching_device = caching_device

    def set_partitioner(self, partitioner: Any) -> None:
        self.partitioner = partitioner

    def set_custom_getter(self, custom_getter: Callable[..., Any] | None) -> None:
        self.custom_getter = custom_getter

    def get_collection(self, name: Any) -> list[Any]:
        """Return what a collection holds of this scope."""
        prefix = f"{self._name}/" if self._name else ""
        return self._world.current_graph().get_collection(name, prefix)  # type: ignore[no-any-return]

    def trainable_variables(self) -> list[Any]:
        return self.get_collection(GraphKeys.TRAINABLE_VARIABLES)

    def global_variables(self) -> list[Any]:
        return self.get_collection(GraphKeys.GLOBAL_VARIABLES)

    def local_variables(self) -> list[Any]:
        return self.get_collection(GraphKeys.LOCAL_VARIABLES)


@public(v1=("get_variable_scope",))
def get_variable_scope(world: Any) -> VariableScope:
    """Return the variable scope in force."""
    return scope_store(world).current


@public(v1=("variable_scope",))
class variable_scope:  # noqa: N801  # TensorFlow's name
    """Open a variable scope: inside the one in force for a string, that very one for a VariableScope.

    It opens a name scope too, a new one each time, unless `auxiliary_name_scope` is False. With None as the name
    the scope is called `default_name`, numbered where that was opened before.
    """

    def __init__(
        self, world: Any, name_or_scope: str | VariableScope | None, default_name: str | None = None,
        values: Any = None, initializer: Any = None, regularizer: Any = None, caching_device: Any = None,
        partitioner: Any = None, custom_getter: Callable[..., Any] | None = None, reuse: Any = None, dtype: Any = None,
        use_resource: bool | None = None, constraint: Any = None, auxiliary_name_scope: bool = True,
    ) -> None:  # fmt: skip
        if default_name is None and name_or_scope is None:
            raise TypeError("If default_name is None then name_or_scope is required")
        reuse = None if reuse is False else reuse
        if not (reuse is True or reuse is None or reuse is AUTO_REUSE):
            raise ValueError("The reuse parameter must be True or False or None.")
        if not isinstance(auxiliary_name_scope, bool):
            raise TypeError(f"The auxiliary_name_scope must be `True` or `False`, while get {auxiliary_name_scope}")
        self._world, self._given, self._default_name = world, name_or_scope, default_name
        self._reuse, self._constraint, self._custom_getter = reuse, constraint, custom_getter
        values_of = (initializer, regularizer, caching_device, partitioner, dtype, use_resource)
        self._changes = {k: v for k, v in zip(_INHERITED, values_of, strict=True) if v is not None}
        self._graph = world.graph_for(values or ())
        self._auxiliary = auxiliary_name_scope
        self._entered: list[ExitStack] = []
        self._label: str | None = None  # what the first entry found, and every later one keeps
        self._name_scope = ""

    def __enter__(self) -> VariableScope:
        blocks = ExitStack()
        self._entered.append(blocks)
        try:
            if not self._world.current_graph().building_function:
                blocks.enter_context(self._graph.as_default())
            scope = self._open(blocks)
            return scope  # nothing is called here any more that an interrupt could follow
        except BaseException:
            self._entered.pop().close()
            raise

    def __exit__(self, *exc: Any) -> None:
        self._entered.pop().__exit__(*exc)

    def _open(self, blocks: ExitStack) -> VariableScope:
        given = self._given
        if given is not None and not isinstance(given, (str, VariableScope)):
            raise TypeError("VariableScope: name_or_scope must be a string or VariableScope.")
        if given is None and self._reuse:
            raise ValueError("reuse=True cannot be used without a name_or_scope")
        name_scope = self._open_name_scope(blocks, given)
        store = scope_store(self._world)
        if isinstance(given, VariableScope):
            scope = self._again(given)
            store.open(scope.name)
            undo = partial(setattr, store, "opened", store.opened.copy())
        else:
            if self._label is None:
                self._label = store.unique(self._default_name or "") if given is None else given
                self._name_scope = name_scope
            scope = self._inside(store.current, self._label, self._name_scope)
            store.open(scope.name)
            undo = partial(store.forget_inside, scope.name)
        blocks.callback(_put_back, store, store.current, scope, undo)
        store.current = scope
        return scope

    def _open_name_scope(self, blocks: ExitStack, given: str | VariableScope | None) -> str:
        names = self._world.current_graph().names
        if not self._auxiliary:
            label = f"{names.scope}/" if names.scope else None
        elif isinstance(given, VariableScope):
            label = given.name.split("/")[-1]
        else:
            label = self._default_name if given is None else given
        if not label and self._auxiliary:
            return f"{names.scope}/" if names.scope else ""
        return str(blocks.enter_context(names.enter(label)))

    def _again(self, given: VariableScope) -> VariableScope:
        """Return a copy of the scope that was given, with what this block changes."""
        scope = copy.copy(given)
        scope.reuse = self._reuse or given.reuse
        return self._changed(scope, given.custom_getter)

    def _inside(self, outer: VariableScope, label: str, name_scope: str) -> VariableScope:
        """Return a scope inside `outer`, which inherits its defaults; reuse cannot be lifted again."""
        scope = copy.copy(outer)
        scope._name = f"{outer.name}/{label}" if outer.name else label
        scope._name_scope = name_scope
        scope.reuse = self._reuse or outer.reuse
        return self._changed(scope, outer.custom_getter)

    def _changed(self, scope: VariableScope, getter: Callable[..., Any] | None) -> VariableScope:
        vars(scope).update(self._changes)
        scope.constraint = self._constraint
        if self._custom_getter is not None:
            scope.custom_getter = self._custom_getter if getter is None else _nested(self._custom_getter, getter)
        return scope


def _nested(custom: Callable[..., Any], outer: Callable[..., Any]) -> Callable[..., Any]:
    """Return a getter whose own getter is that of the scope around it."""

    def wrapped_custom_getter(getter: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return custom(partial(outer, getter), *args, **kwargs)

    return wrapped_custom_getter


def _put_back(store: ScopeStore, outer: VariableScope, left: VariableScope, undo: Callable[[], None]) -> None:
    if store.current is not left and store.current is not outer:
        raise RuntimeError("Improper nesting of variable_scope.")
    store.current = outer
    undo()
