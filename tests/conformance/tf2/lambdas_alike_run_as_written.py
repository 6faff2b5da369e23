"""Of lambdas that one line cannot tell apart AutoGraph turns none, and a failure in a lambda is told without its place."""


def first_line(function, *arguments):
    try:
        return function(*arguments).numpy().tolist()
    except Exception as error:
        return type(error).__name__ + " | " + str(error).split("\n")[0].split("_")[0]


x = tf.constant(-1)
alone = tf.function(lambda x: x if x > 0 else -x)
print(first_line(alone, x))
pair = (tf.function(lambda x: x if x > 0 else -x), tf.function(lambda x: -x if x < 0 else x))
print(first_line(pair[0], x), first_line(pair[1], x))
apart = (tf.function(lambda x: x if x > 0 else -x), tf.function(lambda y: -y if y < 0 else y))
print(first_line(apart[0], x), first_line(apart[1], x))
inner = tf.function(lambda x: (lambda y: y if y > 0 else -y)(x))
print(first_line(inner, x))
wrong = tf.function(lambda x: tf.reshape(x, [7]))
print(first_line(wrong, x))
both = (tf.function(lambda x: tf.reshape(x, [7])), tf.function(lambda x: tf.reshape(x, [9])))
print(first_line(both[0], x), first_line(both[1], x))


def gathers(x):
    return tf.gather([1, 2], x)


for function in (tf.function(gathers), tf.function(lambda x: gathers(x))):
    try:
        function(tf.constant(5))
    except tf.errors.InvalidArgumentError as error:
        message = error.message.split("\n")
        print(message[0].replace(function.get_concrete_function(tf.constant(5)).name.decode(), "NAME"))
        print(any("indices = 5 is not in [0, 2)" in line for line in message), error.op)
print(alone.get_concrete_function(x).graph.name, gathers.__name__)
