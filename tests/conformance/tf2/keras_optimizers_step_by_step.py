"""SGD, momentum and Adam update as their formulas say, inside a function too; iterations counts the steps."""


def run(optimizer, steps=3):
    v = tf.Variable([1.0, -2.0])
    values = []
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(v * v)
        optimizer.apply_gradients(zip(tape.gradient(loss, [v]), [v]))
        values.append([round(x, 4) for x in v.numpy().tolist()])
    return values, int(optimizer.iterations.numpy()), round(float(optimizer.learning_rate.numpy()), 4)


print(run(tf.keras.optimizers.SGD(0.1)))
print(run(tf.keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)))
print(run(tf.keras.optimizers.Adam(0.1)))
v, optimizer = tf.Variable(1.0), tf.keras.optimizers.Adam(learning_rate=0.5)
optimizer.build([v])


@tf.function
def step():
    with tf.GradientTape() as tape:
        loss = v * v
    optimizer.apply_gradients([(tape.gradient(loss, v), v)])
    return loss


print([round(step().numpy().item(), 4) for _ in range(3)], int(optimizer.iterations.numpy()))
