"""A scope hands its constraint on, a saver writes attributes that are defaults, and only unsafe initial values wait."""

import os
import tempfile


def positive(value):
    return tf.maximum(value, 0.0)


def other(value):
    return tf.minimum(value, 0.0)


with tf.variable_scope("kept", constraint=positive):
    w = tf.get_variable("w", [2])
    with tf.variable_scope("inner"):
        v = tf.get_variable("v", [2])
    u = tf.get_variable("u", [2], constraint=other)
print(w.constraint is positive, v.constraint is positive, u.constraint is other)
print(tf.get_variable("free", [2]).constraint)

before = len(tf.get_default_graph().get_operations())
plain = tf.Variable(tf.constant([1.0, 2.0]) + 1.0, name="plain")
print([op.name for op in tf.get_default_graph().get_operations()[before:]])
before = len(tf.get_default_graph().get_operations())
waiting = tf.Variable(plain + 1.0, name="waiting")
print([op.type for op in tf.get_default_graph().get_operations()[before:]])

folder = tempfile.mkdtemp()
x = tf.placeholder(tf.float32, [1, 2], name="x")
product = tf.matmul(x, tf.reshape(plain, [2, 1]), name="product")
saver = tf.train.Saver([plain], max_to_keep=2)
with tf.Session() as sess:
    sess.run(plain.initializer)
    paths = [saver.save(sess, os.path.join(folder, "m"), global_step=step) for step in (1, 2, 3)]
    print([os.path.basename(path) for path in saver.last_checkpoints])
    saver.set_last_checkpoints(paths[2:])
    print([os.path.basename(path) for path in saver.last_checkpoints])
    saver.save(sess, os.path.join(folder, "m"), global_step=4)
    print(sorted(name for name in os.listdir(folder) if name.endswith(".index")))
    for name, options in (("whole", {"strip_default_attrs": False}), ("bare", {"strip_default_attrs": True}), ("m", {})):
        path = saver.save(sess, os.path.join(folder, name), **options)
        meta = tf.MetaGraphDef()
        with open(path + ".meta", "rb") as file:
            meta.ParseFromString(file.read())
        attributes = [name for node in meta.graph_def.node if node.name == "product" for name in sorted(node.attr)]
        print(name, [name for name in attributes if name[0] != "_"], meta.meta_info_def.stripped_default_attrs)
