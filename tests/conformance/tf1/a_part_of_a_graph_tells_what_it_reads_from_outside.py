"""A meta graph of a scope names what its nodes read from outside in a collection, and is imported only with all of that given."""
def err(f):
    try: print(f())
    except ValueError as e: print("ValueError |", e)
with tf.Graph().as_default() as g:
    a = tf.get_variable("a", initializer=1.); p = tf.placeholder(tf.float32, [], name="p"); nop = tf.no_op("nop")
    with tf.name_scope("sc"):
        b = tf.Variable(2., name="b"); c = tf.add(a, b, name="c"); e = tf.add(c, p, name="e")
    m = tf.train.export_meta_graph(export_scope="sc"); whole = tf.train.export_meta_graph()
    print([(n.name, list(n.input)) for n in m.graph_def.node]); print(sorted(m.collection_def), sorted(m.collection_def["unbound_inputs"].bytes_list.value), tf.get_collection("unbound_inputs"))
    with tf.name_scope("in"), tf.control_dependencies([nop]): tf.identity(tf.constant(1., name="k"), name="i")
    inner = tf.train.export_meta_graph(export_scope="in"); print([(n.name, list(n.input)) for n in inner.graph_def.node], tf.get_collection("unbound_inputs"))
for names in ((), ("$unbound_inputs_a/read",), ("$unbound_inputs_a/read", "$unbound_inputs_p"), ("$unbound_inputs_a/read", "$unbound_inputs_p", "q"), ("a/read", "p")):
    with tf.Graph().as_default() as g, tf.Session() as s:
        given = {name: tf.constant(10.) for name in names}
        err(lambda: type(tf.train.import_meta_graph(m, input_map=given)).__name__)
        print([o.name for o in g.get_operations() if "Const" not in o.name], sorted(g.get_all_collection_keys()))
        if "e" in [o.name for o in g.get_operations()]: s.run(tf.global_variables_initializer()); print(s.run("e:0"))
with tf.Graph().as_default(): err(lambda: type(tf.train.import_meta_graph(whole)).__name__)
