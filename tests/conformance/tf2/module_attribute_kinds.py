"""Tuples, named tuples, nested modules in dicts, properties and class attributes: what a module tracks and what not."""
import collections

Pair = collections.namedtuple("Pair", "left right")


class Holder(tf.Module):
    shared = tf.Variable(0.0, name="class_attribute")

    def __init__(self):
        super().__init__()
        self.pair = Pair(tf.Variable(1.0, name="left"), tf.Variable(2.0, name="right"))
        self.by_name = {"sub": tf.Module(), "v": tf.Variable(3.0, name="in_dict")}
        self.by_name["sub"].deep = tf.Variable(4.0, name="deep")
        self.ordered = collections.OrderedDict(b=tf.Variable(5.0, name="ordered_b"), a=tf.Variable(6.0, name="ordered_a"))
        self.function = lambda: tf.Variable(7.0)

    @property
    def computed(self):
        return tf.Variable(8.0, name="computed")


m = Holder()
print([v.name for v in m.variables], len(m.submodules))
print(m.pair.left.numpy(), type(m.ordered).__name__)
