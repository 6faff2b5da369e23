"""tf.summary functions make string tensors in the SUMMARIES collection, which merge_all joins into one."""
import numpy as np

print(tf.summary.merge_all())
loss = tf.placeholder(tf.float32, [], name="loss")
a = tf.summary.scalar("loss", loss)
with tf.name_scope("layer"):
    b = tf.summary.histogram("weights", tf.constant([1.0, 2.0]))
    c = tf.summary.scalar(name="acc", tensor=tf.constant(0.5))
d = tf.summary.image("picture", tf.zeros([1, 2, 2, 1]), max_outputs=1)
e = tf.summary.text("words", tf.constant("hello"))
own = tf.summary.scalar("apart", loss, collections=["mine"])
again = tf.summary.scalar("loss", loss)
print(a, b.name, c.name, d.name, e.name, own.name, again.name)
print([t.name for t in tf.get_collection(tf.GraphKeys.SUMMARIES)], [t.name for t in tf.get_collection("mine")])
merged = tf.summary.merge_all()
print(merged, tf.summary.merge([a, c]).dtype.name, tf.summary.merge_all(key="mine").name, tf.summary.merge_all("none"))
with tf.Session() as sess:
    text = sess.run(merged, {loss: 1.5})
    print(type(text).__name__)
    summary = tf.Summary()
    summary.ParseFromString(sess.run(a, {loss: 2.5}))
    print(summary.value[0].tag, summary.value[0].simple_value)
    summary = tf.Summary.FromString(sess.run(c))
    print([v.tag for v in summary.value])
try:
    tf.summary.scalar("words", "text")
    tf.summary.scalar("vector", tf.constant([1.0, 2.0]))
    print("made; a vector fails when it runs")
except (ValueError, TypeError) as error:
    print(type(error).__name__)
