"""How the time of building and running grows: n of each kind, then 4n; a ratio near 4 is linear, near 16 is quadratic.

    python tests/benchmarks/growth.py [NAME ...]

Each size is timed three times and the shortest counts. Prints the seconds of both sizes and their ratio.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from collections.abc import Callable
from functools import reduce

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2
from lifetimes.graph.pictures import liveness

KINDS: dict[str, tuple[int, Callable[[int], Callable[[], object]]]] = {}


def kind(size: int) -> Callable[[Callable[[int], Callable[[], object]]], Callable[[int], Callable[[], object]]]:
    """Enter a function that prepares n of a kind, and returns what is timed."""

    def enter(prepare: Callable[[int], Callable[[], object]]) -> Callable[[int], Callable[[], object]]:
        KINDS[prepare.__name__] = size, prepare
        return prepare

    return enter


def in_a_graph(build: Callable[[], object]) -> Callable[[], object]:
    """Return `build` as a function that does its work in a graph of its own."""

    def timed() -> object:
        with tf1.Graph().as_default():
            return build()

    return timed


@kind(2000)
def variable_scopes(n):
    def build():
        for _ in range(n):
            with tf1.variable_scope("scope"):
                pass

    return in_a_graph(build)


@kind(1000)
def variables_in_scopes(n):
    def build():
        for i in range(n):
            with tf1.variable_scope(f"layer{i}"):
                tf1.get_variable("w", [])

    return in_a_graph(build)


@kind(1000)
def variables_of_one_name(n):
    return in_a_graph(lambda: [tf1.Variable(0.0, name="v") for _ in range(n)])


@kind(500)
def variables_from_initialized_value(n):
    def build():
        variable = tf1.Variable(0.0)
        for _ in range(n):
            variable = tf1.Variable(variable.initialized_value())

    return in_a_graph(build)


@kind(500)
def variables_from_variables(n):
    def build():
        variable = tf1.Variable(0.0)
        for _ in range(n):
            variable = tf1.Variable(variable + 1.0)

    return in_a_graph(build)


@kind(1000)
def operations_found_by_name(n):
    graph = tf1.Graph()
    with graph.as_default():
        for _ in range(n):
            tf1.constant(1.0, name="c")
    return lambda: [graph.get_operation_by_name(f"c_{i}") for i in range(1, n)]


@kind(1000)
def collections(n):
    graph = tf1.Graph()

    def build():
        for i in range(n):
            graph.add_to_collection("mine", i)
        return graph.get_collection("mine")

    return build


@kind(500)
def gradients_of_variables(n):
    def build():
        variables = [tf1.Variable(1.0) for _ in range(n)]
        return tf1.gradients(tf1.add_n([v * v for v in variables]), variables)

    return in_a_graph(build)


@kind(500)
def gradients_of_a_chain(n):
    def build():
        x = tf1.placeholder(tf1.float32, [])
        return tf1.gradients(reduce(lambda y, _: y * x, range(n), x), x)

    return in_a_graph(build)


@kind(500)
def initializers_run(n):
    graph = tf1.Graph()
    with graph.as_default():
        for _ in range(n):
            tf1.Variable(1.0)
        initializer = tf1.global_variables_initializer()

    def run():
        with tf1.Session(graph=graph) as session:
            session.run(initializer)

    return run


@kind(500)
def saver_of_variables(n):
    def build():
        for _ in range(n):
            tf1.Variable(1.0)
        saver = tf1.train.Saver()
        with tf1.Session() as session, tempfile.TemporaryDirectory() as folder:
            session.run(tf1.global_variables_initializer())
            saver.restore(session, saver.save(session, f"{folder}/model"))

    return in_a_graph(build)


@kind(500)
def optimizer_with_slots(n):
    def build():
        variables = [tf1.Variable(1.0) for _ in range(n)]
        return tf1.train.AdamOptimizer().minimize(tf1.add_n([v * v for v in variables]))

    return in_a_graph(build)


@kind(500)
def sums_of_a_chain_known_statically(n):
    def build():
        one = tf1.constant(1)
        return tf1.get_static_value(reduce(lambda y, _: y + one, range(n), one))

    return in_a_graph(build)


@kind(500)
def titles_of_plans(n):
    @tf2.function(autograph=False)
    def product(x):
        return reduce(lambda y, _: tf2.matmul(x, y), range(n), x)

    plan = product.get_concrete_function(tf2.TensorSpec([2, 2], tf2.float32)).graph.plan()
    return lambda: liveness.title(plan)


@kind(2000)
def appends_of_tracked_objects(n):
    def build():
        module = tf2.Module()
        module.parts = []
        for _ in range(n):
            module.parts.append(tf2.Module())

    return build


@kind(500)
def traces_of_variables(n):
    variables = [tf2.Variable(1.0) for _ in range(n)]
    traced = tf2.function(lambda: tf2.add_n([v.read_value() for v in variables]), autograph=False)
    return traced.get_concrete_function


@kind(500)
def traces_that_assign(n):
    variables = [tf2.Variable(1.0) for _ in range(n)]

    def assign():
        for variable in variables:
            variable.assign_add(1.0)

    return lambda: tf2.function(assign, autograph=False)()


@kind(500)
def tapes_of_variables(n):
    variables = [tf2.Variable(1.0) for _ in range(n)]

    def step():
        with tf2.GradientTape() as tape:
            total = tf2.add_n([v * v for v in variables])
        return tape.gradient(total, variables)

    return step


@kind(500)
def optimizer_steps(n):
    variables = [tf2.Variable(1.0) for _ in range(n)]
    gradients = [tf2.constant(1.0)] * n
    optimizer = tf2.keras.optimizers.SGD(0.1)
    return lambda: optimizer.apply_gradients(list(zip(gradients, variables, strict=True)))


@kind(500)
def checkpoints_of_a_list(n):
    checkpoint = tf2.train.Checkpoint(parts=[tf2.Variable(1.0) for _ in range(n)])

    def save():
        with tempfile.TemporaryDirectory() as folder:
            checkpoint.read(checkpoint.write(f"{folder}/model")).assert_consumed()

    return save


@kind(4000)
def rows_of_map_fn(n):
    rows = tf2.zeros([n])
    mapped = tf2.function(lambda x: tf2.map_fn(lambda row: row + 1.0, x))
    mapped(rows)
    return lambda: mapped(rows)


@kind(2000)
def writes_of_a_tensor_array(n):
    def write():
        array = tf2.TensorArray(tf2.float32, size=n)
        for i in range(n):
            array = array.write(i, 1.0)
        return array.stack()

    return write


def shortest(timed: Callable[[], object]) -> float:
    """Return the shortest of three times."""
    times = []
    for _ in range(3):
        gc.collect()
        start = time.perf_counter()
        timed()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    print(f"{'':34} {'n':>6} {'time(n)':>9} {'time(4n)':>9}  ratio")
    for name in sys.argv[1:] or KINDS:
        size, prepare = KINDS[name]
        small, large = shortest(prepare(size)), shortest(prepare(4 * size))
        print(f"{name:34} {size:6} {small:8.4f}s {large:8.4f}s {large / small:6.1f}", flush=True)


if __name__ == "__main__":
    main()
