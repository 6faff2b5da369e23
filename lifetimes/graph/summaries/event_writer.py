"""FileWriter: event files that TensorBoard opens.

    length, 8 bytes   checksum of it, 4   event, `length` bytes   checksum of it, 4      one record after the other

A writer holds its file and no graph: what it is given is turned into bytes at once.
"""

import os
import struct
import time
import warnings
import weakref
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any, ClassVar, Final

from lifetimes.graph.data.crc32c import masked_crc32c
from lifetimes.graph.data.protos import (
    AttrValue,
    Event,
    GraphDef,
    MetaGraphDef,
    PythonValue,
    Summary,
    TaggedRunMetadata,
)
from lifetimes.graph.data.whole_files import damaged
from lifetimes.graph.graph import Graph
from lifetimes.ops import plain

_HOST: Final = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "localhost")
_SHOWN: Final = 1024
_CLOSED: Final = (
    "Attempting to use a closed FileWriter. The operation will be a noop unless the FileWriter is explicitly reopened."
)


@plain(v1=("summary.FileWriter",))
class FileWriter:
    """Writes summaries, graphs and notes to an event file in a folder, in the order in which they are added."""

    def __init__(
        self, logdir: Any, graph: Any = None, max_queue: int = 10, flush_secs: float = 120, graph_def: Any = None,
        filename_suffix: str | None = None, session: Any = None,
    ) -> None:  # fmt: skip
        self._folder: str = os.fspath(logdir)
        self._suffix = filename_suffix or ""
        self._tags: set[str] = set()
        self._closed = True
        self.reopen()
        if graph is not None or graph_def is not None:
            light = _light(graph, graph_def)
            self._add(None, graph_def=light.SerializeToString())
            self.add_meta_graph(MetaGraphDef(graph_def=light))

    def reopen(self) -> None:
        """Go on after a `close`, in a new file."""
        if not self._closed:
            return
        os.makedirs(self._folder, exist_ok=True)
        self._closed = False
        start = f"events.out.tfevents.{int(time.time()):010d}.{_HOST}.{os.getpid()}"
        names = (Path(self._folder, f"{start}.{number}{self._suffix}") for number in count())
        self._file = open(next(path for path in names if not path.exists()), "wb")  # noqa: SIM115
        # Closes the file with the writer, for the many programs that never close it.
        weakref.finalize(self, self._file.close)
        self.add_event(Event(wall_time=time.time(), file_version="brain.Event:2"))

    def flush(self) -> None:
        """Write what is still in memory to the file."""
        if not self._closed:
            self._file.flush()

    def close(self) -> None:
        """Write everything and close the file. Closing twice is no error."""
        self._file.close()
        self._closed = True

    def get_logdir(self) -> str:
        return self._folder

    def __enter__(self) -> "FileWriter":
        return self

    def __exit__(self, *exc: Any) -> None:
        self.close()

    def add_event(self, event: Event) -> None:
        """Write one event."""
        if self._closed:
            warnings.warn(_CLOSED, UserWarning, stacklevel=2)
        else:
            self._file.write(record(event.SerializeToString()))

    def _add(self, global_step: Any, **content: Any) -> None:
        step = 0 if global_step is None else int(global_step)
        self.add_event(Event(wall_time=time.time(), step=step, **content))

    def add_summary(self, summary: Any, global_step: Any = None) -> None:
        """Write a summary: bytes that a session gave, or a `tf.Summary`."""
        self._add(global_step, summary=Summary.FromString(summary) if isinstance(summary, bytes) else summary)

    def add_session_log(self, session_log: Any, global_step: Any = None) -> None:
        """Write a note on the session."""
        self._add(global_step, session_log=session_log)

    def add_graph(self, graph: Any, global_step: Any = None, graph_def: Any = None) -> None:
        """Write a graph. TypeError for anything else."""
        self._add(global_step, graph_def=_light(graph, graph_def).SerializeToString())

    def add_meta_graph(self, meta_graph_def: Any, global_step: Any = None) -> None:
        """Write a meta graph. TypeError for anything else."""
        if not isinstance(meta_graph_def, MetaGraphDef):
            raise TypeError(f"meta_graph_def must be type MetaGraphDef, saw type: {type(meta_graph_def)}")
        self._add(global_step, meta_graph_def=meta_graph_def.SerializeToString())

    def add_run_metadata(self, run_metadata: Any, tag: str, global_step: Any = None) -> None:
        """Write that a run recorded nothing, under a tag that is new. ValueError where it is not."""
        if tag in self._tags:
            raise ValueError("The provided tag was already used for this event type")
        self._tags.add(tag)
        self._add(global_step, tagged_run_metadata=TaggedRunMetadata(tag=tag))


def record(data: bytes) -> bytes:
    """Return some bytes as one record of a file: between their length and their checksum."""
    length = struct.pack("<Q", len(data))
    return length + _checksum(length) + data + _checksum(data)


def _checksum(data: bytes) -> bytes:
    return struct.pack("<I", masked_crc32c(data))


def _light(graph: Any, graph_def: Any) -> GraphDef:
    """Return a graph as data, without constants too large to be shown and without Python objects."""
    if graph is not None and graph_def is not None:
        raise ValueError("Please pass only graph, or graph_def (deprecated), but not both.")
    given = graph_def if graph is None else graph
    if not isinstance(given, (Graph, GraphDef)):
        raise TypeError("The passed graph must be an instance of `Graph` or the deprecated `GraphDef`")
    light = (given.as_graph_def() if isinstance(given, Graph) else given).copied()
    for node in light.node:
        for key, value in [*node.attr.items()]:
            if isinstance(value, PythonValue):
                node.attr[key] = AttrValue(func=value.func)
            elif value.WhichOneof("value") == "tensor" and value.tensor.ByteSize() > _SHOWN:
                value.tensor.tensor_content = b""
    return light


@plain(v1=("summary.FileWriterCache",))
class FileWriterCache:
    """One FileWriter per folder, as long as somebody holds it."""

    _writers: ClassVar[weakref.WeakValueDictionary[str, FileWriter]] = weakref.WeakValueDictionary()

    @classmethod
    def get(cls, logdir: Any, graph: Any = None) -> FileWriter:
        """Return the writer of a folder; where there is none a new one, which begins with a graph that is given."""
        folder = os.fspath(logdir)
        return cls._writers.get(folder) or cls._writers.setdefault(folder, FileWriter(logdir, graph))

    @classmethod
    def clear(cls) -> None:
        """Close all writers and forget them."""
        for writer in list(cls._writers.values()):
            writer.close()
        cls._writers.clear()


@plain(v1=("train.summary_iterator",))
def summary_iterator(path: Any) -> Iterator[Event]:
    """Yield the events of a file in the order of writing."""
    return map(Event.FromString, records(path))


def records(path: Any) -> Iterator[bytes]:
    """Yield the records of a file one by one. DataLossError names the file and the place of what is no record."""
    at = 0
    with open(path, "rb") as file:
        left = os.fstat(file.fileno()).st_size
        while at < left:
            head = file.read(12)
            size = int.from_bytes(head[:8], "little")
            if len(head) < 12 or head[8:] != _checksum(head[:8]) or size + 16 > left - at:
                raise damaged(path, f"what begins at {at} is no record, or is cut")
            data = file.read(size)
            if file.read(4) != _checksum(data):
                raise damaged(path, f"the record at {at} does not have its checksum")
            yield data
            at += size + 16
