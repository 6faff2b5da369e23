"""A page with InteractiveSession: eval and run without naming a session."""

import numpy as np

sess = tf.InteractiveSession()
x = tf.Variable([1.0, 2.0])
a = tf.constant([3.0, 3.0])
x.initializer.run()
sub = tf.subtract(x, a)
print(sub.eval())
print(sub)
state = tf.Variable(0, name="counter")
new_value = tf.add(state, tf.constant(1))
update = tf.assign(state, new_value)
tf.global_variables_initializer().run()
print(state.eval())
for _ in range(3):
    sess.run(update)
    print(sess.run(state))
m = tf.constant([[1.0, 2.0], [3.0, 4.0]])
print(tf.matmul(m, m).eval())
print(tf.reduce_sum(m, 0).eval(), tf.reduce_sum(m, 1).eval(), tf.reduce_mean(m).eval())
p = tf.placeholder(tf.float32)
print((p * 2).eval(feed_dict={p: [1.0, 2.0]}), (p * 2).eval({p: 5.0}))
print(np.array2string(tf.eye(2).eval()), tf.range(3).eval().tolist(), tf.shape(m).eval())
sess.close()
