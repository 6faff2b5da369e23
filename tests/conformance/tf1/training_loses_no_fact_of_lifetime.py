"""After a training loop a lost variable is still trained, still reachable by name, and goes with graph and session only."""
import gc
import weakref

def build():
    w = tf.Variable([5.0], name="w")
    loss = tf.reduce_sum(tf.square(w - 1.0))
    return weakref.ref(w), loss, tf.train.MomentumOptimizer(0.1, 0.5).minimize(loss)

ref, loss, train = build()
gc.collect()
sess = tf.Session()
sess.run(tf.global_variables_initializer())
for _ in range(50):
    sess.run(train)
print("lost and trained:", ref() is not None, "%.3f" % sess.run("w:0")[0], ["%s" % v.name for v in tf.global_variables()])
del loss, train
tf.reset_default_graph()
gc.collect()
print("the session holds it:", ref() is not None, "%.3f" % sess.run("w:0")[0])
sess.close()
gc.collect()
print("closed:", ref() is not None)
del sess
gc.collect()
print("dropped:", ref() is not None)
