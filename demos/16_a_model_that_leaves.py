"""A trained model leaves for a phone: who owns its variables in the file, and who when it has arrived?"""

import os
import tempfile
import weakref

import numpy as np

import lifetimes.tf2 as tf

# %%
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
try:
    import tensorflow
except ImportError:
    raise SystemExit("This demo hands a model to real TensorFlow: pip install tensorflow-cpu, run it again.") from None


class Line(tf.Module):
    """Two variables, which the object owns."""

    def __init__(self):
        super().__init__()
        self.slope, self.offset = tf.Variable(0.0, name="slope"), tf.Variable(0.0, name="offset")

    @tf.function(input_signature=[tf.TensorSpec([3], tf.float32, "x")])
    def predict(self, x):
        return {"y": self.slope * x + self.offset}


# %%
line, x = Line(), tf.constant([0.0, 1.0, 2.0])
for _ in range(300):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((line.predict(x)["y"] - [1.0, 3.0, 5.0]) ** 2)
    for variable, gradient in zip(line.variables, tape.gradient(loss, line.variables), strict=True):
        variable.assign_sub(0.2 * gradient)
print("trained here:            ", np.round(line.predict(x)["y"].numpy(), 3))

folder = tempfile.mkdtemp()
tf.saved_model.save(line, folder)
watch = weakref.ref(line.slope)
del line, variable, tape
print("its name is gone, and so is the variable:", watch() is None)

# %%
_, *values = tf.train.list_variables(os.path.join(folder, "variables", "variables"))
for name, shape in values:
    print("in the file, held by nobody:", name, shape)

arrived = tensorflow.saved_model.load(folder)
print("loaded by TensorFlow:    ", np.round(arrived.predict(np.float32(x))["y"].numpy(), 3))

model = tensorflow.lite.TFLiteConverter.from_saved_model(folder).convert()
run = tensorflow.lite.Interpreter(model_content=model).get_signature_runner("serving_default")
print("run by TensorFlow Lite:  ", np.round(run(x=np.float32(x))["y"], 3))

print("What to notice: in a file nobody owns anything; the reader decides who will.")
