"""Loops under AutoGraph: enumerate, zip and range of Python numbers unroll, tf.range does not; a list grows only through TensorArray."""
traced = []


@tf.function
def unrolled(xs):
    total = 0
    for i, x in enumerate(xs):
        traced.append("step")
        total += i * x
    for a, b in zip([1, 2], [3, 4]):
        total += a * b
    for k in {"p": 1, "q": 2}.items():
        total += k[1]
    return total


@tf.function
def nested(n):
    total = 0
    for i in tf.range(n):
        for j in tf.range(i):
            traced.append("inner")
            if j % 2 == 0:
                continue
            total += j
    return total


@tf.function
def rows(m):
    best = tf.constant(0.0)
    for row in m:
        if tf.reduce_sum(row) > best:
            best = tf.reduce_sum(row)
    return best


print(unrolled([tf.constant(1), tf.constant(2), tf.constant(3)]).numpy(), traced)
traced.clear()
print(nested(tf.constant(6)).numpy(), traced)
print(rows(tf.constant([[1.0, 2.0], [5.0, 6.0], [0.0, 1.0]])).numpy())


@tf.function
def growing(n):
    seen = []
    for i in tf.range(n):
        seen.append(i)
    return seen


try:
    print(growing(tf.constant(3)))
except Exception as error:
    print(type(error).__name__)


@tf.function
def shapes_grow(n):
    x = tf.zeros([0])
    for _ in tf.range(n):
        x = tf.concat([x, [1.0]], 0)
    return x


try:
    print(shapes_grow(tf.constant(3)))
except ValueError as error:
    print(type(error).__name__, "shape_invariants" in str(error))


@tf.function
def invariants(n):
    x = tf.zeros([0])
    for _ in tf.range(n):
        tf.autograph.experimental.set_loop_options(shape_invariants=[(x, tf.TensorShape([None]))])
        x = tf.concat([x, [1.0]], 0)
    return x


print(invariants(tf.constant(3)))
