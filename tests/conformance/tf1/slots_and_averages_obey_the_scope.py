"""Slots and averages are made by get_variable: reuse refuses or shares them; zero_debias keeps two variables more."""


def attempt(function):
    try:
        return function()
    except ValueError as error:
        return str(error).splitlines()[0]


def names():
    return [v.name for v in tf.global_variables()]


w = tf.get_variable("w", [1])
loss = tf.reduce_sum(w)
with tf.variable_scope("", reuse=True):
    print(attempt(lambda: tf.train.AdamOptimizer().minimize(loss).name), names())
tf.reset_default_graph()
with tf.variable_scope("m") as scope:
    a = tf.get_variable("a", [2])
    loss = tf.reduce_sum(a)
    tf.train.MomentumOptimizer(0.1, 0.9).minimize(loss)
with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
    tf.train.MomentumOptimizer(0.1, 0.9).minimize(loss)
print(names())
with tf.variable_scope(scope):
    print(attempt(lambda: tf.train.MomentumOptimizer(0.1, 0.9).minimize(loss)))
tf.reset_default_graph()
unknown = tf.Variable([1.0, 2.0], validate_shape=False)
for optimizer in (tf.train.RMSPropOptimizer(0.1, centered=True), tf.train.AdagradOptimizer(0.1)):
    step = optimizer.minimize(tf.reduce_sum(unknown * unknown))
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        sess.run(step)
        print(step.name, [x.shape for x in optimizer.variables()], sess.run(optimizer.variables())[0].shape)
tf.reset_default_graph()
x = tf.placeholder(tf.float32, [], name="x")
for debias in (False, True):
    average = tf.train.ExponentialMovingAverage(0.9, zero_debias=debias)
    value = tf.multiply(x, 1.0, name="value")
    step = average.apply([value])
    print(step.name, [v.name for v in tf.global_variables() if v.op.name.startswith(value.op.name + "/")])
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        found = []
        for number in (1.0, 2.0, 3.0):
            sess.run(step, {x: number})
            found.append(round(float(sess.run(average.average(value))), 4))
        print(found)
template = tf.make_template("tm", lambda x: x * tf.get_variable("k", []), create_scope_now_=True)
print(template(tf.ones([2])).name, template(tf.ones([2])).name, template.variable_scope.name)
