"""`tf.summary`: operations that give summaries, gathered in a collection that one `merge_all` finds."""

import re
from typing import Any

from lifetimes.graph.data.protos import SummaryMetadata
from lifetimes.graph.summaries import summary_ops
from lifetimes.ops import dtypes, public
from lifetimes.tf1.graph_collections import GraphKeys
from lifetimes.tf1.library import log_messages as messages

__all__ = ["histogram", "image", "merge", "merge_all", "scalar", "summary_ops", "tensor_summary", "text"]


def _clean(name: str) -> str:
    """Return a name that a graph takes, and say so where it is another one."""
    clean = re.sub(r"[^-/\w\.]", "_", name, flags=re.ASCII).lstrip("/")
    if clean != name:
        messages.info("Summary name %s is illegal; using %s instead.", name, clean)
    return clean


def _added(world: Any, kind: str, name: str, family: str | None, collections: Any, *inputs: Any, **attrs: Any) -> Any:
    """Return a summary, which is in the collections, and whose tag is the name of its operation."""
    family = None if family is None else _clean(family)
    with world.name_scope(f"{family}/{_clean(name)}" if family else _clean(name)) as scope:
        tag = f"{family}/{scope[:-1]}" if family else scope[:-1]
        return _collect(world, world.apply(kind, tag, *inputs, name=scope, **attrs), collections)


def _collect(world: Any, summary: Any, collections: Any) -> Any:
    keys = [GraphKeys.SUMMARIES] if collections is None else collections
    for key in keys:
        world.current_graph().add_to_collection(key, summary)
    return summary


@public(v1=("summary.scalar",))
def scalar(world: Any, name: str, tensor: Any, collections: Any = None, family: str | None = None) -> Any:
    """Return a summary of one number, a string tensor in the collection SUMMARIES."""
    return _added(world, "ScalarSummary", name, family, collections, tensor)


@public(v1=("summary.histogram",))
def histogram(world: Any, name: str, values: Any, collections: Any = None, family: str | None = None) -> Any:
    """Return a summary of how values are spread."""
    return _added(world, "HistogramSummary", name, family, collections, values)


@public(v1=("summary.image",))
def image(
    world: Any, name: str, tensor: Any, max_outputs: int = 3, collections: Any = None, family: str | None = None
) -> Any:
    """Return a summary of pictures `[batch, height, width, colors]`, the first `max_outputs` of them."""
    return _added(world, "ImageSummary", name, family, collections, tensor, max_images=max_outputs)


@public(v1=("summary.tensor_summary",))
def tensor_summary(
    world: Any, name: str, tensor: Any, summary_description: str | None = None, collections: Any = None,
    summary_metadata: Any = None, family: str | None = None, display_name: str | None = None,
) -> Any:  # fmt: skip
    """Return a summary of any tensor."""
    metadata = SummaryMetadata() if summary_metadata is None else summary_metadata
    if display_name is not None:
        metadata.display_name = display_name
    if summary_description is not None:
        metadata.summary_description = summary_description
    return _added(world, "TensorSummaryV2", name, family, collections, tensor, metadata.SerializeToString())


@public(v1=("summary.text",))
def text(world: Any, name: str, tensor: Any, collections: Any = None) -> Any:
    """Return a summary of text. ValueError for a tensor of another dtype."""
    if tensor.dtype.base_dtype != dtypes.string:
        raise ValueError(f"Expected tensor {tensor.name} to have dtype string, got {tensor.dtype}")
    metadata = SummaryMetadata()
    metadata.plugin_data.plugin_name = "text"
    return tensor_summary(world, name, tensor, None, collections, metadata)


@public(v1=("summary.merge",))
def merge(world: Any, inputs: Any, collections: Any = None, name: str | None = None) -> Any:
    """Return one summary that has all that the inputs have."""
    if isinstance(inputs, (str, bytes)):
        raise TypeError(f"Expected list for 'inputs' argument to 'merge_summary' Op, not {inputs!r}.")
    inputs = list(inputs)
    if not inputs:
        raise ValueError("List argument 'inputs' to 'MergeSummary' Op with length 0 shorter than minimum length 1.")
    with world.name_scope(name, "Merge", inputs):
        made = world.apply("MergeSummary", *inputs, name=name)
    return _collect(world, made, collections or [])


@public(v1=("summary.merge_all",))
def merge_all(world: Any, key: Any = GraphKeys.SUMMARIES, scope: str | None = None, name: str | None = None) -> Any:
    """Return one summary of all that a collection holds at this moment, None where it holds none."""
    found = world.current_graph().get_collection(key, scope)
    return merge(world, found, name=name) if found else None
