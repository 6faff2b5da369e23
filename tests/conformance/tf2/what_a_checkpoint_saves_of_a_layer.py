"""A checkpoint knows what a layer has on its attributes, and a model's layers by their place; what only a list or a dict holds is not saved."""
import tempfile

keras, folder = tf.keras, tempfile.mkdtemp()

def keys(**objects):
    path = tf.train.Checkpoint(**objects).write(f"{folder}/{len(objects)}")
    print([key.replace("/.ATTRIBUTES/VARIABLE_VALUE", "") for key, _ in tf.train.list_variables(path)][1:])

class Scaled(keras.layers.Layer):
    def build(self, shape):
        self.w = self.add_weight(shape=(2,), name="other")
        self.add_weight(shape=(), name="loose", trainable=False)
        self.v = tf.Variable(1.0)

    def call(self, x):
        return x * self.w

class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.d = keras.layers.Dense(1)
        self.blocks = [keras.layers.Dense(1), Scaled()]
        self.row = keras.Sequential([keras.layers.Dense(2)])
        self.named = {"a": keras.layers.Dense(1)}
        self.k = tf.Variable(1.0)

    def call(self, x):
        return self.named["a"](self.blocks[1](self.row(x))) + self.blocks[0](self.d(x))

x = tf.ones([1, 2])
scaled, net = Scaled(), Net()
scaled(x), net(x)
keys(m=scaled)
keys(m=net)
print(len(net.weights))
value = keras.Input((2,))
keys(m=keras.Model(value, keras.layers.Dense(1)(keras.layers.Dense(2)(value))))
row = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2, name="a"), keras.layers.Dense(1, name="b")])
keys(m=row)
norm, table = keras.layers.BatchNormalization(), keras.layers.Embedding(2, 2)
norm(x), table(tf.constant([1]))
keys(n=norm, t=table)
saved = tf.train.Checkpoint(model=row).save(folder + "/row")
later = keras.Sequential([keras.layers.Dense(2), keras.layers.Dense(1)])
status = tf.train.Checkpoint(model=later).restore(saved)
later(x)
print([(a == b).all() for a, b in zip(later.get_weights(), row.get_weights())])
status.assert_existing_objects_matched()
wider = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, name="a")], name="wider")
try:
    tf.train.Checkpoint(model=wider).restore(saved)
except ValueError as error:
    print(error)
print([variable.value.name for variable in row.weights])
