"""A symbol kept after its trace is no value: no constant, no shape; where it was made is told by the user's own function."""

kept = []


@tf.function
def keep(x):
    kept.append(x)
    return x


def outcome(label, call, word="<tf.Tensor"):
    try:
        print(label, call())
    except Exception as error:
        lines = [line.strip() for line in str(error).splitlines()]
        print(label, type(error).__name__, next((line for line in lines if line.startswith(word)), lines[0]))


keep(tf.constant(1))
outcome("constant", lambda: tf.constant(kept[0]))
outcome("shape", lambda: tf.shape(kept[0]))


@tf.function
def appended(x):
    for i in tf.range(3):
        x.append(i)
    return x


outcome("given back from a loop", lambda: appended([]))


@tf.function
def grown(x):
    for i in tf.range(3):
        x = [x, i]
    return x


outcome("another structure", lambda: grown(tf.constant(1)), "First structure")


@tf.function
def looked_up(x):
    for i in tf.range(3):
        if x > 5:
            x = x - i
        else:
            x = tf.gather([1, 2], x)
    return x


@tf.function
def from_a_branch(x):
    found = []
    if x > 0:
        found.append(x + 1)
    else:
        found.append(x - 1)
    return found


for function in (looked_up, from_a_branch):
    try:
        function(tf.constant(-4))
    except Exception as error:
        print(type(error).__name__, [line for line in str(error).splitlines() if ", in " in line][-1].split(", ")[-1])
