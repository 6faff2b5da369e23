"""Newer module paths and old flat names name the same functions, and both are there."""

pairs = [("math.add", "add"), ("math.reduce_sum", "reduce_sum"), ("linalg.matmul", "matmul"), ("math.log", "log"), ("random.normal", "random_normal"), ("random.uniform", "random_uniform"),
         ("nn.relu", "nn.relu"), ("math.exp", "exp"), ("linalg.inv", "matrix_inverse"), ("linalg.det", "matrix_determinant"), ("linalg.cholesky", "cholesky"), ("math.segment_sum", "segment_sum"),
         ("initializers.zeros", "zeros_initializer"), ("random.set_random_seed", "set_random_seed"), ("debugging.assert_equal", "assert_equal"), ("math.sigmoid", "sigmoid"), ("nn.sigmoid", "sigmoid"),
         ("math.argmax", "argmax"), ("strings.join", "string_join"), ("compat.v1.Session", "Session"), ("compat.v1.placeholder", "placeholder"), ("math.unsorted_segment_sum", "unsorted_segment_sum"),
         ("nn.tanh", "tanh"), ("math.top_k", "nn.top_k"), ("flags", "app.flags"), ("io.write_graph", "train.write_graph"), ("linalg.tensor_diag", "diag"), ("math.floormod", "mod"), ("math.square", "square")]

def resolve(path):
    found = tf
    for part in path.split("."):
        found = getattr(found, part)
    return found

print(all(resolve(new) is not None and resolve(old) is not None for new, old in pairs), len(pairs))
x = tf.constant([[4.0, 1.0], [1.0, 3.0]])
with tf.Session() as sess:
    for new, old in (("math.reduce_sum", "reduce_sum"), ("linalg.inv", "matrix_inverse"), ("math.log", "log"), ("nn.sigmoid", "sigmoid"), ("math.argmax", "argmax"), ("math.square", "square")):
        print(new, bool((sess.run(resolve(new)(x)) == sess.run(resolve(old)(x))).all()))
