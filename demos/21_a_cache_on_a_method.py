"""Why do the models of this program never die?"""

import functools
import gc
import weakref

from lifetimes.observe import assert_freed, why_alive


# %%
class Model:
    """Plain Python: no framework is needed to lose an object."""

    def __init__(self, size):
        self.weights = [0.0] * size

    @functools.cache  # noqa: B019  this is the leak
    def total(self, scale):
        return scale * sum(self.weights)


class Mended(Model):
    """The cache belongs to the object, and goes with it."""

    def __init__(self, size):
        super().__init__(size)
        self.total = functools.lru_cache(maxsize=None)(functools.partial(Mended._total, weakref.proxy(self)))

    def _total(self, scale):
        return scale * sum(self.weights)


# %%
def use(kind):
    model = kind(1000)
    model.total(2.0)
    return weakref.ref(model)


lost = use(Model)
gc.collect()
print(why_alive(lost(), paths=1))

mended = use(Mended)
assert_freed(mended)
print(f"mended, when use() has returned: {'alive' if mended() else 'freed'}")

# %%
Model.total.cache_clear()
print(f"the cache of the class cleared: {'alive' if lost() else 'freed'}")

print("What to notice: the cache of a method is the class's, its keys are instances: a global in disguise.")
