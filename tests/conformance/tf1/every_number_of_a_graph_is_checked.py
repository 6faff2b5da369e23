"""`add_check_numerics_ops` checks each float that the graph has by then, one behind the other, and names the first bad."""

x = tf.placeholder(tf.float32, [None], "x")
w = tf.Variable([1.0, 2.0], name="w")
y = tf.log(x, name="y") * w
count = tf.size(y, name="count") * 2
check = tf.add_check_numerics_ops()
later = tf.sqrt(-x, name="later")
print(check.name, [one.name for one in check.control_inputs])
print([(op.name, op.inputs[0].name, [one.name for one in op.control_inputs]) for op in tf.get_default_graph().get_operations() if op.type == "CheckNumerics"])
with tf.Session() as sess:
    sess.run(w.initializer)
    print(sess.run([check, y], {x: [1.0, 1.0]})[1].tolist())
    for bad in ([1.0, 0.0], [1.0, -1.0], [1.0, float("inf")]):
        try:
            sess.run(check, {x: bad})
        except tf.errors.InvalidArgumentError as error:
            print([line for line in str(error).splitlines() if "Tensor had" in line][0].split(" and ")[0])
with tf.Graph().as_default():
    print(tf.add_check_numerics_ops().name, tf.cond(tf.constant(True), lambda: 1.0, lambda: 2.0).name)
    try:
        tf.add_check_numerics_ops()
    except ValueError as error:
        print(error)

# A step of a monitored session may run with the hooks, and leave out what it does not give.
step, total = tf.train.get_or_create_global_step(), tf.reduce_sum(x)


class Counting(tf.train.SessionRunHook):
    def before_run(self, context):
        print("a hook sees", context.original_args.fetches.name, context.original_args.feed_dict is None)


def turn(step_context):
    return step_context.run_with_hooks(total, feed_dict={x: [1.0, 2.0]}), step_context.session.run(step), step_context.run_with_hooks(w)


with tf.train.MonitoredSession(hooks=[Counting()]) as monitored:
    total_now, step_now, value = monitored.run_step_fn(turn)
    print(total_now, step_now, value.tolist())
