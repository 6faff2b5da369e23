"""A page on style: functions instead of sessions, objects for variables, control flow in Python, losses summed by hand."""


def dense(x, w, b):
    return tf.nn.sigmoid(tf.matmul(x, w) + b)


@tf.function
def multilayer(x, w0, b0, w1, b1):
    return dense(dense(x, w0, b0), w1, b1)


w0, b0, w1, b1 = tf.Variable(tf.ones([2, 3])), tf.Variable(tf.zeros([3])), tf.Variable(tf.ones([3, 1])), tf.Variable(tf.zeros([1]))
print(tf.round(multilayer(tf.constant([[0.5, -0.5]]), w0, b0, w1, b1) * 1000) / 1000)


class Layer(tf.Module):
    def __init__(self, n, m):
        super().__init__()
        self.w, self.b = tf.Variable(tf.ones([n, m]) * 0.1), tf.Variable(tf.zeros([m]))

    def __call__(self, x):
        return tf.nn.sigmoid(x @ self.w + self.b)


layers = [Layer(2, 4), Layer(4, 4), Layer(4, 1)]


@tf.function
def run(x):
    for layer in layers:
        x = layer(x)
    return x


x, y = tf.constant([[0.0, 1.0], [1.0, 0.0]]), tf.constant([[0.0], [1.0]])
variables = [v for layer in layers for v in (layer.w, layer.b)]
regularization = tf.add_n([tf.nn.l2_loss(v) for v in variables])
print(round(regularization.numpy().item(), 4), run(x).shape, len(variables))


@tf.function
def train_step(x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(run(x) - y)) + 0.001 * tf.add_n([tf.nn.l2_loss(v) for v in variables])
    for v, g in zip(variables, tape.gradient(loss, variables)):
        v.assign_sub(0.5 * g)
    return loss


losses = [train_step(x, y).numpy().item() for _ in range(5)]
print([round(v, 4) for v in losses], all(a > b for a, b in zip(losses, losses[1:])))


@tf.function
def dynamic_rnn(cell_w, inputs, state):
    outputs = tf.TensorArray(tf.float32, size=inputs.shape[0])
    for i in tf.range(inputs.shape[0]):
        state = tf.tanh(inputs[i] * cell_w + state)
        outputs = outputs.write(i, state)
    return outputs.stack(), state


stacked, last = dynamic_rnn(tf.constant(0.5), tf.constant([1.0, 2.0, 3.0]), tf.constant(0.0))
print([round(v, 4) for v in stacked.numpy().tolist()], round(last.numpy().item(), 4))
