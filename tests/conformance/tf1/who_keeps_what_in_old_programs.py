"""Thirty small questions of old programs: what is kept, what is shared, what it is called, what is refused."""
import numpy as np, gc, weakref, tempfile, threading
def t(name, f):
    tf.reset_default_graph()
    try: print(name, f())
    except Exception as e: print(name, type(e).__name__, str(e).split("\n")[0][:160])
def a():
    v=tf.Variable(1.,name="v"); w=weakref.ref(v); del v; gc.collect(); return w() is None, [x.name for x in tf.global_variables()]
t("a", a)
def b():
    v=tf.Variable(1.,name="v"); w=weakref.ref(v); wg=weakref.ref(tf.get_default_graph()); del v; tf.reset_default_graph(); gc.collect(); return w() is None, wg() is None
t("b", b)
def c():
    g=tf.Graph()
    with g.as_default(): v=tf.Variable(1.); s=tf.Session()
    wg=weakref.ref(g); del g,v; gc.collect(); r=wg() is None; s.close(); del s; gc.collect(); return r, wg() is None
t("c", c)
def d():
    x=tf.placeholder(tf.float32,[]); 
    for i in range(3): y=x+i
    return len(tf.get_default_graph().get_operations()), [o.name for o in tf.get_default_graph().get_operations()][-2:]
t("d", d)
def e():
    with tf.variable_scope("s") as sc: v=tf.get_variable("v",[]); 
    with tf.variable_scope(sc, reuse=True): u=tf.get_variable("v",[])
    with tf.variable_scope(sc): x=tf.identity(u,name="x")
    with tf.name_scope("n"): y=tf.get_variable("y",[]); z=tf.Variable(1.,name="z"); q=tf.add(1.,2.,name="q")
    return v is u, x.name, y.name, z.name, q.name
t("e", e)
def f():
    v=tf.Variable(1.,collections=["mine"],name="v"); return tf.global_variables(), tf.get_collection("mine")
t("f", f)
def g():
    v=tf.Variable(1.,trainable=False); u=tf.Variable(2.); return [x.name for x in tf.trainable_variables()], tf.report_uninitialized_variables().name
t("g", g)
def h():
    v=tf.Variable(1.); w=tf.Variable(v.initialized_value()*2); 
    with tf.Session() as s: s.run(tf.global_variables_initializer()); return s.run([v,w])
t("h", h)
def i():
    v=tf.Variable(tf.random_normal([2],seed=1)); 
    with tf.Session() as s: s.run(v.initializer); a=s.run(v); s.run(v.initializer); return np.allclose(a, s.run(v))
t("i", i)
def j():
    q=tf.Variable(0); inc=q.assign_add(1); 
    with tf.control_dependencies([inc]): r=tf.identity(q); rr=q+0
    with tf.Session() as s: s.run(q.initializer); return s.run([inc,r,rr]), s.run(q)
t("j", j)
def k():
    v=tf.Variable([1.,2.]); a=tf.assign(v,[3.,4.]); b=v[0]; c=tf.scatter_update(v,[0],[9.])
    with tf.Session() as s: s.run(v.initializer); return s.run(a).tolist(), s.run(b), s.run(c).tolist(), a.op.type, c.name
t("k", k)
def l():
    s=tf.InteractiveSession(); x=tf.constant(2.)*3; r=x.eval(); s.close(); return r
t("l", l)
def m():
    x=tf.placeholder(tf.float32); return x.eval()
t("m", m)
def n():
    w=tf.while_loop(lambda i,a: i<3, lambda i,a: (i+1,a*2.), [0,1.]); x=tf.Variable(2.); g=tf.gradients(tf.while_loop(lambda i,a: i<3, lambda i,a: (i+1,a*x), [0,1.])[1],x)
    with tf.Session() as s: s.run(x.initializer); return s.run(w), s.run(g)
t("n", n)
def o():
    p=tf.placeholder(tf.bool,[]); v=tf.Variable(1.); r=tf.cond(p, lambda: v.assign(5.), lambda: tf.identity(v))
    with tf.Session() as s: s.run(v.initializer); return s.run(r,{p:False}), s.run(r,{p:True}), s.run(v)
t("o", o)
def p():
    x=tf.Variable([1.,2.]); y=tf.stop_gradient(x)*x; return [q.name for q in tf.gradients(y,x)], tf.gradients(tf.cast(x,tf.int32),x)
t("p", p)
def q():
    th=[]; 
    def run(): th.append(tf.get_default_graph() is main)
    main=tf.get_default_graph(); k=threading.Thread(target=run); k.start(); k.join(); return th
t("q", q)
def r():
    v=tf.get_variable("v",[2],regularizer=lambda w: tf.reduce_sum(w)); return tf.losses.get_regularization_losses() if hasattr(tf.losses,"get_regularization_losses") else tf.get_collection("regularization_losses")
def s():
    v=tf.get_variable("v",[4],partitioner=tf.fixed_size_partitioner(2)); return type(v).__name__, [x.name for x in v], v.shape
def u():
    h=tf.train.MonitoredTrainingSession; g=tf.train.get_or_create_global_step(); inc=tf.assign_add(g,1)
    with h(hooks=[tf.train.StopAtStepHook(3)]) as s:
        n=0
        while not s.should_stop(): n=s.run(inc)
    return n
t("u", u)
def vv():
    with tf.device("/cpu:0"): c=tf.constant(1.); 
    return c.device, c.op.node_def.name, str(tf.get_default_graph().as_graph_def()).count("node {")
t("v", vv)
def w():
    a=tf.constant([1,2,3]); return a[1:].shape, a[tf.newaxis].shape, a.get_shape().as_list(), a.shape.ndims, tf.TensorShape([None,2]).is_compatible_with([3,2]), tf.placeholder(tf.float32,[None,2]).shape
t("w", w)
def x():
    a=tf.py_func(lambda z: z+1, [tf.constant(1.)], tf.float32); b=tf.Print(a,[a]) if hasattr(tf,"Print") else a
    with tf.Session() as s: return s.run(a), a.shape
t("x", x)
def y():
    sv=tf.train.Saver({}) if 0 else tf.train.Saver()
t("y", y)
def z():
    ema=tf.train.ExponentialMovingAverage(.5); v=tf.Variable(1.,name="v"); o=ema.apply([v]); 
    with tf.Session() as s: s.run(tf.global_variables_initializer()); s.run(v.assign(3.)); s.run(o); return s.run(ema.average(v)), ema.average_name(v), list(ema.variables_to_restore())
t("z", z)
