"""autograph.to_graph turns Python control flow on tensors into cond and while_loop."""

def square_if_positive(x):
    if x > 0:
        x = x * x
    else:
        x = 0.0
    return x

def sum_even(items):
    s = 0
    for c in items:
        if c % 2 > 0:
            continue
        s += c
    return s

converted = tf.autograph.to_graph(square_if_positive)
total = tf.autograph.to_graph(sum_even)
print(converted(3.0), converted(-3.0), total([1, 2, 4]))
with tf.Session() as sess:
    print(sess.run([converted(tf.constant(3.0)), converted(tf.constant(-3.0))]), sess.run(total(tf.constant([10, 12, 15, 20]))))
    print(isinstance(tf.autograph.to_code(square_if_positive), str))
