"""Saver matches by name: saved, the graph thrown away, restored into a second graph, one of two by a map of names."""
import os
import tempfile

import tensorflow as tf

path = os.path.join(tempfile.mkdtemp(), "model")


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable([1.0, 2.0], name="w")
        self.b = tf.Variable(0.5, name="b")

    def shift(self):
        shift = self.b.assign_add(1.0)
        return shift


model = Model()
model.shift()
tf.train.Checkpoint(w=model.w, b=model.b).write(path)


class Model2(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable([0.0, 0.0], name="w")
        self.offset = tf.Variable(0.0, name="offset")
        self.fresh = tf.Variable(9.0, name="fresh")

    def w_and_offset_and_fresh(self):
        out = tf.reduce_sum(self.w) + self.offset
        return [self.w, self.offset, self.fresh, out]


model2 = Model2()
tf.train.Checkpoint(w=model2.w, b=model2.offset).read(path).assert_existing_objects_matched()
print([value.numpy() for value in model2.w_and_offset_and_fresh()])
