"""How much does one forgotten tensor keep alive?"""

import gc
import weakref

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2
from lifetimes.observe import snapshot, why_alive

# %%
cache = {}


def build(tf):
    """A model of a hundred variables, of which one small result is put into a cache."""
    variables = [tf.Variable(tf.zeros([1000]), name=f"v{i}") for i in range(100)]
    cache["result"] = variables[0] + 1.0
    return [weakref.ref(v) for v in variables]


def alive(watches):
    return sum(watch() is not None for watch in watches)


watches = build(tf1)
tf1.reset_default_graph()
gc.collect()
print(f"TensorFlow 1, the default graph reset and collected: {alive(watches)} of 100 variables alive")
print(why_alive(watches[99](), paths=1))
kept = snapshot().retained(cache["result"].graph)
print("  with the graph would go", "thousands of objects" if kept.objects > 2000 else kept)
cache.clear()
gc.collect()
print(f"  the cache emptied: {alive(watches)} alive")

# %%
watches = build(tf2)
print(f"TensorFlow 2, build() has returned: {alive(watches)} of 100 variables alive")

print("What to notice: a tensor of a graph leads to all of the graph; here it is an array and nothing else.")
