"""A graph with optimizers, slots, gradients, savers, summaries and averages is freed by one collection after its owners go."""
import gc
import weakref

def plain(x, v):
    return v * x

def trained(x, v):
    return tf.train.AdamOptimizer(0.1).minimize((v * x) ** 2)

def saved(x, v):
    return tf.train.Saver()

def summarised(x, v):
    tf.summary.scalar("v", v)
    return tf.summary.merge_all()

def averaged(x, v):
    return tf.train.ExponentialMovingAverage(0.9).apply([v])

def branched(x, v):
    return tf.gradients(tf.cond(x > 0, lambda: v * x, lambda: v), v)

def looped(x, v):
    return tf.gradients(tf.while_loop(lambda i, a: i < 3, lambda i, a: (i + 1, a * v), [0, x])[1], v)

def called_back(x, v):
    return tf.py_func(lambda a: a, [x], tf.float32)

def templated(x, v):
    return tf.make_template("t", lambda: tf.get_variable("inner", [1]))()

def layered(x, v):
    return tf.layers.dense(tf.reshape(x, [1, 1]), 2)

for build in (plain, trained, saved, summarised, averaged, branched, looped, called_back, templated, layered):
    graph = tf.Graph()
    with graph.as_default(), tf.Session() as sess:
        x = tf.placeholder_with_default(1.0, [], name="x")
        v = tf.Variable(2.0, name="v")
        made = build(x, v)
        sess.run(tf.global_variables_initializer())
        if isinstance(made, (tf.Tensor, tf.Operation, list)):
            sess.run(made)
    refs = [weakref.ref(graph), weakref.ref(v)]
    del graph, sess, x, v, made
    gc.collect()
    print(build.__name__, [ref() is not None for ref in refs])
