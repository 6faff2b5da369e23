"""Reading a file and a Python function said to be stateless run where they are needed: such branches have no state."""
import numpy as np

called = []


def stateless(x):
    called.append(1)
    return np.float32(2) * x


def call(stateful):
    return tf.numpy_function(stateless, [1.0], tf.float32, stateful=stateful)


for label, branch in (
    ("read_file", lambda: tf.io.read_file("missing")),
    ("matching_files", lambda: tf.io.matching_files("missing*")),
    ("write_file", lambda: [tf.io.write_file("missing", ""), tf.constant(b"")][1]),
    ("stateless", lambda: call(False)),
    ("stateful", lambda: call(True)),
):

    @tf.function
    def f(pred):
        return tf.cond(pred, branch, lambda: tf.zeros_like(branch()))

    graph = f.get_concrete_function(tf.constant(False)).graph
    print(label, [op.type for op in graph.get_operations() if "If" in op.type])


@tf.function
def g():
    tf.io.read_file("missing")
    call(False)
    return tf.constant(7)


print(g().numpy(), called, [op.type for op in g.get_concrete_function().graph.get_operations()[-1].control_inputs])


@tf.function
def h():
    call(True)
    return call(False)


print(h().numpy(), called)
