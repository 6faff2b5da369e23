"""A tensor that is fed and fetched comes back as what was fed: texts as texts, though the run works with bytes."""
import numpy as np

text = tf.placeholder(tf.string, name="text")
same, louder = tf.identity(text), tf.string_join([text, "!"])
number = tf.placeholder(tf.float32, [], name="number")


def told(call):
    try:
        print(call())
    except (tf.errors.InternalError, TypeError, ValueError) as error:
        print(type(error).__name__, str(error).split("\n")[0])


with tf.Session() as sess:
    print(sess.run(text, {text: "Hello World"}), sess.run(same, {text: "Hello World"}))
    for given in ("plain", b"raw", ["a", b"b"], np.array([["x", "yz"]]), np.array(["q"], object), "h\u00e9", [], [[]]):
        for value in sess.run([text, same, louder], {text: given}):
            print(type(value).__name__, getattr(value, "dtype", ""), value)
    print(sess.run({"given": text, "same": same}, {text: ["a"]}))
    print([type(value).__name__ for value in sess.run([number, number + 1.0], {number: 3})])
    parts = sess.partial_run_setup([same, louder], [text])
    print(sess.partial_run(parts, same, {text: "part"}), sess.partial_run(parts, louder))
    print(sess.make_callable(same, [text])("called"))
    row = tf.placeholder(tf.string, [None], name="row")
    told(lambda: sess.run(tf.identity(row), {row: [[1]]}))
    told(lambda: sess.run(tf.identity(row), {row: [1]}))
    told(lambda: sess.run(row, {row: 3}))
