"""Parts of a variable take turns as shards of an embedding, a slot is found in a file by its name, and get_variable takes None at the root."""
import tempfile
folder = tempfile.mkdtemp()
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, str(e).split("\n")[0][:130].replace(folder, "F"))
with tf.variable_scope("e", partitioner=tf.fixed_size_partitioner(2)): e = tf.get_variable("w", initializer=tf.constant([[1., 2.], [3., 4.], [5., 6.], [7., 8.]]))
found = [tf.nn.embedding_lookup(e, [0, 3, 1]), tf.nn.embedding_lookup(list(e), [0, 3, 1], partition_strategy="div"), tf.nn.embedding_lookup(list(e), [0, 3, 1]), tf.nn.embedding_lookup(e, [[2], [3]], "div"), tf.nn.embedding_lookup(e, [2], max_norm=1.)]
with tf.Session() as sess: sess.run(tf.global_variables_initializer()); print(*[one.tolist() for one in sess.run(found)], [one.shape for one in found])
err(lambda: tf.nn.embedding_lookup(e, [0], partition_strategy="other"))
err(lambda: tf.get_variable(None, [2])); err(lambda: tf.get_variable(None, [2])); err(lambda: tf.get_variable(3, [2]))
with tf.variable_scope("a"): err(lambda: tf.get_variable(None, [2])); err(lambda: tf.get_variable(3, [2]))
with tf.variable_scope("", reuse=tf.AUTO_REUSE): err(lambda: tf.get_variable(None, [2]))
with tf.variable_scope("", reuse=True): err(lambda: tf.get_variable("none", [2]))
tf.reset_default_graph(); v = tf.get_variable("v", initializer=1.); opt = tf.train.AdamOptimizer(.1); train = opt.minimize(v * v)
with tf.Session() as sess: sess.run(tf.global_variables_initializer()); sess.run(train); tf.train.Saver().save(sess, folder + "/adam"); before = sess.run([v, opt.get_slot(v, "m")])
err(lambda: tf.train.init_from_checkpoint(folder + "/adam", {"/": "/"}))
with tf.Session() as sess: sess.run(tf.global_variables_initializer()); print(before == sess.run([v, opt.get_slot(v, "m")]))
