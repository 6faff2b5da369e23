"""What is drawn at random in a run: the two programs are compared for the numbers that the old one drew."""
import tensorflow as tf


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable(tf.random.truncated_normal([4, 1], stddev=0.5), name="w")
        self.optimizer = tf.keras.optimizers.SGD(0.1)

    @tf.function(input_signature=[tf.TensorSpec([None, 4], tf.float32)])
    def train(self, x):
        with tf.GradientTape() as tape:
            kept = tf.nn.dropout(x, rate=1 - 0.5)
            loss = tf.reduce_mean(tf.square(tf.matmul(kept, self.w)))
        variables = [self.w]
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))

    def noise(self):
        noise = tf.random.uniform([3], -1.0, 1.0)
        return noise

    @tf.function(input_signature=[tf.TensorSpec([None, 4], tf.float32)])
    def noise_and_loss(self, x):
        noise = tf.random.uniform([3], -1.0, 1.0)
        kept = tf.nn.dropout(x, rate=1 - 0.5)
        loss = tf.reduce_mean(tf.square(tf.matmul(kept, self.w)))
        return [noise, loss]


model = Model()
for turn in range(3):
    model.train([[1.0, 2.0, 3.0, 4.0]])
print(model.noise().numpy().shape)
print([value.numpy() for value in model.noise_and_loss([[1.0, 1.0, 1.0, 1.0]])][0].shape)
