"""Each optimizer takes the step of its rule, names its train operation after itself and its slots after the variable."""
import numpy as np

def r(value):
    return np.round(np.float64(value), 5).tolist()

for make in (lambda: tf.train.GradientDescentOptimizer(learning_rate=0.1), lambda: tf.train.MomentumOptimizer(learning_rate=0.1, momentum=0.9),
             lambda: tf.train.MomentumOptimizer(0.1, 0.9, use_nesterov=True), lambda: tf.train.AdamOptimizer(learning_rate=0.1),
             lambda: tf.train.AdamOptimizer(), lambda: tf.train.AdagradOptimizer(learning_rate=0.1), lambda: tf.train.RMSPropOptimizer(learning_rate=0.1),
             lambda: tf.train.RMSPropOptimizer(0.1, decay=0.8, momentum=0.5, epsilon=1e-6), lambda: tf.train.RMSPropOptimizer(0.1, centered=True),
             lambda: tf.train.AdadeltaOptimizer(1.0), lambda: tf.train.FtrlOptimizer(0.1), lambda: tf.train.ProximalGradientDescentOptimizer(0.1),
             lambda: tf.train.AdamOptimizer(0.1, name="mine")):
    with tf.Graph().as_default(), tf.Session() as sess:
        v = tf.Variable([1.0, -2.0], name="v")
        train = make().minimize(tf.reduce_sum(v * v * [1.0, 3.0]))
        sess.run(tf.global_variables_initializer())
        values = []
        for _ in range(3):
            sess.run(train)
            values.append(r(sess.run(v)))
        print(train.name, train.type, values, [x.op.name for x in tf.global_variables()[1:]])
