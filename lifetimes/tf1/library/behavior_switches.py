"""Switches between the designs that TensorFlow has in one package. Here each design is a world of its own."""

from typing import Any

from lifetimes.ops.registry import public


def _accepted(name: str, what: str) -> None:
    def switch(world: Any, *arguments: Any, **keywords: Any) -> None:
        return None

    switch.__name__ = switch.__qualname__ = name
    switch.__doc__ = f"Accepted, and does nothing: {what}."
    public(v1=(name,))(switch)


_accepted("disable_v2_behavior", "this world is TensorFlow 1")
_accepted("disable_eager_execution", "this world builds graphs")
_accepted("disable_v2_tensorshape", "shapes of this world are made of dimensions")
_accepted("disable_control_flow_v2", "there is one way to choose and to repeat")
_accepted("enable_control_flow_v2", "there is one way to choose and to repeat")
_accepted("disable_tensor_equality", "`==` on tensors of this world is identity")
_accepted("enable_tensor_equality", "`==` on tensors of a graph is identity")


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


@public(v1=("enable_resource_variables",))
def enable_resource_variables(world: Any) -> None:
    """Make resources of the variables that say nothing else, from here on."""
    world.use_resource = True


@public(v1=("disable_resource_variables",))
def disable_resource_variables(world: Any) -> None:
    """Make references of the variables that say nothing else, from here on."""
    world.use_resource = False


@public(v1=("resource_variables_enabled",))
def resource_variables_enabled(world: Any) -> bool:
    return world.use_resource  # type: ignore[no-any-return]


@public(v1=("control_flow_v2_enabled",))
def never(world: Any) -> bool:
    """Return False."""
    return False
