"""Functions that old programs call and that say again what others say, or have nothing to do here:
switches between the designs that TensorFlow has in one package, each a world of its own here.
"""

from contextlib import AbstractContextManager
from typing import Any

from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.ops import dtypes, plain, public
from lifetimes.ops.debugging.checks import check_numerics
from lifetimes.ops.registry import publish_as
from lifetimes.tf1.graph_building import group
from lifetimes.tf1.graph_collections import GraphKeys
from lifetimes.tf1.scopes import name_scope
from lifetimes.tf1.variable_lists import global_variables, local_variables
from lifetimes.tf1.variable_scope import variable_scope


@public(v1=("op_scope",))
def op_scope(world: Any, values: Any, name: str | None, default_name: str | None = None) -> Any:
    """Open a name scope; the old order of arguments."""
    return name_scope(world, name, default_name, values)


@public(v1=("variable_op_scope",))
def variable_op_scope(
    world: Any, values: Any, name_or_scope: Any, default_name: str | None = None, **options: Any
) -> variable_scope:
    """Open a variable scope; the old order of arguments."""
    return variable_scope(world, name_or_scope, default_name, values, **options)


@public(v1=("colocate_with",))
def colocate_with(world: Any, op: Any, ignore_existing: bool = False) -> AbstractContextManager[None]:
    """Put what is made inside beside an operation, as nodes and `colocation_groups` tell; there is one device here."""
    return world.current_graph().colocate_with(op, ignore_existing)  # type: ignore[no-any-return]


@public(v1=("container",))
def container(world: Any, container_name: str) -> AbstractContextManager[str]:
    """Accepted: variables of a session are in no container here."""
    return world.current_graph().container(container_name)  # type: ignore[no-any-return]


@public(v1=("tables_initializer", "initializers.tables_initializer", "initialize_all_tables"))
def tables_initializer(world: Any, name: str = "init_all_tables") -> Any:
    """Return an operation that fills the lookup tables of the graph."""
    return group(world, *world.current_graph().get_collection(GraphKeys.TABLE_INITIALIZERS), name=name)


@plain(v1=("no_regularizer",))
def no_regularizer(_: Any) -> None:
    """The regularizer that gives no loss, also where the scope has another."""


@public(v1=("assert_variables_initialized",))
def assert_variables_initialized(world: Any, var_list: Any = None) -> Any:
    """Return a tensor of the ranks, which fails where a variable has no value; None where there is no variable."""
    variables = global_variables(world) + local_variables(world) if var_list is None else var_list
    ranks = [world.apply("Rank", variable.value()) for variable in variables]
    return world.apply("Pack", *ranks) if len(ranks) > 1 else ranks[0] if ranks else None


@public("convert_to_tensor_or_indexed_slices", v1=("convert_to_tensor_or_indexed_slices",))
def convert_to_tensor_or_indexed_slices(world: Any, value: Any, dtype: Any = None, name: str | None = None) -> Any:
    """Return the value as a tensor, IndexedSlices as they are."""
    return value if isinstance(value, IndexedSlices) else world.convert(value, dtype, name)


for _names, _why in (
    ("disable_v2_behavior", "this world is TensorFlow 1"),
    ("disable_eager_execution", "this world builds graphs"),
    ("disable_v2_tensorshape", "shapes of this world are made of dimensions"),
    ("disable_control_flow_v2 enable_control_flow_v2", "there is one way to choose and to repeat"),
    ("disable_tensor_equality", "`==` on tensors of this world is identity"),
    ("enable_tensor_equality", "`==` on tensors of a graph is identity"),
):
    for _name in _names.split():
        publish_as(f"v1:{_name}", lambda world, *a, **k: None, f"Accepted, and does nothing: {_why}.")


@public(v1=("enable_eager_execution",))
def enable_eager_execution(
    world: Any, config: Any = None, device_policy: Any = None, execution_mode: Any = None
) -> None:
    """Refuse: what computes at once is another world."""
    raise ValueError("tf.enable_eager_execution must be called at program startup.\nThis is the world of graphs; eager "
                     "execution is the other one: import lifetimes.tf2 as tf.")  # fmt: skip


@public(v1=("enable_v2_behavior",))
def enable_v2_behavior(world: Any) -> None:
    """Refuse: what TensorFlow 2 does is another world."""
    enable_eager_execution(world)


@public(v1=("executing_eagerly", "executing_eagerly_outside_functions"))
def executing_eagerly(world: Any) -> bool:
    """Return whether an op applied now would compute now."""
    return world.is_eager()  # type: ignore[no-any-return]


def _switch(name: str, value: bool, kind: str) -> None:
    def switch(world: Any) -> None:
        world.use_resource = value

    publish_as(f"v1:{name}", switch, f"Make {kind} of the variables that say nothing else, from here on.")


_switch("enable_resource_variables", True, "resources")
_switch("disable_resource_variables", False, "references")


@public(v1=("resource_variables_enabled",))
def resource_variables_enabled(world: Any) -> bool:
    return world.use_resource  # type: ignore[no-any-return]


@public(v1=("control_flow_v2_enabled",))
def never(world: Any) -> bool:
    """Return False."""
    return False


@public(v1=("add_check_numerics_ops",))
def add_check_numerics_ops(world: Any) -> Any:
    """Return an operation that fails where any float that the graph has by now is infinite or no number.

    ValueError where the graph has branches or loops.
    """
    graph, checks = world.current_graph(), list[Any]()
    for operation in graph.get_operations():
        for output in operation.outputs:
            if output.dtype not in (dtypes.float16, dtypes.float32, dtypes.float64):
                continue
            if operation in graph.inside:
                raise ValueError("`tf.add_check_numerics_ops() is not compatible with TensorFlow control flow "
                                 "operations such as `tf.cond()` or `tf.while_loop()`.")  # fmt: skip
            with graph.control_dependencies(checks):
                checks = [check_numerics(world, output, f"{operation.name}:{output.value_index}")]
    return group(world, *checks)
