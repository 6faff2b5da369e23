"""A tf.function that returns an operation is refused; a branch of `tf.cond` that does returns the predicate in its place."""

import sys

v = tf.Variable(1.0)


def told(function, *arguments):
    try:
        print(function.__name__, tf.function(function)(*arguments))
    except Exception as error:
        print(function.__name__, type(error).__name__, "return value of type Operation" in str(error))


def prints():
    return tf.print("never", output_stream=sys.stdout)


def assigns():
    return v.assign(2.0, read_value=False)


def groups():
    return tf.group(v.assign(3.0))


def asserts(x):
    return tf.debugging.assert_equal(x, x)


def does_nothing():
    return [tf.no_op(), 1]


def chooses(x):
    return tf.cond(x, lambda: tf.no_op(), lambda: v.assign(7.0, read_value=False))


def only_runs(x):
    if x:
        v.assign_add(1.0, read_value=False)


for function in (prints, assigns, groups, does_nothing):
    told(function)
for function in (asserts, chooses, only_runs):
    told(function, tf.constant(True))
print(v.numpy())
told(chooses, tf.constant(False))
print(v.numpy())
