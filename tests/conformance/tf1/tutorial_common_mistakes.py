"""The mistakes a page warns of: no session, no initialiser, wrong shapes, wrong types, names taken, closed sessions."""

def outcome(call):
    try:
        return call()
    except Exception as error:
        known = [text for text in ("Attempting to use uninitialized value", "You must feed a value for placeholder tensor") if text in str(error)]
        return f"{type(error).__name__}: {known[0] if known else str(error).split(' for ')[0].split(' You can')[0].split(', not')[0].splitlines()[0]}"

a = tf.constant([[1.0, 2.0]])
v = tf.Variable(3.0, name="v")
p = tf.placeholder(tf.float32, [2])
print(outcome(lambda: a.eval()))
print(outcome(lambda: v.initializer.run()))
print(outcome(lambda: a + tf.constant([1, 2])))
print(outcome(lambda: tf.matmul(a, a)))
print(outcome(lambda: tf.get_variable("v") and tf.get_variable("v")))
print(outcome(lambda: bool(a)))
print(outcome(lambda: [x for x in v]))
print(outcome(lambda: len(a)))
print(outcome(lambda: float(a[0, 0])))
print(outcome(lambda: a.numpy()).split(':')[0])
print(outcome(lambda: tf.Variable()))
print(outcome(lambda: tf.placeholder()))
print(outcome(lambda: tf.train.GradientDescentOptimizer(0.1).minimize(tf.constant(1.0))))
sess = tf.Session()
print(outcome(lambda: sess.run(v)))
print(outcome(lambda: sess.run(p)))
print(outcome(lambda: sess.run("nothing:0")))
print(outcome(lambda: sess.run(p, {p: [1.0, 2.0, 3.0]})))
print(outcome(lambda: sess.run(p, {p: a})))
print(outcome(lambda: sess.run(3.0)))
sess.close()
print(outcome(lambda: sess.run(a)))
