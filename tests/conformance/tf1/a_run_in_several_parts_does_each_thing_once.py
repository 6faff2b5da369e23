"""What one part of a partial run has written or drawn is not done again by a later part, and what fails ends the run."""

a, b = (tf.placeholder(tf.float32, [], name=name) for name in "ab")
sess = tf.Session()


def show(make):
    try:
        print(make())
    except tf.errors.OpError as error:
        print(type(error).__name__, "Must run 'setup'" in str(error))


def parts(first, second):
    handle = sess.partial_run_setup([first, second], [a, b])
    return sess.partial_run(handle, first, {a: 1.0}), sess.partial_run(handle, second, {b: 2.0})


for kind in (False, True):
    v = tf.get_variable(f"v{kind}", [], initializer=tf.zeros_initializer(), use_resource=kind)
    sess.run(v.initializer)
    add, drawn = v.assign_add(1.0), tf.random_uniform([])
    with tf.control_dependencies([add]):
        print(parts(a * 1.0, b * 1.0), sess.run(v))
    with tf.control_dependencies([tf.group(add)]):
        one, two = parts(drawn * a, drawn * b)
    print(two == 2 * one, sess.run(v))
    product = v * a
    with tf.control_dependencies([product]):
        print(parts(product, v.assign_add(1.0) + b), sess.run(v))
    chosen, other = tf.cond(a > 0.0, lambda: [v.assign_add(1.0) * 1.0, a + 5.0], lambda: [a, a])
    for _ in range(4):
        print(parts(chosen * a, other * b), sess.run(v))

# --- several at once, each of its own name ---

product = tf.multiply(a, b, name="product")
first, second = (sess.partial_run_setup([product], [a, b]) for _ in range(2))
print(first, second)
show(lambda: sess.partial_run(first, product, {a: 1.0, b: 2.0}))
third = sess.partial_run_setup(product, (a, b))
show(lambda: sess.partial_run(second, product, {a: 3.0, b: 2.0}))
show(lambda: sess.partial_run(third, product, {a: 5.0, b: 2.0}))
square = tf.square(a, name="square")
alone = sess.partial_run_setup(square, a)
show(lambda: sess.partial_run(alone, [square, square], {a: 3.0}))

# --- what fails ends it ---

row = tf.gather([1.0, 2.0], tf.cast(a, tf.int32))
failing = sess.partial_run_setup([row, square], [a])
show(lambda: sess.partial_run(failing, row, {a: 7.0}))
show(lambda: sess.partial_run(failing, square))
