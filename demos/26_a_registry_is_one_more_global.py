"""Does a registry of models own what it lists?"""

import gc
import weakref

import lifetimes.tf2 as tf
from lifetimes.observe import assert_owned_by, register_owner, why_alive


# %%
class Registry(dict):
    """Models by name, found from anywhere: what the default graph was, made by hand."""

    def register(self, name):
        def note(build):
            self[name] = build()
            return build

        return note


MODELS = Registry()
register_owner(Registry)


# %%
@MODELS.register("linear")
def linear():
    model = tf.Module(name="linear")
    model.w = tf.Variable(tf.zeros([3]), name="w")
    return model


watch = weakref.ref(MODELS["linear"].w)
gc.collect()
print(why_alive(watch(), paths=1))
assert_owned_by(watch(), MODELS)

# %%
# A registry of what makes models owns none: who asks for one owns it.
FACTORIES = {"linear": linear}
model = FACTORIES["linear"]()
held = weakref.ref(model.w)
del model
print(f"made by a factory, and its name dropped: {'freed' if held() is None else 'alive'}")

MODELS.clear()
print(f"the registry cleared: {'freed' if watch() is None else 'alive'}")

print("What to notice: a registry of objects is a global collection again; one of functions owns nothing.")
