"""An operation on a device that is not there makes its whole graph refuse to run, unless the session places softly."""


def said(make):
    try:
        return make()
    except Exception as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0]}"


def on(device):
    with tf.device(device):
        return repr(tf.constant(1).op.device)


for device in ("/gpu:0", "/cpu:1", "/job:ps/task:0", "/job:localhost/cpu:0", "/replica:1"):
    with tf.Graph().as_default() as graph:
        elsewhere = tf.constant(3.0) * 2.0
        with tf.device(device):
            here = tf.constant(1.0) + 1.0
    soft = tf.ConfigProto(allow_soft_placement=True)
    print(device, said(lambda: tf.Session(graph=graph).run(elsewhere)), said(lambda: tf.Session(graph=graph).run(here)))
    print(said(lambda: tf.Session(graph=graph, config=soft).run(here)))
    with tf.Graph().as_default() as copy:
        tf.import_graph_def(graph.as_graph_def(), name="")
    print(said(lambda: tf.Session(graph=copy).run("mul:0")))

# What is no device is refused where the block begins, and costs no name.
for device in ("/abc:0", "/job:a/b:1", "/task:x", 3, "/device:CPU", "junk", "/cpu:0/gpu:1", "CPU:0", "", None):
    print(device, said(lambda: on(device)))
print(tf.constant(1).name)
