"""A method under tf.function is traced separately for each instance, and each trace uses its own instance's variables."""
traces = []


class Adder:
    def __init__(self, value):
        self.v = tf.Variable(value)

    @tf.function
    def add(self, x):
        traces.append(float(self.v.shape.rank))
        return self.v + x


a, b = Adder(1.0), Adder(100.0)
print(a.add(tf.constant(1.0)).numpy(), b.add(tf.constant(1.0)).numpy(), a.add(tf.constant(2.0)).numpy(), len(traces))
print(a.add is a.add, a.add is b.add, type(a.add).__name__ == type(Adder.add).__name__)
