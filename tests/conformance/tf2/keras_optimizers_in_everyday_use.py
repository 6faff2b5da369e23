"""Optimizers apply gradients to variables of any float dtype, keep slots by variable, and obey constraints and clipping."""

def first(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {[line for line in str(error).splitlines() if line.strip()][0][:160]}"

def rows(v):
    return [round(float(x), 4) for x in tf.reshape(v, [-1])]


for make in (
    lambda: tf.keras.optimizers.SGD(0.1), lambda: tf.keras.optimizers.SGD(0.1, momentum=0.9, nesterov=True),
    lambda: tf.keras.optimizers.Adam(0.1), lambda: tf.keras.optimizers.RMSprop(0.1), lambda: tf.keras.optimizers.Adagrad(0.1),
    lambda: tf.keras.optimizers.AdamW(0.1, weight_decay=0.1), lambda: tf.keras.optimizers.Adamax(0.1),
    lambda: tf.keras.optimizers.Adadelta(0.5), lambda: tf.keras.optimizers.SGD(0.1, clipnorm=0.5),
    lambda: tf.keras.optimizers.SGD(0.1, clipvalue=0.2), lambda: tf.keras.optimizers.SGD(0.1, global_clipnorm=1.0),
    lambda: tf.keras.optimizers.SGD(0.1, weight_decay=0.5), lambda: tf.keras.optimizers.Adam(0.1, amsgrad=True),
):  # fmt: skip
    optimizer, v = make(), tf.Variable([1.0, 2.0])
    for _ in range(3):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(v * v)
        optimizer.apply_gradients(zip(tape.gradient(loss, [v]), [v]))
    print(type(optimizer).__name__, rows(v), int(optimizer.iterations), len(optimizer.variables))
v = tf.Variable([1.0, -2.0], constraint=lambda x: tf.nn.relu(x))
optimizer = tf.keras.optimizers.SGD(1.0)
optimizer.apply_gradients([(tf.constant([0.5, 0.5]), v)])
print(rows(v), float(optimizer.learning_rate))
optimizer.learning_rate = 0.5
optimizer.apply_gradients([(tf.IndexedSlices(tf.constant([2.0, 2.0]), tf.constant([0, 0])), v)])
print(rows(v), first(lambda: optimizer.apply_gradients([])), first(lambda: optimizer.apply_gradients([(None, v)])))
w = tf.Variable(1.0)
print(first(lambda: optimizer.apply_gradients([(tf.constant(1.0), w)])), w.numpy())
schedule = tf.keras.optimizers.schedules.ExponentialDecay(1.0, 1, 0.5)
optimizer, v = tf.keras.optimizers.SGD(schedule), tf.Variable(10.0, dtype=tf.float64)
for _ in range(3):
    optimizer.apply_gradients([(tf.constant(1.0, tf.float64), v)])
print(v.numpy(), float(optimizer.learning_rate), first(lambda: setattr(optimizer, "learning_rate", 0.1)))
optimizer = tf.keras.optimizers.SGD(0.1, gradient_accumulation_steps=2)
v = tf.Variable([1.0, 1.0])
for gradient in ([1.0, 0.0], [3.0, 2.0], [1.0, 1.0], [1.0, 3.0]):
    optimizer.apply_gradients([(tf.constant(gradient), v)])
    print(rows(v), int(optimizer.iterations))
print(first(lambda: tf.keras.optimizers.SGD(0.1, gradient_accumulation_steps=1)))
print(first(lambda: tf.keras.optimizers.SGD(0.1, clipnorm=1.0, clipvalue=1.0)))
print(first(lambda: tf.keras.optimizers.SGD(0.1, momentum=2.0)), first(lambda: tf.keras.optimizers.get("adam").name))


@tf.function
def accumulated(gradient, v, optimizer):
    optimizer.apply_gradients([(gradient, v)])


v, optimizer = tf.Variable([1.0, 1.0]), tf.keras.optimizers.Adam(0.1, gradient_accumulation_steps=3, clipvalue=0.5)
for i in range(7):
    accumulated(tf.constant([float(i), -1.0]), v, optimizer)
print(rows(v), int(optimizer.iterations), [tuple(u.shape) for u in optimizer.variables])
