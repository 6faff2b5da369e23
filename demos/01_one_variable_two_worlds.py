"""One variable, two designs: who keeps it alive when you lose it?"""

import gc
import sys
import weakref

import objgraph

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2
from lifetimes.observe import watch, why_alive


# %%
def build(tf, name="w"):
    """Make a variable of 1 MB and lose it: what is returned, a weak reference, holds nothing."""
    return weakref.ref(tf.Variable(tf.zeros([256, 1024]), name=name))


def row(question, old, new):
    print(f"{question:<25} | {old:<39} | {new}".rstrip())


def alive():
    """Return how many variables of each world exist: objgraph counts, which knows nothing of this library."""
    return [f"{objgraph.count(kind)} alive" for kind in ("RefVariable", "ResourceVariable")]


row("", "TensorFlow 1 (lifetimes.tf1)", "TensorFlow 2 (lifetimes.tf2)")
row("-" * 25, "-" * 39, "-" * 27)
with watch(tf1.Variable, tf2.Variable) as lives:
    old, new = build(tf1, "tf1_w"), build(tf2, "tf2_w")
    lives.mark("build() returned")
    row("build() lost its handle", "still alive" if old() else "freed", "alive" if new() else "freed at its return")
    why = why_alive(old(), paths=1)
    row("who holds the variable", why.paths[0].root.text, "nobody" if new() is None else why_alive(new()).owner)
    with tf1.Session() as session:
        session.run(tf1.global_variables_initializer())
        found = session.run("tf1_w:0")
        row("found again by its name", f"yes, {found.nbytes:,} bytes", "no: there is nowhere to ask")
        lives.mark('fetched as "tf1_w:0"')
    del session
    tf1.reset_default_graph()
    gc.collect()
    row("after reset, gc.collect()", "freed" if old() is None else "alive", "freed long before")
    lives.mark("reset, collect")

# %%
for _ in range(100):
    build(tf1), build(tf2)
row("build() a hundred times", *alive())
tf1.reset_default_graph()
gc.collect()
row("after reset, gc.collect()", *alive())

print("\nWhat kept the lost one alive, from the root to the variable:", *str(why).splitlines()[1:-2], sep="\n")
print("\nWhat to notice: both handles were lost; only where a graph is the owner was the variable found.")
if "--save" in sys.argv:
    print("\nwritten:", lives.save(sys.argv[sys.argv.index("--save") + 1]))
