"""A page on logistic regression with core API: normalising, a module, log loss, accuracy, batches by hand, export."""
import tempfile

import numpy as np

rng = np.random.RandomState(0)
x_train = rng.randn(64, 3).astype(np.float32)
y_train = (x_train @ np.array([1.0, -2.0, 0.5], np.float32) > 0.1).astype(np.float32)
x_train, y_train = tf.convert_to_tensor(x_train, dtype=tf.float32), tf.convert_to_tensor(y_train, dtype=tf.float32)


class Normalize(tf.Module):
    def __init__(self, x):
        self.mean = tf.Variable(tf.math.reduce_mean(x, axis=0))
        self.std = tf.Variable(tf.math.reduce_std(x, axis=0))

    def norm(self, x):
        return (x - self.mean) / self.std


norm_x = Normalize(x_train)
x_norm = norm_x.norm(x_train)
print(np.allclose(tf.reduce_mean(x_norm, axis=0), 0.0, atol=1e-5), np.allclose(tf.math.reduce_std(x_norm, 0), 1.0, atol=1e-5))


def log_loss(y_pred, y):
    ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=y_pred)
    return tf.reduce_mean(ce)


class LogisticRegression(tf.Module):
    def __init__(self):
        self.built = False

    def __call__(self, x, train=True):
        if not self.built:
            self.w = tf.Variable(tf.zeros([x.shape[-1], 1]))
            self.b = tf.Variable(tf.zeros([]))
            self.built = True
        z = tf.squeeze(tf.add(tf.matmul(x, self.w), self.b), axis=1)
        return z if train else tf.sigmoid(z)


log_reg = LogisticRegression()
print(log_reg(x_norm[:2], train=False))


def predict_class(y_pred, thresh=0.5):
    return tf.cast(y_pred > thresh, tf.float32)


def accuracy(y_pred, y):
    y_class = predict_class(tf.math.sigmoid(y_pred))
    return tf.reduce_mean(tf.cast(tf.math.equal(y_class, y), tf.float32))


for epoch in range(5):
    for i in range(0, 64, 16):
        with tf.GradientTape() as tape:
            batch_loss = log_loss(log_reg(x_norm[i:i + 16]), y_train[i:i + 16])
        grads = tape.gradient(batch_loss, log_reg.variables)
        for g, v in zip(grads, log_reg.variables):
            v.assign_sub(0.5 * g)
    print(f"Epoch: {epoch}, loss: {log_loss(log_reg(x_norm), y_train):.3f}, accuracy: {accuracy(log_reg(x_norm), y_train):.3f}")


class ExportModule(tf.Module):
    def __init__(self, model, norm_x):
        self.model, self.norm_x = model, norm_x

    @tf.function(input_signature=[tf.TensorSpec(shape=[None, None], dtype=tf.float32)])
    def __call__(self, x):
        return predict_class(self.model(self.norm_x.norm(x), train=False))


export, folder = ExportModule(model=log_reg, norm_x=norm_x), tempfile.mkdtemp()
tf.saved_model.save(export, folder)
loaded = tf.saved_model.load(folder)
print(np.array_equal(loaded(x_train), export(x_train)), loaded(x_train).shape)
