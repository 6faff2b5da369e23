"""Linear regression."""
import numpy as np
import tensorflow as tf

# data
rng = np.random.RandomState(0)
train_x = rng.rand(20, 3)
train_y = train_x.dot([[1.0], [2.0], [3.0]]) + 0.5


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        # model
        self.w = tf.Variable(tf.random.normal([3, 1]), name="w")
        self.b = tf.Variable(tf.zeros([1]), name="Variable")
        self.optimizer = tf.keras.optimizers.Adam(0.1, epsilon=1e-8)

    @tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32), tf.TensorSpec([None, 1], tf.float32)])
    def train_and_loss(self, x, y):
        with tf.GradientTape() as tape:
            prediction = tf.matmul(x, self.w) + self.b
            loss = tf.reduce_mean(tf.square(prediction - y))
        variables = [self.w, self.b]
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return loss

    @tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32)])
    def prediction(self, x):
        prediction = tf.matmul(x, self.w) + self.b
        return prediction

    @tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32), tf.TensorSpec([None, 1], tf.float32)])
    def w_and_loss(self, x, y):
        prediction = tf.matmul(x, self.w) + self.b
        loss = tf.reduce_mean(tf.square(prediction - y))
        return [self.w, loss]


# placeholders
model = Model()
for epoch in range(20):
    _, value = [None, model.train_and_loss(train_x, train_y).numpy()]
    if epoch % 5 == 0:
        print("epoch", epoch, "loss %.4f" % value)
print("w", model.w.numpy().ravel(), "b", model.b.numpy())
print(model.prediction(train_x[:2]).numpy())
w_, l_ = [value.numpy() for value in model.w_and_loss(y=train_y, x=train_x)]
