"""The global step: one variable per graph that counts training steps, found through its collection."""

from typing import Any

from lifetimes.ops import dtypes, public
from lifetimes.ops.random.initializers import Zeros
from lifetimes.tf1.graph_collections import GraphKeys
from lifetimes.tf1.library import log_messages
from lifetimes.tf1.variable_store import get_variable


@public(v1=("train.get_global_step",))
def get_global_step(world: Any, graph: Any = None) -> Any:
    """Return the global step of the graph; None where it has none, or several."""
    graph = world.current_graph() if graph is None else graph
    kept = graph.get_collection(GraphKeys.GLOBAL_STEP)
    if len(kept) > 1:
        log_messages.error("Multiple tensors in global_step collection.")
        return None
    if kept:
        found = kept[0]
    else:
        try:
            found = graph.get_tensor_by_name("global_step:0")
        except (KeyError, ValueError):
            return None
    assert_global_step(world, found)
    return found


@public(v1=("train.assert_global_step",))
def assert_global_step(world: Any, global_step_tensor: Any) -> None:
    """Raise TypeError where a global step is not a scalar of integers."""
    if not global_step_tensor.dtype.base_dtype.is_integer:
        raise TypeError(f'Existing "global_step" does not have integer type: {global_step_tensor.dtype}')
    if global_step_tensor.static_shape not in ((), None):
        raise TypeError(f'Existing "global_step" is not scalar: {global_step_tensor.shape}')


@public(v1=("train.create_global_step",))
def create_global_step(world: Any, graph: Any = None) -> Any:
    """Make the global step of the graph. ValueError where it has one."""
    graph = world.current_graph() if graph is None else graph
    if get_global_step(world, graph) is not None:
        raise ValueError('"global_step" already exists.')
    with graph.as_default(), graph.name_scope(None):
        return get_variable(
            world, GraphKeys.GLOBAL_STEP, (), dtypes.int64, Zeros(world), trainable=False,
            collections=[GraphKeys.GLOBAL_VARIABLES, GraphKeys.GLOBAL_STEP],
        )  # fmt: skip


@public(v1=("train.get_or_create_global_step",))
def get_or_create_global_step(world: Any, graph: Any = None) -> Any:
    """Return the global step of the graph, made where it has none."""
    found = get_global_step(world, graph)
    return create_global_step(world, graph) if found is None else found


@public(v1=("train.global_step",))
def global_step(world: Any, sess: Any, global_step_tensor: Any) -> int:
    """Return the value of the global step in a session."""
    return int(sess.run(global_step_tensor))
