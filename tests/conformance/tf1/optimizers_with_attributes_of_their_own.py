"""A class derived from an optimizer has attributes of its own, whatever they are called, and its step reads none."""


class Named(tf.train.AdamOptimizer):
    def __init__(self, rate):
        super().__init__(rate)
        self.grad, self.beta1_power = "kept for later", None


class Plain(tf.train.GradientDescentOptimizer):
    grad = object()


v = tf.Variable(1.0)
steps = [Named(0.5).minimize(3 * v), Plain(0.5).minimize(2 * v)]
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in steps:
        sess.run(step)
        print(sess.run(v))
