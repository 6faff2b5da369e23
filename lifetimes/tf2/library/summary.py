"""`tf.summary`: values for TensorBoard go to the writer in whose block the program is; without one they go nowhere.

writer = tf.summary.create_file_writer("logs")
with writer.as_default(step=1):
    tf.summary.scalar("loss", 0.5)
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, NamedTuple

from lifetimes.graph.summaries.event_writer import FileWriter
from lifetimes.ops import public
from lifetimes.tf2.library.custom_gradient import py_function
from lifetimes.tf2.world import WORLD


class _Place(NamedTuple):
    """Where summaries go, and the step that they belong to."""

    writer: "SummaryWriter | None"
    step: Any


_NOWHERE: Final = _Place(None, None)
_place: Final[ContextVar[_Place]] = ContextVar("summary_place", default=_NOWHERE)


class SummaryWriter:
    """Owns an event file; it is closed with its last reference."""

    def __init__(self, logdir: Any, **options: Any) -> None:
        self._file = FileWriter(logdir, **options)

    @contextmanager
    def as_default(self, step: Any = None) -> "Iterator[SummaryWriter]":
        """Take the summaries of the block."""
        token = _place.set(_Place(self, _place.get().step if step is None else step))
        try:
            yield self
        finally:
            _place.reset(token)
            self.flush()

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        self._file.close()

    init = flush


@public(v2=("summary.create_file_writer",))
def create_file_writer(
    world: Any, logdir: Any, max_queue: int | None = None, flush_millis: int | None = None,
    filename_suffix: str | None = None, name: str | None = None,
) -> SummaryWriter:  # fmt: skip
    """Return a writer of event files in a folder."""
    return SummaryWriter(logdir, filename_suffix=filename_suffix)


def _write(op: str, name: str, data: Any, step: Any, **attrs: Any) -> Any:
    """Write a summary now, or at each call of the function that is being traced; return whether there is a writer."""
    writer, default = _place.get()
    if writer is None:
        return WORLD.constant(False)
    at = default if step is None else step
    if at is None:
        raise ValueError("No step set. Please specify one either through the `step` argument or through "
                         "tf.summary.experimental.set_step()")  # fmt: skip

    def write(value: Any, number: Any) -> None:
        summary = WORLD.apply(op, name, value, **attrs).numpy()
        writer._file.add_summary(summary, int(number))

    py_function(WORLD, write, [WORLD.convert(data), WORLD.convert(at)], [])
    return WORLD.constant(True)


@public(v2=("summary.scalar",))
def scalar(world: Any, name: str, data: Any, step: Any = None, description: str | None = None) -> Any:
    """Write one number."""
    return _write("ScalarSummary", name, data, step)


@public(v2=("summary.histogram",))
def histogram(
    world: Any, name: str, data: Any, step: Any = None, buckets: int | None = None, description: str | None = None
) -> Any:
    """Write how values are spread."""
    return _write("HistogramSummary", name, data, step)


@public(v2=("summary.image",))
def image(
    world: Any, name: str, data: Any, step: Any = None, max_outputs: int = 3, description: str | None = None
) -> Any:
    """Write pictures `[batch, height, width, colors]`, the first `max_outputs` of them."""
    return _write("ImageSummary", name, data, step, max_images=max_outputs)


@public(v2=("summary.trace_on",))
def trace_on(world: Any, graph: bool = True, profiler: bool = False, profiler_outdir: Any = None) -> None:
    """Collect the graphs of functions that are traced from here on, until they are exported or `trace_off`."""
    world.context.collected = [] if graph else None


@public(v2=("summary.trace_off",))
def trace_off(world: Any) -> None:
    """Collect no more, and let go of what was collected."""
    world.context.collected = None


@public(v2=("summary.trace_export",))
def trace_export(world: Any, name: str, step: Any = None, profiler_outdir: Any = None) -> None:
    """Write the collected graphs to the writer of this block, and stop collecting."""
    collected, writer = world.context.collected, _place.get().writer
    if collected is None:
        raise ValueError("Must enable trace before export through tf.summary.trace_on.")
    trace_off(world)
    if writer is None:
        return
    for graph in collected:
        writer._file.add_graph(graph, _place.get().step if step is None else step)
