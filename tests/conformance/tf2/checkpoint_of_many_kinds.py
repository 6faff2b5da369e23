"""A checkpoint takes variables, modules, lists, dicts, generators, optimizers and nested checkpoints; anything else is refused."""
import os
import tempfile

folder = tempfile.mkdtemp()
v = tf.Variable([1.0, 2.0])
optimizer = tf.keras.optimizers.SGD(0.1, momentum=0.9)
optimizer.apply_gradients([(tf.constant([1.0, 1.0]), v)])
checkpoint = tf.train.Checkpoint(v=v, listed=[tf.Variable(1)], mapped={"k": tf.Variable("text")}, nested=tf.train.Checkpoint(w=tf.Variable(True)), generator=tf.random.Generator.from_seed(1))
path = checkpoint.save(os.path.join(folder, "kinds"))
for name, shape in tf.train.list_variables(path):
    print(name, shape)
print(tf.train.load_variable(path, "mapped/k/.ATTRIBUTES/VARIABLE_VALUE"), tf.train.load_variable(path, "nested/w/.ATTRIBUTES/VARIABLE_VALUE"))
for label, make in (("number", lambda: tf.train.Checkpoint(x=1.5).save(os.path.join(folder, "n"))), ("tensor", lambda: tf.train.Checkpoint(x=tf.constant(1.0))), ("text", lambda: tf.train.Checkpoint(x="a").save(os.path.join(folder, "t"))),
                    ("plain", lambda: tf.train.Checkpoint(x=object()))):
    try:
        make()
        print(label, "taken")
    except (ValueError, TypeError) as error:
        print(label, type(error).__name__ + ":", str(error).split(" object at")[0].splitlines()[0][:110])
root = tf.train.Checkpoint(tf.Module())
print(type(root).__name__, os.path.basename(tf.train.Checkpoint(root=checkpoint).write(os.path.join(folder, "rooted"))))
