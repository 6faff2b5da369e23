"""In a function `sorted` takes a tensor of one rank, with a key and reversed; its gradient goes back to where the elements were."""


def outcome(label, call):
    try:
        print(label, call())
    except Exception as error:
        print(label, type(error).__name__, str(error).splitlines()[-1].strip())


def plain(x):
    return sorted(x)


def odd_first(x):
    return sorted(x, key=lambda one: one % 2, reverse=True)


outcome("plain", lambda: tf.function(plain)(tf.constant([3, 1, 2])))
outcome("reversed", lambda: tf.function(lambda x: sorted(x, reverse=True))(tf.constant([3, 1, 2])))
outcome("by a key", lambda: tf.function(odd_first)(tf.constant([2, 3, 5, 1, 4])))
outcome("by a key, size unknown", lambda: tf.function(odd_first, input_signature=[tf.TensorSpec([None])])([2, 3, 4]))
outcome("a list", lambda: tf.function(plain)([3, 1, 2]))
outcome("a scalar", lambda: tf.function(plain)(tf.constant(3)))
outcome("a matrix", lambda: tf.function(plain)(tf.constant([[3, 1]])))
x = tf.constant([3.0, 1.0, 2.0])
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.reduce_sum(tf.function(plain)(x) * [1.0, 10.0, 100.0])
print(tape.gradient(y, x).numpy())
