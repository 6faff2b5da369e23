"""A tensor of a loop cannot be used outside of it, nor in another; that of a branch can; bodies that give None are refused."""

def first(function):
    try:
        result = function()
        return getattr(result, "name", result)
    except Exception as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0]}"

start, v, inside = tf.constant(0), tf.Variable(1.0), []
after = tf.while_loop(lambda i: i < 4, lambda i: inside.append(i) or i + 1, [start])
print(first(lambda: inside[0] + 1), first(lambda: tf.identity(inside[0])), first(lambda: tf.Print(start, [inside[0]])))
print(first(lambda: tf.group(inside[0])), first(lambda: tf.while_loop(lambda j: j < 2, lambda j: j + inside[0], [start])))
print(first(lambda: tf.map_fn(lambda e: inside.append(e) or e, [1.0, 2.0])), first(lambda: inside[1] * 2.0))
branch = []
tf.cond(start > 1, lambda: branch.append(tf.constant(1.0) * v) or branch[0], lambda: 1.0)
print(first(lambda: branch[0] + 1.0), first(lambda: tf.gradients(tf.while_loop(lambda i, a: i < 3, lambda i, a: (i + 1, a * 2.0), [0, v])[1], v)[0]))
for body, variables, options in ((lambda i: None, [start], {}), (lambda i: i + 1, start, {}), (lambda i: i + 1, [], {}), (lambda i: i + 1, [start], {"parallel_iterations": 0})):
    print(first(lambda: tf.while_loop(lambda i: i < 3, body, variables, **options)))
print(first(lambda: tf.while_loop(lambda i, j: i < 3, lambda i, j: (i + 1, None), [start, start])))
with tf.Session() as sess:
    print(sess.run(after), len(tf.get_default_graph().get_operations()) > 30)
    x, y, b = tf.placeholder(tf.float32), tf.placeholder(tf.int32, [2]), tf.placeholder(tf.bool)
    import numpy as np
    for keys, values in (((x, y), ([1.0, 2.0], [3, 4])), ((x, y), (np.ones(2), np.array([3, 4]))), ((x, (y,)), (1.0, [np.array([3, 4])]))):
        print(first(lambda: [part.tolist() for part in sess.run([x, y], {keys: values})])[:100])
    for key, value in ((x, ["a"]), (y, [2**40, 1]), (y, [1.9, -1.9]), (y, np.array([2**33 + 5, 1])), (y, ["1", "2"]), (y, [None, 1]), (b, [1, 0, 2]), (b, ["", "a"]), (x, 2**70), (tf.placeholder(tf.uint8), -1)):
        print(first(lambda: sess.run(key, {key: value}).tolist()))
