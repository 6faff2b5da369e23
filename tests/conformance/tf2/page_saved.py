"""A page in the manner of the public guides: modules saved and loaded."""
import os
import tempfile

os.chdir(tempfile.mkdtemp())
import os
import tempfile
tmpdir = './tm'
class CustomModule(tf.Module):

  def __init__(self):
    super(CustomModule, self).__init__()
    self.v = tf.Variable(1.)

  @tf.function
  def __call__(self, x):
    print('Tracing with', x)
    return x * self.v

  @tf.function(input_signature=[tf.TensorSpec([], tf.float32)])
  def mutate(self, new_v):
    self.v.assign(new_v)

module = CustomModule()
module_no_signatures_path = os.path.join(tmpdir, 'module_no_signatures')
module(tf.constant(0.))
print('Saving model...')
tf.saved_model.save(module, module_no_signatures_path)
imported = tf.saved_model.load(module_no_signatures_path)
assert imported(tf.constant(3.)).numpy() == 3
imported.mutate(tf.constant(2.))
assert imported(tf.constant(3.)).numpy() == 6
@tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
def f(x): return x
try:
  imported(tf.constant([3.]))
except ValueError as e:
  print(type(e).__name__, str(e).splitlines()[0])
optimizer = tf.keras.optimizers.SGD(0.05)

def train_step():
  with tf.GradientTape() as tape:
    loss = (10. - imported(tf.constant(2.))) ** 2
  variables = tape.watched_variables()
  grads = tape.gradient(loss, variables)
  optimizer.apply_gradients(zip(grads, variables))
  return loss
for _ in range(10):
  print("loss={:.2f} v={:.2f}".format(train_step(), imported.v.numpy()))
loaded = tf.saved_model.load(module_no_signatures_path)
print("fine"); print(repr((list(loaded.signatures.keys()))))
assert len(imported.signatures) == 0
module_with_signature_path = os.path.join(tmpdir, 'module_with_signature')
call = module.__call__.get_concrete_function(tf.TensorSpec(None, tf.float32))
tf.saved_model.save(module, module_with_signature_path, signatures=call)
imported_with_signatures = tf.saved_model.load(module_with_signature_path)
print(repr((list(imported_with_signatures.signatures.keys()))))
module_multiple_signatures_path = os.path.join(tmpdir, 'module_with_multiple_signatures')
signatures = {"serving_default": call,
              "array_input": module.__call__.get_concrete_function(tf.TensorSpec([None], tf.float32))}

tf.saved_model.save(module, module_multiple_signatures_path, signatures=signatures)
imported_with_multiple_signatures = tf.saved_model.load(module_multiple_signatures_path)
print(repr((list(imported_with_multiple_signatures.signatures.keys()))))
class CustomModuleWithOutputName(tf.Module):
  def __init__(self):
    super(CustomModuleWithOutputName, self).__init__()
    self.v = tf.Variable(1.)

  @tf.function(input_signature=[tf.TensorSpec(None, tf.float32)])
  def __call__(self, x):
    return {'custom_output_name': x * self.v}

module_output = CustomModuleWithOutputName()
call_output = module_output.__call__.get_concrete_function(tf.TensorSpec(None, tf.float32))
module_output_path = os.path.join(tmpdir, 'module_with_output_name')
tf.saved_model.save(module_output, module_output_path,
                    signatures={'serving_default': call_output})
imported_with_output_name = tf.saved_model.load(module_output_path)
print(repr((imported_with_output_name.signatures['serving_default'].structured_outputs)))
infer = imported_with_output_name.signatures['serving_default']
print(infer.structured_input_signature, infer(tf.constant(2.)), infer(x=tf.constant(2.)))
print(repr((type(imported).__name__, imported.v, imported.variables if hasattr(imported,'variables') else None)))
