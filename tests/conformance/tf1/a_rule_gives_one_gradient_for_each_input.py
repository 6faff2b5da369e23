"""A gradient rule of the program gives one gradient for each input, and its map names ops and rules by text."""

x = tf.placeholder(tf.float32, [2], name="x")
graph = tf.get_default_graph()


def show(make):
    try:
        print(make())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, str(error).split("\n")[0])


for names in ({"Exp": 3}, {1: "Rule"}, 3, None, {}):
    show(lambda: graph.gradient_override_map(names).__enter__())


@tf.RegisterGradient("Twice")
def twice(op, dy):
    return dy, dy


@tf.RegisterGradient("Nothing")
def nothing(op, dy):
    return []


for rule in ("Twice", "Nothing"):
    with graph.gradient_override_map({"Exp": rule, "Mul": rule}):
        one, two = tf.exp(x), tf.multiply(x, x)
    show(lambda: tf.gradients(one, x))
    show(lambda: tf.gradients(two, x))
show(lambda: tf.nn.dropout(x, 0.5, rate=0.5))
show(lambda: tf.group(first=1, second=2))
