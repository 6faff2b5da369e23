"""tables_initializer without tables does nothing, initialize_all_variables is the old global_variables_initializer."""

v = tf.Variable(1.0, name="v")
w = tf.Variable(2.0, name="w")
print(tf.tables_initializer().type, tf.initialize_all_variables().type, tf.initialize_all_variables().name, tf.initialize_variables([v]).name,
      tf.local_variables_initializer().name, tf.variables_initializer([w], name="only_w").name, tf.initialize_local_variables().type)
with tf.Session() as sess:
    print(sess.run(tf.tables_initializer()), sess.run("init"), sess.run([v, w]))
    sess.run(v.assign(9.0))
    tf.variables_initializer(var_list=[w]).run()
    print(sess.run([v, w]), sess.run(tf.variables_initializer([])))
