"""One tower used twice: variable_scope with reuse says by name what a shared object would say."""
import tensorflow as tf


class Dense(tf.Module):
    def __init__(self, units, inputs, scope):
        super().__init__()
        self.w = tf.Variable(tf.constant_initializer(0.5)([inputs, units]), name=scope + "/w")
        self.b = tf.Variable(tf.zeros_initializer()([units]), name=scope + "/b")

    def __call__(self, x):
        return tf.matmul(x, self.w) + self.b


class Tower(tf.Module):
    def __init__(self):
        super().__init__()
        self.one = Dense(3, 2, "siamese/one")
        self.two = Dense(1, 3, "siamese/two")

    def __call__(self, x):
        return self.two(tf.nn.relu(self.one(x)))


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.tower = Tower()

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)] * 2)
    def distance(self, left, right):
        distance = tf.abs(self.tower(left) - self.tower(right))
        return distance


model = Model()
print([v.name.split(":")[0] for v in [model.tower.one.w, model.tower.one.b, model.tower.two.w, model.tower.two.b]])
print(model.distance([[1, 2], [3, 4]], [[0, 1], [5, 5]]).numpy())
