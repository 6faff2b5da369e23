"""`init_from_checkpoint` gives each part of a partitioned variable its own part of the value, by name, list or scope."""
import tempfile; d = tempfile.mkdtemp()
a = tf.get_variable("s/a", initializer=[[1., 2.], [3., 4.], [5., 6.]]); b = tf.get_variable("s/b", initializer=7.)
s = tf.Session(); s.run(tf.global_variables_initializer()); path = tf.train.Saver([a, b]).save(s, d + "/m")
for place, mapping in ((path, {"s/a": "t/p"}), (d, {"s/a": "t/p"}), (path, {"s/": "t/"}), (path, {"s/a": list}), (path, {"s/a": "t/p", "s/b": "t/b"}), (path, {"/": "t/"}), (path, {"s/": "q/"}),
                       (d, {"none": "t/b"}), (path, {"s/b": "t/a"}), (path, {"s/b": "t/p/part_0"}), (path, {"s/": "t"}), (path, {"s": "t/"}), (path, {"s/b": "none"}), (path, [("s/b", "t/b")])):
    with tf.Graph().as_default(), tf.Session() as s, tf.variable_scope("t"):
        p = tf.get_variable("p", [3, 2], partitioner=tf.fixed_size_partitioner(2), initializer=tf.zeros_initializer())
        c, e = tf.get_variable("b", initializer=0.), tf.get_variable("a", [3, 2], initializer=tf.zeros_initializer())
        try: tf.train.init_from_checkpoint(place, {k: list(p) if v is list else v for k, v in mapping.items()} if isinstance(mapping, dict) else mapping)
        except ValueError as error: print(str(error).partition(" {")[0].replace(d, "D")); continue
        s.run(tf.global_variables_initializer()); print(*[v.tolist() for v in s.run([*p, c, e])])
