"""Gradients are built in the order in which operations become ready: it decides the numbers in their names."""
x = tf.placeholder(tf.float32, [], name="x")
w = tf.Variable(2.0, name="w")

def built(scope):
    return [one.name for one in tf.get_default_graph().get_operations() if one.name.startswith(scope + "/")]

y = x * x + 3.0 * x
tf.gradients(y, x)
print(built("gradients"))
a = w * 2.0
b = a + w
c = a * b
d = c + b
print([one.name for one in tf.gradients([d, c], [a, w])])
print(built("gradients_1"))
p = [w * float(i) for i in range(4)]
print([one.name for one in tf.gradients(tf.add_n(p) * p[0], [w, p[1]])])
print(built("gradients_2"))
e = w * x
print([one.name for one in tf.gradients((e + w) * (e - x) + w, [x, w, e])])
for bad in ("what", None):
    try:
        tf.gradients(y, x, unconnected_gradients=bad)
    except ValueError as error:
        print(error)
print(tf.gradients(y, x)[0].name)
