"""Loops that AutoGraph turns name what goes round as TensorFlow does, and errors of Python keep their class and colon."""

import copy
import sys

kept = []


def first_line(function, *arguments):
    try:
        print(function(*arguments))
    except Exception as error:
        lines = [line.strip() for line in str(error).split("\n") if line.strip()]
        print(type(error).__name__, "|", lines[-1] if lines[0] == "in user code:" else lines[0])


@tf.function
def counts(n):
    i = 0
    while i < n:
        kept.append(i)
        i += 1
    return i


@tf.function
def walks(x):
    total = 0
    for e in x:
        print("an element", e)
        total += e
    return total


@tf.function
def asserts(x):
    assert x.shape[0] == 2
    return x


class Odd(Exception):
    pass


@tf.function
def raises(x):
    raise Odd("what it says")


@tf.function
def measures(x):
    return len(x)


first_line(counts, tf.constant(3))
print(kept)
first_line(lambda: kept[0] + 1)
first_line(walks, tf.constant([1, 2, 3]))
first_line(asserts, tf.constant([1, 2, 3]))
first_line(raises, tf.constant(1))
first_line(measures, tf.constant(1))
first_line(lambda: tf.print("x", wrong=3))
first_line(lambda: tf.py_function(lambda x: 1 / 0, [1.0], tf.float32))
first_line(lambda: tf.py_function(lambda x: None, [tf.constant(1.0)], [tf.float32]))
layer = tf.keras.layers.Dense(2)
layer.build([1, 3])
other = copy.deepcopy(layer)
print(other.name, len(other.variables), other.kernel is layer.kernel, bool((other.kernel == layer.kernel).numpy().all()))
