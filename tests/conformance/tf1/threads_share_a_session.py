"""Threads that are handed a session run in it and see its values; each needs the graph only to build."""
import threading

v = tf.Variable(0, name="v")
add = v.assign_add(1, use_locking=True)
sess = tf.Session()
sess.run(v.initializer)
seen = []

def work():
    for _ in range(50):
        sess.run(add)
    seen.append((tf.get_default_session() is None, tf.get_default_graph() is sess.graph))

threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sess.run(v), seen)
