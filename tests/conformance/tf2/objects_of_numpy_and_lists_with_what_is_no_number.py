"""An array of objects is text or is refused, a list is asked by its first value, an error carries words but no arguments."""

import copy
import pickle

import numpy as np


def first_line(function, *arguments):
    try:
        print(function(*arguments))
    except Exception as error:
        lines = [line.strip() for line in str(error).split("\n") if line.strip()]
        print(type(error).__name__, "|", lines[-1] if lines[0] == "in user code:" else lines[0])


def in_a_trace(function, *arguments):
    return tf.function(lambda: function(*arguments))()


def objects(*values):
    made = np.empty(len(values), object)
    made[:] = values
    return made


for value in (
    objects(1, 2), objects(1.5, 2), objects(1, None), objects(None), objects("a", 1), objects("a", b"b"), objects(),
    objects([1], [2, 3]), objects({}), objects(np.arange(2), np.arange(3)), np.array(None), np.array([2**70]),
):
    first_line(tf.constant, value)
    first_line(tf.reduce_sum, value)
    first_line(in_a_trace, tf.constant, value)
first_line(tf.constant, objects(1.5, 2), tf.int32)
first_line(tf.constant, objects("a", "b"), tf.float32)
first_line(tf.constant, np.array(["1", "2.5"]), tf.float32)
first_line(tf.constant, [objects(1, 2), objects(3, 4)])
first_line(tf.constant, np.array("2020-01-01", "datetime64[D]"))

for value in (
    [1, None], [None, 1], ["a", None], [True, None], [[1, 2], None], [[1], [None]], [1, [None]], (1.0, None), [1, {}],
    [[None, 1]], [np.float32(1), None], [1, len], [np.array([1, 2]), None],
):
    first_line(tf.constant, value)
    first_line(tf.constant, value, tf.float32)

error = tf.errors.NotFoundError(None, None, "gone")
again = pickle.loads(pickle.dumps(error))
print(repr(error), error.args, str(error), repr(again), str(again), again.error_code, copy.copy(error).message)
try:
    tf.constant([1, 2]) + tf.constant([1, 2, 3])
except tf.errors.InvalidArgumentError as raised:
    print(repr(raised), raised.args, pickle.loads(pickle.dumps(raised)).message == raised.message)

x = tf.constant([1.0, 2.0])
for array in (np.asarray(x), np.array(x), x.numpy(), np.asarray(x, np.float64), np.asarray(tf.Variable([1.0]))):
    print(array.flags.writeable, array.dtype)
first_line(np.asarray(x).__setitem__, 0, 5.0)
x.numpy()[0] = 5.0
print(x.numpy(), np.asarray(tf.constant(1)).flags.writeable, np.asarray(tf.constant(["a"])).flags.writeable)

for seed in (1, [1, 2, 3], [[1, 2]], [1.5, 2.0]):
    first_line(tf.random.stateless_uniform, [1], seed)
    first_line(in_a_trace, tf.random.stateless_normal, [1], seed)
first_line(lambda: tf.strings.format("{}", tf.constant([1 / 3, 2.5, 1e-4], tf.float16)))
first_line(lambda: tf.nest.flatten({1: 2, "a": 3}))
first_line(lambda: tf.nest.pack_sequence_as([1, (2, 3)], [4, 5]))
