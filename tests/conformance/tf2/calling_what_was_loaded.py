"""A function of a loaded model binds its arguments as the saved one did, and says in the same words what does not fit."""
import tempfile

class Model(tf.Module):
    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32), tf.TensorSpec([], tf.int32, name="q")])
    def fixed(self, n, k):
        return n

    @tf.function
    def free(self, a, b=2, *, c=None):
        return a

folder = tempfile.mkdtemp()
model = Model()
model.free(tf.constant(1.0))
model.free(tf.constant(1), b=3, c=[tf.constant(1.0)])
tf.saved_model.save(model, folder)
loaded = tf.saved_model.load(folder)

def told(call):
    try:
        print(call())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, str(error).replace(folder, "FOLDER"))

for call in (lambda: loaded.fixed(), lambda: loaded.fixed([1.0]), lambda: loaded.fixed(tf.constant([[1.0]]), 1), lambda: loaded.fixed([1.0], 1, 2), lambda: loaded.fixed([1.0], k=1),
             lambda: loaded.fixed([1.0], zz=1), lambda: loaded.fixed("a", 1), lambda: loaded.fixed(n=[1.0], k=1), lambda: loaded.fixed([1.0], 1.5), lambda: loaded.free(),
             lambda: loaded.free(tf.constant(1.0)), lambda: loaded.free(tf.constant([1.0])), lambda: loaded.free(tf.constant(1), c=[tf.constant(1.0)], b=3),
             lambda: loaded.free(tf.constant(1), 3, c=None), lambda: loaded.free(tf.constant(1), 3, 1)):
    told(call)
