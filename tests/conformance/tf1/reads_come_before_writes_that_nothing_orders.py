"""In one run what only reads comes before what writes, unless something orders them; a wait for an assignment holds in branches."""


def shown(build):
    with tf.Graph().as_default(), tf.Session() as sess:
        fetches = build()
        sess.run(tf.global_variables_initializer())
        print(build.__name__, sess.run(fetches))


def variable(value=1.0, resource=False):
    return tf.Variable(value, use_resource=resource)


def written_first_in_the_list():
    v = variable()
    return [v.assign_add(1.0), v + 0.0]


def read_first_in_the_list():
    v = variable()
    return [v + 0.0, v.assign_add(1.0)]


def the_variable_itself_is_read_last():
    v = variable()
    return [v, v.assign_add(1.0)]


def in_a_group():
    v = variable()
    return [tf.group(v.assign_add(1.0)), tf.identity(v * 2.0)]


def a_loss_with_its_step():
    v = variable(2.0)
    loss = v * v
    return [tf.train.GradientDescentOptimizer(0.1).minimize(loss), v, loss]


def resources():
    v = variable(resource=True)
    return [v.assign_add(1.0), v + 0.0, v]


def two_writes():
    v = variable()
    return [v.assign_add(1.0), v.assign_add(10.0)]


for build in (
    written_first_in_the_list, read_first_in_the_list, the_variable_itself_is_read_last, in_a_group, a_loss_with_its_step,
    resources, two_writes,
):
    shown(build)

for resource in (False, True):
    with tf.Graph().as_default(), tf.Session() as sess:
        v = variable(resource=resource)

        def turn(i):
            with tf.control_dependencies([v.assign_add(1.0)]):
                return i + 1

        def branch():
            with tf.control_dependencies([v.assign_add(10.0)]):
                return tf.constant(1)

        turns = tf.while_loop(lambda i: i < 4, turn, [0])
        chosen = tf.cond(v > 0.0, branch, lambda: tf.constant(2))
        with tf.control_dependencies([v.assign_add(100.0)]):
            after = tf.constant(1) + 2
        sess.run(v.initializer)
        for fetch in (turns, chosen, after):
            print(sess.run(fetch), sess.run(v))
