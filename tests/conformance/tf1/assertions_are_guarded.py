"""An assertion on numbers is a branch of a cond that is only there where it fails; what is returned is the end of that cond."""
x = tf.placeholder(tf.float32, [2], "x"); g = tf.get_default_graph(); made = []
def show(f):
    n = len(g.get_operations()); made.append(f()); print(made[-1].name, made[-1].type)
    for o in g.get_operations()[n:]: print("  ", o.name, o.type, [i.name for i in o.inputs], [c.name for c in o.control_inputs])
def run(f, v):
    with tf.Session() as sess:
        try: print(sess.run(f, {x: v}))
        except Exception as e: print(type(e).__name__, [l for l in str(e).splitlines() if l.startswith("assertion failed")], e.op.name)
show(lambda: tf.assert_greater(x, 0., name="chk")); show(lambda: tf.Assert(x[0] > 1., [x, "words", x[0]])); show(lambda: tf.Assert(x[0] > 1., ["words", 3], name="mine")); show(lambda: tf.assert_equal(x, [1., 2.], message="msg", data=[x]))
for one in made: run(one, [1., 2.]); run(one, [-1., 2.])
def checked(y):
    with tf.control_dependencies([tf.assert_positive(y)]): return tf.identity(y)
t = checked(x); print(t.op.control_inputs); run(t, [1., 2.]); run(t, [-1., 2.])
c = tf.cond(x[0] > 0., lambda: checked(x) * 2., lambda: x); run(c, [1., -2.]); run(c, [-1., 2.])
w = tf.while_loop(lambda i, y: i < 2, lambda i, y: (i + 1, checked(y) - 1.), [0, x]); run(w, [3., 4.]); run(w, [1., 4.])
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, str(e)[:250])
err(lambda: tf.Assert(x > 0., [x])); err(lambda: tf.assert_less(tf.constant([1, 2]), [3, 1])); err(lambda: tf.assert_equal(1., 2., message="no", data=["d", 3.]))
v = tf.get_variable("v", [2]); err(lambda: tf.convert_to_tensor(v, tf.int32)); err(lambda: tf.convert_to_tensor(tf.get_variable("r", [2], use_resource=True), tf.int32)); err(lambda: tf.matmul(x, tf.placeholder(tf.float32)))
with tf.Session() as sess: print(sess.run(tf.gradients(t, x), {x: [1., 2.]}))
