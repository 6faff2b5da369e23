"""Loops and branches take and give structures, keep shapes unless told, and refuse turns that change dtype or shape."""

def first(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {[line for line in str(error).splitlines() if line.strip()][0][:160]}"

import collections

Point = collections.namedtuple("Point", "x y")


@tf.function
def structured(n):
    def turn(i, state):
        return i + 1, {"p": Point(state["p"].x + 1.0, state["p"].y * 2.0), "l": [state["l"][0] + i]}

    return tf.while_loop(lambda i, _: i < n, turn, (0, {"p": Point(tf.constant(0.0), tf.constant(1.0)), "l": [0]}))


i, state = structured(tf.constant(3))
print(i.numpy(), {k: tf.nest.map_structure(lambda t: t.numpy(), v) for k, v in state.items()})


def grows(x):
    return tf.concat([x, x], 0)


def refused(function, *arguments):
    try:
        print(tf.function(function, autograph=False)(*arguments))
    except Exception as error:
        print(f"{type(error).__name__}: {str(error).splitlines()[0][:120]}")


def loop(**options):
    return tf.function(lambda x: tf.while_loop(lambda x: tf.size(x) < 10, lambda x: [grows(x)], [x], **options), autograph=False)


print(first(lambda: loop()(tf.constant([1, 2]))))
print(first(lambda: loop(shape_invariants=[tf.TensorShape([None])])(tf.constant([1, 2]))[0].numpy().tolist()))
refused(lambda x: tf.while_loop(lambda x: x < 3, lambda x: x + 1.5, [x]), tf.constant(1))
refused(lambda x: tf.cond(x > 0, lambda: 1.0, lambda: 2), tf.constant(1))
refused(lambda x: tf.cond(x > 0, lambda: (1.0, 2.0), lambda: [1.0, 2.0]), tf.constant(1))
refused(lambda x: tf.cond(x > 0, lambda: {"a": x}, lambda: {"b": x}), tf.constant(1))
refused(lambda x: tf.cond(x > 0, lambda: None, lambda: x), tf.constant(1))
print(first(lambda: tf.cond(True, lambda: 1, lambda: 2)), first(lambda: tf.cond(tf.constant(False), lambda: 1, lambda: 2)))
print(first(lambda: tf.cond([True, False], lambda: 1, lambda: 2)), first(lambda: tf.cond(tf.constant(True), 1, 2)))
refused(lambda: tf.cond(tf.constant([True]), lambda: 1, lambda: 2))
print(first(lambda: tf.while_loop(lambda i: i < 3, lambda i: i + 1, [tf.constant(0)])), first(lambda: tf.while_loop(lambda i: i < 3, lambda i: [i + 1], [tf.constant(0)], maximum_iterations=2)))
print(first(lambda: tf.while_loop(3, lambda i: i, [0])), first(lambda: tf.while_loop(lambda: True, lambda: 1, [])))
v = tf.Variable(0.0)


@tf.function
def effects(n):
    for i in tf.range(n):
        if i % 2 == 0:
            v.assign_add(tf.cast(i, tf.float32))
        else:
            v.assign_sub(1.0)
    return v.read_value()


print(effects(5).numpy(), v.numpy())


@tf.function
def dtype_change(x):
    y = 1
    if x > 0:
        y = 2.5
    return y


@tf.function
def undefined(x):
    if x > 0:
        z = 1
    return z


@tf.function
def loop_undefined(n):
    for i in tf.range(n):
        last = i
    return last


print(first(lambda: dtype_change(tf.constant(1))), first(lambda: undefined(tf.constant(1))), first(lambda: loop_undefined(tf.constant(3))))
print(tf.map_fn(lambda p: p[0] * p[1], (tf.constant([1, 2]), tf.constant([3, 4])), fn_output_signature=tf.int32).numpy().tolist())
print(tf.scan(lambda a, x: a + x, tf.constant([1, 2, 3]), reverse=True).numpy().tolist(), tf.foldr(lambda a, x: a * 2 + x, tf.constant([1, 2, 3])).numpy())
