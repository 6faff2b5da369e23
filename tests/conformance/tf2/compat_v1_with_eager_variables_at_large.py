"""compat.v1 trains, averages, saves and regularizes eager variables; each graph has a store of variables of its own."""
import tempfile, threading; d = tempfile.mkdtemp()
v1 = tf.compat.v1
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, "|", str(e).split("\n")[0][:200].replace(d, "D"))
w = v1.get_variable("w", [2], initializer=v1.ones_initializer(), regularizer=lambda v: tf.reduce_sum(v)); print(w, [tf.convert_to_tensor(l).numpy() for l in v1.get_collection("regularization_losses")], w.assign([3., 3.]).shape, tf.add_n(v1.get_collection("regularization_losses")).numpy(), v1.losses.get_regularization_loss().numpy(), v1.trainable_variables(), v1.global_variables())
for O in (v1.train.GradientDescentOptimizer(.5), v1.train.MomentumOptimizer(.5, .9), v1.train.AdagradOptimizer(.5), v1.train.RMSPropOptimizer(.5), v1.train.AdadeltaOptimizer(.5), v1.train.FtrlOptimizer(.5), v1.train.AdamOptimizer(.5)):
    x = tf.Variable([1., 2.], name="x"); step = tf.Variable(0, dtype=tf.int64)
    err(lambda: O.minimize(lambda: tf.reduce_sum(x * x), global_step=step)); print(x.numpy().round(4), step.numpy(), O.get_slot_names(), [q.name for q in O.variables()], O.get_name())
    err(lambda: O.minimize(tf.constant(1.))); err(lambda: O.apply_gradients([(None, x)])); err(lambda: O.apply_gradients([]))
a = v1.train.AdamOptimizer(.1); y = tf.Variable([1.])
@tf.function
def train(): a.minimize(lambda: tf.reduce_sum(y * y))
err(train); err(train); print(y.numpy().round(4), [q.name for q in a.variables()])
g = tf.Variable([1., 2., 3.]); v1.train.GradientDescentOptimizer(1.).minimize(lambda: tf.reduce_sum(tf.gather(g, [0, 0]))); print(g.numpy())
e = v1.train.ExponentialMovingAverage(.5); q = tf.Variable(2.); e.apply([q]); q.assign(4.); e.apply([q]); print(e.average(q).numpy(), e.average_name(q)); err(lambda: e.apply([tf.constant(1.)]))
s = v1.train.Saver([q, tf.Variable(1., name="g2")]); p = s.save(None, d + "/s"); q.assign(0.); s.restore(None, p); print(q.numpy(), p.replace(d, "D"), v1.train.list_variables(p)); err(lambda: v1.train.Saver()); s = v1.train.Saver({"other": q}, max_to_keep=1); print([s.save(None, d + "/t", global_step=i).replace(d, "D") for i in (1, 2)], [f.replace(d, "D") for f in s.last_checkpoints])
err(lambda: v1.is_variable_initialized(q)); err(lambda: q.is_initialized()); err(lambda: q.load(5.)); print(q.numpy()); err(lambda: v1.global_variables_initializer()); err(lambda: v1.assign(q, 6.)); err(lambda: v1.assign_add(q, 1.).numpy()); err(lambda: v1.scatter_update(g, [0], [9.]).numpy())
def in_graph(n):
    with tf.Graph().as_default() as graph:
        with v1.variable_scope("s", reuse=n): a = v1.get_variable("a", [1], initializer=v1.zeros_initializer())
        return a.name, a.graph is graph, [z.name for z in v1.global_variables()]
err(lambda: in_graph(None)); err(lambda: in_graph(None)); err(lambda: in_graph(True)); err(lambda: in_graph(v1.AUTO_REUSE))
with tf.Graph().as_default(): u = v1.get_variable("a", [1]); o = u.assign([2.]); print(u, type(u).__name__, o, type(o).__name__, u[0].assign(3.), v1.Session().run(v1.report_uninitialized_variables()), v1.is_variable_initialized(u).op.type)
def other(): print(v1.get_default_graph() is main, tf.constant(1.) == tf.constant(1.))
main = v1.get_default_graph(); v1.disable_tensor_equality(); c = tf.constant(1.); print(c == tf.constant(1.), c == c); v1.enable_tensor_equality(); print(c == tf.constant(1.))
err(lambda: v1.placeholder(tf.float32)); err(lambda: v1.Session().run(c)); err(lambda: v1.metrics.mean([1.])); err(lambda: v1.while_loop(lambda i, j: i < 3, lambda i, j: (i + 1, j * 2), (0, 1)))
with tf.Graph().as_default(): err(lambda: q + 1.); err(lambda: tf.identity(g)); err(lambda: v1.train.AdamOptimizer().minimize(tf.reduce_sum(v1.get_variable("b", [2]))).name)
