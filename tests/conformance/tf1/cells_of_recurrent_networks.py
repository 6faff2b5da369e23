"""Cells of recurrent networks make their variables by name, and run written out or in a loop of the graph."""
import numpy as np
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, "|", e.op.type if getattr(e, "op", None) is not None else str(e).split("\n")[0][:200].split("<")[0])
C = tf.nn.rnn_cell; init = tf.constant_initializer(.1); x = np.linspace(-1, 1, 2 * 3 * 2).reshape(2, 3, 2).astype("f")
def shown(v): return np.round(v, 4).tolist() if not isinstance(v, tuple) else tuple(map(shown, v))
def names(): return [(v.name, v.shape.as_list()) for v in tf.global_variables()]
for make in (C.BasicRNNCell, C.GRUCell, C.BasicLSTMCell, C.LSTMCell, lambda n: C.LSTMCell(n, use_peepholes=True, num_proj=2, cell_clip=.3), lambda n: C.BasicLSTMCell(n, state_is_tuple=False), lambda n: C.MultiRNNCell([C.BasicLSTMCell(n), C.GRUCell(2)]), lambda n: C.DropoutWrapper(C.BasicRNNCell(n), output_keep_prob=1.), lambda n: C.ResidualWrapper(C.BasicRNNCell(2))):
    for how in ("static", "dynamic", "lengths"):
        with tf.Graph().as_default(), tf.Session() as s, tf.variable_scope("", initializer=init):
            c = make(3); p = tf.placeholder(tf.float32, [None, 3, 2], name="p")
            if how == "static": out, state = tf.nn.static_rnn(c, tf.unstack(p, axis=1), dtype=tf.float32)
            elif how == "dynamic": out, state = tf.nn.dynamic_rnn(c, p, dtype=tf.float32)
            else: out, state = tf.nn.dynamic_rnn(c, p, sequence_length=[1, 3], dtype=tf.float32)
            s.run(tf.global_variables_initializer()); print(how, type(state).__name__.replace("Symbolic", ""), c.state_size, c.output_size, names() if how == "static" else ""); o, st = s.run([out, state], {p: x}); print(shown(np.array(o)) if how != "dynamic" else np.array(o).shape, shown(st) if not isinstance(st, np.ndarray) else shown(st))
            g = tf.gradients(tf.reduce_sum(out[-1] if how == "static" else out), tf.trainable_variables()); print([shown(np.sum(v)) for v in s.run(g, {p: x})])
with tf.Graph().as_default(), tf.Session() as s, tf.variable_scope("m", initializer=init):
    c = C.BasicLSTMCell(2); z = c.zero_state(2, tf.float32); print(z, type(z).__name__, z.dtype, c.name, c.built)
    o1, s1 = c(tf.ones([2, 3]), z); o2, s2 = c(tf.ones([2, 3]), s1); print(o1, s2.h, [v.name for v in c.trainable_weights], c.built, names())
    err(lambda: C.BasicLSTMCell(2)(tf.ones([2, 3]), z)[0].name); err(lambda: c(tf.ones([2, 4]), z)); print(names()[2:])
    d = C.DropoutWrapper(c, .5, .5); print(d.state_size, d.output_size, d.wrapped_cell is c); err(lambda: C.DropoutWrapper(c, 2.)); err(lambda: C.MultiRNNCell([])); err(lambda: C.MultiRNNCell(c)); err(lambda: tf.nn.static_rnn(3, [z.h])); err(lambda: tf.nn.static_rnn(c, [])); err(lambda: tf.nn.static_rnn(c, z.h)); err(lambda: tf.nn.dynamic_rnn(c, tf.ones([2, 3, 2])))
    err(lambda: C.MultiRNNCell([C.BasicLSTMCell(2)], state_is_tuple=False)); err(lambda: C.RNNCell().state_size); print(C.LSTMStateTuple(1, 2), C.MultiRNNCell([C.GRUCell(1), C.GRUCell(2)]).zero_state(3, tf.float32))
class Counts(C.RNNCell):
    state_size, output_size = 1, 1
    def call(self, inputs, state): w = tf.get_variable("w", [1], initializer=tf.ones_initializer()); return state + w * tf.reduce_sum(inputs, 1, keepdims=True), state + 1.
class Plain:
    state_size, output_size = 1, 1
    def zero_state(self, b, t): return tf.zeros([b, 1], t)
    def __call__(self, inputs, state, scope=None): return inputs[:, :1], state + 1.
with tf.Graph().as_default(), tf.Session() as s:
    o, st = tf.nn.dynamic_rnn(Counts(), tf.constant(x), dtype=tf.float32, scope="mine"); q, t = tf.nn.static_rnn(Plain(), [tf.constant(x[:, 0]), tf.constant(x[:, 1])], dtype=tf.float32, sequence_length=[1, 2]); print(names()); s.run(tf.global_variables_initializer()); print(shown(s.run(o)), shown(s.run(st)), shown(np.array(s.run(q))), shown(s.run(t)))
    (f, b), (sf, sb) = tf.nn.bidirectional_dynamic_rnn(C.GRUCell(1, kernel_initializer=init), C.GRUCell(1, kernel_initializer=init), tf.constant(x), [2, 3], dtype=tf.float32); s.run(tf.global_variables_initializer()); print(names()[1:], shown(s.run(f)), shown(s.run(b)), shown(s.run(sb)))
    o, st = tf.nn.dynamic_rnn(C.BasicRNNCell(2, activation=tf.nn.relu), tf.constant(x), time_major=True, initial_state=tf.ones([3, 2])); print(o.shape, st.shape); err(lambda: s.run(tf.nn.dynamic_rnn(Plain(), tf.constant(x), sequence_length=tf.placeholder_with_default([1], [None]), dtype=tf.float32)))
