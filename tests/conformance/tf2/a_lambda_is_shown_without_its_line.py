"""An error of a lambda shows the lambda alone; what is mapped comes out of an array; a name of an inner function is its own."""


def shown(function, *arguments):
    try:
        print(function(*arguments))
    except Exception as error:
        lines = [line for line in str(error).split("\n") if line.strip() and "File" not in line]
        print(type(error).__name__, *(line[:150] for line in lines), sep="\n")


def inside(x):
    return (lambda u: tf.reshape(u, [6]))(x)


one = tf.function(lambda x:  x[10]  +   1 )  # noqa: E201, E202
shown(one, tf.constant([1, 2]))
shown(tf.function(lambda x: tf.map_fn(lambda q: tf.reshape(q, [5]), x)), tf.constant([1]))
table = {"a": lambda x: tf.reshape(x, [3]), "b": 3}
shown(tf.function(table["a"]), tf.constant([1]))
shown(lambda: tf.function(lambda s: tf.reshape(s, [4]))(tf.constant([1])))
shown(tf.function(inside), tf.constant([1]))


@tf.function
def mapped(x):
    def seen(row, more=0):
        print(row, row + 1, more)
        return row

    tf.map_fn(seen, x)
    tf.scan(lambda total, row: seen(row), x)
    tf.foldl(lambda total, row: seen(row), x, 0)
    for row in x:
        seen(row)
    return x


mapped(tf.constant([1, 2]))


@tf.function
def names_of_their_own(x):
    def helper(row=5):
        total = row + 1
        return total

    for row in x:
        total = row
        print("one turn is traced", row.name, total.name)
    return helper()


names_of_their_own(tf.constant([1, 2]))
