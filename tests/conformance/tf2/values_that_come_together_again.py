"""A variable in two places takes the value of the first, a scan keeps the shape of its start, texts are printed escaped."""
import sys
import tempfile


class Box(tf.Module):
    def __init__(self, **parts):
        super().__init__()
        for name, part in parts.items():
            setattr(self, name, part)


saved = Box(near=tf.Variable(1.0), far=Box(part=tf.Variable(2.0)))
path = tf.train.Checkpoint(box=saved).save(tempfile.mkdtemp() + "/saved")
shared = tf.Variable(0.0)
for box in (Box(near=shared, far=Box(part=shared)), Box(far=Box(part=shared), near=shared)):
    tf.train.Checkpoint(box=box).restore(path).assert_existing_objects_matched()
    print(shared.numpy())

rows = tf.constant([[1.0, 2.0], [3.0, 4.0]])
try:
    print(tf.scan(lambda total, row: row[0], rows, initializer=tf.zeros([2])))
except ValueError as error:
    print(error)
print(tf.scan(lambda total, row: row[0], rows, initializer=tf.zeros([2]), infer_shape=False))
tf.print(tf.constant([["\x00'\t\x7f\r\x1b"], ['é"\\\n']]), output_stream=sys.stdout)
tf.print("a\n'", tf.constant("b\n'"), output_stream=sys.stdout)
