"""A Module subclass that never calls super().__init__ still lists its variables; its name comes by the class when asked."""


class Careless(tf.Module):
    def __init__(self):
        self.v = tf.Variable(1.0)
        self.w = tf.Variable(2.0, trainable=False)


m = Careless()
print(len(m.variables), len(m.trainable_variables))
try:
    print(m.name)
except AttributeError as error:
    print(type(error).__name__)
