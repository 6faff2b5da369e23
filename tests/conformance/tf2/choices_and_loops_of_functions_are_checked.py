"""What a function's `cond` and `while_loop` choose by, carry and give is checked, and their nodes are named after them."""
x = tf.constant(3.0)

def told(call, *arguments):
    try:
        result = call(*arguments)
        print(tf.nest.map_structure(lambda one: one.numpy().tolist() if hasattr(one, "numpy") else one, result))
    except Exception as error:
        print(type(error).__name__, "|", str(error).split("\n")[0][:60])

def function(compute):
    return tf.function(compute, autograph=False)

told(function(lambda x: tf.cond(True, lambda: 1, lambda: 2)), x)
told(function(lambda x: tf.cond(x > 1, lambda: 1)), x)
told(function(lambda x: tf.cond(x, lambda: 1, lambda: 2)), x)
told(function(lambda x: tf.cond(x > 1, lambda: (x, x), lambda: x)), x)
told(function(lambda x: tf.while_loop(lambda i: x, lambda i: i + 1, [0])), x)
told(function(lambda x: tf.while_loop(lambda i: i < 3, lambda i: tf.cast(i, tf.float32), [0])), x)
told(function(lambda x: tf.while_loop(lambda i: i < 3, lambda i: None, [0])), x)
told(function(lambda x: tf.while_loop(lambda i: i < 3, lambda i: [i, i], [0])), x)
told(function(lambda x: tf.while_loop(lambda i: i < 3, lambda i: [i + 1], [0], shape_invariants=[None])), x)
told(function(lambda x: tf.while_loop(lambda d: d["i"] < 3, lambda d: {"i": d["i"] + 1}, [{"i": 0}])), x)
print("eagerly")
told(lambda: tf.while_loop(lambda i: i < 3, lambda i: [i + 1.5], [0]))
told(lambda: tf.while_loop(lambda i: i < 3, lambda i: (i + 1, i), [0]))
told(lambda: tf.while_loop(lambda i: i < 3, lambda i: i + 1, [0]))
kept = []
told(lambda: tf.while_loop(lambda i: i < 2, lambda i: (kept.append(type(i).__name__), [i + 1])[1], [0]))
print(kept)
v = tf.Variable(1.0)

@tf.function
def either(p):
    return tf.cond(p, lambda: v.assign_add(1.0), lambda: v.assign_sub(1.0))

graph = either.get_concrete_function(tf.TensorSpec([], tf.bool)).graph
print([one.name for one in graph.get_operations()])
escaped = []

@tf.function
def repeat(n):
    for i in tf.range(n):
        escaped.append(i)
    return escaped[0] + 1

told(repeat, tf.constant(3))
