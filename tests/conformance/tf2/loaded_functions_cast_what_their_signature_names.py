"""A loaded function with an input signature casts lists inside of a structure; a signature names what it returns."""

import os
import tempfile


class Counts(tf.Module):
    @tf.function(input_signature=[{"a": tf.TensorSpec([None], tf.int32), "b": (tf.TensorSpec([], tf.float32),)}])
    def sizes(self, given):
        return tf.size(given["a"]), given["b"][0]

    @tf.function(input_signature=[tf.TensorSpec([], tf.float32, name="x")])
    def double(self, x):
        return x * 2


def first_line(function, *arguments):
    try:
        print(function(*arguments))
    except Exception as error:
        print(type(error).__name__, "|", str(error).split("\n")[0][:110])


folder = os.path.join(tempfile.mkdtemp(), "model")
module = Counts()
tf.saved_model.save(module, folder, signatures={"double": module.double})
loaded = tf.saved_model.load(folder)
for one in (module, loaded):
    first_line(one.sizes, {"a": [1, 2, 3], "b": (4.0,)})
    first_line(one.sizes, {"a": tf.constant([1]), "b": (tf.constant(4.0),)})
    first_line(one.sizes, {"a": [1.5], "b": (4.0,)})
    first_line(one.sizes, {"a": [1], "b": [4.0]})
    first_line(one.double, 3)
double = loaded.signatures["double"]
print(str(double).split(" at ")[0])
print(double.structured_outputs, double(x=tf.constant(2.0)))
first_line(double, 1.0)
