"""Thirty deaths with the cycle collector off: what goes with its last holder, and what waits for a collection."""
import numpy as np, gc, weakref, tempfile, functools
gc.collect(); 
def t(name, f):
    gc.collect(); gc.disable()
    try: print(name, f())
    except Exception as e: print(name, type(e).__name__, [l for l in str(e).split("\n") if l.strip()][0][:130])
    finally: gc.enable()
def fn():
    v=tf.Variable(1.); f=tf.function(lambda x: x*v); f(tf.constant(1.)); w=weakref.ref(v); del v; a=w() is not None; del f; return a, w() is None
t("fn", fn)
def meth():
    class M(tf.Module):
        def __init__(s): super().__init__(); s.v=tf.Variable(1.)
        @tf.function
        def __call__(s,x): return s.v*x
    m=M(); m(tf.constant(1.)); w=weakref.ref(m); wv=weakref.ref(m.v); del m; return w() is None, wv() is None
t("meth", meth)
def meth2():
    class M:
        def __init__(s): s.v=tf.Variable(1.); s.f=tf.function(s.call)
        def call(s,x): return s.v*x
    m=M(); m.f(tf.constant(1.)); w=weakref.ref(m); del m; a=w() is None; gc.collect(); return a, w() is None
t("meth2", meth2)
def tape():
    v=tf.Variable(1.)
    with tf.GradientTape() as tp: y=v*v
    w=weakref.ref(v); del v; a=w() is not None; g=tp.watched_variables(); del g; del tp; b=w() is None; del y; return a,b,w() is None
t("tape", tape)
def tape2():
    v=tf.Variable(1.)
    with tf.GradientTape() as tp: y=v*v
    w=weakref.ref(v); tp.gradient(y,v); del v; return w() is None
t("tape2", tape2)
def opt():
    v=tf.Variable([1.]); o=tf.keras.optimizers.Adam(.1); o.apply_gradients([(tf.constant([1.]),v)]); w=weakref.ref(v); del v; a=w() is None; wo=weakref.ref(o); del o; return a, w() is None, wo() is None
t("opt", opt)
def ckpt():
    v=tf.Variable(1.); c=tf.train.Checkpoint(v=v); w=weakref.ref(v); del v; a=w() is None; p=c.save(tempfile.mkdtemp()+"/x"); del c; return a, w() is None
t("ckpt", ckpt)
def lst():
    m=tf.Module(); m.l=[tf.Variable(1.)]; w=weakref.ref(m.l[0]); m.l.pop(); a=w() is None; m.d={"a":tf.Variable(1.)}; w2=weakref.ref(m.d["a"]); del m.d["a"]; b=w2() is None; wm=weakref.ref(m); del m; return a,b,wm() is None
t("lst", lst)
def conc():
    v=tf.Variable(1.); f=tf.function(lambda x: x+v); c=f.get_concrete_function(tf.constant(1.)); w=weakref.ref(v); del f,v; a=w() is not None
    try: r=c(tf.constant(1.)).numpy()
    except Exception as e: r=type(e).__name__
    del c; return a, r, w() is None
t("conc", conc)
def inner():
    v=tf.Variable(1.); inn=tf.function(lambda x: x*v); out=tf.function(lambda x: inn(x)+1.); out(tf.constant(1.)); w=weakref.ref(v); wi=weakref.ref(inn); del inn, v; a=(w() is None, wi() is None); del out; return a, w() is None, wi() is None
t("inner", inner)
def made():
    class F:
        def __init__(s): s.v=None
        @tf.function
        def __call__(s,x):
            if s.v is None: s.v=tf.Variable(x)
            return s.v+x
    f=F(); f(tf.constant(1.)); w=weakref.ref(f.v); del f; return w() is None
t("made", made)
def fail():
    v=tf.Variable([1.]); w=weakref.ref(v)
    @tf.function
    def f(x): return v+tf.ones([2,3])@tf.ones([2,3])
    try: f(tf.constant(1.))
    except Exception: pass
    del f, v; a=w() is None; gc.collect(); return w() is None
t("fail", fail)
def arg():
    class O: pass
    o=O(); f=tf.function(lambda o,x: x); f(o,tf.constant(1.)); w=weakref.ref(o); del o; return w() is None
t("arg", arg)
def varg():
    v=tf.Variable(1.); f=tf.function(lambda v: v+1.); f(v); w=weakref.ref(v); del v; return w() is None
t("varg", varg)
def graph():
    g=tf.Graph()
    with g.as_default(): v=tf.Variable(1.)
    w=weakref.ref(v); wg=weakref.ref(g); del v; a=w() is None; del g; gc.collect(); return a, w() is None, wg() is None
t("graph", graph)
def tens():
    x=tf.constant([1.]*10); w=weakref.ref(x); n=x.numpy(); del x; return w() is None, n[0]
t("tens", tens)
def nparr():
    a=np.ones(5); x=tf.constant(a); v=tf.Variable(a); w=weakref.ref(a); del a; return w() is None
t("nparr", nparr)
def emav():
    v=tf.Variable(1.); e=tf.train.ExponentialMovingAverage(.9); e.apply([v]); w=weakref.ref(v); del v; return w() is None
t("ema", emav)
def metric():
    m=tf.keras.metrics.Mean(); m.update_state([1.,2.]); w=weakref.ref(m); wv=weakref.ref(m.variables[0]); del m; a=w() is None; gc.collect(); return w() is None, wv() is None
t("metric", metric)
def layer():
    l=tf.keras.layers.Dense(2); l(tf.ones([1,3])); w=weakref.ref(l); del l; gc.collect(); return w() is None
t("layer", layer)
def model():
    m=tf.keras.Sequential([tf.keras.layers.Dense(2)]); m.compile("sgd","mse"); m.fit(np.ones([4,3]),np.ones([4,2]),verbose=0); w=weakref.ref(m); del m; gc.collect(); return w() is None
t("model", model)
def wrapped():
    v=tf.Variable(1.); f=tf.function(functools.partial(lambda v,x: v*x, v)); f(tf.constant(1.)); w=weakref.ref(v); del v; a=w() is not None; del f; return a, w() is None
t("partial", wrapped)
def saved():
    m=tf.Module(); m.v=tf.Variable(1.); m.f=tf.function(lambda x: x*m.v, input_signature=[tf.TensorSpec([])]); d=tempfile.mkdtemp(); tf.saved_model.save(m,d); w=weakref.ref(m); del m; a=w() is None; gc.collect(); b=w() is None; q=tf.saved_model.load(d); wq=weakref.ref(q); wv=weakref.ref(q.v); f=q.f; del q; c=wq() is None, wv() is None
    gc.collect(); return a,b,c,wq() is None, wv() is None
t("saved", saved)
def cg():
    @tf.custom_gradient
    def sq(x): return x*x, lambda dy: dy*2.*x
    x=tf.Variable(3.)
    with tf.GradientTape() as tp: y=sq(x)
    g=tp.gradient(y,x); w=weakref.ref(x); del x,tp,y; return g.numpy(), w() is None
t("cg", cg)
def ref():
    v=tf.Variable(1.); r=v.ref(); w=weakref.ref(v); del v; a=w() is None; d=r.deref(); del d, r; return a, w() is None
t("ref", ref)
def scope():
    v=tf.Variable(1.)
    with tf.variable_creator_scope(lambda nxt,**k: nxt(**k)): u=tf.Variable(v.read_value()*2)
    w=weakref.ref(v); del v; return w() is None
t("creator", scope)
def initf():
    v=tf.Variable(lambda: tf.ones([2])); w=weakref.ref(v); h=v.handle if hasattr(v,"handle") else None; a=v.assign([2.,3.]); del v; r=w() is None; return r, a.numpy().tolist()
t("assign view", initf)
