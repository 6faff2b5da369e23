"""Signatures of a loaded SavedModel are functions by name that take keyword tensors and return a dict of tensors."""
import tempfile


class Scale(tf.Module):
    def __init__(self):
        super().__init__()
        self.factor = tf.Variable(2.0)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
    def __call__(self, x):
        return self.factor * x

    @tf.function(input_signature=[tf.TensorSpec([], tf.float32)])
    def named(self, x):
        return {"scaled": self.factor * x}


module, folder = Scale(), tempfile.mkdtemp()
tf.saved_model.save(module, folder, signatures={"serving_default": module.__call__, "named": module.named})
loaded = tf.saved_model.load(folder)
print(sorted(loaded.signatures), tf.saved_model.contains_saved_model(folder))
serve = loaded.signatures["serving_default"]
print(serve(x=tf.constant([1.0, 2.0])))
print(serve.structured_outputs)
print(loaded.signatures["named"](x=tf.constant(5.0)))
print(loaded(tf.constant([3.0])).numpy())
