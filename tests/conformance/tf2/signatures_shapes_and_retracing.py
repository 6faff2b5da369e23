"""A function traces anew for other dtypes, ranks and Python values, and refuses what its signature does not say."""

def first(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {[line for line in str(error).splitlines() if line.strip()][0][:160]}"

traces = []


@tf.function
def f(x, y=1, *, z=None):
    traces.append(1)
    return x


for arguments, keywords in (
    ((tf.constant(1),), {}), ((tf.constant(2),), {}), ((tf.constant(2.0),), {}), ((tf.constant([1]),), {}),
    ((tf.constant([1, 2]),), {}), ((1,), {}), ((2,), {}), ((1.0,), {}), ((True,), {}), ((tf.constant(1), 2), {}),
    ((tf.constant(1),), {"y": 2}), ((tf.constant(1),), {"z": "a"}), (([1, 2],), {}), (((1, 2),), {}), (({"a": 1},), {}),
    ((None,), {}), ((tf.Variable(1),), {}), ((tf.Variable(2),), {}),
):  # fmt: skip
    f(*arguments, **keywords)
    print(len(traces), end=" ")
print()


@tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32), tf.TensorSpec([], tf.int32)])
def signed(x, n):
    traces.append(2)
    return tf.reduce_sum(x) * tf.cast(n, tf.float32)


print(signed(tf.ones([3, 2]), 2).numpy(), signed([[1.0, 2.0]], tf.constant(3)).numpy(), traces.count(2))
print(first(lambda: signed(tf.ones([3, 3]), 2)))
print(first(lambda: signed(tf.ones([3, 2], tf.float64), 2)))
print(first(lambda: signed(tf.ones([3, 2]))), first(lambda: signed(tf.ones([3, 2]), 2, 3)))
print(first(lambda: f()), first(lambda: f(1, 2, 3)), first(lambda: f(1, w=3)))
concrete = f.get_concrete_function(tf.TensorSpec([None], tf.float32), 5)
print(concrete(tf.constant([1.0, 2.0])).numpy().tolist(), concrete.structured_input_signature, concrete.structured_outputs)
print(first(lambda: concrete(tf.constant(1.0))), first(lambda: concrete(tf.constant([1])))[:48])
print(signed.get_concrete_function().structured_outputs, signed.input_signature)


@tf.function(reduce_retracing=True)
def relaxed(x):
    traces.append(3)
    return tf.shape(x)


for size in (1, 2, 3, 4):
    relaxed(tf.ones([size]))
print(traces.count(3), relaxed.experimental_get_tracing_count(), f.pretty_printed_concrete_signatures()[:40])


@tf.function
def shapes(x):
    x.set_shape([None, 2])
    y = tf.ensure_shape(x, [3, None])
    return tf.zeros_like(y), y.shape.as_list(), x.shape.rank


print(first(lambda: shapes(tf.ones([3, 2]))[1:]), first(lambda: shapes(tf.ones([3, 3]))), first(lambda: shapes(tf.ones([4, 2]))))


@tf.function
def leaks(x):
    global leaked
    leaked = x * 2
    return x


leaks(tf.constant(1))
print(first(lambda: leaked + 1)[:90])
