"""A matrix of second derivatives is a loop over the elements of the first derivative, so the size need not be known."""


def first(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0]}"


x = tf.placeholder(tf.float32, [2], name="x")
v, w = tf.Variable([1.0, 2.0]), tf.Variable([[2.0, 1.0], [0.0, 3.0]])
u = tf.placeholder(tf.float32, [None], name="u")
(h,) = tf.hessians(tf.reduce_sum(x**3) * x[0], x)
print(h.name, h.shape)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(h, {x: [1.0, 2.0]}).tolist())
    print(sess.run(tf.hessians(tf.reduce_sum(v**3 * x), v), {x: [1.0, 2.0]})[0].tolist())
    print(sess.run(tf.hessians(tf.reduce_sum(w**2 * w[0, 1]), w))[0].tolist())
    (of_any,) = tf.hessians(tf.reduce_sum(u**3), u)
    print(of_any.shape, [sess.run(of_any, {u: value}).tolist() for value in ([1.0], [1.0, 2.0, 3.0])])
    print([m.tolist() for m in sess.run(tf.hessians(x[0] ** 2 * x[1] + tf.reduce_sum(v * v * v), [x, v]), {x: [1.0, 2.0]})])
    print(sess.run(tf.hessians([x[0] * x[1], x[0] ** 3], [x]), {x: [1.0, 2.0]})[0].tolist())
print(first(lambda: tf.hessians(tf.reduce_sum(x), x)), first(lambda: tf.hessians(tf.reduce_sum(x), [x, v])))
print(first(lambda: tf.hessians(v, [v])))
