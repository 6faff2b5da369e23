"""A meta graph that wrap_function imports has its variables outside, without a value until a Saver restores them."""

import os
import tempfile

tf1 = tf.compat.v1
os.chdir(tempfile.mkdtemp())

with tf.Graph().as_default(), tf1.Session() as session:
    x = tf1.placeholder(tf.float32, shape=[], name="x")
    v = tf1.Variable(3.0, name="v")
    w = tf1.Variable([1.0, 2.0], name="w", trainable=False)
    y = tf.multiply(x, v, name="y")
    z = tf.add(w, y, name="z")
    session.run(tf1.global_variables_initializer())
    print(session.run([y, z], {x: 5.0}))
    tf1.train.Saver().save(session, "values")
    tf1.train.export_meta_graph(filename="multiply.pb")


def imported():
    tf1.train.import_meta_graph("multiply.pb")


wrapped = tf1.wrap_function(imported, [])
graph = wrapped.graph
print(graph.get_tensor_by_name("y:0"))
for variable in sorted(wrapped.variables, key=lambda variable: variable.name):
    print(variable, variable.trainable)
product = wrapped.prune(feeds=graph.get_tensor_by_name("x:0"), fetches=graph.get_tensor_by_name("y:0"))
both = wrapped.prune("x:0", ["y:0", "z:0"])
tf1.train.Saver(wrapped.variables).restore(sess=None, save_path="values")
print(product(tf.constant(5.0)), both(tf.constant(1.0)))
sorted(wrapped.variables, key=lambda variable: variable.name)[0].assign(10.0)
print(product(tf.constant(5.0)), "an initializer that nobody fetches does not run")
