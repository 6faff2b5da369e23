"""The blocks that a program opens: name scopes, creators of variables, init scopes, devices."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from lifetimes.graph.tensor import Tensor as GraphTensor
from lifetimes.modules import ReopenedScope
from lifetimes.ops import plain, public
from lifetimes.tf2.context import HERE
from lifetimes.tf2.world import WORLD


@plain(v2=("name_scope",))
class NameScope(ReopenedScope):
    """A name scope that can be entered again and again; it names what is made inside, and owns nothing."""

    _world = WORLD

    def __init__(self, name: str) -> None:
        if not isinstance(name, str):
            raise ValueError("name for name_scope must be a string.")
        super().__init__(name)


NameScope.__name__ = "name_scope_v2"


@public(v2=("variable_creator_scope",))
@contextmanager
def variable_creator_scope(world: Any, variable_creator: Callable[..., Any]) -> Iterator[None]:
    """Hand every variable that is made inside to `variable_creator(next_creator, **arguments)`, the innermost first."""
    with HERE.created_by(*HERE.creators, variable_creator):
        yield


@public(v2=("init_scope",))
def init_scope(world: Any) -> AbstractContextManager[None]:
    """Lift what runs inside out of the trace in progress: it runs eagerly, once, while tracing."""
    return HERE.place.lifted()  # type: ignore[no-any-return]


@public(v2=("control_dependencies",))
def control_dependencies(world: Any, control_inputs: Any) -> AbstractContextManager[None]:
    """Make what is built inside wait for the operations given. Eagerly everything has run already."""
    return HERE.place.control_dependencies(control_inputs)  # type: ignore[no-any-return]


@public(v2=("device",))
def device(world: Any, device_name: Any) -> AbstractContextManager[None]:
    """Place what is made inside on a device; there is one CPU here. InvalidArgumentError for any other."""
    return HERE.place.device(device_name)  # type: ignore[no-any-return]


@public(v2=("executing_eagerly",))
def executing_eagerly(world: Any) -> bool:
    """Return whether an op called here computes now: False inside a `tf.function` and inside a `tf.Graph`."""
    return bool(world.is_eager())


@public(v2=("inside_function",))
def inside_function(world: Any) -> bool:
    """Return whether this code runs while a `tf.function` is traced."""
    return HERE.place.trace is not None


@public(v2=("is_tensor",))
def is_tensor(world: Any, x: Any) -> bool:
    """Return whether ops take the value as a tensor without converting it."""
    return bool(world.is_tensor(x) or hasattr(x, "_with_tensors"))


@public(v2=("is_symbolic_tensor",))
def is_symbolic_tensor(world: Any, tensor: Any) -> bool:
    """Return whether the value is a tensor of a graph, which has no value until it is run."""
    return isinstance(tensor, GraphTensor)


@public(v2=("get_current_name_scope",))
def get_current_name_scope(world: Any) -> str:
    """Return the name scope that is open here, without a slash at its end."""
    return str(HERE.scope.removesuffix("/") if world.is_eager() else world.current_graph().names.scope)
