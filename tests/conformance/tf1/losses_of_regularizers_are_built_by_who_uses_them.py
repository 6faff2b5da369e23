"""get_variable asks its regularizer twice and collects a loss that is built once more for each operation that takes it."""
def names(n): return [op.name for op in tf.get_default_graph().get_operations()][n:]
with tf.variable_scope("a", regularizer=lambda v: 0.5 * tf.nn.l2_loss(v)): w = tf.get_variable("w", initializer=[1., 2.])
print(names(0)); loss, = losses = tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)
print(type(loss).__name__, str(loss), loss.name, loss.op.name, loss.dtype, loss.shape, loss.get_shape(), loss.graph is tf.get_default_graph(), loss.value_index, repr(loss.device))
print(isinstance(loss, tf.Tensor), tf.is_tensor(loss), loss in losses, hash(loss) == hash(loss))
print((loss + 1.).op.inputs[0].name, (2. * loss).op.inputs[1].name, names(-6))
print(tf.losses.get_regularization_losses()[0] is loss, tf.losses.get_regularization_loss(), names(-4))
print(tf.add_n(losses + losses).op.inputs, tf.add_n(losses), tf.identity(loss), loss[...], -loss)
print(tf.gradients(loss, w), tf.gradients(tf.add_n(losses), [w]), tf.train.GradientDescentOptimizer(.1).minimize(loss).name)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer()); n = len(names(0))
    print(sess.run(loss), sess.run([loss, {"a": loss}]), names(n)); print(sess.run(tf.reduce_sum(losses)), loss.eval())
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, str(e)[:80])
err(lambda: bool(loss)); err(lambda: tf.get_default_graph().as_graph_element(loss)); err(lambda: loss.consumers())
with tf.variable_scope("b", regularizer=lambda v: None): tf.get_variable("w", [2])
print(len(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES))); n = len(names(0))
tf.get_variable("r", [2], initializer=tf.ones_initializer(), use_resource=True, regularizer=tf.nn.l2_loss); print(names(n))
tf.get_variable("p", [4], initializer=tf.ones_initializer(), partitioner=tf.fixed_size_partitioner(2), regularizer=tf.nn.l2_loss)
print([l.name for l in tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)])
meta = tf.train.export_meta_graph(); print(list(meta.collection_def["regularization_losses"].node_list.value))
with tf.Graph().as_default(): tf.train.import_meta_graph(meta); print(tf.get_collection("regularization_losses"), tf.losses.get_regularization_loss())
