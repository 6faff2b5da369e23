"""A page on a network with core API: Xavier limits, dense layers, an Adam written by hand, cross entropy, a checkpointed module."""
import numpy as np


def xavier_limits(shape):
    in_dim, out_dim = shape
    return tf.sqrt(6.0) / tf.sqrt(tf.cast(in_dim + out_dim, tf.float32))


print(xavier_limits([4, 8]))


class DenseLayer(tf.Module):
    def __init__(self, out_dim, activation=tf.identity):
        super().__init__()
        self.out_dim, self.activation, self.built = out_dim, activation, False

    def __call__(self, x):
        if not self.built:
            shape = (x.shape[1], self.out_dim)
            weights = tf.reshape(tf.linspace(-1.0, 1.0, shape[0] * shape[1]), shape) * xavier_limits(shape)
            self.w = tf.Variable(weights)
            self.b = tf.Variable(tf.zeros(shape=(self.out_dim,)))
            self.built = True
        return self.activation(tf.add(tf.matmul(x, self.w), self.b))


class MLP(tf.Module):
    def __init__(self, layers):
        super().__init__()
        self.layers = layers

    @tf.function
    def __call__(self, x, preds=False):
        for layer in self.layers:
            x = layer(x)
        return x


mlp_model = MLP([DenseLayer(out_dim=6, activation=tf.nn.relu), DenseLayer(out_dim=3)])


def cross_entropy_loss(y_pred, y):
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=y_pred))


def accuracy(y_pred, y):
    class_preds = tf.argmax(tf.nn.softmax(y_pred), axis=1)
    return tf.reduce_mean(tf.cast(tf.equal(y, class_preds), tf.float32))


class Adam:
    def __init__(self, learning_rate=1e-3, beta_1=0.9, beta_2=0.999, ep=1e-7):
        self.beta_1, self.beta_2, self.learning_rate, self.ep = beta_1, beta_2, learning_rate, ep
        self.t, self.v_dvar, self.s_dvar, self.built = 1.0, [], [], False

    def apply_gradients(self, grads, vars):
        if not self.built:
            for var in vars:
                self.v_dvar.append(tf.Variable(tf.zeros(shape=var.shape)))
                self.s_dvar.append(tf.Variable(tf.zeros(shape=var.shape)))
            self.built = True
        for i, (d_var, var) in enumerate(zip(grads, vars)):
            self.v_dvar[i].assign(self.beta_1 * self.v_dvar[i] + (1 - self.beta_1) * d_var)
            self.s_dvar[i].assign(self.beta_2 * self.s_dvar[i] + (1 - self.beta_2) * tf.square(d_var))
            v_bc = self.v_dvar[i] / (1 - (self.beta_1 ** self.t))
            s_bc = self.s_dvar[i] / (1 - (self.beta_2 ** self.t))
            var.assign_sub(self.learning_rate * (v_bc / (tf.sqrt(s_bc) + self.ep)))
        self.t += 1.0


rng = np.random.RandomState(1)
x = tf.constant(rng.rand(30, 4).astype(np.float32))
y = tf.cast(tf.argmax(x[:, :3], axis=1), tf.int64)
optimizer = Adam(learning_rate=0.05)
for step in range(41):
    with tf.GradientTape() as tape:
        loss = cross_entropy_loss(mlp_model(x), y)
    optimizer.apply_gradients(tape.gradient(loss, mlp_model.variables), mlp_model.variables)
    if step % 20 == 0:
        print(f"step {step}, loss {loss:.2f}, accuracy {accuracy(mlp_model(x), y):.2f}")
print([tuple(v.shape) for v in mlp_model.variables], mlp_model.submodules[0].name, mlp_model.name)
