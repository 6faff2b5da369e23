"""Recurrent cells that drop, add, place and stack other cells: their sizes, variables, states and refusals."""
import numpy as np
def say(label, make):
    try:
        value = make()
    except Exception as error:
        value = type(error).__name__ + " | " + (str(error).strip().splitlines() or [""])[0][:220]
    print(label, "=", value)

R = tf.nn.rnn_cell
x = tf.ones([2, 3])
def cell(units=3, kind=R.BasicRNNCell, **options):
    return kind(units, **options)
def used(made, inputs=x):
    output, state = made(inputs, made.zero_state(2, tf.float32))
    return output.shape.as_list(), tf.nest.map_structure(lambda s: s.shape.as_list(), state)
for name, make in (
    ("residual", lambda: R.ResidualWrapper(cell())), ("residual with", lambda: R.ResidualWrapper(cell(), lambda i, o: i - o)), ("device", lambda: R.DeviceWrapper(cell(), "/cpu:0")),
    ("dropout", lambda: R.DropoutWrapper(cell(kind=R.BasicLSTMCell), 0.5, 0.5, 0.5, seed=1)), ("stack", lambda: R.MultiRNNCell([cell(), cell(2)])),
    ("flat stack", lambda: R.MultiRNNCell([cell(kind=R.GRUCell), cell(2, R.GRUCell)], state_is_tuple=False)), ("flat lstm", lambda: cell(kind=R.BasicLSTMCell, state_is_tuple=False)),
    ("proj", lambda: cell(kind=R.LSTMCell, num_proj=2, cell_clip=1.0, proj_clip=0.5, use_peepholes=True)), ("gru", lambda: cell(kind=R.GRUCell, bias_initializer=tf.zeros_initializer()))):
    with tf.variable_scope(name.replace(" ", "_")):
        say(name, lambda: used(make()))
        made = make()
        say(name + " sizes", lambda: (made.state_size, made.output_size))
        say(name + " weights", lambda: ([v.name for v in made.weights], [v.name for v in made.trainable_weights]))
for name, make in (
    ("no cells", lambda: R.MultiRNNCell([])), ("tuples", lambda: R.MultiRNNCell([cell(kind=R.LSTMCell)], state_is_tuple=False)),
    ("prob", lambda: R.DropoutWrapper(cell(), 2.0)), ("filter", lambda: R.DropoutWrapper(cell(), dropout_state_filter_visitor=3)), ("no cell", lambda: R.ResidualWrapper(3)),
    ("initial", lambda: cell().get_initial_state(x)), ("no initial", lambda: cell().get_initial_state()), ("batch", lambda: cell().get_initial_state(None, 4, tf.float32)),
    ("no depth", lambda: cell()(tf.placeholder(tf.float32, [2, None]), tf.zeros([2, 3]))), ("abstract", lambda: R.RNNCell().state_size), ("mixed", lambda: R.LSTMStateTuple(tf.zeros([1]), tf.zeros([1], tf.float64)).dtype),
    ("state of stack", lambda: R.MultiRNNCell([cell()])(x, tf.zeros([2, 3]))), ("keyword", lambda: R.GRUCell(3, kernel=1)), ("activation", lambda: used(cell(activation="relu")))):
    say(name, make)
with tf.variable_scope("loop"):
    say("static", lambda: [t.shape.as_list() for t in tf.nn.static_rnn(cell(), [x, x], dtype=tf.float32, sequence_length=[1, 2])[0]])
    say("no list", lambda: tf.nn.static_rnn(cell(), x, dtype=tf.float32))
    say("no inputs", lambda: tf.nn.static_rnn(cell(), [], dtype=tf.float32))
    say("no dtype", lambda: tf.nn.dynamic_rnn(cell(), tf.ones([2, 4, 3])))
    say("lengths", lambda: tf.nn.dynamic_rnn(cell(), tf.ones([2, 4, 3]), [[1, 2]], dtype=tf.float32))
    say("depth", lambda: tf.nn.dynamic_rnn(cell(), tf.placeholder(tf.float32, [2, 4, None]), dtype=tf.float32))
both, last = tf.nn.bidirectional_dynamic_rnn(cell(2), cell(2), tf.ones([2, 4, 3]), dtype=tf.float32, time_major=False)
print([t.shape.as_list() for t in both], [t.shape.as_list() for t in last])
print([v.name for v in tf.global_variables()][-4:])
