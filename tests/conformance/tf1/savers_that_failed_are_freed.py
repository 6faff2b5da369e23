"""A Saver, a session or an optimizer that failed is freed with its last name."""
import tempfile, os, weakref, gc; d = tempfile.mkdtemp(); gc.disable()
v = tf.Variable(1., name="v"); s = tf.Session()
def tried(f):
    try: f()
    except Exception as e: print(type(e).__name__)
def alive(make, use):
    x = make(); r = weakref.ref(x); tried(lambda: use(x)); del x; print("alive" if r() is not None else "freed"); gc.collect(); print("alive" if r() is not None else "freed")
alive(tf.train.Saver, lambda x: x.save(s, d + "/new/m")); alive(tf.train.Saver, lambda x: x.save(s, d + "/m")); alive(tf.train.Saver, lambda x: x.restore(s, d + "/none"))
w = tf.Variable(1., name="w"); s.run(v.initializer); p = tf.train.Saver([v]).save(s, d + "/p"); alive(tf.train.Saver, lambda x: x.restore(s, p))
alive(lambda: tf.train.AdamOptimizer(), lambda x: x.minimize(tf.constant(1.)))
alive(tf.Session, lambda x: x.run(w)); alive(tf.Session, lambda x: x.run(v + w)); alive(lambda: tf.train.ExponentialMovingAverage(.9), lambda x: x.apply([3]))
