"""Where do the slots of an optimizer go when the optimizer goes?"""

import gc
import weakref

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2
from lifetimes.observe import why_alive

# %%
TURNS = 3

# TensorFlow 1: a loop that asks for a new training step each time, as notebooks do when a cell is run again.
w = tf1.Variable(1.0, name="w")
optimizers = []
for turn in range(TURNS):
    optimizer = tf1.train.AdamOptimizer(0.1)
    optimizer.minimize(tf1.square(w))
    optimizers.append(weakref.ref(optimizer))
    print(f"TensorFlow 1, minimize no. {turn + 1}: {len(tf1.global_variables())} variables in the graph")
del optimizer
gc.collect()
print(f"  the optimizers: {sum(watch() is not None for watch in optimizers)} of {TURNS} alive")
print("  slots of the last one:", ", ".join(v.op.name for v in tf1.global_variables()[-4:]))
why = why_alive(tf1.global_variables()[-1], paths=1)
print(f"  the very last of them is {why.state}: {why.owner} holds it")

# %%
# TensorFlow 2: the optimizer owns them.
w = tf2.Variable(1.0)
optimizers, slots = [], []
for turn in range(TURNS):
    optimizer = tf2.keras.optimizers.Adam(0.1)
    optimizer.apply_gradients([(tf2.constant(2.0), w)])
    optimizers.append(weakref.ref(optimizer))
    slots += [weakref.ref(slot) for slot in optimizer.variables]
    print(f"TensorFlow 2, optimizer no. {turn + 1}: {sum(slot() is not None for slot in slots)} of its variables alive")
del optimizer
print(f"  its name dropped: {sum(slot() is not None for slot in slots)} alive")

# %%
print("What to notice: the old step runs by name for ever: its slots stay; here they die with their owner.")
