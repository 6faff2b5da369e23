"""What the table measures: each row prepares one piece of work for one library, and says what is wanted of it."""

import ctypes
import gc
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass
class Row:
    """`prepare(library, tf1, tf2)` returns an action to be timed, or where `unit` is bytes or calls, to be asked.

    `of_numpy` is the goal as a multiple of NumPy's time, `times_faster` the goal against TensorFlow.
    """

    title: str
    prepare: Callable[[str, Any, Any], Callable[[], Any]]
    of_numpy: float | None = None
    times_faster: float | None = None
    unit: str = "s"
    goal: str = ""
    long: bool = False


ROWS: dict[str, Row] = {}
_C = ctypes.CDLL(None)


def row(title, of_numpy=None, times_faster=None, **facts):
    """Enter the function below as a row of the table."""

    def enter(prepare):
        ROWS[prepare.__name__] = Row(title, prepare, of_numpy, times_faster, **facts)
        return prepare

    return enter


def resident():
    """Return the bytes of memory that this process has, once malloc has given back to the system what is free.

    By itself glibc keeps up to 64 MB of it: the more, the larger the blocks that were freed before.
    """
    gc.collect()
    if hasattr(_C, "malloc_trim"):
        _C.malloc_trim(0)
    with open("/proc/self/statm") as numbers:
        return int(numbers.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


# --- starting --------------------------------------------------------------------------------------------


@row("import both worlds and `observe`", 1.6)
def importing(library, tf1, tf2):
    ours = "import lifetimes.tf1, lifetimes.tf2, lifetimes.observe"
    program = {"lifetimes": ours, "numpy": "import numpy", "tensorflow": "import tensorflow"}[library]
    return lambda: subprocess.run([sys.executable, "-c", program], check=True)


# --- eager -----------------------------------------------------------------------------------------------


@row("eager add of scalars", 2.5, 15)
def add(library, tf1, tf2):
    if library == "numpy":
        x, y = np.array(1.0, np.float32), np.array(2.0, np.float32)
        return lambda: np.add(x, y)
    x, y = tf2.constant(1.0), tf2.constant(2.0)
    return lambda: x + y


@row("matmul 100x100", 1.05)
def matmul(library, tf1, tf2):
    x = np.random.RandomState(0).randn(100, 100).astype(np.float32)
    if library == "numpy":
        return lambda: np.matmul(x, x)
    t, multiply = tf2.constant(x), tf2.matmul
    return lambda: multiply(t, t)


@row("read a variable + 1", None, 15)
def read(library, tf1, tf2):
    v = tf2.Variable(1.0)
    return lambda: v + 1.0


@row("`assign_add`", None, 15)
def assign_add(library, tf1, tf2):
    v = tf2.Variable(1.0)
    return lambda: v.assign_add(1.0)


@row("create and drop a tf2 variable", None, 30)
def variable(library, tf1, tf2):
    make = tf2.Variable
    return lambda: make(1.0)


@row("gradient of x * x", None, 4)
def gradient(library, tf1, tf2):
    x = tf2.constant(3.0)

    def slope():
        with tf2.GradientTape() as tape:
            tape.watch(x)
            y = x * x
        return tape.gradient(y, x)

    return slope


def _of_a_matrix(work):
    def prepare(library, tf1, tf2):
        return eval(f"lambda: {work}", {"tf": tf2, "x": tf2.constant(np.ones((4, 5), np.float32))})

    ROWS[work] = Row(f"eager `{work}`", prepare, times_faster=2)


for _work in (
    "x[0]",
    "tf.reshape(x, [5, 4])",
    "tf.concat([x, x], 0)",
    "tf.reduce_sum(x)",
    "tf.maximum(x, 0.5)",
    "tf.where(x > 0.5, x, 0.0)",
    "tf.constant(1.0)",
):
    _of_a_matrix(_work)


def _ten(tf2):
    return [tf2.Variable(np.ones((4, 4), np.float32)) for _ in range(10)]


@row("`trainable_variables` of ten in modules", None, 4)
def trainable(library, tf1, tf2):
    module = tf2.Module()
    module.layers = [tf2.Module() for _ in range(5)]
    for layer, kernel, bias in zip(module.layers, _ten(tf2), _ten(tf2)):  # noqa: B905
        layer.kernel, layer.bias = kernel, bias
    return lambda: module.trainable_variables


@row("a step of Adam on ten small variables", None, 20)
def adam(library, tf1, tf2):
    optimizer, variables = tf2.keras.optimizers.Adam(0.01), _ten(tf2)
    gradients = [tf2.constant(np.ones((4, 4), np.float32)) for _ in variables]
    return lambda: optimizer.apply_gradients(zip(gradients, variables))  # noqa: B905


# --- functions -------------------------------------------------------------------------------------------


@row("call a function of one op", None, 60)
def function(library, tf1, tf2):
    f, x = tf2.function(lambda x: x + 1.0), tf2.constant(1.0)
    return lambda: f(x)


def _chain(library, tf2, size):
    values = np.linspace(-1, 1, size, dtype=np.float32)
    if library == "numpy":

        def by_hand():
            x = values
            for _ in range(12):
                x = x * np.float32(0.99) + np.float32(0.01)
            return np.abs(x)

        return by_hand

    def chain(x):
        for _ in range(12):
            x = x * 0.99 + 0.01
        return tf2.abs(x)

    f, x = tf2.function(chain), tf2.constant(values)
    return lambda: f(x)


@row("25 elementwise ops over 32 M float32 in a function", 0.35)
def chain_of_32_million(library, tf1, tf2):
    return _chain(library, tf2, 32_000_000)


@row("the same over 1 M", 0.35)
def chain_of_a_million(library, tf1, tf2):
    return _chain(library, tf2, 1_000_000)


@row("the same over 1 000")
def chain_of_a_thousand(library, tf1, tf2):
    return _chain(library, tf2, 1_000)


# --- training steps --------------------------------------------------------------------------------------


def _network(sizes, batch):
    rng = np.random.RandomState(0)
    x, y = rng.randn(batch, sizes[0]).astype("float32"), rng.randn(batch, sizes[2]).astype("float32")
    shapes = (sizes[0], sizes[1]), (sizes[1],), (sizes[1], sizes[2]), (sizes[2],)
    return x, y, [(rng.randn(*shape) * 0.1).astype("float32") for shape in shapes]


def _loss(tf, x, y, w1, b1, w2, b2):
    return tf.reduce_mean(tf.square(tf.matmul(tf.nn.relu(tf.matmul(x, w1) + b1), w2) + b2 - y))


def _by_hand(x, y, start):
    w1, b1, w2, b2 = (value.copy() for value in start)

    def step():
        hidden = x @ w1 + b1
        active = np.maximum(hidden, 0)
        error = active @ w2 + b2 - y
        d_out = np.float32(2 / error.size) * error
        d_hidden = (d_out @ w2.T) * (hidden > 0)
        w2[...] -= 0.01 * (active.T @ d_out)
        b2[...] -= 0.01 * d_out.sum(0)
        w1[...] -= 0.01 * (x.T @ d_hidden)
        b1[...] -= 0.01 * d_hidden.sum(0)
        return (error * error).mean()

    return step


def _session_step(tf, x_value, y_value, start):
    with tf.Graph().as_default():
        x, y = (tf.placeholder(tf.float32, [None, value.shape[1]]) for value in (x_value, y_value))
        loss = _loss(tf, x, y, *(tf.Variable(value, use_resource=False) for value in start))
        train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
        session = tf.Session()
        session.run(tf.global_variables_initializer())
    return lambda: session.run(train, {x: x_value, y: y_value})


def _eager_step(tf, x_value, y_value, start):
    variables, x, y = [tf.Variable(value) for value in start], tf.constant(x_value), tf.constant(y_value)

    def step():
        with tf.GradientTape() as tape:
            loss = _loss(tf, x, y, *variables)
        for variable, gradient in zip(variables, tape.gradient(loss, variables)):  # noqa: B905
            variable.assign_sub(0.01 * gradient)
        return loss

    return step


def _step(title, how, sizes, batch, *goals):
    def prepare(library, tf1, tf2):
        network = _network(sizes, batch)
        if library == "numpy":
            return _by_hand(*network)
        if how == "session":
            return _session_step(tf1, *network)
        step = _eager_step(tf2, *network)
        return tf2.function(step) if how == "function" else step

    ROWS[f"{how}_step_{sizes[0]}"] = Row(f"{title}: {how}", prepare, *goals)


for _how, *_goals in (("session", 1.7, 6), ("eager", 6, 12), ("function", 1.5, 8)):
    _step("8-16-1 training step, batch 32", _how, (8, 16, 1), 32, *_goals)
for _how in ("session", "function"):
    _step("784-256-10 training step, batch 128", _how, (784, 256, 10), 128, 1.1, 1)


# Of other kinds, which are to be no slower than TensorFlow: what their small kernels cost.


def _classes(tf, x, w, labels):
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=tf.matmul(x, w)))


def _recurrent(tf, x, w, state):
    for turn in range(10):
        state = tf.tanh(tf.matmul(tf.concat([x[:, turn], state], 1), w))
    return tf.reduce_mean(tf.square(state))


def _embedded(tf, rows, table, weights):
    return tf.reduce_mean(tf.square(tf.matmul(tf.nn.embedding_lookup(table, rows), weights)))


def _drawn(*shape):
    return np.random.RandomState(0).randn(*shape).astype("float32")


def _other_step(title, loss, fed, start, *given):
    def prepare(library, tf1, tf2):
        with tf1.Graph().as_default():
            x = tf1.placeholder(fed.dtype, [None, *fed.shape[1:]])
            value = loss(tf1, x, tf1.Variable(start, use_resource=False), *given)
            train = tf1.train.AdamOptimizer(0.01).minimize(value)
            session = tf1.Session()
            session.run(tf1.global_variables_initializer())
        return lambda: session.run([train, value], {x: fed})

    ROWS[loss.__name__] = Row(f"a step of Adam in a session: {title}", prepare, None, 1)


_other_step("classes", _classes, _drawn(32, 20), _drawn(20, 5), np.arange(32) % 5)
_other_step("ten turns of a recurrent network", _recurrent, _drawn(8, 10, 4), _drawn(12, 8), 0 * _drawn(8, 8))
_other_step("rows of an embedding", _embedded, np.arange(16) % 7, _drawn(100, 8), np.ones((8, 1), "float32"))


@row("a million normal numbers", None, 0.2)
def many_random_numbers(library, tf1, tf2):
    return lambda: tf2.random.normal([1000, 1000])


# --- the old world ---------------------------------------------------------------------------------------


@row("create a tf1 variable", None, 30)
def tf1_variable(library, tf1, tf2):
    def make():
        with tf1.Graph().as_default():
            for _ in range(100):
                tf1.Variable(1.0, use_resource=False)

    return make


def _session(tf1):
    with tf1.Graph().as_default() as graph:
        a, b = tf1.Variable(1.0, name="a", use_resource=False), tf1.Variable(2.0, name="b", use_resource=False)
        total = a + b
        session = tf1.Session(graph=graph)
        session.run(tf1.global_variables_initializer())
    return session, total


@row("fetch a variable by name", None, 20)
def by_name(library, tf1, tf2):
    session, _ = _session(tf1)
    return lambda: session.run("a:0")


@row("run a + b in a session", None, 25)
def run(library, tf1, tf2):
    session, total = _session(tf1)
    return lambda: session.run(total)


@row("memory of a scalar tf1 variable", unit="bytes", goal="2,000")
def tf1_bytes(library, tf1, tf2):
    def measure(n=20_000):
        before = resident()
        with tf1.Graph().as_default() as graph:
            for _ in range(n):
                tf1.Variable(1.0, use_resource=False)
            return (resident() - before) / n if graph else 0

    return measure


# --- files -----------------------------------------------------------------------------------------------


def _saved(tf2, megabytes):
    """Return a checkpoint of parts of 10 MB, and where it is written; the folder goes with the process."""
    folder = tempfile.TemporaryDirectory()
    values = (np.full(2_500_000, number, np.float32) for number in range(megabytes // 10))
    made = tf2.train.Checkpoint(parts=[tf2.Variable(value) for value in values])
    made.folder = folder
    return made, f"{folder.name}/model"


@row("write a checkpoint of 100 MB", None, 0.7)
def checkpoint_written(library, tf1, tf2):
    made, path = _saved(tf2, 100)
    return lambda: made.write(path)


@row("read it", None, 0.7)
def checkpoint_read(library, tf1, tf2):
    made, path = _saved(tf2, 100)
    made.write(path)
    return lambda: made.read(path)


@row("restore a checkpoint of ten small variables", None, 1)
def small_checkpoint_read(library, tf1, tf2):
    made, folder = tf2.train.Checkpoint(parts=_ten(tf2)), tempfile.TemporaryDirectory()
    made.folder, path = folder, made.write(f"{folder.name}/model")
    return lambda: made.restore(path)


@row("write a checkpoint of 1 GB", None, 0.7, long=True)
def large_checkpoint_written(library, tf1, tf2):
    made, path = _saved(tf2, 1000)
    return lambda: made.write(path)


@row("read a checkpoint of 1 GB", None, 0.7, long=True)
def large_checkpoint_read(library, tf1, tf2):
    made, path = _saved(tf2, 1000)
    made.write(path)
    return lambda: made.read(path)


# --- what takes minutes ----------------------------------------------------------------------------------


def _grown(action):
    """Return by how many bytes of memory the process is larger after the action."""
    before = resident()
    action()
    return resident() - before


@row("memory that stays after 1,000,000 tf1 variables", unit="bytes", goal="back to the start", long=True)
def million(library, tf1, tf2):
    def made(n):
        with tf1.Graph().as_default(), tf1.Session() as session, tempfile.TemporaryDirectory() as folder:
            for _ in range(n):
                tf1.Variable(1.0, use_resource=False)
            session.run(tf1.global_variables_initializer())
            saver = tf1.train.Saver()
            saver.restore(session, saver.save(session, f"{folder}/model", write_meta_graph=False))

    made(1000)
    return lambda: _grown(lambda: made(1_000_000))


@row("memory grown by 10,000,000 tf2 variables, made and dropped", unit="bytes", goal="1,000,000", long=True)
def dropped(library, tf1, tf2):
    def made(n):
        for _ in range(n):
            tf2.Variable(1.0)

    made(1000)
    return lambda: _grown(lambda: made(10_000_000))


@row("memory grown by 1,000,000 session runs", unit="bytes", goal="1,000,000", long=True)
def runs(library, tf1, tf2):
    session, total = _session(tf1)

    def ran(n):
        for _ in range(n):
            session.run(total)

    ran(1000)
    return lambda: _grown(lambda: ran(1_000_000))
