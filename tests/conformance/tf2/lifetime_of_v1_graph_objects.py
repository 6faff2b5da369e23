"""A tf.Graph with a session goes after both are dropped and a collection; the session alone keeps the graph, a tensor too."""
import gc
import weakref

v1 = tf.compat.v1
graph = tf.Graph()
with graph.as_default():
    w = v1.get_variable("w", initializer=1.0)
    t = tf.add(w, 1.0, name="sum")
session = v1.Session(graph=graph)
session.run(w.initializer)
watches = {"graph": weakref.ref(graph), "variable": weakref.ref(w), "session": weakref.ref(session)}
del graph, w
gc.collect()
print("tensor and session kept:", {k: r() is not None for k, r in watches.items()}, session.run(t))
del t
gc.collect()
print("session kept:", {k: r() is not None for k, r in watches.items()}, session.run("sum:0"))
session.close()
del session
gc.collect()
print("nothing kept:", {k: r() is not None for k, r in watches.items()})
