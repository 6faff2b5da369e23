"""`saved_model.load` takes the meta graph of the tags that it is given, and refuses tags that the model does not have."""
import tempfile; d = tempfile.mkdtemp(); v1 = tf.compat.v1
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, "|", str(e).replace(d, "D"))
m = tf.Module(); m.f = tf.function(lambda x: x + 1., input_signature=[tf.TensorSpec([], tf.float32)])
tf.saved_model.save(m, d + "/m")
for tags in (None, "serve", ["serve"], {"serve"}, "train", ["serve", "train"], []):
    err(lambda: float(tf.saved_model.load(d + "/m", tags=tags).f(tf.constant(1.))))
with tf.Graph().as_default(), v1.Session() as s:
    x = v1.placeholder(tf.float32, [], name="x"); v = v1.get_variable("v", initializer=2.); y = x * v
    s.run(v1.global_variables_initializer())
    b = v1.saved_model.Builder(d + "/o")
    b.add_meta_graph_and_variables(s, ["train"], {"a": v1.saved_model.predict_signature_def({"x": x}, {"y": y})})
    b.add_meta_graph(["serve", "gpu"], {"b": v1.saved_model.predict_signature_def({"x": x}, {"z": y})}); b.save()
for tags in (None, "train", ["train"], ["gpu", "serve"]): err(lambda: list(tf.saved_model.load(d + "/o", tags=tags).signatures))
for tags in ("serve", []):
    try: tf.saved_model.load(d + "/o", tags=tags)
    except RuntimeError as e: print(str(e).partition(", with")[0])
