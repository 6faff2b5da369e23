"""Devices and control dependencies belong to the graph until it is switched to thread local; creators and names to the thread."""


def err(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "|", ([l for l in str(e).split("\n") if l.strip()] or [""])[0][:200])


import threading

g = tf.get_default_graph()
v = tf.Variable(1.0)


def look(label):
    with g.as_default():
        with g.device("/gpu:1"):
            c = tf.constant(1.0)
        print(label, [o.name for o in c.op.control_inputs], c.device, c.name)
        print(label, tf.get_variable_scope().name == "", [o.name for o in tf.constant(2.0).op.control_inputs])


def other(label):
    th = threading.Thread(target=look, args=(label,))
    th.start()
    th.join()


with tf.device("/cpu:0"), tf.control_dependencies([v.initializer]), tf.variable_scope("vs"):
    other("shared")
    print(tf.constant(3.0).name)
g.switch_to_thread_local()
with tf.device("/cpu:0"), tf.control_dependencies([v.initializer]):
    other("apart")
