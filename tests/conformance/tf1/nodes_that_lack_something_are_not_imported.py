"""A graph as data is refused whole where a node lacks an attribute or input, is there twice, or has no fit name."""

x = tf.placeholder(tf.float32, [None, 3], name="x")
v = tf.Variable([1.0], name="v")
y = tf.add(tf.multiply(x, tf.constant(2.0, name="c"), name="m"), v, name="y")
z = tf.concat([y, y], 1, name="z")
tf.cast(x, tf.int32, name="k")
data = tf.get_default_graph().as_graph_def()
print(len(tf.get_default_graph().as_graph_def(from_version=3).node) == len(data.node))


def attempt(edit):
    changed = tf.GraphDef()
    changed.CopyFrom(data)
    edit({node.name: node for node in changed.node}, changed)
    with tf.Graph().as_default() as graph:
        try:
            tf.import_graph_def(changed, name="")
        except ValueError as error:
            print(str(error).replace("; Op<", " from Op<").split(" from Op<")[0])
        print(len(graph.get_operations()))


def without(node, attribute):
    def edit(nodes, changed):
        del nodes[node].attr[attribute]

    return edit


for pair in (("x", "dtype"), ("x", "shape"), ("v", "shape"), ("v", "container"), ("c", "value"), ("z", "Tidx"),
             ("k", "DstT"), ("k", "Truncate"), ("v/Assign", "use_locking")):
    attempt(without(*pair))
attempt(lambda nodes, changed: changed.node.extend([nodes["x"]]))
attempt(lambda nodes, changed: nodes["m"].input.append("c"))
attempt(lambda nodes, changed: nodes["m"].input.pop())
attempt(lambda nodes, changed: nodes["z"].input.append("y"))
attempt(lambda nodes, changed: nodes["m"].input.append("^x"))
attempt(lambda nodes, changed: nodes["m"].input.__setitem__(0, "x:1"))
attempt(lambda nodes, changed: nodes["m"].input.__setitem__(0, "nobody"))
attempt(lambda nodes, changed: setattr(nodes["m"], "name", "no name"))
attempt(lambda nodes, changed: setattr(nodes["m"].attr["T"], "type", 3))
attempt(lambda nodes, changed: setattr(nodes["z"].attr["N"], "i", 3))
attempt(lambda nodes, changed: setattr(nodes["m"].attr["_note"], "i", 3))
