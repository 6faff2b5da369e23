"""minimize takes the whole trainable collection, lost variables included; fixed and unrelated ones stay."""

def build():
    lost = tf.Variable(1.0, name="lost")
    return lost * lost

kept = tf.Variable(2.0, name="kept")
fixed = tf.Variable(3.0, name="fixed", trainable=False)
unrelated = tf.Variable(4.0, name="unrelated")
loss = build() + kept * kept + fixed * fixed
train = tf.train.GradientDescentOptimizer(0.25).minimize(loss)
print(train.name, train.type)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(train), [float(sess.run(n)) for n in ("lost:0", "kept:0", "fixed:0", "unrelated:0")])
    sess.run(train)
    print([float(sess.run(n)) for n in ("lost:0", "kept:0", "fixed:0", "unrelated:0")], sess.run(loss))
