"""A page on exporting: a module with signatures, what the loaded object is, retraining it, and what is not saved."""
import os
import tempfile


class CustomModule(tf.Module):
    def __init__(self):
        super().__init__()
        self.v = tf.Variable(1.0)

    @tf.function
    def __call__(self, x):
        print("Tracing with", x)
        return x * self.v

    @tf.function(input_signature=[tf.TensorSpec([], tf.float32)])
    def mutate(self, new_v):
        self.v.assign(new_v)


folder = tempfile.mkdtemp()
module = CustomModule()
module_no_signatures_path = os.path.join(folder, "module_no_signatures")
module(tf.constant(0.0))
print("Saving model...")
tf.saved_model.save(module, module_no_signatures_path)
imported = tf.saved_model.load(module_no_signatures_path)
assert imported(tf.constant(3.0)).numpy() == 3
imported.mutate(tf.constant(2.0))
assert imported(tf.constant(3.0)).numpy() == 6
print(len(imported.signatures))
optimizer_steps = []


def train_step():
    with tf.GradientTape() as tape:
        loss = (10.0 - imported(tf.constant(2.0))) ** 2
    grads = tape.gradient(loss, [imported.v])
    imported.v.assign_sub(0.05 * grads[0])
    return loss


for _ in range(10):
    print("loss={:.2f} x={:.2f}".format(train_step(), imported.v.numpy()))
call = module.__call__.get_concrete_function(tf.TensorSpec(None, tf.float32))
tf.saved_model.save(module, os.path.join(folder, "with_signature"), signatures=call)
imported = tf.saved_model.load(os.path.join(folder, "with_signature"))
print(list(imported.signatures.keys()))


class WithOutputName(tf.Module):
    def __init__(self):
        super().__init__()
        self.v = tf.Variable(2.0)

    @tf.function(input_signature=[tf.TensorSpec([], tf.float32)])
    def __call__(self, x):
        return {"custom_output_name": x * self.v}


module_output = WithOutputName()
tf.saved_model.save(module_output, os.path.join(folder, "names"), signatures={"serving_default": module_output.__call__.get_concrete_function()})
imported = tf.saved_model.load(os.path.join(folder, "names"))
print(imported.signatures["serving_default"].structured_outputs)
print(imported.signatures["serving_default"](x=tf.constant(3.0)))
print(type(imported).__name__, isinstance(imported, tf.Module), isinstance(imported.v, tf.Variable))
try:
    tf.saved_model.load(os.path.join(folder, "nothing"))
except OSError as e:
    print(type(e).__name__)
