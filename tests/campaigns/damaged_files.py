"""A thousand damaged files of each kind: what is read is right or refused, at once, and takes no memory for it.

    python tests/campaigns/damaged_files.py [--count 1000] [--seed 0] [--kind checkpoint]

A file is damaged in one of five ways: a bit turned, bytes replaced, cut, a piece left out or doubled. It is then read
as a program would read it, and looked into as `lifetimes inspect` does. Good is an error of TensorFlow's own kinds that
names the file, or where only bytes were given or a graph is run, the node; or no error, where the damage says something
else that is well-formed. Not good is any other error, no end within ten seconds, or memory beyond twice the file.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
import tracemalloc
import warnings
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2
from lifetimes.errors import OpError, UnimplementedError
from lifetimes.graph.data import inspecting_text
from lifetimes.graph.data.inspecting import Unknown, contents
from lifetimes.graph.data.protos import SavedModel
from lifetimes.graph.data.tensor_bundle import open_bundle, write_bundle

SPARE = 4 << 20  # bytes that reading takes whatever the file is
SECONDS = 10
_SAID_OF_THE_WHOLE = (
    "MetaGraphDef associated with tags", "Invalid checkpoint state loaded from", "Importing a SavedModel with",
    "Could not find matching concrete function to call",  # a signature that says another dtype or shape
    "Cannot feed value of shape",  # a placeholder that does
    "The Session graph is empty",  # a text that ends before the first node, which TensorFlow reads too
)  # fmt: skip
FILES = Path(__file__).parent.parent / "saving" / "files"
# How an error names a node, the kind of what was given as bytes, and what the Saver of a damaged graph asks for.
NAMES = r"\{\{node |Node: '|Error parsing message with type|node '"
REFERS = (
    r"(?i)(Node |Input \d+ of node |A loop or branch |"
    r"The loop '|NodeDef |.*\bnode '|.*for '\{\{node |.*(refers to|looks like) an? "
    r"|.* is not a valid node name\..*)"
)


# --- the files -------------------------------------------------------------------------------------------


def checkpoint(folder: Path) -> Path:
    values = {f"layer_{n}/w": np.arange(n * 50, dtype=np.float32) for n in range(20)}
    write_bundle(folder / "m", {**values, "text": np.array([b"some", b"text", b""], object)})
    return folder / "m"


def graph(folder: Path) -> Path:
    with tf1.Graph().as_default() as made:
        x = tf1.placeholder(tf1.float32, [None, 4], name="x")
        w = tf1.constant(np.ones((4, 3), np.float32))
        tf1.nn.softmax(tf1.concat([tf1.matmul(x, w), x], 1), name="y")
        tf1.cond(tf1.reduce_sum(x) > 0.0, lambda: x * 2.0, lambda: -x)
        (folder / "g.pb").write_bytes(made.as_graph_def().SerializeToString())
    return folder / "g.pb"


def old_model(folder: Path, write: Callable[[tf1.Session, tf1.Tensor, tf1.Tensor], None]) -> None:
    with tf1.Graph().as_default(), tf1.Session() as sess:
        x = tf1.placeholder(tf1.float32, [None, 2], name="x")
        y = tf1.layers.dense(x, 3, name="dense")
        sess.run(tf1.global_variables_initializer())
        write(sess, x, y)


def meta_graph(folder: Path) -> Path:
    old_model(folder, lambda sess, x, y: tf1.train.Saver().save(sess, str(folder / "m")))
    return folder / "m"


def saved_model(folder: Path) -> Path:
    old_model(folder, lambda sess, x, y: tf1.saved_model.simple_save(sess, str(folder / "s"), {"x": x}, {"y": y}))
    return folder / "s"


def module(folder: Path) -> Path:
    made = tf2.Module()
    made.parts = [tf2.Variable([1.0, 2.0]), {"k": tf2.Variable(3)}]

    @tf2.function(input_signature=[tf2.TensorSpec([2], tf2.float32, "x")])
    def f(x: tf2.Tensor) -> dict[str, tf2.Tensor]:
        return {"y": x * made.parts[0] if x[0] > 0.0 else x + tf2.constant([5.0, 6.0])}

    made.f = f
    tf2.saved_model.save(made, str(folder / "s"))
    return folder / "s"


def earlier(folder: Path) -> Path:
    for name in ("earlier.index", "earlier.data-00000-of-00001", "earlier.meta"):
        shutil.copy(FILES / name, folder)
    return folder / "earlier"


def earlier_module(folder: Path) -> Path:
    return Path(shutil.copytree(FILES / "earlier_objects", folder / "s"))


def old_loop(folder: Path) -> Path:
    return Path(shutil.copy(FILES / "old_control_flow" / "rnn.pb", folder))


def table(folder: Path) -> Path:
    return Path(shutil.copytree(FILES / "table_of_a_file", folder / "s"))


def state(folder: Path) -> Path:
    old_model(folder, lambda sess, x, y: [tf1.train.Saver().save(sess, str(folder / "m"), step) for step in range(3)])
    return folder


def text(folder: Path) -> Path:
    def write(sess: tf1.Session, x: tf1.Tensor, y: tf1.Tensor) -> None:
        saver = tf1.train.Saver()
        saver.save(sess, str(folder / "m"), write_meta_graph=False)
        saver.export_meta_graph(str(folder / "m.meta"), as_text=True)

    old_model(folder, write)
    return folder / "m"


def text_model(folder: Path) -> Path:
    def write(sess: tf1.Session, x: tf1.Tensor, y: tf1.Tensor) -> None:
        tf1.saved_model.simple_save(sess, str(folder / "s"), {"x": x}, {"y": y})

    old_model(folder, write)
    binary = folder / "s" / "saved_model.pb"
    (folder / "s" / "saved_model.pbtxt").write_text(str(SavedModel.FromString(binary.read_bytes())))
    binary.unlink()
    return folder / "s"


def events(folder: Path) -> Path:
    with tf1.Graph().as_default(), tf1.Session() as sess, tf1.summary.FileWriter(str(folder)) as writer:
        for step in range(50):
            writer.add_summary(sess.run(tf1.summary.scalar("loss", 0.5 * step)), step)
    return next(folder.glob("*tfevents*"))


# --- how a program reads them ----------------------------------------------------------------------------


def read_checkpoint(path: Path) -> None:
    bundle = open_bundle(path)
    for key in bundle.keys():  # noqa: SIM118
        bundle.read(key)


def read_graph(path: Path) -> None:
    with tf1.Graph().as_default(), tf1.Session() as sess:
        tf1.import_graph_def(tf1.GraphDef.FromString(path.read_bytes()), name="")
        sess.run("y:0", {"x:0": np.ones((2, 4), np.float32)})


def read_meta_graph(path: Path) -> None:
    with tf1.Graph().as_default(), tf1.Session() as sess:
        saver = tf1.train.import_meta_graph(f"{path}.meta")
        if saver is not None:  # it may be the saver that is gone
            saver.restore(sess, str(path))
        sess.run("dense/BiasAdd:0", {"x:0": np.ones((2, 2), np.float32)})


def read_saved_model(path: Path) -> None:
    with tf1.Graph().as_default(), tf1.Session() as sess:
        signature = tf1.saved_model.loader.load(sess, ["serve"], str(path)).signature_def["serving_default"]
        sess.run(signature.outputs["y"].name, {signature.inputs["x"].name: np.ones((2, 2), np.float32)})


def read_module(path: Path) -> None:
    model = tf2.saved_model.load(str(path))
    model.f(tf2.constant([1.0, -1.0]))


def read_earlier(path: Path) -> None:
    read_checkpoint(path)
    with tf1.Graph().as_default(), tf1.Session() as sess:
        tf1.train.import_meta_graph(f"{path}.meta").restore(sess, str(path))


def read_earlier_module(path: Path) -> None:
    model = tf2.saved_model.load(str(path))
    for value in vars(model).values():
        getattr(value, "concrete_functions", None)


def read_events(path: Path) -> None:
    for _ in tf1.train.summary_iterator(str(path)):
        pass


def read_old_loop(path: Path) -> None:
    with tf1.Graph().as_default():  # it is not run: what is left may be a loop without an end
        tf1.import_graph_def(tf1.GraphDef.FromString(path.read_bytes()), name="")


def read_table(path: Path) -> None:
    model = tf2.saved_model.load(str(path))
    if hasattr(model, "find"):  # it may have another name
        model.find(tf2.constant(["x", "y"]))


def read_state(path: Path) -> None:
    newest = tf1.train.latest_checkpoint(str(path))
    if newest is not None:
        tf1.train.load_checkpoint(newest)
    tf2.train.CheckpointManager(tf2.train.Checkpoint(), str(path), max_to_keep=3)


def look(path: Path) -> None:
    with suppress(Unknown, UnimplementedError):
        inspecting_text.text(contents(path))


# For each kind: how it is made, how it is read, and which of its files are damaged.
KINDS = {
    "checkpoint index": (checkpoint, read_checkpoint, "*.index"), "data": (checkpoint, read_checkpoint, "*.data-*"),
    "graph": (graph, read_graph, "*"), "meta graph": (meta_graph, read_meta_graph, "*.meta"),
    "saved model": (saved_model, read_saved_model, "*.pb"), "module": (module, read_module, "*.pb"),
    "variables": (module, read_module, "variables.*"), "events": (events, read_events, "*"),
    "state": (state, read_state, "checkpoint"), "text": (text, read_meta_graph, "*.meta"),
    "text model": (text_model, read_saved_model, "*.pbtxt"), "earlier": (earlier, read_earlier, "*"),
    "old loop": (old_loop, read_old_loop, "*"), "table": (table, read_table, "*"),
    "earlier module": (earlier_module, read_earlier_module, "*"),
}  # fmt: skip


# --- the damage ------------------------------------------------------------------------------------------


def damaged(data: bytes, draw: random.Random) -> bytes:
    """Return the bytes with one thing wrong."""
    made, at = bytearray(data), draw.randrange(len(data))
    size = min(draw.choice([1, 2, 8, 100]), len(data) - at)
    way = draw.randrange(5)
    if way == 0:
        made[at] ^= 1 << draw.randrange(8)
    elif way == 1:
        made[at : at + size] = draw.randbytes(size)
    elif way == 2:
        del made[at:]
    elif way == 3:
        del made[at : at + size]
    else:
        made[at:at] = made[at : at + size]
    return bytes(made)


def refusal(error: BaseException, folder: Path) -> str:
    """Return the kind of an error; what is not clear begins with `BAD`."""
    kind, words = type(error).__name__, str(error)
    if isinstance(error, (OpError, OSError)) and (str(folder) in words or re.search(NAMES, words)):
        return kind
    if isinstance(error, (ValueError, TypeError, UnimplementedError)) and re.match(REFERS, words, re.DOTALL):
        return kind
    if words.startswith(_SAID_OF_THE_WHOLE):
        return kind
    return f"BAD: {kind}: {words}\n{''.join(traceback.format_tb(error.__traceback__)[-3:])}"


def outcome(read: Callable[[Path], None], path: Path, folder: Path, limit: int | None) -> str:
    """Read one file and return what came of it; what is not good begins with `BAD`. Without limit none is measured."""
    if limit is not None:
        tracemalloc.start()
    start = time.perf_counter()
    signal.alarm(SECONDS)
    try:
        read(path)
        found = "read"
    except BaseException as error:
        found = refusal(error, folder)
    finally:
        signal.alarm(0)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    if limit is not None and peak > limit:
        return f"BAD: {peak} bytes of memory, allowed are {limit} ({found})"
    return found if time.perf_counter() - start < SECONDS else f"BAD: too slow ({found})"


def campaign(kind: str, count: int, draw: random.Random, every: int = 1) -> Counter[str]:
    """Damage the files of one kind so often; return how often what came of it. Memory is measured at every so many."""
    make, read, which = KINDS[kind]
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "whole"
        folder.mkdir()
        place = make(folder).relative_to(folder)
        files = [path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file()]
        size = sum((folder / path).stat().st_size for path in files)
        files = [path for path in files if path.match(which) and (which != "*" or path.name != "checkpoint")]
        copy = Path(name) / "damaged"
        shutil.copytree(folder, copy)
        for one in (read, look):  # the whole one, and what is loaded at first use
            one(copy / place)
        for number in range(count):
            limit = None if number % every else 2 * size + SPARE
            target = draw.choice(files)
            (copy / target).write_bytes(damaged((folder / target).read_bytes(), draw))
            for one in (read, look):
                result = outcome(one, copy / place, copy, limit)
                if result.startswith("BAD"):
                    print(f"{kind} {number}, {target.name}, {one.__name__}: {result}")
                found[result[:3] if result.startswith("BAD") else result] += one is read or result.startswith("BAD")
            shutil.copy(folder / target, copy / target)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kind", choices=KINDS)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(TimeoutError()))
    bad = 0
    for kind in [options.kind] if options.kind else KINDS:
        found = campaign(kind, options.count, random.Random(options.seed))
        bad += found["BAD"]
        print(f"{kind}: {', '.join(f'{count} {what}' for what, count in found.most_common())}")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
