"""There is one int64 variable global_step per graph, not trainable, found through its collection, counted by minimize.

A variable merely named global_step is found too, but as its tensor, not as the variable."""

print(tf.train.get_global_step())
step = tf.train.get_or_create_global_step()
print(step, step.trainable, tf.train.get_or_create_global_step() is step, tf.train.get_global_step() is step)
print([v.name for v in tf.get_collection(tf.GraphKeys.GLOBAL_STEP)], [v.name for v in tf.trainable_variables()])
try:
    tf.train.create_global_step()
except ValueError as error:
    print("ValueError:", str(error).splitlines()[0])
v = tf.Variable(1.0, name="v")
train = tf.train.GradientDescentOptimizer(0.1).minimize(v * v, global_step=step)
print(train.name, train.type)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        sess.run(train)
    print(sess.run(step), tf.train.global_step(sess, step))
with tf.Graph().as_default():
    print("another graph:", tf.train.get_global_step())
    own = tf.Variable(0, name="global_step", trainable=False)
    print("found by name:", tf.train.get_global_step() is own, tf.train.get_global_step())
