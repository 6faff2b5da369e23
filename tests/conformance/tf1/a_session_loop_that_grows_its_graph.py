"""A loop that builds ops makes the graph grow; finalizing it says so."""

import gc, weakref, os, tempfile
import numpy as np


def say(label, f):
    try:
        value = f()
        print(label, "=", value)
    except Exception as e:
        lines = [l for l in str(e).split("\n") if l.strip()]
        first = lines[0].strip() if lines else ""
        if first.startswith("Graph execution error") or first.startswith("in user code"):
            first = getattr(getattr(e, "op", None), "name", None) or lines[-1].strip()
        print(label, "!", type(e).__name__, first[:180])


g = tf.get_default_graph()
x = tf.placeholder(tf.float32, [], name="x")
v = tf.Variable(0.0, name="v")
count = lambda: len(g.get_operations())
s = tf.Session()
s.run(tf.global_variables_initializer())
before = count()
for i in range(5):
    s.run(v.assign(float(i)))
print(count() - before, [o.name for o in g.get_operations()][before:][:6])
before = count()
for i in range(3):
    v.load(float(i), s)
print(count() - before, s.run(v))
before = count()
for i in range(3):
    s.run(x * 2, {x: 1.0})
print(count() - before)
before = count()
v.eval(s)
print(count() - before)
before = count()
v + 1
print(count() - before)
before = count()
v.read_value()
print(count() - before, v.value().name)
before = count()
tf.gradients(v * v, v)
print(count() - before)
before = count()
tf.gradients(v * v, v)
print(count() - before)
before = count()
tf.global_variables_initializer()
print(count() - before)
before = count()
tf.train.Saver()
print(count() - before > 5)
before = count()
tf.is_variable_initialized(v)
v.initialized_value()
print(count() - before)
before = count()
tf.shape(x)
x.shape
x.get_shape()
print(count() - before)
before = count()
x[()] if False else tf.reshape(x, [1])[0]
print(count() - before, [o.type for o in g.get_operations()[before:]])
print(g.version == count(), g.finalized)
g.finalize()
say("constant", lambda: tf.constant(1.0))
say("plus", lambda: v + 1)
say("assign", lambda: v.assign(1.0))
say("python", lambda: x + 2)
say("init", lambda: tf.global_variables_initializer())
say("feed", lambda: s.run(x, {x: 3.0}))
say("load", lambda: v.load(3.0, s))
say("value", lambda: s.run(v))
say("eval", lambda: v.eval(s))
say("fetch", lambda: s.run("v:0"))
say("scope", lambda: tf.name_scope("a").__enter__())
say("collection", lambda: tf.add_to_collection("c", 1))
say("get", lambda: tf.get_variable("n", [1]))

say("missing op", lambda: g.get_operation_by_name("zz"))
say("missing tensor", lambda: g.get_tensor_by_name("zz:0"))
say("op as tensor", lambda: g.get_tensor_by_name("x"))
say("second output", lambda: g.get_tensor_by_name("x:1"))
say("as element", lambda: g.as_graph_element("x"))
say("fetch name", lambda: s.run("zz:0"))
say("fetch python", lambda: s.run(3))
say("fetch none", lambda: s.run(None))
say("fetch dict", lambda: s.run({"a": x, "b": [v, {"c": x}]}, {x: 1.0}))
say("other graph", lambda: s.run(tf.Graph().as_default().__enter__() and tf.constant(1.0)))
say("not fed", lambda: s.run(x))
say("shape", lambda: s.run(x, {x: [1.0, 2.0]}))

say("tensor", lambda: s.run(x, {x: x}))
say("key", lambda: s.run(x, {"y:0": 1.0}))
say("key python", lambda: s.run(x, {3: 1.0}))
s.close()
say("closed", lambda: s.run(x, {x: 1.0}))
