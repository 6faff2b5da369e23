"""What saving holds: a Saver dies with its handle, its operations with the graph, and no graph is kept by a file."""

import gc
import os
import tracemalloc
import weakref
from pathlib import Path

import numpy as np
import pytest

import lifetimes.tf1 as tf
import lifetimes.tf2 as tf2
from lifetimes.graph.data import large_values, tensor_bundle
from lifetimes.graph.data.crc32c import crc32c
from lifetimes.graph.data.tensor_bundle import open_bundle, write_bundle


@pytest.fixture
def collector_off():
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def test_a_saver_dies_with_its_handle_at_once(collector_off):
    """It is in no cycle, and the graph does not know it."""
    tf.Variable(1.0)
    saver = tf.train.Saver()
    watch = weakref.ref(saver)
    del saver

    assert watch() is None
    assert tf.get_default_graph().get_operation_by_name("save/restore_all") is not None


def test_a_graph_that_was_saved_and_restored_dies(prefix):
    """After its session, Saver and graph went, and the collector ran."""
    with tf.Graph().as_default() as built, tf.Session() as sess:
        tf.Variable(1.0, name="v")
        sess.run(tf.global_variables_initializer())
        saver = tf.train.Saver()
        saver.restore(sess, saver.save(sess, prefix))
        imported = tf.train.import_meta_graph(prefix + ".meta", import_scope="again")
    watch = weakref.ref(built)
    del built, sess, saver, imported
    gc.collect()

    assert watch() is None


def test_a_reader_holds_no_graph_and_no_file_open(tmp_path, prefix, collector_off):
    """It opens the file for each value that is asked for."""
    with tf.Graph().as_default() as built, tf.Session() as sess:
        tf.Variable(1.0, name="v")
        sess.run(tf.global_variables_initializer())
        path = tf.train.Saver().save(sess, prefix)
        reader, watch = tf.train.load_checkpoint(path), weakref.ref(built)
    del built, sess
    gc.collect()

    assert watch() is None
    assert reader.get_tensor("v") == 1.0


def test_a_loaded_model_dies_with_its_graph(tmp_path):
    """`loader.load` registers nothing anywhere else."""
    target = str(tmp_path / "model")
    x = tf.placeholder(tf.float32, [], name="x")
    y = tf.multiply(x, tf.Variable(3.0), name="y")
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        tf.saved_model.simple_save(sess, target, {"x": x}, {"y": y})
    with tf.Graph().as_default() as loaded, tf.Session() as sess:
        meta = tf.saved_model.loader.load(sess, ["serve"], target)
        assert sess.run("y:0", {"x:0": 2.0}) == 6.0
    watch = weakref.ref(loaded)
    del loaded, sess
    gc.collect()

    assert watch() is None
    assert meta.signature_def["serving_default"].inputs["x"].name == "x:0"


@pytest.mark.parametrize("keeps", ["function", "signature", "nothing"])
def test_a_loaded_model_dies_at_once_with_its_branches_and_calls(collector_off, tmp_path, keeps):
    """Loading leaves nothing for the collector; who holds one function holds the storage that it reads, and no more."""
    module = tf2.Module()
    module.v = v = tf2.Variable(2.0)
    inner = tf2.function(lambda x: x * v)
    spec = [tf2.TensorSpec([], tf2.float32, "x")]
    module.f = tf2.function(lambda x: {"y": tf2.cond(x > 0.0, lambda: inner(x), lambda: x - v)}, input_signature=spec)
    tf2.saved_model.save(module, str(tmp_path))
    loaded = tf2.saved_model.load(str(tmp_path))
    serve = loaded.signatures["serving_default"]
    loaded.f(tf2.constant(1.0)), serve(x=tf2.constant(-1.0))
    watches = [weakref.ref(loaded), weakref.ref(loaded.v)]
    storage = weakref.ref(loaded.v._handle)
    kept = {"function": loaded.f, "signature": serve, "nothing": None}[keeps]
    del loaded, serve

    assert [watch() for watch in watches] == [None, None]
    assert (storage() is None) == (keeps == "nothing")
    del kept
    assert storage() is None


# --- how much memory a checkpoint takes ------------------------------------------------------------------

SIZE = 1 << 18  # elements, so that each value is a megabyte


def peak_beyond(act):
    """Return how many bytes more than before were there at once, in megabytes."""
    act()
    tracemalloc.start()
    try:
        act()
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        act()
        return (tracemalloc.get_traced_memory()[1] - before) / 2**20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("use_resource", [False, True])
def test_a_saver_restores_one_value_after_the_other(sess, prefix, use_resource):
    """Old values and new ones are not there at once: one variable beyond."""
    for number in range(8):
        tf.get_variable(f"v{number}", [SIZE], initializer=tf.zeros_initializer(), use_resource=use_resource)
    sess.run(tf.global_variables_initializer())
    saver = tf.train.Saver()
    path = saver.save(sess, prefix)

    assert peak_beyond(lambda: saver.restore(sess, path)) < 1.5


def test_a_checkpoint_of_objects_restores_one_value_after_the_other(prefix):
    """The same in the new world, where the variable owns its value."""
    root = tf2.Module()
    root.variables_held = [tf2.Variable(np.full(SIZE, number, np.float32)) for number in range(8)]
    checkpoint = tf2.train.Checkpoint(root)
    path = checkpoint.write(prefix)

    assert peak_beyond(lambda: checkpoint.read(path)) < 1.5
    assert [int(v[0]) for v in root.variables_held] == list(range(8))


def test_a_large_value_that_is_damaged_leaves_all_others_as_they_were(sess, prefix):
    """All are verified before the first is put in its place."""
    for number in range(3):
        tf.get_variable(f"v{number}", [SIZE], initializer=tf.ones_initializer())
    sess.run(tf.global_variables_initializer())
    saver = tf.train.Saver()
    path = saver.save(sess, prefix)
    sess.run([variable.assign(tf.zeros([SIZE])) for variable in tf.global_variables()])
    data = Path(f"{path}.data-00000-of-00001")
    whole = bytearray(data.read_bytes())
    whole[-1] ^= 1
    data.write_bytes(whole)
    for _ in range(4):  # a plan is compiled when it has run some times
        with pytest.raises(tf.errors.DataLossError, match="entry 'v2'"):
            saver.restore(sess, path)

    assert [value.any() for value in sess.run(tf.global_variables())] == [False] * 3


def test_what_was_verified_is_what_is_read(prefix):
    """Another checkpoint may take the place of the files meanwhile."""
    write_bundle(prefix, {"v": np.ones(SIZE, np.float32)})
    waiting = open_bundle(prefix).held().later("v")
    write_bundle(prefix, {"v": np.zeros(SIZE, np.float32)})

    assert np.asarray(waiting).all()
    assert (waiting.shape, waiting.dtype) == ((SIZE,), np.float32)


def test_the_memory_in_which_values_are_verified_is_given_back_before_the_first_is_read(prefix, monkeypatch):
    """It is mapped, so that the system has it back: with it there would be more than one variable beyond."""
    watches, mapped = [], large_values.mmap.mmap
    write_bundle(prefix, {"a": np.ones(SIZE, np.float32), "b": np.ones(SIZE, np.float32)})

    def watched(*of):
        memory = mapped(*of)
        watches.append(weakref.ref(memory))
        return memory

    monkeypatch.setattr(large_values.mmap, "mmap", watched)
    held = open_bundle(prefix).held()
    waiting = [held.later(key) for key in "ab"]

    assert [memory() for memory in watches] == [None, None]
    assert all(np.asarray(value).all() for value in waiting)


def test_what_was_verified_is_not_verified_again(prefix, monkeypatch):
    """The checksum of a value takes as long as reading it, which is done twice."""
    v, seen = tf2.Variable(np.ones(SIZE, np.float32)), []
    checkpoint = tf2.train.Checkpoint(v=v)
    path = checkpoint.write(prefix)
    of_pieces = large_values.crc32c_of_pieces

    def counted(pieces):
        return of_pieces(seen.append(len(piece)) or piece for piece in pieces)

    monkeypatch.setattr(large_values, "crc32c_of_pieces", counted)
    monkeypatch.setattr(tensor_bundle, "masked_crc32c", lambda data: tensor_bundle.mask(counted([data])))
    checkpoint.read(path)

    assert v.numpy().nbytes <= sum(seen) < v.numpy().nbytes + 1000


@pytest.mark.parametrize("failing", ["write", "fsync"])
def test_what_fails_in_a_thread_that_writes_fails_the_save(prefix, monkeypatch, failing):
    """The system may tell of it once. The checkpoint of before is whole, with no file left beside it."""
    v = tf2.Variable(np.ones(2 * SIZE, np.float32))
    path = tf2.train.Checkpoint(v=v).write(prefix)
    files = sorted(Path(prefix).parent.iterdir())
    owner, name = (os, "fsync") if failing == "fsync" else (large_values.WrittenBehind, "_write")
    really = getattr(owner, name)

    def fails_once(*of):
        monkeypatch.setattr(owner, name, really)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(large_values, "_MUCH", 1)
    monkeypatch.setattr(owner, name, fails_once)
    with pytest.raises(OSError, match="No space left"):
        tf2.train.Checkpoint(v=tf2.Variable(np.zeros(2 * SIZE, np.float32))).write(prefix)

    assert sorted(Path(prefix).parent.iterdir()) == files
    tf2.train.Checkpoint(v=v).read(path)
    assert v.numpy().all()


@pytest.mark.parametrize("size", [1, 1 << 20, (1 << 20) + 1, 5_000_003])
@pytest.mark.parametrize("place", ["in one call", "by seeking"])
def test_what_is_read_in_parts_is_what_was_written(tmp_path, monkeypatch, size, place):
    """Not every system reads at a place, which two threads may do at once; what is behind the end is 0."""
    if place == "by seeking":
        monkeypatch.delattr(large_values.os, "preadv", raising=False)
    written, read = np.random.default_rng(size).integers(0, 256, size, np.uint8), np.ones(size + 7, np.uint8)
    with open(tmp_path / "bytes", "w+b", buffering=0) as file:
        with large_values.WrittenBehind(file) as data:
            for part in (b"first", written.data, b""):
                data.write(part)
        large_values.read_into(file, 5, read)

        assert data.size == size + 5
        assert large_values.checksum_at(file, 5, size) == crc32c(written.data)
    assert (read[:size] == written).all()
    assert not read[size:].any()


def test_a_restored_value_that_is_fetched_is_an_array(sess, prefix):
    """It is read for that, though a variable is given it as well."""
    tf.get_variable("v", [SIZE], initializer=tf.ones_initializer())
    sess.run(tf.global_variables_initializer())
    path = tf.train.Saver().save(sess, prefix)
    found = sess.run("save/RestoreV2:0", {"save/Const:0": path})

    assert type(found) is np.ndarray
    assert found.all()
