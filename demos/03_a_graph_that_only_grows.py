"""What does an expression in a loop leave behind?"""

import gc
import logging

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2

# %%
TURNS = 1000
logging.getLogger("tensorflow").setLevel(logging.ERROR)  # it warns of the hundred traces at the end


def nodes():
    return len(tf1.get_default_graph().get_operations())


v = tf1.Variable(0.0, name="v")
with tf1.Session() as sess:
    sess.run(v.initializer)
    before = nodes()
    for _ in range(TURNS):
        sess.run(v + 1.0)
print(f"TensorFlow 1, `sess.run(v + 1.0)` {TURNS} times: {nodes() - before} new nodes in the default graph,")
print(f"  from {before} to {nodes()}; the last one is {tf1.get_default_graph().get_operations()[-1].name!r}.")

# %%
tf1.reset_default_graph()
v = tf1.Variable(0.0, name="v")
plus_one = v + 1.0
with tf1.Session() as sess:
    sess.run(v.initializer)
    before = nodes()
    for _ in range(TURNS):
        sess.run(plus_one)
print(f"  Built once before the loop and run {TURNS} times: {nodes() - before} new nodes.")

# %%
v = tf2.Variable(0.0, name="v")
gc.collect()
before = len(gc.get_objects())
for _ in range(TURNS):
    result = v + 1.0
after = len(gc.get_objects())
print(f"TensorFlow 2, `v + 1.0` {TURNS} times: each result is freed when the next one takes its name;")
print(f"  {max(0, after - before) // TURNS} objects are left per turn.")

many = tf2.function(lambda n: v + float(n))
for n in range(100):
    many(n)
print(f"  A function called with 100 numbers has {many.experimental_get_tracing_count()} traces, until it goes.")

# %%
print("What to notice: what is built in a loop stays, in the graph of one world, a function of the other.")
