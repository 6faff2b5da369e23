"""Who keeps a hundred traces, and how many do you need?"""

import logging
import weakref

import lifetimes.tf2 as tf
from lifetimes.observe import why_alive

# %%
logging.getLogger("tensorflow").setLevel(logging.ERROR)  # it warns of what this demo shows


def traces_of(f):
    return [weakref.ref(concrete.graph) for concrete in f._list_all_concrete_functions()]


@tf.function
def power(x, n):
    return x**n


x = tf.constant(2.0)
for n in range(100):
    power(x, float(n))
traces = traces_of(power)
print(f"called with a hundred Python numbers: {len(traces)} traces")

# %%
path = why_alive(traces[50](), paths=1).paths[0]
print("who keeps the 51st:", path.root.text, "".join(step.edge for step in path.steps[:2]), "...")

del power
print(f"the function dropped: {sum(trace() is not None for trace in traces)} traces alive")


@tf.function
def power(x, n):
    return x**n


for n in range(100):
    power(x, tf.constant(float(n)))
print(f"called with a hundred tensors: {len(traces_of(power))} trace")

# %%
print("What to notice: each Python value is a trace, owned by the function; a tensor is one for all values.")
