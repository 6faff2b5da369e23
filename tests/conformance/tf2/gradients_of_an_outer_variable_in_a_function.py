"""`tf.gradients` in a function reaches a variable from outside; `tf.hessians` is the matrix that nested tapes give."""
v = tf.Variable([1.0, 2.0])
rows = tf.Variable([[1.0], [2.0], [3.0]])
x = tf.constant([1.0, 2.0])

@tf.function(autograph=False)
def both(x):
    return tf.gradients(tf.reduce_sum(x * x * v), [x, v])

@tf.function(autograph=False)
def of_rows():
    (found,) = tf.gradients(tf.reduce_sum(tf.gather(rows, [0, 0]) * 2.0), rows)
    return tf.convert_to_tensor(found)

@tf.function(autograph=False)
def second(x):
    y = tf.reduce_sum(x**3.0)
    return tf.gradients(tf.gradients(y, x), x)

@tf.function(autograph=False)
def matrix(x):
    return tf.hessians(tf.reduce_sum(x * x * x) + x[0] * x[1], x)

@tf.function(autograph=False)
def apart(x):
    return tf.gradients(x * 2.0, v), tf.gradients(x * 2.0, v, unconnected_gradients="zero"), tf.gradients(v * x, v, stop_gradients=[x])

for call in (lambda: both(x), of_rows, lambda: second(x), lambda: matrix(x), lambda: apart(x)):
    print(tf.nest.map_structure(lambda one: None if one is None else one.numpy().tolist(), call()))
