"""Clearing both collections frees the tf.Variable object, while value, name and initialiser stay."""
import gc
import weakref

v = tf.Variable(2.0, name="v")
ref = weakref.ref(v)
del v
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for key in ("variables", "trainable_variables"):
        tf.get_default_graph().clear_collection(key)
    gc.collect()
    print("object alive:", ref() is not None)
    print("value:", sess.run("v:0"))
    print("initialiser:", sess.run("v/Assign"), "name:", tf.Variable(1.0, name="v").name)
