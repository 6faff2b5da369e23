"""A built model of Keras is saved with a signature for serving; a fitted one leaves out the functions that fitted it."""

import os
import tempfile

folder = tempfile.mkdtemp()
layers = tf.keras.layers


def served(model, name):
    path = os.path.join(folder, name)
    tf.saved_model.save(model, path)
    return tf.saved_model.load(path)


row = tf.keras.Sequential([tf.keras.Input((2,)), layers.Dense(1, kernel_initializer="ones")])
loaded = served(row, "row")
print(sorted(os.listdir(os.path.join(folder, "row"))), type(loaded).__name__)
serve = loaded.signatures["serving_default"]
print(serve(tf.ones([1, 2])), serve.structured_input_signature, serve.structured_outputs)
print(serve(inputs=tf.ones([2, 2]))["output_0"].shape)


class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.inner = layers.Dense(2, kernel_initializer="ones")

    def call(self, x):
        return self.inner(x)


net = Net()
print("not built:", list(served(net, "net").signatures))
net(tf.ones([3, 2]))
loaded = served(net, "built")
print(list(loaded.signatures), loaded.signatures["serving_default"].structured_input_signature)
net.compile("sgd", "mse")
net.fit(tf.ones([4, 2]), tf.ones([4, 2]), verbose=0)
net.evaluate(tf.ones([4, 2]), tf.ones([4, 2]), verbose=0)
print("fitted:", list(served(net, "fitted").signatures), net.train_function is None)

pair = [tf.keras.Input((1,), name=name) for name in ("a", "b")]
signatures = served(tf.keras.Model(pair, layers.Add()(pair)), "pair").signatures
print(sorted(signatures["serving_default"].structured_input_signature[1]))
root = tf.Module()
root.model = row
print("inside of another object:", list(served(root, "root").signatures))
layer = layers.Dense(2)
layer(tf.ones([1, 2]))
print("a layer:", list(served(layer, "layer").signatures))
