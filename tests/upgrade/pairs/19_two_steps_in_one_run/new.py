"""Two optimizers in one run: what one trains the other reads, and nothing says before or after."""
import tensorflow as tf


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.judge = tf.Variable(2.0, name="judge")
        self.maker = tf.Variable(1.0, name="maker")
        self.optimizer = tf.keras.optimizers.SGD(0.1)
        self.optimizer_2 = tf.keras.optimizers.SGD(0.1)

    def judged_and_made(self):
        with tf.GradientTape(persistent=True) as tape:
            score = self.judge * self.maker
            objective = -score
        variables = [self.judge]
        self.optimizer.apply_gradients(zip(tape.gradient(objective, variables), variables))
        variables = [self.maker]
        self.optimizer_2.apply_gradients(zip(tape.gradient(score, variables), variables))


model = Model()
model.judged_and_made()
print("%.1f" % model.judge.numpy())
