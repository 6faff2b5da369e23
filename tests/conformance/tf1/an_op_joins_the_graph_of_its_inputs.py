"""Outside of its graph, an op on a tensor of it joins that graph."""


def err(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "|", ([l for l in str(e).split("\n") if l.strip()] or [""])[0][:200])


g = tf.Graph()
with g.as_default():
    v = tf.Variable([1.0, 2.0], name="v")
    c = tf.constant([1.0, 2.0], name="c")
    p = tf.placeholder(tf.bool, [], name="p")
err(lambda: (v[0].graph is g, v[0].name))
err(lambda: (c[0].graph is g, (c * 2.0).name))
err(lambda: tf.map_fn(lambda t: t * 2.0, v).graph is g)
err(lambda: tf.map_fn(lambda t: t * 2.0, c).name)
err(lambda: tf.train.Saver([v]).saver_def.save_tensor_name)
err(lambda: [t.name for t in tf.tuple([v, c])])
err(lambda: tf.group(v, c).graph is g)
err(lambda: tf.cond(p, lambda: 1.0, lambda: 2.0).graph is g)
err(lambda: tf.while_loop(lambda i: i[0] < 2.0, lambda i: i + 1.0, [c]).graph is g)
err(lambda: tf.gradients(c * c, c)[0].graph is g)
err(lambda: tf.foldl(lambda a, b: a + b, c).graph is g)
err(lambda: tf.stack([c, c]).graph is g)
err(lambda: tf.case([(p, lambda: 1.0)], default=lambda: 2.0).graph is g)
err(lambda: tf.variables_initializer([v]).graph is g)
err(lambda: tf.assign(v, [3.0, 4.0]).graph is g)
err(lambda: tf.add_n([c, c]).graph is g)
err(lambda: tf.concat([c, [1.0]], 0).graph is g)
print(len(tf.get_default_graph().get_operations()))
