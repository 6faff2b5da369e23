"""Assigns and reads inside a function happen in the order written, in branches and loops too, and each print sees the value of its place.

Surprising: the lines of tf.print themselves may come in another order than written, the loop's before an earlier one; they are sorted here.
"""
import os
import tempfile

path = os.path.join(tempfile.mkdtemp(), "log")
out = "file://" + path
v = tf.Variable(0)


@tf.function
def f(n):
    tf.print("start", v, output_stream=out)
    for i in tf.range(n):
        if i % 2 == 0:
            v.assign_add(i)
            tf.print("even", i, v, output_stream=out)
        else:
            v.assign_sub(1)
    before = v.read_value()
    v.assign(100)
    after = v + 0
    tf.print("end", before, after, output_stream=out)
    return before, after


print([t.numpy().item() for t in f(tf.constant(5))], v.numpy())
print(sorted(open(path).read().splitlines()))


@tf.function
def g():
    v.assign(1)
    a = v * 10
    v.assign(2)
    b = v * 10
    with tf.control_dependencies([v.assign(3)]):
        c = tf.identity(v)
    return a, b, c


print([t.numpy().item() for t in g()], v.numpy())
