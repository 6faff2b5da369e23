"""report_uninitialized_variables gives names as bytes without :0, for that session and the variables of its time.

It leaves out variables in no collection, unless no variable at all is in one: then it walks the graph's operations."""

tf.Variable(1.0, name="quiet", collections=[], trainable=False)
lonely = tf.report_uninitialized_variables()
with tf.Session() as sess:
    print("none in a collection:", sess.run(lonely).tolist())
a = tf.Variable(1.0, name="a")
b = tf.Variable(2.0, name="s/b")
tf.Variable(0, name="local", collections=["local_variables"], trainable=False)
report = tf.report_uninitialized_variables()
tf.Variable(3.0, name="later")
only_b = tf.report_uninitialized_variables([b], name="check")
with tf.Session() as one, tf.Session() as two:
    print(one.run(report).tolist(), report.dtype, only_b.shape)
    one.run(a.initializer)
    print(one.run(report).tolist(), two.run(report).tolist())
    one.run(tf.global_variables_initializer())
    print(one.run(report).tolist(), one.run(only_b).tolist(), two.run(only_b).tolist())
    print(one.run(tf.report_uninitialized_variables(tf.global_variables())).shape)
