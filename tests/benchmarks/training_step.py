"""A training step of a small network, 8-16-1 with batch 32: ours beside real TensorFlow's, in one run.

    python tests/benchmarks/training_step.py --tensorflow PYTHON

`PYTHON` is an interpreter with tensorflow-cpu installed. Each kind of step is timed in turns, ours then theirs,
so that the ratio holds whatever else the machine is doing. Prints microseconds and the ratio of the medians.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time

import numpy as np

ROUNDS, STEPS = 7, 200
rng = np.random.RandomState(0)
X, Y = rng.randn(32, 8).astype("float32"), rng.randn(32, 1).astype("float32")
START = [(rng.randn(*shape) * 0.1).astype("float32") for shape in ((8, 16), (16,), (16, 1), (1,))]


def tf1_session(tf):
    x, y = tf.placeholder(tf.float32, [None, 8]), tf.placeholder(tf.float32, [None, 1])
    w1, b1, w2, b2 = (tf.Variable(value) for value in START)
    loss = tf.reduce_mean(tf.square(tf.matmul(tf.nn.relu(tf.matmul(x, w1) + b1), w2) + b2 - y))
    train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
    session = tf.Session()
    session.run(tf.global_variables_initializer())
    return lambda: session.run(train, {x: X, y: Y})


def tf2_step(tf):
    variables = [tf.Variable(value) for value in START]
    x, y = tf.constant(X), tf.constant(Y)

    def step():
        w1, b1, w2, b2 = variables
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(tf.matmul(tf.nn.relu(tf.matmul(x, w1) + b1), w2) + b2 - y))
        for variable, gradient in zip(variables, tape.gradient(loss, variables)):  # noqa: B905
            variable.assign_sub(0.01 * gradient)
        return loss

    return step


def by_hand():
    w1, b1, w2, b2 = (value.copy() for value in START)

    def step():
        hidden = X @ w1 + b1
        active = np.maximum(hidden, 0)
        error = active @ w2 + b2 - Y
        d_out = (2 / len(X)) * error
        d_hidden = (d_out @ w2.T) * (hidden > 0)
        w2[...] -= 0.01 * (active.T @ d_out)
        b2[...] -= 0.01 * d_out.sum(0)
        w1[...] -= 0.01 * (X.T @ d_hidden)
        b1[...] -= 0.01 * d_hidden.sum(0)
        return (error * error).mean()

    return step


def worker(implementation, kind):
    """Time rounds of steps, one for each line read."""
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    if kind == "numpy":
        step = by_hand()
    elif implementation == "lifetimes":
        import lifetimes.tf1 as tf1
        import lifetimes.tf2 as tf2

        step = {"session": lambda: tf1_session(tf1), "eager": lambda: tf2_step(tf2),
                "function": lambda: tf2.function(tf2_step(tf2))}[kind]()  # fmt: skip
    else:
        import tensorflow as tf

        if kind == "session":
            tf.compat.v1.disable_v2_behavior()
        step = {"session": lambda: tf1_session(tf.compat.v1), "eager": lambda: tf2_step(tf),
                "function": lambda: tf.function(tf2_step(tf))}[kind]()  # fmt: skip
    for _ in range(20):
        step()
    for _ in sys.stdin:
        start = time.perf_counter()
        for _ in range(STEPS):
            step()
        print(json.dumps((time.perf_counter() - start) / STEPS * 1e6), flush=True)


def start(python, implementation, kind):
    command = [python, __file__, "--worker", implementation, kind]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )


def one_round(process):
    process.stdin.write("go\n")
    process.stdin.flush()
    return json.loads(process.stdout.readline())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tensorflow", metavar="PYTHON", help="an interpreter with tensorflow-cpu")
    parser.add_argument("--worker", nargs=2)
    options = parser.parse_args()
    if options.worker:
        worker(*options.worker)
        return
    print(f"{'step':<10} {'lifetimes':>10} {'other':>10}  ratio")
    pairs = [("function", sys.executable, "numpy", "numpy")]
    if options.tensorflow:
        pairs += [(kind, options.tensorflow, "tensorflow", kind) for kind in ("session", "eager", "function")]
    for kind, python, other, other_kind in pairs:
        ours, theirs = start(sys.executable, "lifetimes", kind), start(python, other, other_kind)
        times = [(one_round(ours), one_round(theirs)) for _ in range(ROUNDS)]
        for process in (ours, theirs):
            process.stdin.close()
            process.wait()
        mine, his = (statistics.median(column) for column in zip(*times))  # noqa: B905
        print(f"{kind:<10} {mine:8.1f}us {his:8.1f}us  {other} takes {his / mine:.2f} times as long")


if __name__ == "__main__":
    main()
