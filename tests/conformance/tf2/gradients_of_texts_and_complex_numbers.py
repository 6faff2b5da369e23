"""A text has no gradient and stops none beside it; powers and products of complex numbers have those of TensorFlow."""
import numpy as np

x, z = tf.Variable(3.0), tf.Variable(1 + 2j)

def gradient(call, source):
    with tf.GradientTape() as tape:
        target = call()
    found = tape.gradient(target, source)
    return None if found is None else (found.dtype.name, (np.round(found.numpy(), 4) + 0).tolist())

print(gradient(lambda: tf.strings.as_string(x), x), gradient(lambda: tf.constant("a"), x))
print(gradient(lambda: [x * 2.0, tf.strings.as_string(x)], x), gradient(lambda: {"a": x * 3.0, "b": tf.constant("b")}, x))
print(gradient(lambda: tf.strings.to_number(tf.strings.as_string(x)) * x, x))
for call in (lambda: z**2, lambda: z**z, lambda: z ** (1 + 1j), lambda: tf.math.real(z**2), lambda: tf.reduce_prod([z, z, z + 1]), lambda: tf.pow(2 + 1j, z),
             lambda: tf.reduce_prod([z, 0 * z]), lambda: (0 * z) ** 2, lambda: tf.math.real(tf.complex(x, 1.0) ** 2)):
    print(gradient(call, z), gradient(call, x))
