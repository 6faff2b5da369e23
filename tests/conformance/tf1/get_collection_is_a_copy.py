"""get_collection is a copy and get_collection_ref the list itself, which is made by asking."""

v = tf.Variable(1.0, name="v")
w = tf.Variable(2.0, name="w")
tf.get_collection("variables").clear()
print([x.op.name for x in tf.global_variables()])
print(tf.get_collection_ref("variables") is tf.get_collection_ref("variables"))
tf.get_collection_ref("variables").remove(v)
print("hidden from the initialiser:", [x.op.name for x in tf.global_variables()])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(tf.is_variable_initialized(v)), sess.run(tf.is_variable_initialized(w)))
graph = tf.get_default_graph()
print("asked" in graph.get_all_collection_keys(), tf.get_collection("asked"))
print("get_collection makes nothing:", "asked" in graph.get_all_collection_keys())
print(tf.get_collection_ref("asked"), "asked" in graph.get_all_collection_keys())
