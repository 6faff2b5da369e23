"""Who holds the variables of real TensorFlow that a reset should have freed?"""

import gc
import os
import weakref

from lifetimes.observe import why_alive

# %%
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
try:
    import tensorflow.compat.v1 as tf
except ImportError:
    raise SystemExit("This demo looks at real TensorFlow: pip install tensorflow-cpu, then run it again.") from None

tf.disable_v2_behavior()
cache = {}


def build():
    """Build a model; keep one small tensor of it, for logging."""
    weights = tf.get_variable("weights", [1000, 1000], trainable=False)
    cache["step"] = tf.constant(1, name="step")
    return weakref.ref(weights)


# %%
watch = build()
tf.reset_default_graph()
gc.collect()
print("The default graph was reset and the collector has run. Are the weights alive?", watch() is not None)
print("\n".join(str(why_alive(watch(), paths=1)).splitlines()[:-3]))

cache.clear()
gc.collect()
print("\nThe one constant is let go. Are the weights alive?", watch() is not None)

print("What to notice: every tensor holds its graph, and the graph holds every variable ever made in it.")
