"""as_default makes a graph the default inside its block; blocks nest and are undone, also by an exception."""

outer = tf.get_default_graph()
print("one object:", outer is tf.get_default_graph())
g, h = tf.Graph(), tf.Graph()
print("making a Graph installs nothing:", tf.get_default_graph() is outer)
with g.as_default() as entered:
    print("yields the graph:", entered is g, tf.get_default_graph() is g)
    with h.as_default():
        print("inner:", tf.get_default_graph() is h)
        with g.as_default():
            print("the same graph again:", tf.get_default_graph() is g)
        print("back to inner:", tf.get_default_graph() is h)
    try:
        with h.as_default():
            tf.constant(1)
            raise KeyError("stop")
    except KeyError:
        print("after an exception:", tf.get_default_graph() is g)
print("outside:", tf.get_default_graph() is outer)
print([len(x.get_operations()) for x in (outer, g, h)])
