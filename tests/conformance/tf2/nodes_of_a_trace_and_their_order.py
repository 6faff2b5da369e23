"""A trace lists a choice and a loop as one node each, and its outputs wait for all that must run, in written order."""


def show(function, *inputs):
    for op in function.get_concrete_function(*inputs).graph.get_operations():
        print(" ", op.name, op.type, sorted(before.name for before in op.control_inputs))
    print(function.python_function.__name__)


x = tf.constant(1.0)
v = tf.Variable(2.0, name="v")


@tf.function
def choice(x):
    return tf.cond(x > 0, lambda: x, lambda: -x)


@tf.function
def chosen_state(x):
    return tf.cond(x > 0, lambda: v * x, lambda: x)


@tf.function
def loop(x):
    return tf.while_loop(lambda i, a: i < 3, lambda i, a: (i + 1, a * 2.0), [0, x])


@tf.function
def limited(x):
    return tf.while_loop(lambda a: a < 100.0, lambda a: [a * 2.0], [x], maximum_iterations=3)


@tf.function
def loop_with_state(x):
    return tf.while_loop(lambda a: a < 10.0, lambda a: [a + v], [x])


@tf.function
def updates(x):
    v.assign_add(x)
    return v * x


@tf.function
def reads_twice(x):
    before = v + x
    v.assign(x)
    return before + v


@tf.function
def prints(x):
    tf.print("one")
    tf.print("two")
    return x


@tf.function
def only_an_effect(x):
    v.assign(x)


@tf.function
def plain(x):
    return {"a": x, "b": [x + 1.0, tf.zeros([2])]}


@tf.function
def draws():
    tf.random.normal([1])
    return tf.random.normal([2])


for each in (choice, chosen_state, loop, limited, loop_with_state, updates, reads_twice, prints, only_an_effect, plain):
    show(each, x)
show(draws)
print(limited(x)[0].numpy(), loop(x)[1].numpy(), loop_with_state(x)[0].numpy())


@tf.function
def checks(x):
    tf.debugging.check_numerics(x, "Bad!")
    return x + 1.0


try:
    print(checks(tf.constant(float("inf"))))
except tf.errors.InvalidArgumentError as error:
    print("what nobody reads is checked all the same:", "Bad!" in str(error))
