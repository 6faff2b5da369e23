"""An initializer is told which part of a partitioned variable it makes, and scales by the shape of the whole."""

import numpy as np


def told(shape, dtype=None, partition_info=None):
    print(shape, partition_info and (partition_info.full_shape, partition_info.var_offset))
    return tf.fill(shape, -1.0 if partition_info is None else float(partition_info.var_offset[0]))


def untold(shape, dtype=None):
    return tf.ones(shape)


cut = tf.fixed_size_partitioner(3)
asked = tf.get_variable("asked", [7, 2], initializer=told, partitioner=cut)
whole = tf.get_variable("whole", [2], initializer=told)
plain = tf.get_variable("plain", [3, 2], initializer=untold, partitioner=cut)
zeros = tf.get_variable("zeros", [3, 2], initializer=tf.zeros_initializer, partitioner=cut)
default = tf.get_variable("default", [60, 40], partitioner=cut)
scaled = tf.get_variable(
    "scaled", [60, 40], initializer=tf.variance_scaling_initializer(2.0, "fan_in", "uniform"), partitioner=cut
)
with tf.variable_scope("dense", partitioner=cut):
    tf.layers.dense(tf.ones([1, 30]), 6, name="layer")
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(asked.as_tensor())[:, 0], sess.run(whole), sess.run(plain.as_tensor()).tolist())
    for op in tf.get_default_graph().get_operations():
        if op.type == "Const" and op.name.endswith(("uniform/max", "normal/stddev")):
            print(op.name, round(float(sess.run(op.outputs[0])), 5))
