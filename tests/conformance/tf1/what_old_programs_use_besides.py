"""Losses take labels of any kind, traces list steps, areas under curves, Python functions, modules and switches."""
import numpy as np, threading
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, "|", "op" if getattr(e, "op", None) is not None else str(e).split("\n")[0][:200].split("<")[0])
x = tf.placeholder(tf.float32, [2])
for L in (tf.losses.mean_squared_error, tf.losses.absolute_difference, tf.losses.huber_loss, tf.losses.log_loss, tf.losses.hinge_loss):
    err(lambda: (L([0, 1], x).dtype, tf.Session().run(L(np.array([0, 1]), x), {x: [.5, .25]})))
err(lambda: tf.losses.sigmoid_cross_entropy([0, 1], x)); err(lambda: tf.losses.softmax_cross_entropy([[0, 1]], x[None])); err(lambda: tf.losses.sparse_softmax_cross_entropy([1], x[None])); err(lambda: tf.losses.mean_squared_error([True, False], x)); err(lambda: tf.losses.cosine_distance([0, 1], x, axis=0)); err(lambda: tf.losses.mean_squared_error([1], x)); err(lambda: tf.losses.mean_pairwise_squared_error([[0, 1]], x[None]))
err(lambda: tf.enable_eager_execution()); print(tf.executing_eagerly()); tf.disable_tensor_equality(); print(x == x, x == 1); tf.enable_tensor_equality(); 
err(lambda: (x == x).name if not isinstance(x == x, bool) else x == x); err(lambda: hash(x) and 1); v = tf.Variable(1.); err(lambda: (v == 1.).name if not isinstance(v == 1., bool) else v == 1.); tf.disable_tensor_equality(); print(x == 1.)
o = tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE); m = tf.RunMetadata(); s = tf.Session(); s.run(v.initializer); s.run(v + 1., options=o, run_metadata=m); print(sorted(n.node_name for d in m.step_stats.dev_stats for n in d.node_stats if not n.node_name.startswith("_"))[:3], [len(m.step_stats.dev_stats) > 0])
m = tf.RunMetadata(); s.run(v + 1., run_metadata=m); print(len(m.step_stats.dev_stats))
r = tf.Variable(1., use_resource=True, name="r"); print(s.run(tf.report_uninitialized_variables()), s.run(tf.report_uninitialized_variables([r, v])), s.run(tf.is_variable_initialized(r)))
a, u = tf.metrics.auc([0, 1, 1, 0], tf.constant([.1, .8, .3, .4]), num_thresholds=5); b, w = tf.metrics.auc([True, False], tf.constant([.9, .2]), curve="PR", weights=[1., .5], name="pr")
print(a.name, u.name, [(t.name, t.shape.as_list()) for t in tf.local_variables()]); s.run(tf.local_variables_initializer()); print(s.run([u, w]), s.run([a, b])); print(s.run([u, w])); err(lambda: tf.metrics.auc([0], tf.constant([.1]), curve="X"))
f = tf.py_function(lambda a, b: a * b + 1., [v, x], tf.float32); print(f.shape, s.run(f, {x: [1., 2.]}), f.graph is v.graph)
g, h = tf.py_function(lambda a: (a, a.numpy().sum()), [x], [tf.float32, tf.float32]); print(s.run([g, h], {x: [1., 2.]})); print([s.run(q, {x: [1., 2.]}) for q in tf.gradients(tf.py_function(lambda a: a * a, [x], tf.float32), x)])
err(lambda: s.run(tf.py_function(lambda a: 1 / 0, [x], tf.float32), {x: [0., 0.]})); err(lambda: s.run(tf.py_function(lambda a: tf.constant(3), [x], tf.float32), {x: [0., 0.]})); err(lambda: tf.py_function(3, [x], tf.float32)); print(tf.py_function(lambda: print("ran"), [], []).name)
class M(tf.Module):
    def __init__(self, name=None):
        super().__init__(name=name); self.w = tf.Variable(1., name="w"); self.inner = [tf.Variable(2., name="b", trainable=False)]
    @tf.Module.with_name_scope
    def __call__(self, x): return tf.multiply(x, self.w)
n = M(); print(n.name, n.w.name, [q.name for q in n.variables], [q.name for q in n.trainable_variables], n.name_scope.name, n(x).name, M("q").name, [q.name for q in n.submodules]); err(lambda: M("1x"))
