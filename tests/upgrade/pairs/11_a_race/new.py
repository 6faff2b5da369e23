"""A value is read and written in one run, and nothing says which comes first."""
import tensorflow as tf


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.balance = tf.Variable(100.0, name="balance")

    @tf.function
    def interest_and_deposit(self):
        interest = self.balance * 0.1
        deposit = self.balance.assign_add(50.0)
        return [interest, deposit]


model = Model()
for month in range(2):
    print([value.numpy() for value in model.interest_and_deposit()])
