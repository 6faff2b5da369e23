"""Is a variable freed when its attribute is set to None?"""

import weakref

import lifetimes.tf2 as tf
from lifetimes.observe import why_alive


# %%
def tell(what, watch, holder):
    alive = "alive" if watch() is not None else "freed"
    print(f"{what:46} {alive:6} {len(holder.variables) if isinstance(holder, tf.Module) else '-'} listed")


class Plain:
    pass


for holder in (Plain(), tf.Module()):
    holder.v = tf.Variable(1.0)
    watch = weakref.ref(holder.v)
    holder.v = None
    tell(f"{type(holder).__name__}: holder.v = None", watch, holder)

# %%
print(why_alive(watch(), paths=1))

del holder.v
tell("Module: del holder.v", watch, holder)

holder.layers = [tf.Variable(1.0), tf.Variable(2.0)]
watch = weakref.ref(holder.layers[1])
holder.layers.pop()
tell("Module: holder.layers.pop()", watch, holder)
holder.layers = list(holder.layers)
tell("Module: holder.layers = list(holder.layers)", watch, holder)

# %%
print("What to notice: a module remembers what a name depended on, to save it; only del or another lets go.")
