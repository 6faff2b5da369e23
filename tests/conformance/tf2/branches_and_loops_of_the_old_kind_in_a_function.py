"""In a function the old `cond` and `while_loop` are the new ones: a list of one stays a list, and a turn may give one."""

v1 = tf.compat.v1


@tf.function
def chosen(p):
    found = v1.cond(p, lambda: [tf.constant(1.0)], lambda: [tf.constant(2.0)])
    print(type(found).__name__, len(found))
    return found


@tf.function
def waited_for(p):
    return v1.cond(p, lambda: tf.group(), lambda: tf.group())


@tf.function
def uneven(p):
    return v1.cond(p, lambda: [tf.constant(1.0)], lambda: tf.constant(2.0))


@tf.function
def counted(start, structure):
    turn = lambda i, j: structure([i + 1, j])
    found = v1.while_loop(lambda i, j: i < 5, turn, start, maximum_iterations=3)
    print(type(found).__name__)
    return found


@tf.function
def alone(start, structure):
    return v1.while_loop(lambda i: i < 5, lambda i: structure([i + 1]), start, maximum_iterations=3)


print([float(one) for one in chosen(tf.constant(False))])
print([bool(waited_for(tf.constant(p))) for p in (True, False)])
try:
    uneven(tf.constant(True))
except TypeError as error:
    print("true_fn and false_fn arguments to tf.cond must have the same number" in str(error))
zero, one = tf.constant(0), tf.constant(1)
print([int(x) for x in counted([zero, one], tuple)], [int(x) for x in counted((zero, one), list)])
print(int(alone((zero,), list)), int(alone([zero], tuple)))
print(v1.cond(tf.constant(True), lambda: [1], lambda: [2]), v1.cond(tf.constant(True), lambda: [1], lambda: [2], strict=True))
