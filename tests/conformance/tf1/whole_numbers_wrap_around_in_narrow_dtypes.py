"""A whole number that its dtype cannot hold wraps around in a graph, and a list of numbers has a dtype of its own."""

sess = tf.Session()
i, fed = tf.Variable(5), tf.placeholder(tf.int32, [])
sess.run(i.initializer)


def show(make):
    try:
        tensor = make()
        print(tensor.dtype.name, sess.run(tensor))
    except TypeError as error:
        print("TypeError", str(error).split("\n")[0])


for value in (2**31, -(2**31), 2**40, [2**31, 1], 2**63 - 1, [1, 2**40]):
    show(lambda: tf.constant(value))
for value, dtype in ((2**31, "int32"), (2**32 + 5, "int32"), (300, "uint8"), (-1, "uint8"), (128, "int8")):
    show(lambda: tf.constant(value, dtype))
    show(lambda: tf.convert_to_tensor([value, 1], dtype))
for make in (lambda: tf.constant(1) + 2**31, lambda: 2**40 + i, lambda: i * 2**33, lambda: tf.maximum(i, 2**31),
             lambda: tf.constant(1, tf.uint8) + 300, lambda: tf.subtract(1, 2**31), lambda: i.assign(2**40 + 3),
             lambda: i.assign_add(2**31), lambda: tf.constant(1.5, tf.int32), lambda: tf.constant(True, tf.uint8)):
    show(make)
for lists in ([[1.0], [2]], [[1], [2.5]], [[1], [2**31]], [tf.constant([1], tf.uint8), [300]], [[True], [1]]):
    show(lambda: tf.concat(lists, 0))
for number in (2**31, -(2**31) - 1):
    try:
        sess.run(fed, {fed: number})
    except TypeError as error:
        print(error)
