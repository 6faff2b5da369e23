"""`case` and `switch_case` refuse what is no branch, and check while running that one branch was meant, and only one."""


def first(function):
    try:
        found = function()
        return found.numpy() if hasattr(found, "numpy") else found
    except Exception as error:
        return f"{type(error).__name__}: {[line for line in str(error).splitlines() if line.strip()][0][:150]}"


yes, no = tf.constant(True), tf.constant(False)


@tf.function
def with_default(x):
    return tf.case([(x > 1, lambda: 1), (x > 0, lambda: 2)], default=lambda: 3)


@tf.function
def only_one(x):
    return tf.case([(x > 1, lambda: 1), (x > 0, lambda: 2), (x > -2, lambda: 3)], exclusive=True)


@tf.function
def without_default(x):
    return tf.case([(x > 1, lambda: 1), (x > 0, lambda: 2)])


print([first(lambda: with_default(tf.constant(i))) for i in (2, 1, 0)])
print([first(lambda: only_one(tf.constant(i))) for i in (2, 1, 0, -3)])
print([first(lambda: without_default(tf.constant(i))) for i in (2, 1, 0)])
print(first(lambda: tf.case([(yes, lambda: 1), (yes, lambda: 2)], exclusive=True)))
print(first(lambda: tf.case([(yes, lambda: 1), (yes, lambda: 2)], default=lambda: 3, exclusive=True)))
print(first(lambda: tf.case([(no, lambda: 1)])), first(lambda: tf.case([])), first(lambda: tf.case([(True, lambda: 1)])))
print(first(lambda: tf.case(3)), first(lambda: tf.case([(yes, 1)])), first(lambda: tf.case([yes])))
print(first(lambda: tf.case([(tf.constant(1), lambda: 1)])), first(lambda: tf.case([(no, lambda: 1), (yes, lambda: 2)])))
functions = [lambda: 1, lambda: 2]
print([first(lambda: tf.switch_case(tf.constant(i), functions)) for i in (0, 1, 5, -1)])
print([first(lambda: tf.switch_case(tf.constant(i), functions, default=lambda: 9)) for i in (0, 1, 5, -1)])
for index, branches in (
    (1, functions), (tf.constant(1.0), functions), (tf.constant(1), []), (tf.constant(1), [1, 2]), (tf.constant(1), 3),
    (tf.constant(2), {0: functions[0], 5: functions[1]}), (tf.constant(2), [(0, functions[0]), (0, functions[1])]),
    (tf.constant(1), [(1, functions[1]), (0, functions[0])]), (tf.constant(1), {1.0: functions[0]}),
    (tf.constant(1), [(0, 1)]),
):  # fmt: skip
    print(first(lambda: tf.switch_case(index, branches)))
