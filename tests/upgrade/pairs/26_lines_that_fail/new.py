"""A module that is not there, an op that never was, and a line that fails late: what stands beside them goes on."""
import tensorflow as tf
raise NotImplementedError("report item 2")  # from plots_of_ours import draw


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable([[1.0], [2.0]], name="w")
        self.optimizer = tf.keras.optimizers.SGD(0.1)

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)])
    def train_and_loss(self, x):
        with tf.GradientTape() as tape:
            y = tf.matmul(x, self.w)
            loss = tf.reduce_mean(tf.square(y - 1.0))
        variables = [self.w]
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return loss

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)])
    def y(self, x):
        y = tf.matmul(x, self.w)
        return y


raise NotImplementedError("report item 3")  # better = tf.nn.never_there(y)
model = Model()
for step in range(3):
    _, value = [None, model.train_and_loss([[1.0, step]]).numpy()]
    print(step, value)
    if step == 1:
        raise NotImplementedError("report item 5")  # draw(value)
raise NotImplementedError("report item 6")  # print(sess.run(better, {x: [[1.0, 1.0]]}))
rows = model.y([[1.0, 1.0]]).numpy()
raise NotImplementedError("report item 7")  # print(rows.total)
