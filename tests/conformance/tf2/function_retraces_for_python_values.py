"""Each new Python number, string, None or structure is a new trace of a tf.function; a tensor or an array is one for all values."""
import numpy as np

traces = []


@tf.function
def f(x):
    traces.append(type(x).__name__)
    return 0


for x in (1, 2, 1, "a", "b", "a", None, None, True):
    f(x)
print("Python values:", traces)
traces.clear()
for x in (tf.constant(1), tf.constant(2), np.int32(3), np.array(4, np.int32)):
    f(x)
print("tensors and arrays:", len(traces))
traces.clear()
for x in ([1, 2], [1, 2], (1, 2), {"a": 1}, {"a": 2}, [1, 2, 3]):
    f(x)
print("structures:", len(traces), f.experimental_get_tracing_count())
