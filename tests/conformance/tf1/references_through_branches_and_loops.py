"""A reference stays one through cond and while_loop; a loop that takes one in and hands a value on makes the graph unusable."""
def run(*fetches):
    with tf.Session() as sess:
        try: sess.run(tf.global_variables_initializer()); print([sess.run(one) for one in fetches])
        except Exception as e: print(type(e).__name__, [line for line in str(e).splitlines() if line][1:2])
def fresh(): tf.reset_default_graph(); return tf.Variable([1., 2.], name="v"), tf.Variable([0., 0.], name="w")
def loop(start, turn): t = tf.while_loop(lambda i, y: i < 3, lambda i, y: (i + 1, turn(y)), [0, start])[1]; print(t, t.op.type); return t
def kinds(): print([(op.name, op.type) for op in tf.get_default_graph().get_operations() if "Ref" in op.type])
v, w = fresh(); t = loop(tf.assign(v, [3., 4.]), lambda y: y); kinds(); run(t, v)
v, w = fresh(); t = loop(v._ref(), lambda y: tf.assign_add(y, [1., 1.])); kinds(); run(t, v, w)
v, w = fresh(); t = loop(v, lambda y: tf.assign_add(w, [1., 1.])); kinds(); run(t, v, w)
v, w = fresh(); t = loop(tf.assign(v, [7., 8.]), lambda y: tf.assign_add(w, [1., 1.])); run(t, v, w)
v, w = fresh(); t = loop(tf.constant([1., 1.]), lambda y: w.assign_add(y)); run(t, v, w)
v, w = fresh(); t = loop(tf.assign(v, [3., 4.]), lambda y: y + 1.); run(v); run(t); run(tf.constant(1.))
v, w = fresh(); sess = tf.Session(); c = tf.constant(1.); print(sess.run(c))
loop(tf.assign(v, [3., 4.]), lambda y: y + 1.)
try: sess.run(c)
except tf.errors.InvalidArgumentError as e: print(str(e).splitlines()[-1])
try: sess.run(None)
except TypeError as e: print(e)
for taken in (True, False):
    v, w = fresh(); p = tf.constant(taken)
    both = tf.cond(p, lambda: tf.assign_add(v, [1., 1.]), lambda: tf.assign(w, [5., 5.])); print(both, both.op.type); kinds()
    one = tf.cond(p, lambda: tf.assign_add(v, [1., 1.]), lambda: tf.identity(w)); none = tf.cond(p, lambda: v, lambda: w)
    run(both, [v, w], one, none, [v, w], tf.assign(both, [7., 7.]), [v, w])
