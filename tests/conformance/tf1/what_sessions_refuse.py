"""A session names what it cannot run: fetches, feeds, other graphs, closed sessions, values that are not there."""

def first(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {[line for line in str(error).splitlines() if line.strip()][0][:160]}"

x = tf.placeholder(tf.float32, [None, 2], name="x")
y = tf.reduce_sum(x * 2.0, name="y")
v = tf.Variable([1.0, 2.0], name="v")
i = tf.placeholder(tf.int32, [], name="i")
sess = tf.Session()
print(first(lambda: sess.run(y)), first(lambda: sess.run(v)))
print(first(lambda: sess.run(y, {x: [1.0, 2.0]})), first(lambda: sess.run(y, {"x": [[1.0, 2.0]]})))
print(sess.run("y:0", {"x:0": [[1.0, 2.0]]}), first(lambda: sess.run("z:0")), first(lambda: sess.run("y")), first(lambda: sess.run(3)), first(lambda: sess.run(None)))
print(sess.run({"a": y, "b": [y, (y,)]}, {x: [[1, 2], [3, 4]]}), sess.run([], {x: [[1, 2]]}), first(lambda: sess.run([y, None], {x: [[1, 2]]})))
print(first(lambda: sess.run(i, {i: 1.5})), first(lambda: sess.run(i, {i: 2**40})), sess.run(i, {i: True}), first(lambda: sess.run(i, {i: [1]})), first(lambda: sess.run(i, {i: None})))
print(first(lambda: sess.run(y, {x: y})), first(lambda: sess.run(y, {3: 1})), first(lambda: sess.run(y, feed_dict=[1])))
with tf.Graph().as_default():
    z = tf.constant(1.0, name="z")
    print(first(lambda: sess.run(z)), first(lambda: z.eval(session=sess)))
print(first(lambda: z.eval()), first(lambda: y.eval({x: [[1, 2]]})))
with sess.as_default():
    print(y.eval({x: [[1, 2]]}), v.initializer.run(), v.eval().tolist(), tf.get_default_session() is sess)
sess.run(v.initializer)
print(sess.run(v.assign_add([1.0, 1.0])).tolist(), first(lambda: sess.run(v.assign([1.0]))), sess.run(y, {y: 5.0}), sess.run([v, v + 1], {v: [0.0, 0.0]})[1].tolist())
print(first(lambda: sess.run(tf.assign(v, [1.0, 2.0, 3.0], validate_shape=False)).tolist()), first(lambda: sess.run(v).tolist()))
fetch = sess.make_callable(y, [x])
print(fetch([[1, 1]]), first(lambda: fetch()), first(lambda: sess.run(tf.Assert(False, ["no"])))[:60])
print(first(lambda: sess.run(tf.div(1, tf.constant(0)))), first(lambda: sess.run(tf.gather([1, 2], 5))), first(lambda: sess.run(tf.reshape(tf.range(i), [2, 2]), {i: 3})))
try:
    sess.run(tf.check_numerics(tf.log(tf.constant(-1.0)), "bad", name="check"))
except tf.errors.InvalidArgumentError as error:
    print(error.op.name, error.node_def.name, error.error_code, "bad" in error.message)
sess.close()
print(first(lambda: sess.run(y)), sess.close(), first(lambda: tf.Session(graph=3)), first(lambda: tf.Session(tf.get_default_graph())))
graph = tf.get_default_graph()
graph.finalize()
print(first(lambda: tf.constant(1)), first(lambda: graph.add_to_collection("a", 1)), graph.finalized)
