"""What makes another trace: dtype, rank, shape, a Python value, a keyword given or not does not, a variable instead of a tensor does."""

f = tf.function(lambda x, n=0: 0)


def count(label, *args, **kwargs):
    before = f.experimental_get_tracing_count()
    f(*args, **kwargs)
    print(label, f.experimental_get_tracing_count() - before)


count("first", tf.constant(1.0))
count("value", tf.constant(2.0))
count("default given", tf.constant(1.0), n=0)
count("dtype", tf.constant(1))
count("shape", tf.constant([1.0]))
count("longer", tf.constant([1.0, 2.0]))
count("rank", tf.constant([[1.0]]))
count("python float", 1.0)
count("same float", 1.0)
count("numpy scalar", __import__("numpy").float32(1.0))
count("numpy array", __import__("numpy").ones([2], "float32"))
count("variable", tf.Variable(1.0))
count("another variable", tf.Variable(5.0))
count("tuple", (tf.constant(1.0), 2))
count("same tuple", (tf.constant(3.0), 2))
count("list instead", [tf.constant(1.0), 2])
count("dict", {"a": 1, "b": tf.constant(1)})
count("dict in other order", {"b": tf.constant(1), "a": 1})
count("lambda", len)
count("same lambda", len)
count("dtype object", tf.float32)
count("string", "a")
count("bytes", b"a")
count("none", None)
print("total:", f.experimental_get_tracing_count())
