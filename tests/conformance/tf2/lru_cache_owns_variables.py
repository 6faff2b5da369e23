"""functools.lru_cache keeps the variables it returned alive until the cache is cleared."""
import functools
import gc
import weakref

gc.disable()


@functools.lru_cache(maxsize=None)
def parameter(name):
    return tf.Variable(0.0, name=name)


parameter("a").assign(5.0)
watch = weakref.ref(parameter("a"))
print(parameter("a").numpy(), parameter("a").name, parameter.cache_info().currsize)
print("alive:", watch() is not None)
parameter.cache_clear()
print("alive after cache_clear:", watch() is not None)
