"""What saves in the old world saves under `tf.compat.v1` in the new one, and the files are the same."""

import pytest

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2


def build(tf):
    x = tf.placeholder(tf.float32, [], name="x")
    return tf.multiply(x, tf.get_variable("w", [], initializer=tf.constant_initializer(3.0)), name="y")


def saved(tf, prefix):
    with tf.Graph().as_default(), tf.Session() as sess:
        build(tf)
        sess.run(tf.global_variables_initializer())
        return tf.train.Saver().save(sess, prefix)


def restored(tf, path):
    with tf.Graph().as_default(), tf.Session() as sess:
        build(tf)
        tf.train.Saver().restore(sess, path)
        return sess.run("y:0", {"x:0": 2.0})


def test_either_world_restores_what_the_other_saved(prefix):
    """Values are matched by name, whichever kind of variable holds them."""
    worlds = (tf1, tf2.compat.v1)

    assert [restored(there, saved(here, prefix)) for here in worlds for there in worlds] == [6.0] * 4


def test_a_meta_graph_of_the_new_world_runs_in_the_old_one(prefix):
    """Its variables are resources there too."""
    path = saved(tf2.compat.v1, prefix)
    with tf1.Graph().as_default(), tf1.Session() as sess:
        tf1.train.import_meta_graph(path + ".meta").restore(sess, path)

        assert sess.run("y:0", {"x:0": 2.0}) == 6.0


def test_a_saved_model_is_loaded_under_compat_v1(tmp_path):
    """`tf.compat.v1.saved_model` is that of the old world."""
    tf, target = tf2.compat.v1, str(tmp_path / "model")
    with tf.Graph().as_default() as graph, tf.Session() as sess:
        y = build(tf)
        sess.run(tf.global_variables_initializer())
        tf.saved_model.simple_save(sess, target, {"x": graph.get_tensor_by_name("x:0")}, {"y": y})
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.saved_model.loader.load(sess, ["serve"], target)

        assert sess.run("y:0", {"x:0": 2.0}) == 6.0


def test_a_saver_takes_eager_variables_by_name(prefix):
    """Without any session, as `guide/migrate/migrating_checkpoints` does."""
    w = tf2.Variable(3.0, name="w")
    path = tf2.compat.v1.train.Saver([w]).save(None, prefix, global_step=1)
    w.assign(0.0)
    tf2.compat.v1.train.Saver({"w": w}).restore(None, path)

    assert (path, float(w)) == (f"{prefix}-1", 3.0)
    assert restored(tf1, path) == 6.0


def test_a_saver_finds_the_variables_of_a_checkpoint_of_objects_by_name(prefix):
    """Such a checkpoint has the names beside the paths."""
    path = tf2.train.Checkpoint(anything=tf2.Variable(3.0, name="w")).save(prefix)

    assert restored(tf1, path) == 6.0


def test_a_shared_variable_of_the_old_world_is_shared_in_the_new(prefix):
    """The graph of objects is written, so that either path leads to the one value."""
    with tf1.Graph().as_default(), tf1.Session() as sess:
        w = tf1.Variable(7.0)
        sess.run(w.initializer)
        path = tf1.train.Checkpoint(a=w, b=tf1.train.Checkpoint(c=w)).write(prefix, session=sess)
    w = tf2.Variable(0.0)
    tf2.train.Checkpoint(b=tf2.train.Checkpoint(c=w)).read(path)

    assert w.numpy() == 7.0


def test_what_a_checkpoint_and_a_program_do_not_share_is_told_by_paths(prefix):
    """In both worlds, behind TensorFlow's own words."""
    path = tf2.train.Checkpoint(a=tf2.Variable(1.0)).write(prefix)
    told = "In the program: b/c. In the checkpoint: a."

    with pytest.raises(AssertionError, match=told):
        tf2.train.Checkpoint(b=tf2.train.Checkpoint(c=tf2.Variable(1.0))).read(path).assert_consumed()
    with pytest.raises(AssertionError, match=told.replace("b/c", "save_counter, b/c")):
        tf1.train.Checkpoint(b=tf1.train.Checkpoint(c=tf1.Variable(1.0))).restore(path).assert_consumed()


def test_tables_of_an_old_model_are_filled_when_the_new_world_loads_it(tmp_path):
    words, model = tmp_path / "words.txt", str(tmp_path / "model")
    words.write_text("a 5\nb 6\n")
    (tmp_path / "numbers.txt").write_text("7 x\n8 y\n")
    with tf1.Graph().as_default(), tf1.Session() as session:
        word = tf1.placeholder(tf1.string, [None], name="word")
        rows = tf1.lookup.TextFileInitializer(str(words), tf1.string, 0, tf1.int64, 1, delimiter=" ")
        numbered = tf1.lookup.TextFileInitializer(
            str(tmp_path / "numbers.txt"), tf1.int64, 0, tf1.string, 1, delimiter=" "
        )
        entries = tf1.lookup.KeyValueTensorInitializer(["a", "c"], [0.5, 0.25])
        scale = tf1.get_variable("scale", initializer=2.0)
        outputs = {
            "found": tf1.lookup.StaticHashTable(rows, -1).lookup(word),
            "name": tf1.lookup.StaticHashTable(numbered, "-").lookup(tf1.constant([8, 9], tf1.int64)),
            "price": tf1.lookup.StaticHashTable(entries, 0.0).lookup(word) * scale,
        }
        start = tf1.tables_initializer()
        session.run([tf1.global_variables_initializer(), start])
        session.run(scale.assign(10.0))
        builder = tf1.saved_model.Builder(model)
        builder.add_meta_graph_and_variables(
            session, ["serve"], {"serving_default": tf1.saved_model.predict_signature_def({"word": word}, outputs)},
            assets_collection=tf1.get_collection(tf1.GraphKeys.ASSET_FILEPATHS), main_op=start,
        )  # fmt: skip
        builder.save()
    words.unlink()
    loaded = tf2.saved_model.load(model)
    serve = loaded.signatures["serving_default"]
    result = serve(tf2.constant(["a", "b", "c"]))
    assert (result["found"].numpy().tolist(), result["price"].numpy().tolist()) == ([5, 6, -1], [5.0, 0.0, 2.5])
    assert result["name"].numpy().tolist() == [b"y", b"-"]
    loaded.variables[0].assign(1.0)
    assert serve(word=tf2.constant(["c"]))["price"].numpy().tolist() == [0.25]
