"""The blocks that a program opens: name scopes, creators of variables, init scopes, devices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from typing import Any

from lifetimes.graph.scopes import device_text, parse_device
from lifetimes.ops.registry import public, publish
from lifetimes.tf2.world import WORLD


class NameScope:
    """A name scope that can be entered again and again; it names what is made inside, and owns nothing."""

    def __init__(self, name: str) -> None:
        if not isinstance(name, str):
            raise ValueError("name for name_scope must be a string.")
        self._name = name
        self._exits: list[AbstractContextManager[str]] = []

    @property
    def name(self) -> str:
        return self._name

    def __enter__(self) -> str:
        scope = WORLD.name_scope(self._name)
        entered = scope.__enter__()
        self._exits.append(scope)
        return entered

    def __exit__(self, *exc: Any) -> Any:
        return self._exits.pop().__exit__(*exc)


NameScope.__name__ = "name_scope_v2"
publish(NameScope, v2=("name_scope",))


@public(v2=("variable_creator_scope",))
@contextmanager
def variable_creator_scope(world: Any, variable_creator: Callable[..., Any]) -> Iterator[None]:
    """Hand every variable that is made inside to `variable_creator(next_creator, **arguments)`, the innermost first."""
    with world.context.created_by(variable_creator):
        yield


@public(v2=("init_scope",))
def init_scope(world: Any) -> AbstractContextManager[None]:
    """Lift what runs inside out of the trace in progress: it runs eagerly, once, while tracing."""
    return world.context.outside() if world.is_inside_function() else nullcontext()


@public(v2=("control_dependencies",))
@contextmanager
def control_dependencies(world: Any, control_inputs: Any) -> Iterator[None]:
    """Make what is built inside wait for the operations given. Eagerly everything has run already."""
    with ExitStack() as stack:
        if not world.is_eager():
            given = control_inputs
            if given is not None:
                given = [item for item in given if world.symbol_of(item) is not None or hasattr(item, "control_inputs")]
            stack.enter_context(world.current_graph().control_dependencies(given))
        elif callable(control_inputs):
            control_inputs()
        yield


@public(v2=("device",))
@contextmanager
def device(world: Any, device_name: Any) -> Iterator[None]:
    """Place what is made inside on a device; there is one CPU here. InvalidArgumentError for any other."""
    if not world.is_eager():
        with world.current_graph().device(device_name):
            yield
        return
    if device_name is not None:
        world.check_device(parse_device(device_text(device_name)))
    yield


@public(v2=("executing_eagerly",))
def executing_eagerly(world: Any) -> bool:
    """Return whether an op called here computes now: False inside a `tf.function` and inside a `tf.Graph`."""
    return bool(world.is_eager())


@public(v2=("inside_function",))
def inside_function(world: Any) -> bool:
    """Return whether this code runs while a `tf.function` is traced."""
    return bool(world.is_inside_function())


@public(v2=("is_tensor", "is_symbolic_tensor"))
def is_tensor(world: Any, x: Any) -> bool:
    """Return whether ops take the value as a tensor without converting it."""
    return bool(world.is_tensor(x) or hasattr(x, "_with_tensors"))
