"""The names of the collections that the library itself fills or reads."""

from typing import Any, Final

from lifetimes.ops import plain, public


@plain(v1=("GraphKeys",))
class GraphKeys:
    """Standard collection names, as TensorFlow spells them."""

    GLOBAL_VARIABLES: Final = "variables"
    LOCAL_VARIABLES: Final = "local_variables"
    METRIC_VARIABLES: Final = "metric_variables"
    MODEL_VARIABLES: Final = "model_variables"
    TRAINABLE_VARIABLES: Final = "trainable_variables"
    SUMMARIES: Final = "summaries"
    QUEUE_RUNNERS: Final = "queue_runners"
    TABLE_INITIALIZERS: Final = "table_initializer"
    ASSET_FILEPATHS: Final = "asset_filepaths"
    MOVING_AVERAGE_VARIABLES: Final = "moving_average_variables"
    REGULARIZATION_LOSSES: Final = "regularization_losses"
    CONCATENATED_VARIABLES: Final = "concatenated_variables"
    SAVERS: Final = "savers"
    WEIGHTS: Final = "weights"
    BIASES: Final = "biases"
    ACTIVATIONS: Final = "activations"
    UPDATE_OPS: Final = "update_ops"
    LOSSES: Final = "losses"
    SAVEABLE_OBJECTS: Final = "saveable_objects"
    RESOURCES: Final = "resources"
    LOCAL_RESOURCES: Final = "local_resources"
    INIT_OP: Final = "init_op"
    LOCAL_INIT_OP: Final = "local_init_op"
    READY_OP: Final = "ready_op"
    READY_FOR_LOCAL_INIT_OP: Final = "ready_for_local_init_op"
    SUMMARY_OP: Final = "summary_op"
    GLOBAL_STEP: Final = "global_step"
    EVAL_STEP: Final = "eval_step"
    TRAIN_OP: Final = "train_op"
    COND_CONTEXT: Final = "cond_context"
    WHILE_CONTEXT: Final = "while_context"
    VARIABLES: Final = "variables"


@public(v1=("add_to_collection",))
def add_to_collection(world: Any, name: Any, value: Any) -> None:
    """Put any object in a named list of the default graph, which holds it from now on."""
    world.current_graph().add_to_collection(name, value)


@public(v1=("add_to_collections",))
def add_to_collections(world: Any, names: Any, value: Any) -> None:
    """Put an object in one collection, or once in each of several."""
    world.current_graph().add_to_collections(names, value)


@public(v1=("get_collection",))
def get_collection(world: Any, key: Any, scope: str | None = None) -> list[Any]:
    """Return a copy of a collection; with a scope only what has a name that begins so (`re.match`)."""
    return world.current_graph().get_collection(key, scope)  # type: ignore[no-any-return]


@public(v1=("get_collection_ref",))
def get_collection_ref(world: Any, key: Any) -> list[Any]:
    """Return the list itself; asking for it makes it."""
    return world.current_graph().get_collection_ref(key)  # type: ignore[no-any-return]
