"""One tensor, operation or variable keeps the whole graph and all other variables; a name or a dtype keeps nothing."""
import gc
import weakref

class Held:
    pass

def build():
    with tf.Graph().as_default() as graph:
        many = [tf.Variable(float(i), name=f"v{i}") for i in range(10)]
        c = tf.constant(1.0, name="c")
        handles = {"tensor": c, "operation": c.op, "variable": many[3], "name": c.name, "dtype": c.dtype,
                   "shape": c.shape, "collection": tf.get_collection("variables")}
        return handles, weakref.ref(graph), [weakref.ref(v) for v in many]

for kind in ("tensor", "operation", "variable", "collection", "name", "dtype", "shape"):
    handles, graph, variables = build()
    handle = handles[kind]
    del handles
    gc.collect()
    print(kind, "graph alive:", graph() is not None, "variables:", sum(v() is not None for v in variables))
    del handle
