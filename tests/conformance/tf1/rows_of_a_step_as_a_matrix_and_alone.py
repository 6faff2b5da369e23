"""A step of gradient descent on some rows takes their numbers in a matrix, and one number alone."""
import gc, os, sys, weakref
import numpy as np

for rows in ([[0, 2]], [[1], [0]], 1):
    for use_resource in (False, True):
        tf.reset_default_graph()
        v = tf.Variable(np.ones((3, 2), "f"), use_resource=use_resource)
        slices = tf.IndexedSlices(tf.ones([*np.shape(rows), 2]), tf.constant(rows))
        step = tf.train.GradientDescentOptimizer(0.25).apply_gradients([(slices, v)])
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            session.run(step)
            print(rows, use_resource, session.run(v).tolist())
