"""What do two threads share when they use the same names?"""

import gc
import threading
import weakref

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2
from lifetimes.observe import why_alive

# %%
tf1.Variable(1.0, name="of_the_main_thread")
found = {}


def old(graph=None):
    with graph.as_default() if graph else tf1.name_scope(None):
        found["variable"] = weakref.ref(tf1.Variable(2.0, name="of_the_thread"))
        found["names"] = [v.op.name for v in tf1.global_variables()]


def run(*arguments):
    thread = threading.Thread(target=old, args=arguments)
    thread.start()
    thread.join()
    del thread
    gc.collect()


# %%
run()
print("TensorFlow 1, in a thread of its own, the default graph has:", *found["names"])
print("  when the thread has ended, its variable is", "alive" if found["variable"]() else "freed")

run(tf1.get_default_graph())
print("TensorFlow 1, the graph handed over, it has:", *found["names"])
print("  when the thread has ended, its variable is", why_alive(found["variable"]()).state)

v = tf2.Variable(1.0)
thread = threading.Thread(target=lambda: v.assign_add(41.0))
thread.start()
thread.join()
print("TensorFlow 2, a thread that can name the object has added to it:", v.numpy())

# %%
print("What to notice: each thread has a default graph: what it makes in its own goes with it.")
