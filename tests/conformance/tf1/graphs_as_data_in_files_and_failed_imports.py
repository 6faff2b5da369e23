"""An import that fails leaves no nodes but uses its name; files have a graph's text in order, and its meta graph; shapes go along if asked for."""
import os
import tempfile

a, b = tf.constant(1.0, name="a"), tf.placeholder(tf.float32, [None, 2], name="b")
c = tf.add(a, b, name="c")
definition = tf.get_default_graph().as_graph_def()
print([str(node.attr["_output_shapes"].list.shape).split() for node in tf.get_default_graph().as_graph_def(add_shapes=True).node])
with tf.Graph().as_default() as graph:
    number = tf.constant([1], name="number")
    for options in ({"return_elements": ["zz:0"]}, {"return_elements": ["c:5"]}, {"input_map": {"b": number}}, {"input_map": 3}, {"return_elements": ["c"]}, {}):
        try:
            print(tf.import_graph_def(definition, **options))
        except Exception as error:
            print(type(error).__name__, str(error).splitlines()[0])
        print([op.name for op in graph.get_operations()])
    print(number.consumers())
folder = tempfile.mkdtemp()
tf.train.write_graph(definition, folder, "graph.pbtxt")
with open(os.path.join(folder, "graph.pbtxt")) as file:
    print(file.read())
for given in ({"graph": tf.get_default_graph()}, {"graph_def": definition}):
    place = tempfile.mkdtemp()
    tf.summary.FileWriter(place, **given).close()
    print([event.WhichOneof("what") for name in os.listdir(place) for event in tf.train.summary_iterator(os.path.join(place, name))])
for params in ([], None):
    try:
        tf.nn.embedding_lookup(params, [0])
    except ValueError as error:
        print(error)
