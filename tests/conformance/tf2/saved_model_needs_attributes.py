"""Saving a module whose traced function captured a variable that the module does not hold fails: ownership must be by attribute.

Surprising: the error depends on who is asked first. A signature gives AssertionError, a merely attached function KeyError.
"""
import tempfile

outside, module = tf.Variable(1.0, name="outside"), tf.Module()
module.f = tf.function(lambda x: x + outside)
concrete = module.f.get_concrete_function(tf.TensorSpec([], tf.float32))
for label, signatures in (("attached", None), ("as a signature", concrete)):
    try:
        tf.saved_model.save(module, tempfile.mkdtemp(), signatures=signatures)
    except (AssertionError, KeyError) as error:
        text = str(error).strip("'\"")
        print(label, type(error).__name__ + ":", text.split()[0], text.split()[1], "untracked" in text)
module.held = outside
tf.saved_model.save(module, tempfile.mkdtemp())
print("saved when held")
